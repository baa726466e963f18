//! What can be tried with a server only: `make postgres-test` has one.

use std::time::Duration;

use super::*;
use crate::storage::Storage;

/// Ends every connection of the world to its database, as a server does that is started anew.
async fn cut_off(world: &World) {
    let mut other = world.meddler().await;
    sqlx::query(
        "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE pid <> pg_backend_pid() AND application_name = current_setting('application_name')",
    )
    .fetch_one(&mut other)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_writer_that_was_cut_off_connects_again() {
    let world = World::new().await;
    let draft = world.full_draft("convenience_store").await;
    let body = world.submission(&draft);
    cut_off(&world).await;
    let mut answer = world.submit(KEY, &body).await;
    for _ in 0..5 {
        if answer.status() == 201 {
            break;
        }
        answer.assert_problem(503, "busy");
        answer = world.submit(KEY, &body).await;
    }
    let receipt: Receipt = answer.assert_status(201).json();
    let again: Receipt = world.submit(KEY, &body).await.assert_status(200).json();
    assert_eq!(receipt, again);
}

#[tokio::test]
async fn two_servers_share_one_record() {
    let world = World::new().await;
    let other = Storage::open(&world.place, world.app.vault.clone()).await.unwrap();
    let draft = world.full_draft("convenience_store").await;
    let receipt: Receipt = world
        .submit(KEY, &world.submission(&draft))
        .await
        .assert_status(201)
        .json();
    assert_eq!(other.answered(KEY).await.unwrap().unwrap().receipt, receipt);
    let calendar = &world.app.published.catalogue.calendar;
    assert_eq!(other.audit(calendar, None).await.unwrap().faults, []);
}

#[tokio::test]
async fn what_one_server_keeps_the_other_tells_who_is_looking() {
    let world = World::new().await;
    let other = Storage::open(&world.place, world.app.vault.clone()).await.unwrap();
    let number = world.hand_in("restaurant").await.number;
    let mut looking = other.news().look(&number).unwrap();
    world
        .does(&number, world.clerk(), serde_json::json!({ "verb": "accept" }))
        .await;
    let told = async {
        loop {
            // It is stirred once when it begins to listen.
            match looking.next().await {
                Some(0) => {}
                told => return told,
            }
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(30), told).await;
    assert!(told.expect("the other server is told") >= Some(2));
}
