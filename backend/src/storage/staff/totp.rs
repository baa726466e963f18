//! Secrets of one-time codes.

use crate::{
    storage::{Connection, Storage, StorageFault, place, sessions},
    vault::{Vault, VaultFault},
};

impl Storage {
    /// Keeps a secret of one-time codes that waits for its first code.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn begin_totp(&self, id: String, secret: String) -> Result<(), StorageFault> {
        let secret = close(&self.vault, &id, &secret)?;
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query("UPDATE staff SET totp_pending = $2 WHERE id = $1")
                        .bind(id)
                        .bind(secret)
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// From now on signing in takes the codes of this secret, after the step of the one that was shown. Their other sessions
    /// end, because nobody has shown a code in them; `key` is that of the one this is asked in.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn confirm_totp(&self, id: String, secret: String, step: i64, key: String) -> Result<(), StorageFault> {
        let secret = close(&self.vault, &id, &secret)?;
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    set(connection, &id, Some(secret), Some(step)).await?;
                    sessions::end_all_of(connection, &id, Some(&key)).await
                })
            })
            .await
    }

    /// From now on signing in takes no code.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn remove_totp(&self, id: String) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(async move { set(connection, &id, None, None).await }))
            .await
    }
}

async fn set(
    connection: &mut Connection,
    id: &str,
    secret: Option<String>,
    step: Option<i64>,
) -> Result<(), StorageFault> {
    sqlx::query("UPDATE staff SET totp_secret = $2, totp_last_step = $3, totp_pending = NULL WHERE id = $1")
        .bind(id)
        .bind(secret)
        .bind(step)
        .execute(connection)
        .await?;
    Ok(())
}

/// A secret as a row keeps it.
fn close(vault: &Vault, member: &str, secret: &str) -> Result<String, StorageFault> {
    vault.seal(&place::totp(member), secret.as_bytes()).map_err(broken)
}

/// A secret that a row keeps. One from before anything was sealed is as it was written: base32, without a full stop.
pub(super) fn open(vault: &Vault, member: &str, kept: Option<String>) -> Result<Option<String>, StorageFault> {
    match kept {
        Some(kept) if kept.contains('.') => {
            let secret = vault.open(&place::totp(member), &kept).map_err(broken)?;
            let secret = String::from_utf8(secret.to_vec()).map_err(|_| broken(VaultFault::Changed))?;
            Ok(Some(secret))
        }
        kept => Ok(kept),
    }
}

fn broken(fault: VaultFault) -> StorageFault {
    StorageFault::sealed("staff", fault)
}

/// Uses a time step up; whether it is later than the last one that was used (RFC 6238, 5.2: a code counts once).
pub(in crate::storage) async fn use_step(
    connection: &mut Connection,
    id: &str,
    step: i64,
) -> Result<bool, StorageFault> {
    let used = sqlx::query(
        "UPDATE staff SET totp_last_step = $2 WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)",
    )
    .bind(id)
    .bind(step)
    .execute(connection)
    .await?;
    Ok(used.rows_affected() == 1)
}
