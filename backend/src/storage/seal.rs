//! Texts of rows, sealed under the data key of what they belong to.

use serde::de::DeserializeOwned;

use super::{Executor, StorageFault};
use crate::vault::{DataKey, Vault, VaultFault};

/// What seals the texts of one application or draft. Rows from before anything was sealed have no key: they are read as they
/// were written, and what is kept of them later is not sealed either.
#[derive(Debug, Clone)]
pub(super) struct Seal(Option<DataKey>);

impl Seal {
    /// By the wrapped key of a row.
    pub(super) fn of(vault: &Vault, wrapped: Option<&str>) -> Result<Self, StorageFault> {
        let key = wrapped.map(|wrapped| vault.unwrap(wrapped));
        key.transpose()
            .map(Self)
            .map_err(|fault| StorageFault::sealed("data_key", fault))
    }

    /// With a new key; also gives how it is kept.
    pub(super) fn new(vault: &Vault) -> Result<(Self, String), StorageFault> {
        let (key, wrapped) = vault
            .new_key()
            .map_err(|fault| StorageFault::sealed("data_key", fault))?;
        Ok((Self(Some(key)), wrapped))
    }

    /// The seal of an application.
    pub(super) async fn of_application<'e>(
        executor: impl Executor<'e>,
        vault: &Vault,
        number: &str,
    ) -> Result<Self, StorageFault> {
        let wrapped: Option<(Option<String>,)> = sqlx::query_as("SELECT data_key FROM applications WHERE number = $1")
            .bind(number)
            .fetch_optional(executor)
            .await?;
        Self::of(vault, wrapped.and_then(|(wrapped,)| wrapped).as_deref())
    }

    /// A text as a row keeps it.
    pub(super) fn close(&self, place: &str, plain: &str) -> Result<String, StorageFault> {
        match &self.0 {
            None => Ok(plain.to_owned()),
            Some(key) => key
                .seal(place, plain.as_bytes())
                .map_err(|fault| StorageFault::sealed("sealing", fault)),
        }
    }

    /// A text that a row of a table keeps.
    pub(super) fn open(&self, table: &'static str, place: &str, kept: &str) -> Result<String, StorageFault> {
        let Some(key) = &self.0 else {
            return Ok(kept.to_owned());
        };
        let plain = key
            .open(place, kept)
            .map_err(|fault| StorageFault::sealed(table, fault))?;
        String::from_utf8(plain.to_vec()).map_err(|_| StorageFault::sealed(table, VaultFault::Changed))
    }

    /// What a text of a row says.
    pub(super) fn read<T: DeserializeOwned>(
        &self,
        table: &'static str,
        place: &str,
        kept: &str,
    ) -> Result<T, StorageFault> {
        let plain = self.open(table, place, kept)?;
        serde_json::from_str(&plain).map_err(|fault| StorageFault::row(table, &fault))
    }
}

/// Where a text stands, so that it is read nowhere else.
pub(super) mod place {
    /// The content of a draft.
    pub(in crate::storage) fn draft(key: &str) -> String {
        format!("drafts/{key}")
    }

    /// The content of an application.
    pub(in crate::storage) fn application(number: &str) -> String {
        format!("applications/{number}")
    }

    /// The form of a department.
    pub(in crate::storage) fn part(number: &str, item: &str) -> String {
        format!("parts/{number}/{item}")
    }

    /// An event of the record.
    pub(in crate::storage) fn event(number: &str, seq: i64) -> String {
        format!("events/{number}/{seq}")
    }

    /// What an applicant is told.
    pub(in crate::storage) fn message(number: &str, seq: i64) -> String {
        format!("messages/{number}/{seq}")
    }

    /// A version of a licence.
    pub(in crate::storage) fn licence(code: &str, version: i64) -> String {
        format!("licences/{code}/{version}")
    }

    /// The name of a file on the phone.
    pub(in crate::storage) fn file_name(disk: &str) -> String {
        format!("uploads/{disk}/name")
    }

    /// A receipt, by the key of its submission.
    pub(in crate::storage) fn receipt(idempotency_key: &str) -> String {
        format!("receipts/{idempotency_key}")
    }

    /// Whom to write to in WeChat.
    pub(in crate::storage) fn openid(number: &str) -> String {
        format!("contacts/{number}")
    }

    /// What somebody said when they saw a case whole.
    pub(in crate::storage) fn unmasking(id: &str) -> String {
        format!("unmaskings/{id}")
    }

    /// The secret of somebody's one-time codes.
    pub(in crate::storage) fn totp(member: &str) -> String {
        format!("staff/{member}/totp")
    }
}
