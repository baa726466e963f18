//! Table `counters`.

use sqlx::SqliteConnection;

use super::StorageFault;

/// The next number of a region on a day (`yyyymmdd`), from 1. When the transaction fails it is given out again.
pub(super) async fn next(connection: &mut SqliteConnection, region: &str, day: &str) -> Result<i64, StorageFault> {
    let next = sqlx::query_scalar(
        "INSERT INTO counters (region, day, last) VALUES ($1, $2, 1)
         ON CONFLICT (region, day) DO UPDATE SET last = counters.last + 1
         RETURNING last",
    )
    .bind(region)
    .bind(day)
    .fetch_one(connection)
    .await?;
    Ok(next)
}
