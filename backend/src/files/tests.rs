//! One suite, run on a folder and on an object store; and what each of them has of its own.

use std::time::Duration;

use super::*;
use crate::testing::s3::{Line, S3Server, Wire};

async fn folder() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&FilesPlace::Folder(folder.path().join("files")))
        .await
        .unwrap();
    (folder, store)
}

/// What every store does.
async fn every_store(store: &Store) {
    // What was put is there, whole, under its name only.
    store.put("ab/abcd", vec![1, 2, 3]).await.unwrap();
    assert_eq!(&store.get("ab/abcd").await.unwrap()[..], [1, 2, 3]);
    assert!(matches!(store.get("ab/abce").await, Err(StoreFault::Missing)));
    assert!(matches!(
        store.stream("cd/none").await.map(drop),
        Err(StoreFault::Missing)
    ));
    // The same name again replaces it.
    let large: Vec<u8> = (0..300_000_u32).map(|no| no.to_le_bytes()[0]).collect();
    store.put("ab/abcd", large.clone()).await.unwrap();
    assert_eq!(store.get("ab/abcd").await.unwrap(), large);
    store.put("ab/empty", Vec::new()).await.unwrap();
    assert!(store.get("ab/empty").await.unwrap().is_empty());
    // It arrives in parts as well.
    let mut parts = store.stream("ab/abcd").await.unwrap();
    let mut arrived = Vec::new();
    while let Some(part) = futures_util::StreamExt::next(&mut parts).await {
        arrived.extend_from_slice(&part.unwrap());
    }
    assert_eq!(arrived, large);
    // A folder lists what is in it and nothing else; one that is not there is empty.
    store.put("pieces/p1", "piece").await.unwrap();
    let mut names: Vec<_> = store
        .list("ab")
        .await
        .unwrap()
        .into_iter()
        .map(|found| (found.name, found.bytes))
        .collect();
    names.sort();
    assert_eq!(names, [("abcd".to_owned(), 300_000), ("empty".to_owned(), 0)]);
    assert!(
        store
            .list("ab")
            .await
            .unwrap()
            .iter()
            .all(|found| found.written > 1_700_000_000)
    );
    assert!(store.list("nowhere").await.unwrap().is_empty());
    // Removing is done once and twice.
    for _ in 0..2 {
        store.remove("ab/abcd").await.unwrap();
    }
    assert!(matches!(store.get("ab/abcd").await, Err(StoreFault::Missing)));
    assert_eq!(store.list("ab").await.unwrap().len(), 1);
    store.ready().await.unwrap();
    // Many at once.
    let puts = (0..40_u8).map(|no| async move { store.put(&format!("cd/{no}"), vec![no; 1000]).await });
    assert!(futures_util::future::join_all(puts).await.iter().all(Result::is_ok));
    assert_eq!(store.list("cd").await.unwrap().len(), 40);
}

#[tokio::test]
async fn a_folder_does_what_every_store_does() {
    let (_folder, store) = folder().await;
    every_store(&store).await;
}

#[tokio::test]
async fn an_object_store_does_what_every_store_does() {
    let server = S3Server::start().await;
    let store = Store::open(&server.place()).await.unwrap();
    every_store(&store).await;
    assert!(server.bucket().join("county/ab/empty").is_file(), "below its prefix");
}

#[tokio::test]
async fn what_a_crash_left_half_written_in_a_folder_goes_after_a_while() {
    let (folder, store) = folder().await;
    store.put("pieces/p1", "piece").await.unwrap();
    for name in ["p2#1", "p#x", "p3#12"] {
        std::fs::write(folder.path().join("files/pieces").join(name), "half").unwrap();
    }
    assert_eq!(store.remove_halves(1000).await.unwrap(), 0, "still young");
    assert_eq!(store.remove_halves(4_000_000_000).await.unwrap(), 2);
    assert_eq!(&store.get("pieces/p1").await.unwrap()[..], b"piece");
}

#[tokio::test]
async fn a_folder_that_is_gone_is_not_ready() {
    let (folder, store) = folder().await;
    std::fs::remove_dir_all(folder.path().join("files")).unwrap();
    assert!(store.ready().await.is_err());
}

#[tokio::test]
async fn another_key_is_noticed_at_the_start() {
    let server = S3Server::start().await;
    let FilesPlace::S3(right) = server.place() else {
        unreachable!()
    };
    let wrong = |change: fn(&mut S3)| {
        let mut s3 = right.clone();
        change(&mut s3);
        FilesPlace::S3(s3)
    };
    for place in [
        wrong(|s3| s3.secret_access_key = "another".into()),
        wrong(|s3| s3.access_key_id = "nobody".into()),
    ] {
        assert!(Store::open(&place).await.is_err(), "{place:?}");
    }
}

#[tokio::test]
async fn an_object_store_out_of_reach_is_told_soon_and_comes_back_by_itself() {
    let (mut server, line) = (S3Server::start().await, Line::default());
    let store = Store::open(&server.over(&line).await).await.unwrap();
    store.put("ab/kept", "kept").await.unwrap();
    for wire in [Wire::Cut, Wire::Breaks, Wire::LosesAnswers] {
        line.set(wire);
        let tried = tokio::time::timeout(Duration::from_secs(30), store.put("ab/tried", "tried")).await;
        assert!(
            matches!(tried, Ok(Err(StoreFault::Unreachable(_)))),
            "{wire:?} {tried:?}"
        );
        assert!(
            matches!(store.ready().await, Err(StoreFault::Unreachable(_))),
            "{wire:?}"
        );
        line.set(Wire::Sound);
        store.ready().await.unwrap();
        store.put("ab/tried", "tried").await.unwrap();
    }
    server.stop();
    assert!(matches!(store.get("ab/kept").await, Err(StoreFault::Unreachable(_))));
    server.start_again().await;
    assert_eq!(&store.get("ab/kept").await.unwrap()[..], b"kept");
}
