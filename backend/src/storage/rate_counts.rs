//! Table `rate_counts`.

use sqlx::Row as _;

use super::{Connection, Sql, Storage, StorageFault};
use crate::{
    clock::Moment,
    http::limits::{Delta, Key, Row},
    ids,
};

/// Most rows of one statement.
const AT_ONCE: usize = 500;

impl Storage {
    /// Whether other servers may work on the same database.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.hearing.is_some()
    }

    /// Adds what this server has counted to what the others have; the sums.
    ///
    /// # Errors
    /// When it could not be added.
    pub async fn add_counts(&self, mut counted: Vec<Delta>) -> Result<Vec<Row>, StorageFault> {
        // All servers touch rows in the same order, so that none waits for another in a circle.
        counted.sort_unstable_by_key(|delta| (delta.key, delta.window));
        let mut sums = Vec::with_capacity(counted.len());
        for part in counted.chunks(AT_ONCE) {
            let part = part.to_vec();
            let added = self.writer.write(move |connection| Box::pin(add(connection, part)));
            sums.extend(added.await?);
        }
        Ok(sums)
    }

    /// Removes what no longer counts; how many rows.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn forget_counts_before(&self, moment: Moment) -> Result<u64, StorageFault> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let gone = sqlx::query("DELETE FROM rate_counts WHERE ends_at <= $1")
                        .bind(moment.seconds())
                        .execute(connection)
                        .await?;
                    Ok(gone.rows_affected())
                })
            })
            .await
    }
}

async fn add(connection: &mut Connection, counted: Vec<Delta>) -> Result<Vec<Row>, StorageFault> {
    let mut sql = Sql::new("INSERT INTO rate_counts (key, slot, asked, ends_at) ");
    sql.push_values(counted, |mut row, delta| {
        row.push_bind(ids::hex(&delta.key))
            .push_bind(delta.window)
            .push_bind(i64::from(delta.more))
            .push_bind(delta.ends_at);
    });
    sql.push(
        " ON CONFLICT (key, slot) DO UPDATE SET asked = rate_counts.asked + excluded.asked RETURNING key, slot, asked",
    );
    let rows = sql.build().fetch_all(connection).await?;
    let sums = rows.iter().filter_map(|row| read(row).transpose());
    sums.collect()
}

/// A row; none when its key is not one of this version.
fn read(row: &sqlx::any::AnyRow) -> Result<Option<Row>, StorageFault> {
    let text: String = row.try_get("key")?;
    let asked: i64 = row.try_get("asked")?;
    let mut key = Key::default();
    for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        match u8::from_str_radix(digits, 16) {
            Ok(value) => *byte = value,
            Err(_) => return Ok(None),
        }
    }
    Ok(Some(Row {
        key,
        window: row.try_get("slot")?,
        sum: u32::try_from(asked).unwrap_or(u32::MAX),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    const KEY: Key = [0xAB; 16];

    fn delta(window: i64, more: u32) -> Delta {
        Delta {
            key: KEY,
            window,
            ends_at: (window + 2) * 60,
            more,
        }
    }

    #[tokio::test]
    async fn servers_add_up_what_they_counted_window_by_window() {
        let world = World::new().await;
        let storage = &world.app.storage;
        assert_eq!(storage.add_counts(Vec::new()).await.unwrap(), []);
        storage.add_counts(vec![delta(7, 2)]).await.unwrap();
        let mut sums = storage.add_counts(vec![delta(8, 5), delta(7, 3)]).await.unwrap();
        sums.sort_by_key(|row| row.window);
        let row = |window, sum| Row { key: KEY, window, sum };
        assert_eq!(sums, [row(7, 5), row(8, 5)]);
        assert_eq!(
            storage
                .forget_counts_before(Moment::from_seconds(9 * 60))
                .await
                .unwrap(),
            1
        );
        assert_eq!(storage.add_counts(vec![delta(7, 1)]).await.unwrap(), [row(7, 1)]);
    }

    #[tokio::test]
    async fn more_than_one_statement_takes_is_added_in_parts() {
        let world = World::new().await;
        let many = (0..1200).map(|window| delta(window, 1)).collect();
        assert_eq!(world.app.storage.add_counts(many).await.unwrap().len(), 1200);
    }
}
