//! Wrapping data keys by the present key of the key file, so that an older one can be retired.

use std::collections::BTreeMap;

use super::{Connection, Storage, StorageFault, place};
use crate::vault::{Vault, VaultFault};

/// Tables with data keys, and what tells their rows apart.
const KEYED: [(&str, &str); 3] = [("applications", "number"), ("drafts", "key"), ("uploads", "disk")];
/// Rows that are looked at in one transaction.
const AT_A_TIME: i64 = 500;

impl Storage {
    /// Wraps every data key by the present key, a few hundred at a time, while everything goes on; how many were wrapped
    /// anew.
    ///
    /// # Errors
    /// When they cannot be read or written; those before are done. A key that cannot be unwrapped stays as it is.
    pub async fn rewrap(&self) -> Result<u64, StorageFault> {
        let mut done = 0;
        for (table, id) in KEYED {
            let mut last = String::new();
            while let Some((end, count)) = self.rewrap_some(table, id, last).await? {
                done += count;
                last = end;
            }
        }
        let vault = self.vault.clone();
        let secrets = self
            .writer
            .write(move |connection| Box::pin(async move { reseal_secrets(connection, &vault).await }));
        Ok(done + secrets.await?)
    }

    /// The next rows behind one: the last of them, and how many were wrapped anew.
    async fn rewrap_some(
        &self,
        table: &'static str,
        id: &'static str,
        last: String,
    ) -> Result<Option<(String, u64)>, StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(async move { rewrap(connection, &vault, table, id, last).await }))
            .await
    }

    /// How much each key of the key file wraps or seals, by its number.
    ///
    /// # Errors
    /// When it cannot be counted.
    pub async fn sealing_keys_in_use(&self) -> Result<BTreeMap<u8, u64>, StorageFault> {
        let mut used = BTreeMap::new();
        let columns = KEYED.map(|(table, _)| (table, "data_key")).into_iter().chain([
            ("staff", "totp_secret"),
            ("staff", "totp_pending"),
            ("receipts", "receipt"),
            ("applicants", "name"),
            ("applicants", "id_number"),
            ("applicant_proofs", "value"),
            ("authorisations", "agent"),
        ]);
        for (table, column) in columns {
            // What stands in front of the first full stop names the key.
            let query = format!(
                "SELECT SUBSTR({column}, 1, 5) AS head, COUNT(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY head"
            );
            let heads: Vec<(String, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(query))
                .fetch_all(&self.readers)
                .await?;
            for (head, count) in heads {
                if let Some(id) = Vault::id_of(&head) {
                    *used.entry(id).or_default() += count.unsigned_abs();
                }
            }
        }
        Ok(used)
    }
}

async fn rewrap(
    connection: &mut Connection,
    vault: &Vault,
    table: &'static str,
    id: &'static str,
    last: String,
) -> Result<Option<(String, u64)>, StorageFault> {
    let next =
        format!("SELECT {id}, data_key FROM {table} WHERE {id} > $1 AND data_key IS NOT NULL ORDER BY {id} LIMIT $2");
    let rows: Vec<(String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(next))
        .bind(last)
        .bind(AT_A_TIME)
        .fetch_all(&mut *connection)
        .await?;
    let Some((end, _)) = rows.last().cloned() else {
        return Ok(None);
    };
    let mut count = 0;
    for (row, wrapped) in rows {
        match vault.rewrap(&wrapped) {
            Ok(None) => {}
            Ok(Some(anew)) => {
                let update = format!("UPDATE {table} SET data_key = $2 WHERE {id} = $1");
                sqlx::query(sqlx::AssertSqlSafe(update))
                    .bind(row)
                    .bind(anew)
                    .execute(&mut *connection)
                    .await?;
                count += 1;
            }
            Err(fault) => tracing::warn!(table, %fault, "a data key stays as it is"),
        }
    }
    Ok(Some((end, count)))
}

/// Secrets of one-time codes are sealed by the key itself.
async fn reseal_secrets(connection: &mut Connection, vault: &Vault) -> Result<u64, StorageFault> {
    let rows: Vec<(String, Option<String>, Option<String>)> = sqlx::query_as(
        "SELECT id, totp_secret, totp_pending FROM staff WHERE totp_secret IS NOT NULL OR totp_pending IS NOT NULL",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut count = 0;
    for (id, secret, pending) in rows {
        let secret = resealed(vault, &id, secret.as_deref())?;
        let pending = resealed(vault, &id, pending.as_deref())?;
        if secret.is_none() && pending.is_none() {
            continue;
        }
        sqlx::query(
            "UPDATE staff SET totp_secret = COALESCE($2, totp_secret), totp_pending = COALESCE($3, totp_pending)
             WHERE id = $1",
        )
        .bind(id)
        .bind(secret)
        .bind(pending)
        .execute(&mut *connection)
        .await?;
        count += 1;
    }
    Ok(count)
}

/// A secret sealed anew; none when it is fine as it is.
fn resealed(vault: &Vault, member: &str, kept: Option<&str>) -> Result<Option<String>, StorageFault> {
    let Some(kept) = kept else { return Ok(None) };
    let here = place::totp(member);
    let anew = if kept.contains('.') {
        vault.reseal(&here, kept)
    } else {
        // From before anything was sealed.
        vault.seal(&here, kept.as_bytes()).map(Some)
    };
    anew.map_err(|fault: VaultFault| StorageFault::Row {
        table: "staff",
        fault: fault.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use crate::{
        clock::Moment,
        testing::{TOKEN, World},
        vault::SealingKey,
    };

    fn key(id: u8) -> SealingKey {
        SealingKey {
            id,
            from: i64::from(id),
            key: Zeroizing::new([id + 2; 32]),
        }
    }

    #[tokio::test]
    async fn a_new_key_takes_over_and_the_old_one_can_go() {
        let world = World::with_draft().await;
        let number = world.hand_in("restaurant").await.number;
        world.save(0, &world.empty_draft()).await;
        let storage = &world.app.storage;
        let before = storage.events(&number).await.unwrap();
        world.app.vault.reload(vec![key(1), key(2)]);
        assert_eq!(
            storage
                .sealing_keys_in_use()
                .await
                .unwrap()
                .into_keys()
                .collect::<Vec<_>>(),
            [1]
        );
        assert!(storage.rewrap().await.unwrap() >= 2);
        assert_eq!(storage.rewrap().await.unwrap(), 0, "everything is done");
        // Receipts are sealed by the key itself and gone after a week.
        let later = Moment::from_seconds(world.clock.now().seconds() + 1);
        storage.forget_receipts_before(later).await.unwrap();
        assert_eq!(
            storage
                .sealing_keys_in_use()
                .await
                .unwrap()
                .into_keys()
                .collect::<Vec<_>>(),
            [2]
        );
        world.app.vault.reload(vec![key(2)]);
        assert_eq!(storage.events(&number).await.unwrap(), before);
        world.get(&format!("/api/v1/drafts/{TOKEN}")).await.assert_status(200);
    }

    #[tokio::test]
    async fn nothing_of_a_person_stands_in_the_database() {
        let world = World::new().await;
        let draft = world.full_draft("restaurant").await;
        let telling = |value: &&String| value.chars().count() > 5 || (!value.is_ascii() && value.chars().count() > 1);
        let values: Vec<String> = draft.values.values().filter(telling).cloned().collect();
        assert!(values.len() > 10, "the form says a good deal");
        world
            .submit(crate::testing::KEY, &world.submission(&draft))
            .await
            .assert_status(201);
        for table in [
            "applications",
            "parts",
            "events",
            "messages",
            "receipts",
            "cases",
            "case_parts",
            "drafts",
        ] {
            let kept = world.everything_in(table).await;
            let business = crate::cases::Subject::of(&draft.values).business;
            for value in values.iter().filter(|value| Some(*value) != business.as_ref()) {
                assert!(!kept.contains(value.as_str()), "{table} has {value}");
            }
        }
    }
}
