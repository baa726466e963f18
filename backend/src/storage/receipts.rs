//! Table `receipts`: which submissions were answered.

use yijian_domain::wire::Receipt;

use super::{Connection, Executor, Storage, StorageFault, place};
use crate::{
    clock::Moment,
    vault::{Vault, VaultFault},
};

/// A submission that was answered before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// SHA-256 of its body.
    pub body_hash: String,
    /// The answer.
    pub receipt: Receipt,
}

impl Storage {
    /// What a key was used for.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn answered(&self, idempotency_key: &str) -> Result<Option<Answered>, StorageFault> {
        find(&self.readers, &self.vault, idempotency_key).await
    }

    /// Forgets receipts from before a moment; how many.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn forget_receipts_before(&self, moment: Moment) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(forget(connection, moment.seconds())))
            .await
    }
}

pub(super) async fn find<'e>(
    executor: impl Executor<'e>,
    vault: &Vault,
    idempotency_key: &str,
) -> Result<Option<Answered>, StorageFault> {
    let row =
        sqlx::query_as::<_, (String, String)>("SELECT body_hash, receipt FROM receipts WHERE idempotency_key = $1")
            .bind(idempotency_key)
            .fetch_optional(executor)
            .await?;
    let Some((body_hash, receipt)) = row else {
        return Ok(None);
    };
    let receipt = if receipt.starts_with('{') {
        // From before anything was sealed; gone after seven days.
        receipt.into_bytes().into()
    } else {
        vault.open(&place::receipt(idempotency_key), &receipt).map_err(broken)?
    };
    let receipt = serde_json::from_slice(&receipt).map_err(|fault| StorageFault::row("receipts", &fault))?;
    Ok(Some(Answered { body_hash, receipt }))
}

pub(super) async fn keep(
    connection: &mut Connection,
    vault: &Vault,
    idempotency_key: &str,
    answered: &Answered,
    now: i64,
) -> Result<(), StorageFault> {
    let receipt = serde_json::to_vec(&answered.receipt).map_err(|fault| StorageFault::row("receipts", &fault))?;
    sqlx::query("INSERT INTO receipts (idempotency_key, body_hash, receipt, created_at) VALUES ($1, $2, $3, $4)")
        .bind(idempotency_key)
        .bind(&answered.body_hash)
        .bind(vault.seal(&place::receipt(idempotency_key), &receipt).map_err(broken)?)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

fn broken(fault: VaultFault) -> StorageFault {
    StorageFault::sealed("receipts", fault)
}

async fn forget(connection: &mut Connection, before: i64) -> Result<u64, StorageFault> {
    let gone = sqlx::query("DELETE FROM receipts WHERE created_at < $1")
        .bind(before)
        .execute(connection)
        .await?;
    Ok(gone.rows_affected())
}
