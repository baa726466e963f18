use std::{fs, path::PathBuf};

use yijian_domain::case::Act;

use super::*;
use crate::testing::{FILE, World, vault};

async fn made(world: &World) -> (tempfile::TempDir, PathBuf, Manifest) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup");
    let manifest = make(&world.app.storage, &path, world.clock.now()).await.unwrap();
    (folder, path, manifest)
}

#[tokio::test]
async fn what_was_put_back_goes_on_where_it_was() {
    let world = World::with_draft().await;
    let number = world.hand_in("restaurant").await.number;
    world.act(&number, world.clerk(), Act::Accept).await;
    let (_folder, path, manifest) = made(&world).await;
    assert!(manifest.rows["events"] >= 2 && !manifest.objects.is_empty());
    assert_eq!(manifest.missing, [""; 0]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    }
    let other = World::new().await;
    assert_eq!(restore(&other.app.storage, &vault(), &path).await.unwrap(), manifest);
    assert_eq!(
        other.app.storage.events(&number).await.unwrap(),
        world.app.storage.events(&number).await.unwrap()
    );
    let audit = other.audit(manifest.head.as_deref()).await;
    assert_eq!(audit.faults, []);
    for file in other.app.storage.application_files(&number).await.unwrap() {
        assert_eq!(
            other.app.storage.whole_content(&file).await.unwrap(),
            world.app.storage.whole_content(&file).await.unwrap()
        );
    }
    let receipt = other.app.storage.answered(crate::testing::KEY).await.unwrap();
    assert_eq!(receipt.unwrap().receipt.number, number);
}

#[tokio::test]
async fn an_upload_that_is_under_way_is_not_told_as_missing() {
    let world = World::with_draft().await;
    world.announce(FILE, "a.png", 100).await.assert_status(201);
    let (_folder, _path, manifest) = made(&world).await;
    assert_eq!((manifest.rows["uploads"], manifest.objects.len()), (1, 0));
    assert_eq!(manifest.missing, [""; 0]);
}

#[tokio::test]
async fn everything_that_was_acknowledged_before_is_in_a_backup_made_under_load() {
    let mut world = World::new().await;
    let mut acknowledged = vec![world.hand_in("restaurant").await.number];
    let mut bodies = Vec::new();
    for no in 1..7 {
        world.token = format!("{no:032}");
        let draft = world.full_draft("convenience_store").await;
        bodies.push((format!("a-key-under-load-{no}"), world.submission(&draft)));
    }
    let handing_in = async {
        let mut numbers = Vec::new();
        for (key, body) in &bodies {
            let receipt: yijian_domain::wire::Receipt = world.submit(key, body).await.assert_status(201).json();
            numbers.push(receipt.number);
        }
        numbers
    };
    let (more, (_folder, path, manifest)) = tokio::join!(handing_in, made(&world));
    let other = World::new().await;
    restore(&other.app.storage, &vault(), &path).await.unwrap();
    assert_eq!(other.audit(manifest.head.as_deref()).await.faults, []);
    let kept = other.app.storage.cases_in_record("").await.unwrap();
    // Of those that came while it was made, the first few: one moment cuts between them.
    acknowledged.extend(more);
    assert!(!kept.is_empty());
    assert_eq!(kept, acknowledged[..kept.len()]);
}

#[tokio::test]
async fn a_backup_that_was_changed_or_cut_is_not_put_back() {
    let world = World::new().await;
    world.hand_in("restaurant").await;
    let (_folder, path, manifest) = made(&world).await;
    let other = World::new().await;
    let storage = &other.app.storage;
    let object = path.join(OBJECTS).join(manifest.objects.keys().next().unwrap());
    for file in [path.join(ROWS), object] {
        let content = fs::read(&file).unwrap();
        fs::write(&file, &content[..content.len() - 1]).unwrap();
        let fault = restore(storage, &vault(), &path).await.unwrap_err();
        assert!(
            matches!(&fault, BackupFault::Changed(changed) if *changed == file),
            "{fault}"
        );
        fs::write(&file, content).unwrap();
    }
    assert!(storage.is_empty().await.unwrap());
    restore(storage, &vault(), &path).await.unwrap();
    let again = restore(storage, &vault(), &path).await.unwrap_err();
    assert!(matches!(again, BackupFault::NotEmpty));
    fs::remove_file(path.join(MANIFEST)).unwrap();
    assert!(matches!(check(&path), Err(BackupFault::Manifest { .. })));
    let there = make(storage, &path, world.clock.now()).await;
    assert!(matches!(there, Err(BackupFault::There(_))));
}

#[tokio::test]
async fn without_its_keys_nothing_is_put_back() {
    let world = World::new().await;
    world.hand_in("restaurant").await;
    let (_folder, path, _) = made(&world).await;
    let other = World::new().await;
    let stranger = crate::keys::Keys::open(&_folder.path().join("keys.toml")).unwrap();
    let stranger = stranger.vault(world.clock.clone());
    let fault = restore(&other.app.storage, &stranger, &path).await.unwrap_err();
    assert!(matches!(fault, BackupFault::Keys(_)), "{fault}");
    assert!(other.app.storage.is_empty().await.unwrap());
}
