use super::*;
use crate::{
    files::FilesPlace,
    testing::{
        FILE, Setup, TOKEN, World,
        clamd::{ClamdStandIn, HARMFUL},
        faulty::Faulty,
        pdf, pdf_with, png,
        s3::{Line, S3Server, Wire},
    },
};

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
        (png()[..40].to_vec(), "file_broken"),
        (pdf()[..20].to_vec(), "file_broken"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".to_vec(), "file_heic"),
        (pdf_with("/OpenAction<</S/JavaScript/JS(x)>>", ""), "pdf_active"),
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
    let store = Faulty::default();
    let world = with_draft(store.place()).await;
    let content = pdf();
    world.announce(FILE, "a.pdf", content.len()).await;
    world.piece(FILE, 0, &content[..50]).await.assert_status(200);
    store.set_full(true);
    let refused = world.piece(FILE, 50, &content[50..]).await;
    assert_eq!(refused.header(axum::http::header::RETRY_AFTER), "5");
    refused.assert_problem(503, "storage_full");
    assert_eq!(arrived(&world).await, (50, false));
    store.set_full(false);
    let state: FileState = world.piece(FILE, 50, &content[50..]).await.assert_status(200).json();
    assert!(state.complete);
}

#[tokio::test]
async fn nothing_that_is_kept_can_be_read_without_its_key() {
    let world = World::with_draft().await;
    let content = [pdf(), b"%SECRET-OF-A-PERSON\n%%EOF\n".to_vec()].concat();
    world.announce(FILE, "a.pdf", content.len()).await;
    let half = content.len() - 20;
    world.piece(FILE, 0, &content[..half]).await.assert_status(200);
    assert_eq!(world.count_files(), 1);
    assert!(
        !on_disk(&world)
            .iter()
            .any(|kept| kept.windows(6).any(|part| part == b"SECRET"))
    );
    world
        .piece(FILE, half as u64, &content[half..])
        .await
        .assert_status(200);
    assert_eq!(world.count_files(), 1, "one object, and no piece any more");
    let kept = on_disk(&world);
    assert!(!kept.iter().any(|kept| kept.windows(6).any(|part| part == b"SECRET")));
    assert!(kept[0].starts_with(b"YJF1"));
    assert_eq!(world.get(&path()).await.bytes(), content);
}

#[tokio::test]
async fn a_file_that_was_damaged_or_exchanged_is_not_given_out() {
    let world = World::with_draft().await;
    let other = "e".repeat(32);
    world.upload(FILE, "a.pdf", &pdf()).await;
    world.upload(&other, "b.pdf", &pdf_with("/PageMode/UseNone", "")).await;
    let paths: Vec<_> = [FILE, &other]
        .map(|id| async { place(&world, id).await })
        .into_iter()
        .collect();
    let paths = futures_util::future::join_all(paths).await;
    let (first, second) = (std::fs::read(&paths[0]).unwrap(), std::fs::read(&paths[1]).unwrap());
    for forged in [
        second,
        first[..first.len() - 1].to_vec(),
        first[..10].to_vec(),
        pdf(),
        Vec::new(),
    ] {
        std::fs::write(&paths[0], forged).unwrap();
        assert!(
            world
                .app
                .storage
                .whole_content(&upload(&world, FILE).await)
                .await
                .is_err()
        );
    }
    std::fs::write(&paths[0], first).unwrap();
    assert_eq!(world.get(&path()).await.bytes(), pdf());
}

#[tokio::test]
async fn the_last_piece_sent_twice_at_once_completes_the_file_once() {
    let world = World::with_draft().await;
    let content = pdf();
    world.announce(FILE, "a.pdf", content.len()).await;
    world.piece(FILE, 0, &content[..50]).await.assert_status(200);
    let twice = (0..4).map(|_| world.piece(FILE, 50, &content[50..]));
    for answer in futures_util::future::join_all(twice).await {
        // Who comes late is told where it continues, or that it is done.
        assert!(matches!(answer.status().as_u16(), 200 | 409), "{}", answer.text());
    }
    assert_eq!(arrived(&world).await, (content.len() as u64, true));
    assert_eq!(world.get(&path()).await.bytes(), content);
    assert_eq!(world.count_files(), 1);
}

#[tokio::test]
async fn what_was_broken_off_before_it_was_looked_at_is_finished_by_an_empty_piece() {
    let clamd = ClamdStandIn::start().await;
    let world = World::with_files(Setup {
        clamd: Some(clamd.clamd.clone()),
        ..Setup::default()
    })
    .await;
    world.save(0, &world.empty_draft()).await.assert_status(200);
    clamd.stop();
    tokio::task::yield_now().await;
    let content = pdf();
    world.announce(FILE, "a.pdf", content.len()).await;
    let refused = world.piece(FILE, 0, &content).await;
    assert_eq!(refused.header(axum::http::header::RETRY_AFTER), "5");
    refused.assert_problem(503, "scanner_unreachable");
    assert_eq!(
        arrived(&world).await,
        (content.len() as u64, false),
        "it stays, and is not taken"
    );
    world.get(&path()).await.assert_problem(404, "file_unknown");
    // The scanner is back, on another server of the same county.
    let clamd = ClamdStandIn::start().await;
    let beside = world
        .beside(Setup {
            clamd: Some(clamd.clamd),
            ..Setup::default()
        })
        .await;
    let state: FileState = beside
        .piece(FILE, content.len() as u64, &[])
        .await
        .assert_status(200)
        .json();
    assert!(state.complete);
}

#[tokio::test]
async fn what_the_scanner_finds_is_removed() {
    let clamd = ClamdStandIn::start().await;
    let world = World::with_files(Setup {
        clamd: Some(clamd.clamd.clone()),
        ..Setup::default()
    })
    .await;
    world.save(0, &world.empty_draft()).await.assert_status(200);
    let content = [pdf(), HARMFUL.to_vec(), b"\n%%EOF".to_vec()].concat();
    world.announce(FILE, "a.pdf", content.len()).await;
    world
        .piece(FILE, 0, &content)
        .await
        .assert_problem(422, "file_infected");
    world
        .get(&format!("{}/state", path()))
        .await
        .assert_problem(404, "file_unknown");
    assert_eq!(world.count_files(), 0);
}

#[tokio::test]
async fn a_file_of_thousands_of_pieces_is_no_upload() {
    let world = World::with_draft().await;
    world.announce(FILE, "a.pdf", 1000).await;
    for offset in 0..64 {
        world.piece(FILE, offset, b"x").await.assert_status(200);
    }
    world.piece(FILE, 64, b"x").await.assert_problem(413, "upload_pieces");
    assert_eq!((arrived(&world).await, world.count_files()), ((64, false), 64));
}

#[tokio::test]
async fn pieces_come_by_any_server_and_lie_on_no_disk_of_one() {
    let server = S3Server::start().await;
    let world = with_draft(server.place()).await;
    let beside = world.beside(Setup::default()).await;
    let content = [pdf(), vec![b'%'; 300_000], b"\n%%EOF".to_vec()].concat();
    world.announce(FILE, "a.pdf", content.len()).await.assert_status(201);
    let mut offset = 0;
    for (no, piece) in content.chunks(70_000).enumerate() {
        let by = if no % 2 == 0 { &world } else { &beside };
        let state: FileState = by.piece(FILE, offset, piece).await.assert_status(200).json();
        offset += piece.len() as u64;
        assert_eq!((state.offset, state.complete), (offset, offset == content.len() as u64));
    }
    assert_eq!(beside.get(&path()).await.bytes(), content);
    assert!(!world.files().exists());
    let call = beside.call("DELETE", &path(), &[], "").await;
    call.assert_status(204);
    assert!(world.app.storage.ready().await.is_ok());
    assert_eq!(objects(&server), ["county/probe"]);
}

#[tokio::test]
async fn an_object_store_that_fails_in_the_middle_loses_nothing_that_was_acknowledged() {
    let (server, line) = (S3Server::start().await, Line::default());
    let world = with_draft(server.over(&line).await).await;
    let content = [pdf(), vec![b'%'; 150_000], b"\n%%EOF".to_vec()].concat();
    world.announce(FILE, "a.pdf", content.len()).await.assert_status(201);
    let mut offset = 0;
    let failures = [Wire::Cut, Wire::Breaks, Wire::LosesAnswers];
    for (piece, wire) in content.chunks(60_000).zip(failures) {
        line.set(wire);
        let refused = world.piece(FILE, offset, piece).await;
        assert_eq!(
            refused.header(axum::http::header::RETRY_AFTER),
            "5",
            "{}",
            refused.text()
        );
        refused.assert_problem(503, "files_unreachable");
        assert_eq!(world.get("/readyz").await.status(), 503);
        assert_eq!(arrived(&world).await, (offset, false));
        line.set(Wire::Sound);
        world.piece(FILE, offset, piece).await.assert_status(200);
        offset += piece.len() as u64;
    }
    assert_eq!(arrived(&world).await, (content.len() as u64, true));
    assert_eq!(world.get(&path()).await.bytes(), content);
    assert_eq!(world.get("/readyz").await.status(), 200);
    // What was put though its answer was lost goes with the strays.
    let later = crate::clock::Moment::from_seconds(4_000_000_000);
    world.app.storage.remove_stray_files(later).await.unwrap();
    assert_eq!(objects(&server).len(), 2, "{:?}", objects(&server));
}

async fn with_draft(files: FilesPlace) -> World {
    let world = World::with_files(Setup {
        files: Some(files),
        ..Setup::default()
    })
    .await;
    world.save(0, &world.empty_draft()).await.assert_status(200);
    world
}

/// How far it has come and whether it is complete, as the phone asks.
async fn arrived(world: &World) -> (u64, bool) {
    let state: FileState = world.get(&format!("{}/state", path())).await.assert_status(200).json();
    (state.offset, state.complete)
}

async fn upload(world: &World, id: &str) -> Upload {
    let draft = crate::ids::digest(TOKEN.as_bytes());
    world.app.storage.upload(&draft, id).await.unwrap().unwrap()
}

/// Where a complete file lies in the folder.
async fn place(world: &World, id: &str) -> std::path::PathBuf {
    let disk = upload(world, id).await.disk;
    world.files().join(&disk[..2]).join(disk)
}

/// Everything that lies in the folder.
fn on_disk(world: &World) -> Vec<Vec<u8>> {
    files_below(&world.files())
        .iter()
        .filter(|path| !path.ends_with("probe"))
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// The names of everything in the bucket.
fn objects(server: &S3Server) -> Vec<String> {
    let bucket = server.bucket();
    let names = files_below(&bucket)
        .into_iter()
        .map(|path| path.strip_prefix(&bucket).unwrap().display().to_string());
    names.collect()
}

fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect()
}
