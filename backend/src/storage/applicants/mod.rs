//! Tables `applicants` and `applicant_proofs`: who applicants are, and by what they proved it.

mod joining;
mod unused;

use sqlx::Row;

use super::{Connection, Storage, StorageFault, authorisations};
use crate::{
    applicants::{Applicant, Proof, ProofKind, Proving, Sealed},
    clock::Moment,
};

pub use joining::Proved;

impl Storage {
    /// The account of everything that somebody proved, in one step: the one they have, joined when it was several, or a new
    /// one.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn prove(&self, proving: Proving) -> Result<Proved, StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(async move { joining::prove(connection, &vault, proving).await }))
            .await
    }

    /// An account with its proofs.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn applicant(&self, id: &str) -> Result<Option<Applicant>, StorageFault> {
        let row = sqlx::query("SELECT name, id_number, disabled_at FROM applicants WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let proofs: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT kind, key, value FROM applicant_proofs WHERE applicant = $1 ORDER BY proved_at, kind, key",
        )
        .bind(id)
        .fetch_all(&self.readers)
        .await?;
        Ok(Some(Applicant {
            id: id.to_owned(),
            name: row.try_get::<Option<String>, _>("name")?.map(Sealed),
            id_number: row.try_get::<Option<String>, _>("id_number")?.map(Sealed),
            disabled: row.try_get::<Option<i64>, _>("disabled_at")?.is_some(),
            proofs: proofs.into_iter().map(read).collect::<Result<_, _>>()?,
        }))
    }

    /// Closes an account: what it says of the person goes, what it let others do ends, and its cases stay.
    ///
    /// # Errors
    /// When it could not be kept; then nothing has changed.
    pub async fn close_applicant(&self, id: &str, now: Moment) -> Result<(), StorageFault> {
        let id = id.to_owned();
        self.writer
            .write(move |connection| Box::pin(close(connection, id, now.seconds())))
            .await
    }

    /// Keeps somebody from signing in from now on and ends their sessions.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn disable_applicant(&self, id: &str, now: Moment) -> Result<(), StorageFault> {
        let id = id.to_owned();
        self.writer
            .write(move |connection| Box::pin(disable(connection, id, now.seconds())))
            .await
    }
}

async fn close(connection: &mut Connection, id: String, now: i64) -> Result<(), StorageFault> {
    let given: Vec<String> =
        sqlx::query_scalar("SELECT id FROM authorisations WHERE principal = $1 AND revoked_at IS NULL")
            .bind(&id)
            .fetch_all(&mut *connection)
            .await?;
    for authorisation in given {
        authorisations::revoke(connection, authorisation, id.clone(), now).await?;
    }
    sqlx::query("UPDATE applicants SET disabled_at = $2, name = NULL, id_number = NULL WHERE id = $1")
        .bind(&id)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    for step in [
        "DELETE FROM applicant_proofs WHERE applicant = $1",
        "DELETE FROM applicant_sessions WHERE applicant = $1",
        // Messages about what runs still go out by the number in the form.
        "DELETE FROM contacts WHERE case_number IN (SELECT case_number FROM applicant_cases WHERE applicant = $1)",
    ] {
        sqlx::query(step).bind(&id).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn disable(connection: &mut Connection, id: String, now: i64) -> Result<(), StorageFault> {
    for step in [
        "UPDATE applicants SET disabled_at = $2 WHERE id = $1",
        "DELETE FROM applicant_sessions WHERE applicant = $1 AND created_at <= $2",
    ] {
        sqlx::query(step).bind(&id).bind(now).execute(&mut *connection).await?;
    }
    Ok(())
}

fn read((kind, key, value): (String, String, String)) -> Result<Proof, StorageFault> {
    let kind = ProofKind::from_code(&kind).ok_or_else(|| StorageFault::Row {
        table: "applicant_proofs",
        fault: "an unknown kind".to_owned(),
    })?;
    Ok(Proof {
        kind,
        key,
        value: Sealed(value),
    })
}
