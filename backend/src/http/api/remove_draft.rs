//! `DELETE /api/v1/drafts/{token}`

use axum::{extract::State, http::StatusCode};

use crate::{app::App, http::body::Token, storage::StorageFault};

/// Removes a draft with its files. Afterwards there is none, whether there was one or not.
#[utoipa::path(delete, path = "/api/v1/drafts/{token}", tag = "Drafts", params(("token" = String, Path)),
    responses((status = 204, description = "Gone")))]
pub async fn remove_draft(State(app): State<App>, token: Token) -> Result<StatusCode, StorageFault> {
    app.storage.remove_draft(token.key).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use crate::testing::{FILE, TOKEN, World, png};

    #[tokio::test]
    async fn a_removed_draft_leaves_no_file_behind() {
        let world = World::new().await;
        world.save(0, &world.empty_draft()).await.assert_status(200);
        world.upload(FILE, "a.png", &png()).await;
        assert_eq!(world.count_files(), 1);
        let path = format!("/api/v1/drafts/{TOKEN}");
        for _ in 0..2 {
            world.call("DELETE", &path, &[], "").await.assert_status(204);
            world.get(&path).await.assert_problem(404, "draft_unknown");
        }
        assert_eq!(world.count_files(), 0);
    }
}
