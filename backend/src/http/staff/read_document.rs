//! `GET /api/v1/staff/cases/{number}/documents/{document}`

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
    http::{
        api::document::ProblemDetails,
        paper::{NoPaper, send},
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
    /// There is no such document, or it could not be printed.
    #[error(transparent)]
    NoPaper(#[from] NoPaper),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoCase(fault) => fault.into_response(),
            Self::Masked(fault) => fault.into_response(),
            Self::NoPaper(fault) => fault.into_response(),
        }
    }
}

/// A document of a case as PDF; its id with `.pdf` behind it. It has whole values, so a reason is given first.
#[utoipa::path(get, path = "/api/v1/staff/cases/{number}/documents/{document}", tag = "Staff", security(("desk" = [])),
    params(("number" = String, Path), ("document" = String, Path)),
    responses((status = 200, description = "The document", body = Vec<u8>, content_type = "application/pdf"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "masked: no reason was given, or not lately", body = ProblemDetails),
              (status = 410, description = "case_deleted: its time was over", body = ProblemDetails),
              (status = 404, description = "case_unknown or document_unknown", body = ProblemDetails)))]
pub async fn read_document(
    State(app): State<App>,
    signed: Signed,
    Path((number, document)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let loaded = load(&app, &signed.member, &number).await?;
    opened(&app, &signed.member, &number).await?;
    Ok(send(&app, &loaded, &document).await?)
}
