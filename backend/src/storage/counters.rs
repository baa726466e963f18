//! Table `counters`.

use super::{Connection, Sql, StorageFault};

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

/// Sets the last numbers of some rules, many to a statement.
pub(super) async fn set(
    connection: &mut Connection,
    numbers: &[(String, String, i64)],
    together: usize,
) -> Result<(), StorageFault> {
    for some in numbers.chunks(together) {
        let mut insert = Sql::new("INSERT INTO counters (rule, scope, last) ");
        insert.push_values(some, |mut values, (rule, scope, last)| {
            values
                .push_bind(rule.as_str())
                .push_bind(scope.as_str())
                .push_bind(*last);
        });
        insert.push(" ON CONFLICT (rule, scope) DO UPDATE SET last = excluded.last");
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}
