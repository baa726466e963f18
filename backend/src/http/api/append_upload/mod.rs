//! `PATCH /api/v1/drafts/{token}/files/{file}`

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use yijian_domain::wire::FileState;

use super::{personal, show_upload};
use crate::{
    app::App,
    http::{
        body::{self, BodyFault, FileId},
        problem::{internal, later, problem, respond},
    },
    safety::{Crowded, LookFault, Unsafe},
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
    /// So many and so small pieces are no upload over a bad network.
    #[error("pieces of at least 4096 bytes are right")]
    TooManyPieces,
    /// The content cannot be kept.
    #[error(transparent)]
    Unsafe(#[from] Unsafe),
    /// It cannot be looked at just now. What has arrived stays.
    #[error(transparent)]
    NotLooked(#[from] LookFault),
    /// Looking at the content broke off.
    #[error("looking at a file: {0}")]
    Look(#[from] tokio::task::JoinError),
}

impl From<StorageFault> for Refusal {
    fn from(fault: StorageFault) -> Self {
        Self::File(show_upload::Refusal::Storage(fault))
    }
}

impl From<Crowded> for Refusal {
    fn from(_: Crowded) -> Self {
        StorageFault::Busy.into()
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
            Self::TooManyPieces => problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                "upload_pieces",
                "The upload has too many pieces.",
            ),
            Self::Unsafe(refused) => problem(
                StatusCode::UNPROCESSABLE_ENTITY,
                refused.code(),
                "The file cannot be kept.",
            ),
            Self::NotLooked(fault) => {
                tracing::error!(%fault, "a file was not looked at");
                let title = "Files cannot be checked at the moment. Nothing is lost; try again soon.";
                return later("scanner_unreachable", title);
            }
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

/// Adds a piece where the last one ended. With the last piece the content is looked at and made safe; a file that cannot
/// be used is removed.
#[utoipa::path(patch, path = "/api/v1/drafts/{token}/files/{file}", tag = "Uploads",
    params(("token" = String, Path), ("file" = String, Path),
           ("Upload-Offset" = u64, Header, description = "Where the piece begins, in bytes")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, description = "How far it has come", body = FileState),
              (status = 404, description = "file_unknown", body = super::document::ProblemDetails),
              (status = 409, description = "upload_offset: where it continues", body = super::document::ProblemDetails),
              (status = 413, description = "upload_too_long or upload_pieces", body = super::document::ProblemDetails),
              (status = 422, description = "file_kind, file_heic, file_broken, file_pixels, pdf_encrypted, pdf_active or \
                                            file_infected", body = super::document::ProblemDetails),
              (status = 503, description = "storage_full, files_unreachable or scanner_unreachable: what has arrived \
                                            stays", body = super::document::ProblemDetails)))]
pub async fn append_upload(
    State(app): State<App>,
    file: FileId,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Refusal> {
    let upload = show_upload::find(&app, &file).await?;
    let offset = headers
        .get(UPLOAD_OFFSET)
        .and_then(|offset| offset.to_str().ok()?.parse::<u64>().ok());
    let upload = match offset {
        // Whoever sends a piece of a complete file lost an answer: nothing is added, and the answer comes again.
        Some(_) if upload.media_type.is_some() => upload,
        Some(offset) => add(&app, &file, upload, offset, request).await?,
        None => return Err(Refusal::Offset(show_upload::state(&app, upload).await?.offset)),
    };
    Ok(personal(StatusCode::OK, &show_upload::state(&app, upload).await?))
}

async fn add(app: &App, file: &FileId, upload: Upload, offset: u64, request: Request) -> Result<Upload, Refusal> {
    let piece = piece(&upload, offset, request).await?;
    let now = app.clock.now();
    match app.storage.append(&upload, offset, &piece, &app.dice, now).await {
        Ok(Appended::To(end)) if end == upload.bytes => {
            let (app, key) = (app.clone(), file.token.key.clone());
            // Goes on when the phone is gone: its next question finds the file complete.
            tokio::spawn(async move { finish(&app, &key, upload).await }).await?
        }
        Ok(Appended::To(_)) => Ok(upload),
        Ok(Appended::Elsewhere(arrived)) => Err(Refusal::Offset(arrived)),
        Ok(Appended::TooMany) => Err(Refusal::TooManyPieces),
        // Removed meanwhile, or completed by the same piece sent twice.
        Err(StorageFault::UploadGone) => finished(app, &file.token.key, &upload.id).await,
        Err(fault) => Err(fault.into()),
    }
}

async fn piece(upload: &Upload, offset: u64, request: Request) -> Result<axum::body::Bytes, Refusal> {
    let piece = match body::read(request).await {
        Err(BodyFault::TooLarge) => return Err(Refusal::TooLong),
        read => read?,
    };
    let end = offset.checked_add(piece.len() as u64);
    if piece.len() > MOST_PIECE_BYTES || end.is_none_or(|end| end > upload.bytes) {
        return Err(Refusal::TooLong);
    }
    Ok(piece)
}

/// Looks at what has arrived, makes it safe, keeps it, and notes what it is.
async fn finish(app: &App, draft: &str, upload: Upload) -> Result<Upload, Refusal> {
    // Read again: an upload from before files were sealed has got its key with this piece.
    let upload = show_upload::known(app, draft, &upload.id).await?;
    let turn = app.safety.turn().await?;
    let content = match app.storage.gathered(&upload).await {
        Ok(content) if content.len() as u64 == upload.bytes => content,
        Ok(_) => return finished(app, draft, &upload.id).await,
        // The pieces may be gone because the same last piece, sent twice, was quicker.
        Err(fault) => return finished(app, draft, &upload.id).await.map_err(|_| fault.into()),
    };
    let safe = match app.safety.look(&turn, content).await? {
        Ok(safe) => safe,
        Err(refused) => {
            // Somebody who looked at the same file found it good: then this one went wrong for another reason.
            if !app.storage.remove_unfinished_upload(upload.disk).await? {
                return finished(app, draft, &upload.id).await;
            }
            return Err(refused.into());
        }
    };
    app.storage.put_content(&upload, &safe.content).await?;
    let bytes = safe.content.len() as u64;
    let disk = upload.disk.clone();
    if !app
        .storage
        .complete_upload(disk.clone(), safe.media_type, bytes)
        .await?
    {
        app.storage.drop_content(disk).await;
        return Err(show_upload::Refusal::Unknown.into());
    }
    Ok(Upload {
        bytes,
        media_type: Some(safe.media_type.to_owned()),
        ..upload
    })
}

/// The upload that somebody else completed meanwhile.
async fn finished(app: &App, draft: &str, id: &str) -> Result<Upload, Refusal> {
    let upload = show_upload::known(app, draft, id).await?;
    if upload.media_type.is_some() {
        return Ok(upload);
    }
    let arrived = app.storage.arrived(&upload.disk).await?;
    Err(Refusal::Offset(arrived))
}

#[cfg(test)]
mod tests;
