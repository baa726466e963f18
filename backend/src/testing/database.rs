//! The database of a world: a file in its folder, or a schema of its own in the PostgreSQL server that
//! `YIJIAN_TEST_POSTGRES` names.

use std::{env, path::Path, time::Duration};

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

use super::World;
use crate::{ids::Dice, storage::Place};

/// The address of the server, when the tests run on one.
fn server() -> Option<String> {
    env::var("YIJIAN_TEST_POSTGRES")
        .ok()
        .filter(|address| !address.is_empty())
}

/// A place for the storage of a new world.
pub(crate) async fn place(folder: &Path) -> Place {
    let mut place = Place::inside(folder);
    place.patience = Duration::from_millis(200);
    if let Some(server) = server() {
        sqlx::any::install_default_drivers();
        let schema = format!("world_{}", Dice::system().roll().unwrap());
        let mut connection = AnyConnection::connect(&server).await.unwrap();
        let create = AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
        sqlx::query(create).execute(&mut connection).await.unwrap();
        place.database = format!("{server}?options[search_path]={schema}&application_name={schema}");
    }
    place
}

impl World {
    /// A connection that is not the program's and asks for no references between rows.
    pub(crate) async fn meddler(&self) -> AnyConnection {
        let mut connection = AnyConnection::connect(&self.place.database).await.unwrap();
        let unbound = if self.place.database.starts_with("sqlite") {
            "PRAGMA foreign_keys = OFF"
        } else {
            "SET session_replication_role = replica"
        };
        sqlx::query(unbound).execute(&mut connection).await.unwrap();
        connection
    }

    /// The names of all tables, sorted.
    pub(crate) async fn tables(&self) -> Vec<String> {
        let query = if self.place.database.starts_with("sqlite") {
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        } else {
            "SELECT CAST(relname AS TEXT) FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace)
                 AND relkind IN ('r', 'p') AND NOT relispartition"
        };
        let mut tables: Vec<String> = sqlx::query_scalar(query)
            .fetch_all(&mut self.meddler().await)
            .await
            .unwrap();
        tables.sort_unstable();
        tables
    }

    /// All text that a table keeps.
    pub(crate) async fn everything_in(&self, table: &str) -> String {
        let mut connection = self.meddler().await;
        let query = AssertSqlSafe(format!("SELECT * FROM {table}"));
        let rows = sqlx::query(query).fetch_all(&mut connection).await.unwrap();
        let mut all = String::new();
        for row in rows {
            for place in 0..row.len() {
                if let Ok(text) = row.try_get::<String, _>(place) {
                    all.push_str(&text);
                    all.push('\n');
                }
            }
        }
        all
    }
}
