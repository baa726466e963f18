//! Table `applicant_sessions`.

use super::{Connection, Storage, StorageFault};
use crate::clock::Moment;

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewApplicantSession {
    /// SHA-256 of its token.
    pub key: String,
    /// Names it to its owner.
    pub id: String,
    /// Whose it is.
    pub applicant: String,
    /// What it runs on, in a word.
    pub device: String,
    /// When it begins.
    pub now: Moment,
    /// When it ends at the latest.
    pub expires_at: Moment,
    /// Key of the session the browser had before, which ends.
    pub replaces: Option<String>,
}

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantSession {
    /// Names it to its owner.
    pub id: String,
    /// Whose it is.
    pub applicant: String,
    /// What it runs on, in a word.
    pub device: String,
    /// When it began.
    pub created_at: Moment,
    /// When something was last asked in it, at most a minute behind.
    pub seen_at: Moment,
    /// When it ends at the latest.
    pub expires_at: Moment,
}

type Row = (String, String, String, i64, i64, i64);

impl Storage {
    /// Begins a session of an applicant.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn begin_applicant_session(&self, new: NewApplicantSession) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(begin(connection, new)))
            .await
    }

    /// A session by its key, unless the account is closed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn applicant_session(&self, key: &str) -> Result<Option<ApplicantSession>, StorageFault> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT s.id, s.applicant, s.device, s.created_at, s.seen_at, s.expires_at
             FROM applicant_sessions s JOIN applicants a ON a.id = s.applicant
             WHERE s.key = $1 AND a.disabled_at IS NULL",
        )
        .bind(key)
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(read))
    }

    /// The sessions of somebody that were seen since `idle` and have not ended, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn applicant_sessions(
        &self,
        applicant: &str,
        now: Moment,
        idle: Moment,
    ) -> Result<Vec<ApplicantSession>, StorageFault> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, applicant, device, created_at, seen_at, expires_at FROM applicant_sessions
             WHERE applicant = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY created_at DESC, id",
        )
        .bind(applicant)
        .bind(now.seconds())
        .bind(idle.seconds())
        .fetch_all(&self.readers)
        .await?;
        Ok(rows.into_iter().map(read).collect())
    }

    /// Notes that something was asked in a session.
    ///
    /// # Errors
    /// When it could not be noted.
    pub async fn see_applicant_session(&self, key: String, now: Moment) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query("UPDATE applicant_sessions SET seen_at = $2 WHERE key = $1")
                        .bind(key)
                        .bind(now.seconds())
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Ends a session by its key; whether there was one.
    ///
    /// # Errors
    /// When it could not be removed.
    pub async fn end_applicant_session(&self, key: String) -> Result<bool, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(async move { end(connection, &key).await }))
            .await
    }

    /// Ends one session of somebody by its id, or all of them; how many.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn end_applicant_sessions(&self, applicant: String, id: Option<String>) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let gone =
                        sqlx::query("DELETE FROM applicant_sessions WHERE applicant = $1 AND ($2 = '' OR id = $2)")
                            .bind(applicant)
                            .bind(id.unwrap_or_default())
                            .execute(connection)
                            .await?;
                    Ok(gone.rows_affected())
                })
            })
            .await
    }

    /// Removes sessions that expired before `now` or were not seen since `idle`, codes of days before, and sign-ins that
    /// never came back; how many rows.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn remove_ended_sign_ins(&self, now: Moment, idle: Moment, today: String) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let sessions =
                        sqlx::query("DELETE FROM applicant_sessions WHERE expires_at <= $1 OR seen_at <= $2")
                            .bind(now.seconds())
                            .bind(idle.seconds())
                            .execute(&mut *connection)
                            .await?;
                    let codes = sqlx::query("DELETE FROM sms_codes WHERE day < $1 AND expires_at <= $2")
                        .bind(today)
                        .bind(now.seconds())
                        .execute(&mut *connection)
                        .await?;
                    let states = sqlx::query("DELETE FROM sign_in_states WHERE expires_at <= $1")
                        .bind(now.seconds())
                        .execute(connection)
                        .await?;
                    Ok(sessions.rows_affected() + codes.rows_affected() + states.rows_affected())
                })
            })
            .await
    }
}

fn read((id, applicant, device, created_at, seen_at, expires_at): Row) -> ApplicantSession {
    ApplicantSession {
        id,
        applicant,
        device,
        created_at: Moment::from_seconds(created_at),
        seen_at: Moment::from_seconds(seen_at),
        expires_at: Moment::from_seconds(expires_at),
    }
}

async fn begin(connection: &mut Connection, new: NewApplicantSession) -> Result<(), StorageFault> {
    if let Some(before) = &new.replaces {
        end(&mut *connection, before).await?;
    }
    sqlx::query(
        "INSERT INTO applicant_sessions (key, id, applicant, device, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
    )
    .bind(new.key)
    .bind(new.id)
    .bind(new.applicant)
    .bind(new.device)
    .bind(new.now.seconds())
    .bind(new.expires_at.seconds())
    .execute(connection)
    .await?;
    Ok(())
}

async fn end(connection: &mut Connection, key: &str) -> Result<bool, StorageFault> {
    let gone = sqlx::query("DELETE FROM applicant_sessions WHERE key = $1")
        .bind(key)
        .execute(connection)
        .await?;
    Ok(gone.rows_affected() == 1)
}
