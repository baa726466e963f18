//! What the bare databases do, durable as ours are.

use std::{path::Path, time::Instant};

use sqlx::{
    ConnectOptions, Connection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

/// Commits of one small row in a second, one after another, in a file under the settings of the server.
pub(crate) async fn commits_of_a_file(folder: &Path, count: usize) -> f64 {
    let mut connection = SqliteConnectOptions::new()
        .filename(folder.join("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
        .connect()
        .await
        .expect("the database opens");
    sqlx::query("CREATE TABLE IF NOT EXISTS bare (body TEXT NOT NULL)")
        .execute(&mut connection)
        .await
        .expect("a table");
    let begun = Instant::now();
    for _ in 0..count {
        sqlx::query("INSERT INTO bare (body) VALUES ($1)")
            .bind("一件")
            .execute(&mut connection)
            .await
            .expect("a row");
    }
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    connection.close().await.expect("the database closes");
    rate
}
