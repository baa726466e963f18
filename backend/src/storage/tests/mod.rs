//! A storage that is full or locked: what it answers, and that nothing is lost.

mod files;
mod in_a_file;
mod on_a_server;

use axum::http::header;
use sqlx::{AnyConnection, Connection};
use yijian_domain::wire::{DraftState, Receipt};

use crate::testing::{KEY, TOKEN, World};

/// An empty database that is gone with its connection.
pub(super) async fn in_memory() -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect("sqlite::memory:").await.unwrap()
}

#[tokio::test]
async fn a_locked_database_is_busy_and_loses_nothing() {
    let world = World::new().await;
    let draft = world.full_draft("convenience_store").await;
    let body = world.submission(&draft);
    let mut other = world.meddler().await;
    let lock = if world.place.database.starts_with("sqlite") {
        "BEGIN EXCLUSIVE"
    } else {
        "BEGIN; LOCK TABLE turns"
    };
    sqlx::raw_sql(lock).execute(&mut other).await.unwrap();
    let refused = world.submit(KEY, &body).await;
    assert_eq!(refused.header(header::RETRY_AFTER), "5");
    refused.assert_problem(503, "busy");
    world.save(1, &draft).await.assert_problem(503, "busy");
    // Reading goes on.
    let state: DraftState = world
        .get(&format!("/api/v1/drafts/{TOKEN}"))
        .await
        .assert_status(200)
        .json();
    assert_eq!(state.revision, 1);
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    let receipt: Receipt = world.submit(KEY, &body).await.assert_status(201).json();
    assert!(receipt.number.ends_with(|c: char| c.is_ascii_digit()));
}

#[tokio::test]
async fn one_write_that_fails_takes_no_other_with_it() {
    let world = World::new().await;
    let storage = &world.app.storage;
    let failing = storage.writer.write(|connection| {
        Box::pin(async move {
            sqlx::query("INSERT INTO counters (rule, scope, last) VALUES ('x', 'x', 1)")
                .execute(&mut *connection)
                .await?;
            Ok(sqlx::query("INSERT INTO nowhere VALUES (1)")
                .execute(connection)
                .await
                .map(|_| ())?)
        })
    });
    let draft = world.empty_draft();
    let (failed, saved) = tokio::join!(failing, world.save(0, &draft));
    assert!(failed.is_err());
    saved.assert_status(200);
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM counters")
        .fetch_one(&storage.readers)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn what_was_answered_is_there_after_opening_again() {
    let world = World::new().await;
    let receipt = world.hand_in("convenience_store").await;
    world.app.storage.close().await;
    let again = super::Storage::open(&world.place, world.app.vault.clone())
        .await
        .unwrap();
    assert_eq!(again.answered(KEY).await.unwrap().unwrap().receipt, receipt);
    assert!(again.application(&receipt.number).await.unwrap().is_some());
}

#[tokio::test]
async fn another_kind_of_database_is_named_without_its_password() {
    let mut place = super::Place::inside(std::path::Path::new("nowhere"));
    place.database = "mysql://user:secret@host/db".to_owned();
    let fault = super::Storage::open(&place, crate::testing::vault())
        .await
        .unwrap_err()
        .to_string();
    assert!(fault.contains("`mysql`") && !fault.contains("secret"), "{fault}");
}
