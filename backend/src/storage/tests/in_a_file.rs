//! What can be tried with a file only.

use super::*;

/// From now on the database may not grow beyond what it is, or may again.
async fn set_full(world: &World, full: bool) {
    let limit = world.app.storage.writer.write(move |connection| {
        Box::pin(async move {
            // The smallest limit is the present size.
            let statement = if full {
                "PRAGMA max_page_count = 1"
            } else {
                "PRAGMA max_page_count = 1073741823"
            };
            Ok(sqlx::query(statement).execute(connection).await.map(|_| ())?)
        })
    });
    limit.await.unwrap();
}

#[tokio::test]
async fn a_full_database_says_so_and_loses_nothing() {
    let world = World::new().await;
    let draft = world.full_draft("convenience_store").await;
    let body = world.submission(&draft);
    set_full(&world, true).await;
    let refused = world.submit(KEY, &body).await;
    assert_eq!(refused.header(header::RETRY_AFTER), "5");
    refused.assert_problem(503, "storage_full");
    set_full(&world, false).await;
    let state: DraftState = world
        .get(&format!("/api/v1/drafts/{TOKEN}"))
        .await
        .assert_status(200)
        .json();
    assert_eq!(state.draft.theme, draft.theme);
    let receipt: Receipt = world.submit(KEY, &body).await.assert_status(201).json();
    assert!(
        receipt.number.contains("00001"),
        "the number was not used up: {}",
        receipt.number
    );
}
