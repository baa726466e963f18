//! Rows that are kept for a time only, whatever table they stand in: how many are older, and taking them away.

use super::{Storage, StorageFault};
use crate::clock::Moment;

/// Rows that are removed in one transaction.
const AT_A_TIME: i64 = 500;

/// Rows that have an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// Drafts, by their last change.
    Drafts,
    /// Receipts.
    Receipts,
    /// Deliveries of messages that are not waiting any more.
    Letters,
    /// Authorisations that have ended, by their end.
    Authorisations,
    /// Who saw cases whole.
    Unmaskings,
}

impl Dated {
    /// The table, what tells its rows apart, and which of them are older than `$1` seconds and the day `$2`.
    const fn rows(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Drafts => ("drafts", "key", "touched_at < $1 AND $2 <> ''"),
            Self::Receipts => ("receipts", "idempotency_key", "created_at < $1 AND $2 <> ''"),
            Self::Letters => ("deliveries", "id", "state <> 'waiting' AND next_at < $1 AND $2 <> ''"),
            Self::Authorisations => ("authorisations", "id", "until < $2 OR revoked_at < $1"),
            Self::Unmaskings => ("unmaskings", "id", "at < $1 AND $2 <> ''"),
        }
    }
}

impl Storage {
    /// How many rows are older.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub async fn count_older(&self, kind: Dated, before: Moment) -> Result<u64, StorageFault> {
        let (table, _, older) = kind.rows();
        let query = format!("SELECT COUNT(*) FROM {table} WHERE {older}");
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .bind(before.seconds())
            .bind(before.date().to_string())
            .fetch_one(&self.readers)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Removes rows that are older, a few hundred in each transaction; how many.
    ///
    /// # Errors
    /// When some could not be removed; those before are.
    pub async fn remove_older(&self, kind: Dated, before: Moment) -> Result<u64, StorageFault> {
        let mut removed = 0;
        loop {
            let some = self
                .writer
                .write(move |connection| {
                    Box::pin(async move {
                        let (table, key, older) = kind.rows();
                        let some = format!("SELECT {key} FROM {table} WHERE {older} ORDER BY {key} LIMIT {AT_A_TIME}");
                        if kind == Dated::Authorisations {
                            let events = format!("DELETE FROM authorisation_events WHERE authorisation IN ({some})");
                            sqlx::query(sqlx::AssertSqlSafe(events))
                                .bind(before.seconds())
                                .bind(before.date().to_string())
                                .execute(&mut *connection)
                                .await?;
                        }
                        let rows = format!("DELETE FROM {table} WHERE {key} IN ({some})");
                        let done = sqlx::query(sqlx::AssertSqlSafe(rows))
                            .bind(before.seconds())
                            .bind(before.date().to_string())
                            .execute(connection)
                            .await?;
                        Ok(done.rows_affected())
                    })
                })
                .await?;
            removed += some;
            if some < AT_A_TIME.unsigned_abs() {
                return Ok(removed);
            }
        }
    }
}
