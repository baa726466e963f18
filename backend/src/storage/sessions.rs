//! Table `sessions`.

use sqlx::Row;

use super::{Account, Connection, Storage, StorageFault, sign_in_failures, staff};
use crate::clock::Moment;

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// SHA-256 of its token.
    pub key: String,
    /// Names it to its owner.
    pub id: String,
    /// Id of who signed in.
    pub staff: String,
    /// What it runs on, in a word.
    pub device: String,
    /// Key of the name's failures, which are forgotten.
    pub failures: String,
    /// The time step of the one-time code, where there was one.
    pub totp_step: Option<i64>,
    /// The directory asked for a second factor.
    pub second_factor: bool,
    /// Key of the session the browser had before, which ends.
    pub replaces: Option<String>,
    /// When it begins.
    pub now: Moment,
    /// When it ends at the latest.
    pub expires_at: Moment,
}

/// A session as it is kept.
#[derive(Debug, Clone)]
pub struct Session {
    /// Names it to its owner.
    pub id: String,
    /// Whose it is.
    pub account: Account,
    /// The directory asked for a second factor when it began.
    pub second_factor: bool,
    /// When something was last asked in it, at most a minute behind.
    pub seen_at: Moment,
    /// When it ends at the latest.
    pub expires_at: Moment,
}

/// A session as its owner sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSession {
    /// Names it to its owner.
    pub id: String,
    /// What it runs on, in a word.
    pub device: String,
    /// When it began.
    pub created_at: Moment,
    /// When something was last asked in it, at most a minute behind.
    pub seen_at: Moment,
}

impl Storage {
    /// Begins a session; not, when the one-time code was used before.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn begin_session(&self, new: NewSession) -> Result<bool, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(begin(connection, new)))
            .await
    }

    /// A session and whose it is.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn session(&self, key: &str) -> Result<Option<Session>, StorageFault> {
        let query = format!(
            "SELECT {}, sessions.id AS session, second_factor, seen_at, expires_at FROM sessions JOIN staff ON staff.id = sessions.staff WHERE key = $1",
            staff::COLUMNS
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(key)
            .fetch_optional(&self.readers)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        Ok(Some(Session {
            id: row.try_get("session")?,
            account: staff::read(&self.vault, &row)?,
            second_factor: row.try_get::<i64, _>("second_factor")? == 1,
            seen_at: Moment::from_seconds(row.try_get("seen_at")?),
            expires_at: Moment::from_seconds(row.try_get("expires_at")?),
        }))
    }

    /// The sessions of somebody that were seen since `idle` and have not ended, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn sessions_of(
        &self,
        staff: &str,
        now: Moment,
        idle: Moment,
    ) -> Result<Vec<ListedSession>, StorageFault> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "SELECT id, device, created_at, seen_at FROM sessions
             WHERE staff = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY created_at DESC, id",
        )
        .bind(staff)
        .bind(now.seconds())
        .bind(idle.seconds())
        .fetch_all(&self.readers)
        .await?;
        let read = |(id, device, created_at, seen_at)| ListedSession {
            id,
            device,
            created_at: Moment::from_seconds(created_at),
            seen_at: Moment::from_seconds(seen_at),
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Ends one session of somebody by its id, or all of them; how many.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn end_sessions_of(&self, staff: String, id: Option<String>) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let gone = sqlx::query("DELETE FROM sessions WHERE staff = $1 AND ($2 = '' OR id = $2)")
                        .bind(staff)
                        .bind(id.unwrap_or_default())
                        .execute(connection)
                        .await?;
                    Ok(gone.rows_affected())
                })
            })
            .await
    }

    /// Notes that something was asked in a session.
    ///
    /// # Errors
    /// When it could not be noted.
    pub async fn see_session(&self, key: String, now: Moment) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query("UPDATE sessions SET seen_at = $2 WHERE key = $1")
                        .bind(key)
                        .bind(now.seconds())
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Ends a session; the id of whose it was, if there was one.
    ///
    /// # Errors
    /// When it could not be removed.
    pub async fn end_session(&self, key: String) -> Result<Option<String>, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let member = sqlx::query_scalar("DELETE FROM sessions WHERE key = $1 RETURNING staff")
                        .bind(key)
                        .fetch_optional(connection)
                        .await?;
                    Ok(member)
                })
            })
            .await
    }

    /// Removes sessions that expired before `now` or were not seen since `idle`; how many.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn remove_ended_sessions(&self, now: Moment, idle: Moment) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let gone = sqlx::query("DELETE FROM sessions WHERE expires_at <= $1 OR seen_at <= $2")
                        .bind(now.seconds())
                        .bind(idle.seconds())
                        .execute(connection)
                        .await?;
                    Ok(gone.rows_affected())
                })
            })
            .await
    }
}

async fn begin(connection: &mut Connection, new: NewSession) -> Result<bool, StorageFault> {
    if let Some(step) = new.totp_step
        && !staff::use_step(connection, &new.staff, step).await?
    {
        return Ok(false);
    }
    if let Some(before) = new.replaces {
        sqlx::query("DELETE FROM sessions WHERE key = $1")
            .bind(before)
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query(
        "INSERT INTO sessions (key, id, staff, device, second_factor, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(new.key)
    .bind(new.id)
    .bind(new.staff)
    .bind(new.device)
    .bind(i64::from(new.second_factor))
    .bind(new.now.seconds())
    .bind(new.expires_at.seconds())
    .execute(&mut *connection)
    .await?;
    sign_in_failures::forget(connection, &new.failures).await?;
    Ok(true)
}

/// Ends the sessions of somebody, but for one.
pub(super) async fn end_all_of(
    connection: &mut Connection,
    staff: &str,
    except: Option<&str>,
) -> Result<(), StorageFault> {
    // No key is empty.
    sqlx::query("DELETE FROM sessions WHERE staff = $1 AND key <> $2")
        .bind(staff)
        .bind(except.unwrap_or(""))
        .execute(connection)
        .await?;
    Ok(())
}
