//! Table `counters`.

use super::{Connection, StorageFault};

/// The next number of a rule of the catalogue within what it counts in, from 1. When the transaction fails it is given
/// out again.
pub(super) async fn next(connection: &mut Connection, rule: &str, scope: &str) -> Result<i64, StorageFault> {
    let next = sqlx::query_scalar(
        "INSERT INTO counters (rule, scope, last) VALUES ($1, $2, 1)
         ON CONFLICT (rule, scope) DO UPDATE SET last = counters.last + 1
         RETURNING last",
    )
    .bind(rule)
    .bind(scope)
    .fetch_one(connection)
    .await?;
    Ok(next)
}
