//! The rows of the lists as the record gives them: to compare with what stands there, and to write them anew.

use std::sync::Arc;

use yijian_domain::{
    calendar::WorkingCalendar,
    case::{BadRecord, Case, Event},
    catalogue::Catalogue,
    value::date,
};

use super::{CasePartRow, CaseRow, Connection, Seal, Storage, StorageFault, applications, cases, events};
use crate::{cases::rows, vault::Vault};

/// The rows of a case.
pub(super) type Listed = (CaseRow, Vec<CasePartRow>);

/// What became of the rows of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The case.
    pub number: String,
    /// Events in its record.
    pub events: u32,
    /// Events that the list had counted; none, when the case was not in it.
    pub listed: Option<u32>,
    /// Why the rows stay as they were: the record of the case cannot be replayed.
    pub fault: Option<String>,
}

impl Storage {
    /// Makes the rows of some cases anew from their records, in one transaction.
    ///
    /// # Errors
    /// When they cannot be read or written. A record that cannot be replayed is no error; its rows stay as they are.
    pub async fn rebuild(&self, catalogue: Arc<Catalogue>, numbers: Vec<String>) -> Result<Vec<Rebuilt>, StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let mut rebuilt = Vec::with_capacity(numbers.len());
                    for number in numbers {
                        rebuilt.push(rebuild(connection, &vault, &catalogue.calendar, number).await?);
                    }
                    Ok(rebuilt)
                })
            })
            .await
    }
}

async fn rebuild(
    connection: &mut Connection,
    vault: &Vault,
    calendar: &WorkingCalendar,
    number: String,
) -> Result<Rebuilt, StorageFault> {
    let listed = cases::find(connection, &number).await?.map(|row| row.events);
    let mut rebuilt = Rebuilt {
        events: 0,
        listed,
        fault: None,
        number,
    };
    match by_record(connection, vault, calendar, &rebuilt.number).await? {
        Ok((row, parts)) => {
            rebuilt.events = row.events;
            cases::remove(connection, &rebuilt.number).await?;
            cases::put(connection, None, &row, &parts).await?;
        }
        Err(fault) => rebuilt.fault = Some(fault),
    }
    Ok(rebuilt)
}

/// The rows of a case as its record gives them, or why it gives none.
///
/// They are those of the day of its last event, on which they were written.
pub(super) async fn by_record(
    connection: &mut Connection,
    vault: &Vault,
    calendar: &WorkingCalendar,
    number: &str,
) -> Result<Result<Listed, String>, StorageFault> {
    match worked_out(connection, vault, calendar, number).await {
        Ok(listed) => Ok(Ok(listed)),
        Err(StorageFault::Row { table, fault }) => Ok(Err(format!("table {table}: {fault}"))),
        Err(StorageFault::Database(sqlx::Error::RowNotFound)) => Ok(Err("its application is gone".to_owned())),
        Err(fault) => Err(fault),
    }
}

async fn worked_out(
    connection: &mut Connection,
    vault: &Vault,
    calendar: &WorkingCalendar,
    number: &str,
) -> Result<Listed, StorageFault> {
    let seal = Seal::of_application(&mut *connection, vault, number).await?;
    let record = events::of(&mut *connection, &seal, number).await?;
    let (case, over_on) = replay(&record).map_err(damaged)?;
    if case.file.number != number {
        return Err(damaged("it is the record of another case"));
    }
    let known = applications::known(connection, &seal, number).await?;
    let day = record.last().ok_or_else(|| damaged(BadRecord::Beginning))?.at.day();
    let (subject, fixed) = (&known.subject, &known.fixed);
    Ok(rows(&case, subject, vault, fixed, calendar, day, &over_on))
}

/// The case of a record, and the day on which it was over; empty while it runs.
fn replay(record: &[Event]) -> Result<(Case, String), BadRecord> {
    let (first, rest) = record.split_at(record.len().min(1));
    let mut case = Case::of(first)?;
    let mut over_on = String::new();
    for event in rest {
        case.follow(event).map_err(|refusal| BadRecord::Event {
            seq: event.seq,
            refusal,
        })?;
        match case.stage.code().is_over() {
            true if over_on.is_empty() => over_on = date::write(event.at.day()),
            true => {}
            false => over_on.clear(),
        }
    }
    Ok((case, over_on))
}

fn damaged(fault: impl ToString) -> StorageFault {
    StorageFault::Row {
        table: "events",
        fault: fault.to_string(),
    }
}
