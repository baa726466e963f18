//! Carrying everything that is kept from one database to another: into a backup, out of one, from a file to a server.
//!
//! Rows are read as they were at one moment, while everything goes on, and written as they were read: what is sealed stays
//! sealed, and the chain of the record holds on the other side. Both databases have the same tables, so nothing is
//! translated.

use futures_util::StreamExt;
use serde_json::{Map, Number, Value};
use sqlx::{
    AssertSqlSafe, Column, Row, ValueRef,
    any::{AnyRow, AnyTypeInfoKind},
};
use tokio::sync::mpsc;

use super::{Connection, Sql, Storage, StorageFault, migrations};

/// The tables with what tells their rows apart; a table stands behind those that its rows refer to.
pub(super) const TABLES: &[(&str, &str)] = &[
    ("drafts", "key"),
    ("applications", "number"),
    ("parts", "application, position"),
    ("uploads", "disk"),
    ("upload_pieces", "disk, start"),
    ("receipts", "idempotency_key"),
    ("counters", "rule, scope"),
    ("staff", "id"),
    ("events", "id"),
    ("cases", "number"),
    ("case_parts", "number, item"),
    ("tallies", "county, kind, day, department"),
    ("messages", "case_number, seq"),
    ("deliveries", "id"),
    ("contacts", "case_number"),
    ("licences", "code, version"),
    ("licence_numbers", "number"),
    ("broken_promises", "person, case_number, promise"),
    ("applicants", "id"),
    ("applicant_proofs", "kind, key"),
    ("applicant_cases", "case_number"),
    ("authorisations", "id"),
    ("authorisation_events", "authorisation, no"),
    ("window_sittings", "staff"),
    ("unmaskings", "id"),
    ("deletions", "number"),
    ("deleted_lates", "number, item"),
    ("holds", "number, at"),
];

/// Tables that stay behind, and why.
#[cfg(test)]
const LEFT_BEHIND: &[(&str, &str)] = &[
    ("turns", "every database has its own"),
    ("sessions", "whoever is signed in signs in again"),
    ("sign_in_failures", "they count for a day"),
    ("rate_counts", "they count for minutes"),
    ("applicant_sessions", "whoever is signed in signs in again"),
    ("sms_codes", "they count for minutes"),
    ("sign_in_states", "they count for minutes"),
    ("_sqlx_migrations", "every database notes its own steps"),
];

/// Rows that wait to be written.
const WAITING: usize = 2000;
/// Rows of one statement.
const TOGETHER: usize = 50;

/// A row on its way: its table, and its columns by name. Only text, whole numbers and nothing stand in one.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// The table.
    pub table: &'static str,
    /// Its columns.
    pub columns: Map<String, Value>,
}

impl Storage {
    /// The names of the tables that are carried over, in their order.
    pub fn carried_tables() -> impl Iterator<Item = &'static str> {
        TABLES.iter().map(|(table, _)| *table)
    }

    /// The last step of the tables.
    #[must_use]
    pub fn step() -> i64 {
        migrations::last()
    }

    /// Every row of every table as it is at one moment, in the order of the tables. A fault ends it.
    #[must_use]
    pub fn carry(&self) -> mpsc::Receiver<Result<Carried, StorageFault>> {
        let (rows, out) = mpsc::channel(WAITING);
        let (database, readers) = (self.database.clone(), self.readers.clone());
        tokio::spawn(async move {
            let walked = async {
                let mut snapshot = database.snapshot(&readers).await?;
                for (table, key) in TABLES {
                    walk(&mut snapshot, table, key, &rows).await?;
                }
                Ok::<_, StorageFault>(())
            };
            if let Err(fault) = walked.await {
                // Whoever does not listen any more needs no fault.
                let _ = rows.send(Err(fault)).await;
            }
        });
        out
    }

    /// Whether nothing at all is kept yet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn is_empty(&self) -> Result<bool, StorageFault> {
        for (table, _) in TABLES {
            let query = format!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM {table} LIMIT 1) AS found");
            let count: i64 = sqlx::query_scalar(AssertSqlSafe(query))
                .fetch_one(&self.readers)
                .await?;
            if count > 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Writes rows that were carried, all or none.
    ///
    /// # Errors
    /// When they cannot be written, or do not fit their tables.
    pub async fn take_over(&self, rows: Vec<Carried>) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(async move { write(connection, &rows).await }))
            .await
    }
}

async fn walk(
    connection: &mut Connection,
    table: &'static str,
    key: &str,
    rows: &mpsc::Sender<Result<Carried, StorageFault>>,
) -> Result<(), StorageFault> {
    let query = AssertSqlSafe(format!("SELECT * FROM {table} ORDER BY {key}"));
    let mut found = sqlx::query(query).fetch(connection);
    while let Some(row) = found.next().await {
        let columns = columns(table, &row?)?;
        if rows.send(Ok(Carried { table, columns })).await.is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn columns(table: &'static str, row: &AnyRow) -> Result<Map<String, Value>, StorageFault> {
    let mut columns = Map::new();
    for column in row.columns() {
        let place = column.ordinal();
        let raw = row.try_get_raw(place)?;
        let value = match raw.type_info().kind() {
            _ if raw.is_null() => Value::Null,
            AnyTypeInfoKind::Text => Value::String(row.try_get(place)?),
            AnyTypeInfoKind::SmallInt | AnyTypeInfoKind::Integer | AnyTypeInfoKind::BigInt => {
                Value::Number(Number::from(row.try_get::<i64, _>(place)?))
            }
            kind => {
                return Err(StorageFault::Row {
                    table,
                    fault: format!("column {} is {kind:?}, which no table has", column.name()),
                });
            }
        };
        columns.insert(column.name().to_owned(), value);
    }
    Ok(columns)
}

async fn write(connection: &mut Connection, rows: &[Carried]) -> Result<(), StorageFault> {
    for of_table in rows.chunk_by(|a, b| a.table == b.table && a.columns.keys().eq(b.columns.keys())) {
        for some in of_table.chunks(TOGETHER) {
            insert(connection, some).await?;
        }
    }
    Ok(())
}

async fn insert(connection: &mut Connection, rows: &[Carried]) -> Result<(), StorageFault> {
    let Some(first) = rows.first() else { return Ok(()) };
    let table = first.table;
    let names: Vec<&str> = first.columns.keys().map(String::as_str).collect();
    let broken = |fault: String| StorageFault::Row { table, fault };
    if let Some(name) = names.iter().find(|name| !is_name(name)) {
        return Err(broken(format!("{name:?} is no column")));
    }
    let mut insert = Sql::new(format!("INSERT INTO {table} ({}) ", names.join(", ")));
    let mut odd = None;
    insert.push_values(rows, |mut values, row| {
        for (name, value) in &row.columns {
            match value {
                Value::Null => values.push("NULL"),
                Value::String(text) => values.push_bind(text.as_str()),
                Value::Number(number) => match number.as_i64() {
                    Some(number) => values.push_bind(number),
                    None => {
                        odd = Some(name.clone());
                        values.push("NULL")
                    }
                },
                Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                    odd = Some(name.clone());
                    values.push("NULL")
                }
            };
        }
    });
    if let Some(name) = odd {
        return Err(broken(format!("column {name} is neither text nor a whole number")));
    }
    insert.build().execute(connection).await?;
    Ok(())
}

/// Whether a text can be the name of a column; names come from a backup, which anybody may have written.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::testing::World;

    pub(in crate::storage) async fn carried(world: &World) -> Vec<Carried> {
        let mut rows = world.app.storage.carry();
        let mut all = Vec::new();
        while let Some(row) = rows.recv().await {
            all.push(row.unwrap());
        }
        all
    }

    #[tokio::test]
    async fn every_table_is_carried_over_or_stays_behind_on_purpose() {
        let world = World::new().await;
        let mut known: Vec<&str> = Storage::carried_tables().collect();
        known.extend(LEFT_BEHIND.iter().map(|(table, _)| *table));
        known.sort_unstable();
        assert_eq!(world.tables().await, known);
    }

    #[tokio::test]
    async fn what_was_carried_over_is_the_same_there() {
        let world = World::with_draft().await;
        let number = world.hand_in("restaurant").await.number;
        world
            .act(&number, world.clerk(), yijian_domain::case::Act::Accept)
            .await;
        let other = World::new().await;
        assert!(other.app.storage.is_empty().await.unwrap());
        let rows = carried(&world).await;
        other.app.storage.take_over(rows.clone()).await.unwrap();
        assert!(!other.app.storage.is_empty().await.unwrap());
        assert_eq!(carried(&other).await, rows);
        assert_eq!(
            other.app.storage.events(&number).await.unwrap(),
            world.app.storage.events(&number).await.unwrap()
        );
        assert_eq!(other.audit(None).await.faults, []);
    }

    #[tokio::test]
    async fn a_row_that_does_not_fit_takes_nothing_over() {
        let world = World::new().await;
        let row = |columns: Value| Carried {
            table: "counters",
            columns: columns.as_object().unwrap().clone(),
        };
        let good = row(serde_json::json!({ "last": 1, "rule": "r", "scope": "s" }));
        for bad in [
            serde_json::json!({ "last": 1.5, "rule": "r", "scope": "t" }),
            serde_json::json!({ "last": 1, "rule": ["r"], "scope": "t" }),
            serde_json::json!({ "last": 1, "rule, scope) --": "r", "scope": "t" }),
            serde_json::json!({ "last": 1, "unknown": "r", "scope": "t" }),
        ] {
            let taken = world.app.storage.take_over(vec![good.clone(), row(bad)]).await;
            assert!(taken.is_err());
            assert!(world.app.storage.is_empty().await.unwrap());
        }
    }
}
