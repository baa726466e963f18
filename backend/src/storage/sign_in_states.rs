//! Table `sign_in_states`: sign-ins that are with WeChat or a provider of identities at the moment.

use super::{Connection, Storage, StorageFault};
use crate::clock::Moment;

/// A sign-in that goes elsewhere.
#[derive(Debug, Clone)]
pub struct NewState {
    /// SHA-256 of the state.
    pub key: String,
    /// SHA-256 of the cookie of the browser that goes there.
    pub browser: String,
    /// Where to.
    pub provider: String,
    /// What has to be remembered meanwhile, as JSON.
    pub held: String,
    /// Until when it may come back.
    pub expires_at: Moment,
}

impl Storage {
    /// Remembers a sign-in that goes elsewhere.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn keep_state(&self, new: NewState) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query(
                        "INSERT INTO sign_in_states (key, browser, provider, held, expires_at) VALUES ($1, $2, $3, $4, $5)",
                    )
                    .bind(new.key)
                    .bind(new.browser)
                    .bind(new.provider)
                    .bind(new.held)
                    .bind(new.expires_at.seconds())
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    /// What was remembered of a sign-in that came back, once, and to the browser that went there only.
    ///
    /// # Errors
    /// When it could not be read and removed.
    pub async fn take_state(
        &self,
        key: String,
        browser: String,
        provider: String,
        now: Moment,
    ) -> Result<Option<String>, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(take(connection, key, browser, provider, now.seconds())))
            .await
    }
}

async fn take(
    connection: &mut Connection,
    key: String,
    browser: String,
    provider: String,
    now: i64,
) -> Result<Option<String>, StorageFault> {
    let held = sqlx::query_scalar(
        "SELECT held FROM sign_in_states WHERE key = $1 AND browser = $2 AND provider = $3 AND expires_at > $4",
    )
    .bind(&key)
    .bind(browser)
    .bind(provider)
    .bind(now)
    .fetch_optional(&mut *connection)
    .await?;
    // Also when it came back elsewhere: a state that somebody else has seen is worth nothing.
    sqlx::query("DELETE FROM sign_in_states WHERE key = $1")
        .bind(key)
        .execute(connection)
        .await?;
    Ok(held)
}
