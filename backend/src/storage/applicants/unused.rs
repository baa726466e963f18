//! Accounts that nobody uses any more.
//!
//! Each sign-in proves something anew, and a session lasts half a day at most: the newest proof says when an account was used.

use super::{Connection, Storage, StorageFault, close};
use crate::clock::Moment;

/// Accounts that are closed in one transaction.
const AT_A_TIME: i64 = 100;

/// What makes an account of `a` one that nobody used since `$1` and that is needed for nothing on the day `$2`. One that is
/// closed has no proofs.
const UNUSED: &str = "a.created_at < $1
    AND EXISTS (SELECT 1 FROM applicant_proofs p WHERE p.applicant = a.id)
    AND NOT EXISTS (SELECT 1 FROM applicant_proofs p WHERE p.applicant = a.id AND p.proved_at >= $1)
    AND NOT EXISTS (SELECT 1 FROM applicant_sessions s WHERE s.applicant = a.id)
    AND NOT EXISTS (SELECT 1 FROM applicant_cases c WHERE c.applicant = a.id)
    AND NOT EXISTS (SELECT 1 FROM authorisations u
        WHERE u.principal = a.id AND u.revoked_at IS NULL AND u.until >= $2)
    AND NOT EXISTS (SELECT 1 FROM applicant_proofs p JOIN authorisations u ON u.agent_key = p.key
        WHERE p.applicant = a.id AND p.kind = 'mobile' AND u.revoked_at IS NULL AND u.until >= $2)";

impl Storage {
    /// How many accounts nobody used since a moment that have no case, no session and no authorisation that holds, given or
    /// received.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub async fn count_unused_applicants(&self, since: Moment, now: Moment) -> Result<u64, StorageFault> {
        let query = format!("SELECT COUNT(*) FROM applicants a WHERE {UNUSED}");
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .bind(since.seconds())
            .bind(now.date().to_string())
            .fetch_one(&self.readers)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Closes such accounts as their owners would, some hundred at a time; how many.
    ///
    /// # Errors
    /// When some could not be closed; those before are.
    pub async fn close_unused_applicants(&self, since: Moment, now: Moment, most: u64) -> Result<u64, StorageFault> {
        let mut closed = 0;
        while closed < most {
            // Looked for beside the writer: only what is closed takes the turn to write.
            let query = format!("SELECT a.id FROM applicants a WHERE {UNUSED} ORDER BY a.id LIMIT $3");
            let ids: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
                .bind(since.seconds())
                .bind(now.date().to_string())
                .bind(AT_A_TIME)
                .fetch_all(&self.readers)
                .await?;
            let some = self
                .writer
                .write(move |connection| Box::pin(close_those(connection, ids, since, now)))
                .await?;
            closed += some;
            if some < AT_A_TIME.unsigned_abs() {
                break;
            }
        }
        Ok(closed)
    }
}

async fn close_those(
    connection: &mut Connection,
    ids: Vec<String>,
    since: Moment,
    now: Moment,
) -> Result<u64, StorageFault> {
    let mut closed = 0;
    for id in ids {
        // Somebody may have signed in since it was looked for.
        let query = format!("SELECT COUNT(*) FROM applicants a WHERE a.id = $3 AND {UNUSED}");
        let still: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .bind(since.seconds())
            .bind(now.date().to_string())
            .bind(&id)
            .fetch_one(&mut *connection)
            .await?;
        if still == 1 {
            close(connection, id, now.seconds()).await?;
            closed += 1;
        }
    }
    Ok(closed)
}
