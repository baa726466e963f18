//! `GET /api/v1/drafts/{token}/files/{file}/state`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::FileState;

use super::personal;
use crate::{
    app::App,
    http::{
        body::FileId,
        problem::{problem, respond},
    },
    storage::{StorageFault, Upload},
};

/// Why there is nothing to tell.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such file in this draft.
    #[error("there is no such file")]
    Unknown,
    /// It cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => respond(&problem(
                StatusCode::NOT_FOUND,
                "file_unknown",
                "There is no such file.",
            )),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// How far an upload has come.
#[utoipa::path(get, path = "/api/v1/drafts/{token}/files/{file}/state", tag = "Uploads",
    params(("token" = String, Path), ("file" = String, Path)),
    responses((status = 200, description = "The state", body = FileState),
              (status = 404, description = "file_unknown", body = super::document::ProblemDetails)))]
pub async fn show_upload(State(app): State<App>, file: FileId) -> Result<Response, Refusal> {
    let upload = find(&app, &file).await?;
    Ok(personal(StatusCode::OK, &state(&app, upload).await?))
}

/// The upload of a path.
pub(super) async fn find(app: &App, file: &FileId) -> Result<Upload, Refusal> {
    known(app, &file.token.key, &file.id).await
}

/// An upload of a draft.
pub(super) async fn known(app: &App, draft: &str, id: &str) -> Result<Upload, Refusal> {
    app.storage.upload(draft, id).await?.ok_or(Refusal::Unknown)
}

/// What is told about an upload.
pub(super) async fn state(app: &App, upload: Upload) -> Result<FileState, StorageFault> {
    let complete = upload.media_type.is_some();
    let offset = if complete {
        upload.bytes
    } else {
        app.storage.arrived(&upload.disk).await?
    };
    let Upload {
        id,
        name,
        bytes,
        media_type,
        ..
    } = upload;
    Ok(FileState {
        id,
        name,
        bytes,
        offset,
        complete,
        media_type,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{FILE, TOKEN, World};

    #[tokio::test]
    async fn an_unknown_file_is_named_as_such() {
        let world = World::with_draft().await;
        let path = format!("/api/v1/drafts/{TOKEN}/files/{FILE}");
        world
            .get(&format!("{path}/state"))
            .await
            .assert_problem(404, "file_unknown");
        world.get(&path).await.assert_problem(404, "file_unknown");
    }
}
