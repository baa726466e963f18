//! `POST /api/v1/staff/cases/{number}/pictures`

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    NotYourRole, Signed,
    case::{NoCase, load},
};
use crate::{
    access::Area,
    app::App,
    http::{
        api::{append_upload, begin_upload::MOST_FILE_BYTES, document::ProblemDetails, personal, upload_kind},
        body,
        problem::internal,
    },
    storage::{Appended, StorageFault, Upload},
};

/// Largest photograph in bytes: the desk's program makes them smaller than that.
pub const MOST_PICTURE_BYTES: usize = 8 * 1024 * 1024;

/// Why a photograph is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Not an inspector.
    #[error(transparent)]
    Role(#[from] NotYourRole),
    /// There is no such case.
    #[error(transparent)]
    NoCase(#[from] NoCase),
    /// It did not arrive, is too large, or is no photograph.
    #[error(transparent)]
    Upload(#[from] append_upload::Refusal),
    /// No randomness.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
}

impl From<StorageFault> for Refusal {
    fn from(fault: StorageFault) -> Self {
        Self::NoCase(NoCase::Storage(fault))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Role(fault) => fault.into_response(),
            Self::NoCase(fault) => fault.into_response(),
            Self::Upload(fault) => fault.into_response(),
            Self::Dice(fault) => internal(&fault),
        }
    }
}

/// The id of a photograph, to be named in the record of a visit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Kept {
    /// 32 hex digits.
    id: String,
}

/// Keeps a photograph of a visit. It belongs to the case once the record of the visit names it.
#[utoipa::path(post, path = "/api/v1/staff/cases/{number}/pictures", tag = "Staff", security(("desk" = [])),
    params(("number" = String, Path)), request_body(content = Vec<u8>, content_type = "image/jpeg"),
    responses((status = 201, description = "Kept", body = Kept),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "not_your_role", body = ProblemDetails),
              (status = 404, description = "case_unknown", body = ProblemDetails),
              (status = 413, description = "upload_too_long", body = ProblemDetails),
              (status = 422, description = "file_kind or file_broken", body = ProblemDetails)))]
pub async fn keep_picture(
    State(app): State<App>,
    signed: Signed,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    let member = signed.to(Area::Pictures)?;
    load(&app, member, &number).await?;
    let content = match body::read(request).await {
        Err(body::BodyFault::TooLarge) => return Err(append_upload::Refusal::TooLong.into()),
        read => read.map_err(append_upload::Refusal::Body)?,
    };
    debug_assert!(MOST_PICTURE_BYTES as u64 <= MOST_FILE_BYTES);
    let (disk, id) = (app.dice.roll()?, app.dice.roll()?);
    let bytes = content.len() as u64;
    if bytes == 0 {
        return Err(append_upload::Refusal::Broken.into());
    }
    if let Appended::Elsewhere(arrived) = app.storage.append(&disk, 0, content.into(), bytes).await? {
        return Err(append_upload::Refusal::Offset(arrived).into());
    }
    let path = app.storage.file(&disk);
    let looked = tokio::task::spawn_blocking(move || upload_kind::look(&path)).await;
    let found = looked.map_err(std::io::Error::other).and_then(|found| found);
    let refusal = match found.map_err(append_upload::Refusal::Look)? {
        upload_kind::Found::Kind(kind) => {
            let upload = Upload {
                disk,
                id: id.clone(),
                name: format!("{id}.jpg"),
                bytes,
                media_type: Some(kind.to_owned()),
            };
            app.storage.keep_file(number, upload).await?;
            return Ok(personal(StatusCode::CREATED, &Kept { id }));
        }
        upload_kind::Found::Other => append_upload::Refusal::Kind,
        upload_kind::Found::Broken => append_upload::Refusal::Broken,
    };
    app.storage.remove_upload(disk).await?;
    Err(refusal.into())
}
