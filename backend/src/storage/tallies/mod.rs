//! Table `tallies`: how many there are, kept in the transaction of each change to the lists. What a supervisor sees is read
//! from here, so that it costs the same however many cases there are.
//!
//! What is open is counted by the day it is due, so that what is late, due soon and overdue are sums over a few rows,
//! whatever day it is. A case that changes takes its old numbers off and puts its new ones on; only the difference is
//! written. One writer has the turn at a time, so nobody waits for a row here.

mod recount;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use sqlx::Row as _;
use yijian_domain::value::date;

use super::{CasePartRow, CaseRow, Connection, Sql, StorageFault};
pub use recount::Miscounted;

/// What is counted, by its name in the database.
pub(super) type Kind = &'static str;

/// Parts that are open, by the day they are promised.
pub(super) const OPEN: Kind = "open";
/// The same by the day of the law.
pub(super) const OPEN_BY_LAW: Kind = "open_by_law";
/// Of these, those that stand still; without a day.
pub(super) const PAUSED: Kind = "paused";
/// Cases that wait for an answer of the window, by the day it is promised.
pub(super) const WINDOW: Kind = "window";
/// The same by the day of the law.
pub(super) const WINDOW_BY_LAW: Kind = "window_by_law";
/// Cases that arrived on a day.
pub(super) const ARRIVED: Kind = "arrived";
/// Cases that were over on a day.
pub(super) const OVER: Kind = "over";
/// Parts that were decided on a day, after the one they were promised.
pub(super) const LATE: Kind = "late";

/// Numbers of one statement.
const TOGETHER: usize = 200;

/// What one number counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) county: String,
    pub(super) kind: Kind,
    pub(super) day: String,
    pub(super) department: String,
}

/// Numbers, and what each counts.
pub(super) type Tallies = BTreeMap<Key, i64>;

/// Adds what a case and its parts count, `sign` times.
pub(super) fn add(tallies: &mut Tallies, row: &CaseRow, parts: &[CasePartRow], sign: i64) {
    let mut count = |kind, day: &str, department: &str| {
        let key = Key {
            county: row.county.clone(),
            kind,
            day: day.to_owned(),
            department: department.to_owned(),
        };
        *tallies.entry(key).or_default() += sign;
    };
    count(ARRIVED, &date::write(row.submitted_at.date()), "");
    if !row.over_on.is_empty() {
        count(OVER, &row.over_on, "");
    }
    if row.to_do && matches!(row.stage.as_str(), "received" | "resubmitted") {
        count(WINDOW, &row.due, "");
        count(WINDOW_BY_LAW, &row.law_due, "");
    }
    for part in parts {
        // A part that waits for the result of another is not open yet.
        if part.running && part.stage != "waiting" {
            count(OPEN, &part.due, &part.department);
            count(OPEN_BY_LAW, &part.law_due, &part.department);
        }
        if part.running && part.stage == "paused" {
            count(PAUSED, "", &part.department);
        }
        if part.late {
            count(LATE, &part.decided_on, &part.department);
        }
    }
}

/// Changes numbers by what there is more or less now.
pub(super) async fn change(connection: &mut Connection, mut by: Tallies) -> Result<(), StorageFault> {
    by.retain(|_, more| *more != 0);
    let all: Vec<(Key, i64)> = by.into_iter().collect();
    for some in all.chunks(TOGETHER) {
        change_some(connection, some).await?;
    }
    Ok(())
}

async fn change_some(connection: &mut Connection, by: &[(Key, i64)]) -> Result<(), StorageFault> {
    let mut upsert = Sql::new("INSERT INTO tallies (county, kind, day, department, amount) ");
    upsert.push_values(by, |mut values, (key, more)| {
        values
            .push_bind(key.county.as_str())
            .push_bind(key.kind)
            .push_bind(key.day.as_str())
            .push_bind(key.department.as_str())
            .push_bind(*more);
    });
    upsert.push(
        " ON CONFLICT (county, kind, day, department) DO UPDATE SET amount = tallies.amount + excluded.amount
         RETURNING county, kind, day, department, amount",
    );
    let rows = upsert.build().fetch_all(&mut *connection).await?;
    for row in rows {
        // Days that nothing is due on any more would otherwise be summed for ever.
        if row.try_get::<i64, _>("amount")? == 0 {
            sqlx::query("DELETE FROM tallies WHERE county = $1 AND kind = $2 AND day = $3 AND department = $4")
                .bind(row.try_get::<String, _>("county")?)
                .bind(row.try_get::<String, _>("kind")?)
                .bind(row.try_get::<String, _>("day")?)
                .bind(row.try_get::<String, _>("department")?)
                .execute(&mut *connection)
                .await?;
        }
    }
    Ok(())
}
