//! `GET /api/v1/drafts/{token}/files/{file}`

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower_http::services::ServeFile;

use super::show_upload;
use crate::{
    app::App,
    http::{body::FileId, guard, problem::internal},
    storage::{StorageFault, Upload},
};

/// What RFC 8187 leaves as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such file, or its row cannot be read.
    #[error(transparent)]
    File(#[from] show_upload::Refusal),
    /// The file cannot be read.
    #[error("reading an upload: {0}")]
    Read(std::io::Error),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::File(fault) => fault.into_response(),
            Self::Read(fault) => StorageFault::from(fault).into_response(),
        }
    }
}

/// The content of a complete file.
#[utoipa::path(get, path = "/api/v1/drafts/{token}/files/{file}", tag = "Uploads",
    params(("token" = String, Path), ("file" = String, Path)),
    responses((status = 200, description = "The content", body = Vec<u8>, content_type = "application/octet-stream"),
              (status = 404, description = "file_unknown: unknown or not complete", body = super::document::ProblemDetails)))]
pub async fn read_upload(State(app): State<App>, file: FileId, request: Request) -> Result<Response, Refusal> {
    let upload = show_upload::find(&app, &file).await?;
    send(&app, &upload, request, false).await
}

/// The content of a complete file. `framed` lets pages of this server show it inside.
pub(in crate::http) async fn send(
    app: &App,
    upload: &Upload,
    request: Request,
    framed: bool,
) -> Result<Response, Refusal> {
    let media_type = upload.media_type.as_deref().ok_or(show_upload::Refusal::Unknown)?;
    let Ok(mime) = media_type.parse() else {
        return Ok(internal(&"a row with an unknown media type"));
    };
    let mut service = ServeFile::new_with_mime(app.storage.file(&upload.disk), &mime);
    let mut response = service.try_call(request).await.map_err(Refusal::Read)?.map(Body::new);
    let name = utf8_percent_encode(&upload.name, PLAIN);
    let disposition = HeaderValue::from_str(&format!("inline; filename*=UTF-8''{name}"));
    let headers = response.headers_mut();
    headers.extend(disposition.ok().map(|value| (header::CONTENT_DISPOSITION, value)));
    guard::paper(headers, framed);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FILE, TOKEN, World, png};

    #[tokio::test]
    async fn a_complete_file_can_be_looked_at() {
        let world = World::with_draft().await;
        world.upload(FILE, "身份证 正面.png", &png()).await;
        let answer = world.get(&format!("/api/v1/drafts/{TOKEN}/files/{FILE}")).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "image/png");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(
            answer
                .header(header::CONTENT_DISPOSITION)
                .starts_with("inline; filename*=UTF-8''%E8%BA%AB")
        );
        assert_eq!(answer.bytes(), png());
    }

    #[tokio::test]
    async fn half_a_file_is_not_shown() {
        let world = World::with_draft().await;
        world.announce(FILE, "a.png", 100).await;
        world.piece(FILE, 0, &png()[..20]).await.assert_status(200);
        world
            .get(&format!("/api/v1/drafts/{TOKEN}/files/{FILE}"))
            .await
            .assert_problem(404, "file_unknown");
    }
}
