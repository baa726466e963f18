//! `PATCH /api/v1/drafts/{token}/files/{file}`

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use yijian_domain::wire::FileState;

use super::{personal, show_upload, upload_kind};
use crate::{
    app::App,
    http::{
        body::{self, BodyFault, FileId},
        problem::{internal, problem, respond},
    },
    storage::{Appended, StorageFault, Upload},
};

/// Largest piece in bytes.
pub const MOST_PIECE_BYTES: usize = 256 * 1024;
/// Says where a piece begins, in bytes from the start of the file.
const UPLOAD_OFFSET: &str = "upload-offset";

/// Why a piece is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such file, or it cannot be read.
    #[error(transparent)]
    File(#[from] show_upload::Refusal),
    /// The piece did not arrive.
    #[error(transparent)]
    Body(#[from] BodyFault),
    /// The piece begins elsewhere.
    #[error("{0} bytes have arrived")]
    Offset(u64),
    /// The piece is too large, or goes beyond the announced size.
    #[error("a piece has at most {MOST_PIECE_BYTES} bytes, and all of them together the announced size")]
    TooLong,
    /// The content is not of an accepted kind.
    #[error("JPEG, PNG, WebP, HEIC and PDF are accepted")]
    Kind,
    /// The content is damaged.
    #[error("the file cannot be opened")]
    Broken,
    /// The content could not be looked at.
    #[error("looking at a file: {0}")]
    Look(std::io::Error),
}

impl From<StorageFault> for Refusal {
    fn from(fault: StorageFault) -> Self {
        Self::File(show_upload::Refusal::Storage(fault))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut problem = match &self {
            Self::Offset(arrived) => {
                let mut problem = problem(StatusCode::CONFLICT, "upload_offset", "The upload continues elsewhere.");
                problem.offset = Some(*arrived);
                problem
            }
            Self::TooLong => problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                "upload_too_long",
                "The piece is too long.",
            ),
            Self::Kind => problem(
                StatusCode::UNPROCESSABLE_ENTITY,
                "file_kind",
                "The file is of another kind.",
            ),
            Self::Broken => problem(StatusCode::UNPROCESSABLE_ENTITY, "file_broken", "The file is broken."),
            Self::File(_) | Self::Body(_) | Self::Look(_) => {
                return match self {
                    Self::File(fault) => fault.into_response(),
                    Self::Body(fault) => fault.into_response(),
                    other => internal(&other),
                };
            }
        };
        problem.detail = Some(self.to_string());
        respond(&problem)
    }
}

/// Adds a piece where the last one ended. With the last piece the content is looked at; a file that cannot be used is
/// removed.
#[utoipa::path(patch, path = "/api/v1/drafts/{token}/files/{file}", tag = "Uploads",
    params(("token" = String, Path), ("file" = String, Path),
           ("Upload-Offset" = u64, Header, description = "Where the piece begins, in bytes")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, description = "How far it has come", body = FileState),
              (status = 409, description = "upload_offset: where it continues", body = super::document::ProblemDetails),
              (status = 413, description = "upload_too_long", body = super::document::ProblemDetails),
              (status = 422, description = "file_kind or file_broken", body = super::document::ProblemDetails)))]
pub async fn append_upload(
    State(app): State<App>,
    file: FileId,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Refusal> {
    let mut upload = show_upload::find(&app, &file).await?;
    let offset = headers
        .get(UPLOAD_OFFSET)
        .and_then(|offset| offset.to_str().ok()?.parse::<u64>().ok());
    if let Some(offset) = offset.filter(|_| upload.media_type.is_none()) {
        let piece = piece(&upload, offset, request).await?;
        match app.storage.append(&upload.disk, offset, piece, upload.bytes).await? {
            Appended::Elsewhere(arrived) => return Err(Refusal::Offset(arrived)),
            Appended::To(end) if end == upload.bytes => {
                upload.media_type = Some(finish(&app, &upload).await?.to_owned())
            }
            Appended::To(_) => {}
        }
    } else if offset != Some(upload.bytes) {
        // Complete, or nobody says where the piece belongs.
        return Err(Refusal::Offset(show_upload::state(&app, upload).await?.offset));
    }
    Ok(personal(StatusCode::OK, &show_upload::state(&app, upload).await?))
}

async fn piece(upload: &Upload, offset: u64, request: Request) -> Result<Vec<u8>, Refusal> {
    let piece = match body::read(request).await {
        Err(BodyFault::TooLarge) => return Err(Refusal::TooLong),
        read => read?,
    };
    let end = offset.checked_add(piece.len() as u64);
    if piece.len() > MOST_PIECE_BYTES || end.is_none_or(|end| end > upload.bytes) {
        return Err(Refusal::TooLong);
    }
    Ok(piece.into())
}

/// Looks at what has arrived and notes what it is.
async fn finish(app: &App, upload: &Upload) -> Result<&'static str, Refusal> {
    let path = app.storage.file(&upload.disk);
    let found = tokio::task::spawn_blocking(move || upload_kind::look(&path))
        .await
        .map_err(std::io::Error::other);
    let refusal = match found.and_then(|found| found).map_err(Refusal::Look)? {
        upload_kind::Found::Kind(kind) => {
            app.storage.complete_upload(upload.disk.clone(), kind).await?;
            return Ok(kind);
        }
        upload_kind::Found::Other => Refusal::Kind,
        upload_kind::Found::Broken => Refusal::Broken,
    };
    app.storage.remove_upload(upload.disk.clone()).await?;
    Err(refusal)
}

#[cfg(test)]
mod tests;
