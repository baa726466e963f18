//! `GET /api/v1/staff/cases/{number}`

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use yijian_domain::wire::desk::CaseView;

use super::{
    Signed,
    case::{NoCase, load},
};
use crate::{
    app::App,
    http::api::{document::ProblemDetails, personal},
};

/// A case, as far as it concerns who asks: a clerk sees the merged form and papers, a reviewer their own.
#[utoipa::path(get, path = "/api/v1/staff/cases/{number}", tag = "Staff", security(("desk" = [])),
    params(("number" = String, Path)),
    responses((status = 200, description = "The case", body = CaseView),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 410, description = "case_deleted: its time was over", body = ProblemDetails),
              (status = 404, description = "case_unknown: no such case, or not theirs", body = ProblemDetails)))]
pub async fn show_case(State(app): State<App>, signed: Signed, Path(number): Path<String>) -> Result<Response, NoCase> {
    let loaded = load(&app, &signed.member, &number).await?;
    let view = loaded.view(&app, &signed.member).await?;
    Ok(personal(StatusCode::OK, &view))
}
