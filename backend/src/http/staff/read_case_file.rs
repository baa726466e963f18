//! `GET /api/v1/staff/cases/{number}/files/{file}`

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{
    Signed,
    case::{Masked, NoCase, load, opened},
};
use crate::{
    app::App,
    http::api::{
        document::ProblemDetails,
        read_upload::{self, send},
        show_upload,
    },
};

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such case.
    #[error(transparent)]
    NoCase(#[from] NoCase),
    /// They have not said what for.
    #[error(transparent)]
    Masked(#[from] Masked),
    /// There is no such file, or it cannot be read.
    #[error(transparent)]
    File(#[from] read_upload::Refusal),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoCase(fault) => fault.into_response(),
            Self::Masked(fault) => fault.into_response(),
            Self::File(fault) => fault.into_response(),
        }
    }
}

/// A file of a case, once a reason was given: for a clerk and an inspector every one, for a reviewer those of their own papers and of the visits.
#[utoipa::path(get, path = "/api/v1/staff/cases/{number}/files/{file}", tag = "Staff", security(("desk" = [])),
    params(("number" = String, Path), ("file" = String, Path)),
    responses((status = 200, description = "The content", body = Vec<u8>, content_type = "application/octet-stream"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "masked: no reason was given, or not lately", body = ProblemDetails),
              (status = 410, description = "case_deleted: its time was over", body = ProblemDetails),
              (status = 404, description = "case_unknown or file_unknown", body = ProblemDetails)))]
pub async fn read_case_file(
    State(app): State<App>,
    signed: Signed,
    Path((number, file)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let loaded = load(&app, &signed.member, &number).await?;
    let upload = loaded
        .file(&signed.member, &file)
        .ok_or(read_upload::Refusal::File(show_upload::Refusal::Unknown))?;
    opened(&app, &signed.member, &number).await?;
    Ok(send(&app, upload, true).await?)
}
