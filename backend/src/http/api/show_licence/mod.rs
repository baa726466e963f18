//! `GET /api/v1/licences/{code}`

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use yijian_domain::wire::Checked;

use super::personal;
use crate::{app::App, cases, storage::StorageFault};

/// Checks the code of a licence: the signed one of a printed licence, or the 16 characters that people type. A check
/// always has a verdict, also about what is no licence.
#[utoipa::path(get, path = "/api/v1/licences/{code}", tag = "Licences", params(("code" = String, Path)),
    responses((status = 200, description = "What it is worth today", body = Checked)))]
pub async fn show_licence(State(app): State<App>, Path(code): Path<String>) -> Result<Response, StorageFault> {
    Ok(personal(StatusCode::OK, &cases::check(&app, &code).await?))
}

#[cfg(test)]
mod tests;
