//! Making anew, by the present key of the key file, what an older one wraps or seals, so that it can be retired.

use std::collections::BTreeMap;

use super::{Connection, Storage, StorageFault, place};
use crate::{
    applicants::personal,
    vault::{Vault, VaultFault},
};

/// Tables with data keys, and what tells their rows apart.
pub(super) const KEYED: [(&str, &str); 3] = [("applications", "number"), ("drafts", "key"), ("uploads", "disk")];
/// Rows that are looked at in one transaction.
const AT_A_TIME: i64 = 500;

/// A column with what a key of the key file wraps or seals by itself.
struct Column {
    table: &'static str,
    /// What tells its rows apart.
    id: &'static str,
    column: &'static str,
    /// SQL for what the place of a text is made from.
    of: &'static str,
    /// What is kept, made anew for its place by the present key; none when it is fine as it is.
    renew: fn(&Vault, of: &str, kept: &str) -> Result<Option<String>, VaultFault>,
}

/// All but receipts, which are gone after a week.
const COLUMNS: [Column; 9] = [
    data_key(KEYED[0]),
    data_key(KEYED[1]),
    data_key(KEYED[2]),
    totp("totp_secret"),
    totp("totp_pending"),
    of_person("applicants", "id", "name", "'name'"),
    of_person("applicants", "id", "id_number", "'identity'"),
    // The keyed hash is made with its kind, so it is never that of two rows.
    of_person("applicant_proofs", "key", "value", "kind"),
    of_person("authorisations", "id", "agent", "'mobile'"),
];

const fn data_key((table, id): (&'static str, &'static str)) -> Column {
    Column {
        table,
        id,
        column: "data_key",
        of: "''",
        renew: |vault, _, kept| vault.rewrap(kept),
    }
}

const fn totp(column: &'static str) -> Column {
    Column {
        table: "staff",
        id: "id",
        column,
        of: "id",
        renew: |vault, of, kept| resealed(vault, &place::totp(of), kept),
    }
}

const fn of_person(table: &'static str, id: &'static str, column: &'static str, of: &'static str) -> Column {
    Column {
        table,
        id,
        column,
        of,
        renew: |vault, of, kept| resealed(vault, &personal::place(of), kept),
    }
}

impl Storage {
    /// Wraps every data key and seals every short text by the present key, a few hundred at a time, while everything goes
    /// on; how many were made anew.
    ///
    /// # Errors
    /// When they cannot be read or written; those before are done. What cannot be opened stays as it is.
    pub async fn rewrap(&self) -> Result<u64, StorageFault> {
        let mut done = 0;
        for column in &COLUMNS {
            let mut last = String::new();
            while let Some((end, count)) = self.renew_some(column, last).await? {
                done += count;
                last = end;
            }
        }
        Ok(done)
    }

    /// The next rows behind one: the last of them, and how many were made anew.
    async fn renew_some(&self, column: &'static Column, last: String) -> Result<Option<(String, u64)>, StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(async move { renew(connection, &vault, column, last).await }))
            .await
    }

    /// How much each key of the key file wraps or seals, by its number.
    ///
    /// # Errors
    /// When it cannot be counted.
    pub async fn sealing_keys_in_use(&self) -> Result<BTreeMap<u8, u64>, StorageFault> {
        let mut used = BTreeMap::new();
        let renewed = COLUMNS.iter().map(|column| (column.table, column.column));
        for (table, column) in renewed.chain([("receipts", "receipt")]) {
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

async fn renew(
    connection: &mut Connection,
    vault: &Vault,
    column: &Column,
    last: String,
) -> Result<Option<(String, u64)>, StorageFault> {
    let Column {
        table,
        id,
        column,
        of,
        renew,
    } = column;
    let next = format!(
        "SELECT {id}, {of}, {column} FROM {table} WHERE {id} > $1 AND {column} IS NOT NULL ORDER BY {id} LIMIT $2"
    );
    let rows: Vec<(String, String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(next))
        .bind(last)
        .bind(AT_A_TIME)
        .fetch_all(&mut *connection)
        .await?;
    let Some((end, ..)) = rows.last().cloned() else {
        return Ok(None);
    };
    let mut count = 0;
    for (row, of, kept) in rows {
        match renew(vault, &of, &kept) {
            Ok(None) => {}
            Ok(Some(anew)) => {
                let update = format!("UPDATE {table} SET {column} = $2 WHERE {id} = $1");
                sqlx::query(sqlx::AssertSqlSafe(update))
                    .bind(row)
                    .bind(anew)
                    .execute(&mut *connection)
                    .await?;
                count += 1;
            }
            Err(fault) => tracing::warn!(table, column, %fault, "what is sealed stays as it is"),
        }
    }
    Ok(Some((end, count)))
}

/// A text sealed anew; none when it is fine as it is. One without a full stop is from before anything was sealed.
fn resealed(vault: &Vault, place: &str, kept: &str) -> Result<Option<String>, VaultFault> {
    if kept.contains('.') {
        vault.reseal(place, kept)
    } else {
        vault.seal(place, kept.as_bytes()).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use crate::{clock::Moment, testing::World, vault::SealingKey};

    fn key(id: u8) -> SealingKey {
        SealingKey {
            id,
            from: i64::from(id),
            key: Zeroizing::new([id + 2; 32]),
        }
    }

    #[tokio::test]
    async fn a_new_key_takes_over_and_the_old_one_can_go() {
        let mut world = World::with_draft().await;
        let number = world.hand_in("restaurant").await.number;
        world.token = "b".repeat(32);
        world.save(0, &world.empty_draft()).await.assert_status(200);
        let phone = world.phone("19900000001").await;
        let authorise = serde_json::json!({ "mobile": "19900000002", "theme": "restaurant", "may": ["see"], "until": "2026-06-01" });
        phone.authorise(authorise).await;
        let storage = &world.app.storage;
        let before = storage.events(&number).await.unwrap();
        assert!(world.app.vault.reload(vec![key(1), key(2)]));
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
        assert!(world.app.vault.reload(vec![key(2)]));
        assert_eq!(storage.events(&number).await.unwrap(), before);
        let draft = format!("/api/v1/drafts/{}", world.token);
        world.get(&draft).await.assert_status(200);
        assert!(phone.get("/api/v1/me").await.text().contains("199****0001"));
        let given = phone.get("/api/v1/me/authorisations").await;
        assert!(given.text().contains("199****0002"), "{}", given.text());
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
            "uploads",
        ] {
            let kept = world.everything_in(table).await;
            let business = crate::cases::Subject::of(&draft.values).business;
            for value in values.iter().filter(|value| Some(*value) != business.as_ref()) {
                assert!(!kept.contains(value.as_str()), "{table} has {value}");
            }
        }
    }
}
