//! Files and their keys, on whichever database it is.

use zeroize::Zeroizing;

use crate::{
    testing::{FILE, TOKEN, World, pdf, png},
    vault::SealingKey,
};

fn key(id: u8, from: i64) -> SealingKey {
    SealingKey {
        id,
        from,
        // The first one is the one of every world.
        key: Zeroizing::new([id + 2; 32]),
    }
}

#[tokio::test]
async fn keys_of_files_are_wrapped_anew_without_touching_the_files() {
    let world = World::with_draft().await;
    world.upload(FILE, "a.png", &png()).await;
    world.upload(&"e".repeat(32), "b.pdf", &pdf()).await;
    let storage = &world.app.storage;
    let draft = crate::ids::digest(TOKEN.as_bytes());
    let before = storage.uploads(&draft).await.unwrap();
    assert!(world.app.vault.reload(vec![key(1, 0), key(2, 1)]));
    assert!(storage.rewrap().await.unwrap() >= 2);
    // The old key is not needed any more.
    assert!(world.app.vault.reload(vec![key(2, 1)]));
    let after = storage.uploads(&draft).await.unwrap();
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.disk, after.disk);
        assert_ne!(before.data_key, after.data_key);
        assert_eq!(storage.whole_content(after).await.unwrap().len() as u64, after.bytes);
        assert!(storage.whole_content(before).await.is_err());
    }
}
