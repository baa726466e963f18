//! The bare PostgreSQL.

use std::time::Instant;

use sqlx::{AnyConnection, AssertSqlSafe, Connection};

/// A schema of its own for each count of servers; the address of it.
pub(crate) async fn new_schema(address: &str, servers: usize) -> String {
    let mut connection = AnyConnection::connect(address).await.expect("the server answers");
    let schema = format!("served_{}_{servers}", std::process::id());
    sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
        .execute(&mut connection)
        .await
        .expect("a schema");
    format!("{address}?options[search_path]={schema}")
}

/// Commits of one small row in a second, over so many connections.
pub(crate) async fn commits(address: &str, connections: usize, count: usize) -> f64 {
    let mut first = AnyConnection::connect(address).await.expect("the server answers");
    sqlx::query("CREATE TABLE IF NOT EXISTS bare (body TEXT NOT NULL)")
        .execute(&mut first)
        .await
        .expect("a table");
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..connections {
        let address = address.to_owned();
        tasks.push(tokio::spawn(async move {
            let mut connection = AnyConnection::connect(&address).await.expect("the server answers");
            for _ in 0..count / connections {
                sqlx::query("INSERT INTO bare (body) VALUES ($1)")
                    .bind("一件")
                    .execute(&mut connection)
                    .await
                    .expect("a row");
            }
        }));
    }
    for task in tasks {
        task.await.expect("every row is kept");
    }
    count as f64 / begun.elapsed().as_secs_f64()
}
