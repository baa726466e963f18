use super::*;
use crate::testing::{FILE, TOKEN, World, pdf, png};

fn path() -> String {
    format!("/api/v1/drafts/{TOKEN}/files/{FILE}")
}

#[tokio::test]
async fn a_file_comes_in_pieces_and_is_known_by_its_content() {
    let world = World::with_draft().await;
    let content = pdf();
    world
        .announce(FILE, "租赁合同.jpg", content.len())
        .await
        .assert_status(201);
    let (first, rest) = content.split_at(10);
    let state: FileState = world.piece(FILE, 0, first).await.assert_status(200).json();
    assert_eq!((state.offset, state.complete), (10, false));
    let state: FileState = world.piece(FILE, 10, rest).await.assert_status(200).json();
    assert_eq!(
        (state.complete, state.media_type.as_deref()),
        (true, Some("application/pdf"))
    );
    let told: FileState = world.get(&format!("{}/state", path())).await.json();
    assert_eq!(told, state);
    // The answer was lost and the phone sends the end again.
    let again: FileState = world
        .piece(FILE, content.len() as u64, &[])
        .await
        .assert_status(200)
        .json();
    assert_eq!(again, state);
}

#[tokio::test]
async fn a_piece_from_elsewhere_is_told_where_to_go_on() {
    let world = World::with_draft().await;
    world.announce(FILE, "a.png", 100).await;
    world.piece(FILE, 0, &png()[..20]).await.assert_status(200);
    for offset in [0, 10, 21] {
        let problem = world
            .piece(FILE, offset, b"x")
            .await
            .assert_problem(409, "upload_offset");
        assert_eq!(problem.offset, Some(20));
    }
    let problem = world
        .call("PATCH", &path(), &[], "x")
        .await
        .assert_problem(409, "upload_offset");
    assert_eq!(problem.offset, Some(20));
}

#[tokio::test]
async fn a_piece_beyond_the_end_is_refused() {
    let world = World::with_draft().await;
    world.announce(FILE, "a.png", 10).await;
    world
        .piece(FILE, 0, &[0; 11])
        .await
        .assert_problem(413, "upload_too_long");
    world
        .piece(FILE, u64::MAX, &[0; 11])
        .await
        .assert_problem(413, "upload_too_long");
    world.announce(&"e".repeat(32), "b.png", 1024 * 1024).await;
    world
        .piece(&"e".repeat(32), 0, &vec![0; MOST_PIECE_BYTES + 1])
        .await
        .assert_problem(413, "upload_too_long");
    world
        .piece(&"e".repeat(32), 0, &vec![0; 1024 * 1024 + 1])
        .await
        .assert_problem(413, "upload_too_long");
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_removed() {
    let world = World::with_draft().await;
    for (content, code) in [
        (b"<html><script>alert(1)</script>".to_vec(), "file_kind"),
        (png()[..12].to_vec(), "file_broken"),
        (pdf()[..20].to_vec(), "file_broken"),
    ] {
        world.announce(FILE, "a.pdf", content.len()).await.assert_status(201);
        world.piece(FILE, 0, &content).await.assert_problem(422, code);
        world
            .get(&format!("{}/state", path()))
            .await
            .assert_problem(404, "file_unknown");
        assert_eq!(world.count_files(), 0);
    }
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_had_arrived() {
    let world = World::with_draft().await;
    let content = png();
    world.announce(FILE, "a.png", content.len()).await;
    // A device that is always full stands where the file would.
    let disk = world
        .app
        .storage
        .upload(&crate::ids::digest(TOKEN.as_bytes()), FILE)
        .await
        .unwrap()
        .unwrap()
        .disk;
    let file = world.app.storage.file(&disk);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink("/dev/full", &file).unwrap();
    let refused = world.piece(FILE, 0, &content).await;
    assert_eq!(refused.header(axum::http::header::RETRY_AFTER), "5");
    refused.assert_problem(503, "storage_full");
    std::fs::remove_file(&file).unwrap();
    let state: FileState = world.piece(FILE, 0, &content).await.assert_status(200).json();
    assert!(state.complete);
}
