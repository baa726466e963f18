//! Table `events`: the record of all cases, append-only and chained.

use sha2::{Digest, Sha256};
use sqlx::{SqliteConnection, SqliteExecutor};
use yijian_domain::case::Event;

use super::{Storage, StorageFault};
use crate::ids;

/// The hash before the first row.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Rows that are read at a time when the whole record is walked.
const AT_A_TIME: i64 = 1000;

/// What is wrong with the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Tampered {
    /// A row does not carry the hash that follows from the one before and its own content.
    #[error("row {id} (case {case_number}, event {seq}) was changed, or one before it was removed or put in")]
    Changed {
        /// Position in the whole record.
        id: i64,
        /// The case.
        case_number: String,
        /// Its event.
        seq: i64,
    },
    /// A case has other events than its list says.
    #[error("case {case_number} has {found} events in the record and {listed} by the list of cases")]
    Cut {
        /// The case.
        case_number: String,
        /// Events found.
        found: i64,
        /// Events the list of cases counts.
        listed: i64,
    },
}

/// What walking the whole record gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    /// Events.
    pub events: u64,
    /// Cases.
    pub cases: u64,
    /// The hash of the last row: to be kept elsewhere, so that rows missing at the end are noticed later.
    pub head: String,
    /// What is wrong, in the order of the record.
    pub faults: Vec<Tampered>,
}

type Row = (i64, String, i64, i64, String, String);

impl Storage {
    /// The events of a case, oldest first; none, when there is no such case.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn events(&self, case_number: &str) -> Result<Vec<Event>, StorageFault> {
        of(&self.readers, case_number).await
    }

    /// Walks the whole record and compares every row with the one before.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn audit(&self) -> Result<Audit, StorageFault> {
        let mut audit = Audit {
            head: BEGINNING.to_owned(),
            ..Audit::default()
        };
        let mut last = 0_i64;
        loop {
            let rows: Vec<Row> = sqlx::query_as(
                "SELECT id, case_number, seq, at, body, hash FROM events WHERE id > $1 ORDER BY id LIMIT $2",
            )
            .bind(last)
            .bind(AT_A_TIME)
            .fetch_all(&self.readers)
            .await?;
            let Some((end, ..)) = rows.last() else { break };
            last = *end;
            for (id, case_number, seq, at, body, hash) in rows {
                if chained(&audit.head, id, &case_number, seq, at, &body) != hash {
                    audit.faults.push(Tampered::Changed { id, case_number, seq });
                }
                audit.events += 1;
                audit.head = hash;
            }
        }
        let counts: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT cases.number, cases.events, COUNT(events.id) FROM cases
             LEFT JOIN events ON events.case_number = cases.number
             GROUP BY cases.number, cases.events ORDER BY cases.number",
        )
        .fetch_all(&self.readers)
        .await?;
        audit.cases = counts.len() as u64;
        let cut = |(case_number, listed, found): (String, i64, i64)| {
            (listed != found).then_some(Tampered::Cut {
                case_number,
                found,
                listed,
            })
        };
        audit.faults.extend(counts.into_iter().filter_map(cut));
        Ok(audit)
    }

    /// The numbers of all cases in the record, in order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn cases_in_record(&self) -> Result<Vec<String>, StorageFault> {
        let numbers = sqlx::query_scalar("SELECT case_number FROM events WHERE seq = 1 ORDER BY id")
            .fetch_all(&self.readers)
            .await?;
        Ok(numbers)
    }
}

pub(super) async fn of<'e>(executor: impl SqliteExecutor<'e>, case_number: &str) -> Result<Vec<Event>, StorageFault> {
    let bodies: Vec<(String,)> = sqlx::query_as("SELECT body FROM events WHERE case_number = $1 ORDER BY seq")
        .bind(case_number)
        .fetch_all(executor)
        .await?;
    bodies
        .iter()
        .map(|(body,)| serde_json::from_str(body).map_err(|fault| StorageFault::row("events", &fault)))
        .collect()
}

/// Adds events at the end of the record. There is one writer, so nothing comes in between.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    case_number: &str,
    events: &[Event],
    at: i64,
) -> Result<(), StorageFault> {
    let last: Option<(i64, String)> = sqlx::query_as("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    let (mut id, mut hash) = last.unwrap_or_else(|| (0, BEGINNING.to_owned()));
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        let body = serde_json::to_string(event).map_err(|fault| StorageFault::row("events", &fault))?;
        let seq = i64::from(event.seq);
        id += 1;
        hash = chained(&hash, id, case_number, seq, at, &body);
        rows.push((id, seq, body, hash.clone()));
    }
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert =
        sqlx::QueryBuilder::<sqlx::Sqlite>::new("INSERT INTO events (id, case_number, seq, at, body, hash) ");
    insert.push_values(rows, |mut values, (id, seq, body, hash)| {
        values
            .push_bind(id)
            .push_bind(case_number)
            .push_bind(seq)
            .push_bind(at)
            .push_bind(body)
            .push_bind(hash);
    });
    insert.build().execute(connection).await?;
    Ok(())
}

/// The hash of a row. Every part has its length in front, so that no two rows read alike.
fn chained(before: &str, id: i64, case_number: &str, seq: i64, at: i64, body: &str) -> String {
    let mut hasher = Sha256::new();
    let (id, seq, at) = (id.to_string(), seq.to_string(), at.to_string());
    for part in [before, &id, case_number, &seq, &at, body] {
        hasher.update(part.len().to_string());
        hasher.update(":");
        hasher.update(part);
    }
    ids::hex(&hasher.finalize())
}
