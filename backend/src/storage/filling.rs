//! Putting everything into an empty database, which may break off at any moment: until all of it is there, nobody works on
//! it, and who begins again begins anew.

use sqlx::AssertSqlSafe;

use super::{Connection, Storage, StorageFault, transfer};

/// The row of `turns` that says that not everything is there yet.
const FILLING: &str = "filling";
/// The row that says that everything is there, but not yet that the place it came from was left.
const ARRIVED: &str = "arrived";
/// Rows that are removed at a time.
const TOGETHER: i64 = 5000;

/// Whether it is not said that everything is there.
pub(super) async fn is_half(connection: &mut Connection) -> Result<bool, sqlx::Error> {
    let marks: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM turns WHERE name IN ($1, $2)")
        .bind(FILLING)
        .bind(ARRIVED)
        .fetch_one(connection)
        .await?;
    Ok(marks > 0)
}

impl Storage {
    /// Begins to put everything into this database, if it is empty. What is left of a time that broke off is removed.
    /// Whether it has begun.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub async fn begin_to_fill(&self) -> Result<bool, StorageFault> {
        let half = {
            let mut reader = self.readers.acquire().await?;
            is_half(&mut reader).await?
        };
        if half {
            self.set_mark(FILLING).await?;
            for (table, key) in transfer::TABLES.iter().rev() {
                while self.remove_some(table, key).await? > 0 {}
            }
            return Ok(true);
        }
        let empty = self.is_empty().await?;
        if empty {
            self.set_mark(FILLING).await?;
        }
        Ok(empty)
    }

    /// Notes that everything is there, and that the place it came from is about to be left.
    ///
    /// # Errors
    /// When it could not be noted.
    pub async fn note_arrived(&self) -> Result<(), StorageFault> {
        self.set_mark(ARRIVED).await
    }

    /// Whether everything is there and only the last word is missing.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn has_arrived(&self) -> Result<bool, StorageFault> {
        let marks: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM turns WHERE name = $1")
            .bind(ARRIVED)
            .fetch_one(&self.readers)
            .await?;
        Ok(marks > 0)
    }

    /// Says that everything is there: from now on servers work on it.
    ///
    /// # Errors
    /// When it could not be noted.
    pub async fn note_whole(&self) -> Result<(), StorageFault> {
        self.writer.write(|connection| Box::pin(remove_marks(connection))).await
    }

    async fn set_mark(&self, mark: &'static str) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    remove_marks(connection).await?;
                    sqlx::query("INSERT INTO turns (name, taken) VALUES ($1, 1)")
                        .bind(mark)
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn remove_some(&self, table: &'static str, key: &'static str) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let query =
                        format!("DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} LIMIT {TOGETHER})");
                    let gone = sqlx::query(AssertSqlSafe(query)).execute(connection).await?;
                    Ok(gone.rows_affected())
                })
            })
            .await
    }
}

async fn remove_marks(connection: &mut Connection) -> Result<(), StorageFault> {
    sqlx::query("DELETE FROM turns WHERE name IN ($1, $2)")
        .bind(FILLING)
        .bind(ARRIVED)
        .execute(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{
        storage::{OpenFault, Storage},
        testing::World,
    };

    #[tokio::test]
    async fn nobody_works_on_half_of_it_and_who_begins_again_begins_anew() {
        let world = World::with_draft().await;
        let _ = world.hand_in("convenience_store").await;
        let rows = crate::storage::transfer::tests::carried(&world).await;
        let half = World::new().await;
        let storage = &half.app.storage;
        assert!(storage.begin_to_fill().await.unwrap());
        storage.take_over(rows[..rows.len() / 2].to_vec()).await.unwrap();
        let opened = Storage::open(&half.place, half.app.vault.clone()).await;
        let fault = opened.unwrap_err();
        assert!(
            matches!(fault, OpenFault::Half(_)) && fault.to_string().contains("yijian restore"),
            "{fault}"
        );
        let again = Storage::open_to_fill(&half.place, half.app.vault.clone())
            .await
            .unwrap();
        assert!(again.begin_to_fill().await.unwrap());
        assert!(again.is_empty().await.unwrap());
        again.take_over(rows.clone()).await.unwrap();
        again.note_arrived().await.unwrap();
        assert!(Storage::open(&half.place, half.app.vault.clone()).await.is_err());
        assert!(again.has_arrived().await.unwrap());
        again.note_whole().await.unwrap();
        Storage::open(&half.place, half.app.vault.clone()).await.unwrap();
        assert_eq!(crate::storage::transfer::tests::carried(&half).await, rows);
        assert!(!again.begin_to_fill().await.unwrap(), "what is whole is not emptied");
    }
}
