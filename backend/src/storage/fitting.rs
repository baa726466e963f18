//! Whether the key file is the one of this database, before anything is sealed by another one.

use sqlx::AssertSqlSafe;

use super::{OpenFault, Pool, rewrap::KEYED};
use crate::vault::Vault;

/// Rows of each table that are tried: a damaged one must not keep the server from starting.
const TRIED: u8 = 5;

/// Fails when there are data keys and none of those that are tried opens.
pub(super) async fn fits(name: &str, readers: &Pool, vault: &Vault) -> Result<(), OpenFault> {
    let mut first = None;
    for (table, order) in KEYED {
        let query =
            format!("SELECT data_key FROM {table} WHERE data_key IS NOT NULL ORDER BY {order} DESC LIMIT {TRIED}");
        let wrapped: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query))
            .fetch_all(readers)
            .await
            .map_err(|fault| OpenFault::Database {
                name: name.to_owned(),
                fault,
            })?;
        for wrapped in wrapped {
            match vault.unwrap(&wrapped) {
                Ok(_) => return Ok(()),
                Err(fault) => first = first.or(Some(fault)),
            }
        }
    }
    first.map_or(Ok(()), |fault| {
        Err(OpenFault::Keys {
            name: name.to_owned(),
            fault,
        })
    })
}

#[cfg(test)]
mod tests {
    use yijian_domain::wire::Receipt;
    use zeroize::Zeroizing;

    use crate::{
        clock::Clock,
        storage::Storage,
        testing::World,
        vault::{SealingKey, Vault},
    };

    #[tokio::test]
    async fn another_key_file_does_not_begin_on_what_is_kept() {
        let world = World::with_draft().await;
        let _: Receipt = world.hand_in("restaurant").await;
        let other = SealingKey {
            id: 1,
            from: 0,
            key: Zeroizing::new([9; 32]),
        };
        let vault = Vault::new(vec![other], [9; 32], Clock::system());
        let fault = Storage::open(&world.place, vault).await.unwrap_err();
        assert!(fault.to_string().contains("key file"), "{fault}");
    }
}
