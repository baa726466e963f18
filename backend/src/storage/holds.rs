//! Table `holds`: cases that are not deleted for now.

use super::{Storage, StorageFault};
use crate::clock::Moment;

/// A case that is not deleted for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its number.
    pub number: String,
    /// Since when.
    pub at: Moment,
    /// Why.
    pub reason: String,
}

impl Storage {
    /// Keeps a case from being deleted; false, when there is no such case any more.
    ///
    /// # Errors
    /// When it could not be noted.
    pub async fn hold_case(&self, number: String, reason: String, now: Moment) -> Result<bool, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let done = sqlx::query(
                        "INSERT INTO holds (number, at, reason) SELECT number, $2, $3 FROM cases WHERE number = $1
                         ON CONFLICT (number, at) DO UPDATE SET reason = excluded.reason, released_at = NULL",
                    )
                    .bind(number)
                    .bind(now.seconds())
                    .bind(reason)
                    .execute(connection)
                    .await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }

    /// Lets a case be deleted again when its time is over; false, when nothing kept it.
    ///
    /// # Errors
    /// When it could not be noted.
    pub async fn release_case(&self, number: String, now: Moment) -> Result<bool, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let done =
                        sqlx::query("UPDATE holds SET released_at = $2 WHERE number = $1 AND released_at IS NULL")
                            .bind(number)
                            .bind(now.seconds())
                            .execute(connection)
                            .await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }

    /// Every case that is kept from being deleted, by number.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn holds(&self) -> Result<Vec<Hold>, StorageFault> {
        let rows: Vec<(String, i64, String)> =
            sqlx::query_as("SELECT number, at, reason FROM holds WHERE released_at IS NULL ORDER BY number, at")
                .fetch_all(&self.readers)
                .await?;
        let read = |(number, at, reason)| Hold {
            number,
            at: Moment::from_seconds(at),
            reason,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}
