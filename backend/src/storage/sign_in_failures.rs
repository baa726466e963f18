//! Table `sign_in_failures`.

use super::{Connection, Storage, StorageFault};
use crate::{clock::Moment, staff::lockout};

/// What counting an attempt says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The name is locked until then; the attempt does not count.
    Locked(Moment),
    /// It counts as a failure until it is known to be none. If it is one, the name is locked until then.
    Open(Option<Moment>),
}

impl Storage {
    /// Counts an attempt to sign in before the password is looked at, so that many at once are not more than one after
    /// another.
    ///
    /// # Errors
    /// When it could not be counted.
    pub async fn count_attempt(&self, key: String, now: Moment) -> Result<Counted, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(count(connection, key, now.seconds())))
            .await
    }

    /// Takes an attempt back that was no failure and no success either.
    ///
    /// # Errors
    /// When it could not be taken back.
    pub async fn uncount_attempt(&self, key: String) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(uncount(connection, key)))
            .await
    }

    /// Forgets the failures of a name: it signed in, or an operator opened it.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn forget_failures(&self, key: String) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(async move { forget(connection, &key).await }))
            .await
    }

    /// Forgets failures of names that nobody tried since a moment; how many names.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn forget_failures_before(&self, moment: Moment) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(forget_before(connection, moment.seconds())))
            .await
    }
}

async fn count(connection: &mut Connection, key: String, now: i64) -> Result<Counted, StorageFault> {
    let row = sqlx::query_as("SELECT failures, locked_until FROM sign_in_failures WHERE key = $1")
        .bind(&key)
        .fetch_optional(&mut *connection)
        .await?;
    let (before, locked_until): (i64, Option<i64>) = row.unwrap_or_default();
    // Beyond the longest lock the clock was set back meanwhile.
    let still = now + 1..=now + lockout::LONGEST_SECONDS;
    if let Some(until) = locked_until.filter(|until| still.contains(until)) {
        return Ok(Counted::Locked(Moment::from_seconds(until)));
    }
    let failures = before.saturating_add(1);
    let locked_until = lockout::seconds(failures).map(|seconds| now + seconds);
    sqlx::query(
        "INSERT INTO sign_in_failures (key, failures, failed_at, locked_until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (key) DO UPDATE SET failures = $2, failed_at = $3, locked_until = $4",
    )
    .bind(&key)
    .bind(failures)
    .bind(now)
    .bind(locked_until)
    .execute(connection)
    .await?;
    Ok(Counted::Open(locked_until.map(Moment::from_seconds)))
}

async fn uncount(connection: &mut Connection, key: String) -> Result<(), StorageFault> {
    // The lock this attempt set goes with it: below it the name was open, and above it no attempt would have counted.
    sqlx::query(
        "UPDATE sign_in_failures SET failures = failures - 1, locked_until = NULL WHERE key = $1 AND failures > 0",
    )
    .bind(key)
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn forget(connection: &mut Connection, key: &str) -> Result<(), StorageFault> {
    sqlx::query("DELETE FROM sign_in_failures WHERE key = $1")
        .bind(key)
        .execute(connection)
        .await?;
    Ok(())
}

async fn forget_before(connection: &mut Connection, before: i64) -> Result<u64, StorageFault> {
    let gone = sqlx::query("DELETE FROM sign_in_failures WHERE failed_at < $1")
        .bind(before)
        .execute(connection)
        .await?;
    Ok(gone.rows_affected())
}
