//! `DELETE /api/v1/drafts/{token}/files/{file}`

use axum::{extract::State, http::StatusCode};

use crate::{app::App, http::body::FileId, storage::StorageFault};

/// Removes a file. Afterwards there is none, whether there was one or not.
#[utoipa::path(delete, path = "/api/v1/drafts/{token}/files/{file}", tag = "Uploads",
    params(("token" = String, Path), ("file" = String, Path)), responses((status = 204, description = "Gone")))]
pub async fn remove_upload(State(app): State<App>, file: FileId) -> Result<StatusCode, StorageFault> {
    if let Some(upload) = app.storage.upload(&file.token.key, &file.id).await? {
        app.storage.remove_upload(upload.disk).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use crate::testing::{FILE, TOKEN, World, png};

    #[tokio::test]
    async fn a_removed_file_is_gone_from_the_disk() {
        let world = World::with_draft().await;
        world.upload(FILE, "a.png", &png()).await;
        let path = format!("/api/v1/drafts/{TOKEN}/files/{FILE}");
        for _ in 0..2 {
            world.call("DELETE", &path, &[], "").await.assert_status(204);
        }
        world.get(&path).await.assert_problem(404, "file_unknown");
        assert_eq!(world.count_files(), 0);
    }

    #[tokio::test]
    async fn a_file_that_was_handed_in_meanwhile_stays() {
        let world = World::with_draft().await;
        let number = world.hand_in("restaurant").await.number;
        let storage = &world.app.storage;
        let files = storage.application_files(&number).await.unwrap();
        assert!(!files.is_empty());
        // What was found before it was handed in, and is removed after.
        for file in &files {
            assert!(!storage.remove_upload(file.disk.clone()).await.unwrap());
            assert!(!storage.remove_unfinished_upload(file.disk.clone()).await.unwrap());
            assert_eq!(storage.whole_content(file).await.unwrap().len() as u64, file.bytes);
        }
        assert_eq!(storage.application_files(&number).await.unwrap(), files);
    }
}
