//! `DELETE /api/v1/staff/cases/{number}/unmasking`

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

/// Masks a case again for the member before its time is over. The record stays.
#[utoipa::path(delete, path = "/api/v1/staff/cases/{number}/unmasking", tag = "Staff", security(("desk" = [])),
    params(("number" = String, Path)),
    responses((status = 200, description = "The case, masked", body = CaseView),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 410, description = "case_deleted: its time was over", body = ProblemDetails),
              (status = 404, description = "case_unknown: no such case, or not theirs", body = ProblemDetails)))]
pub async fn mask_case(State(app): State<App>, signed: Signed, Path(number): Path<String>) -> Result<Response, NoCase> {
    let loaded = load(&app, &signed.member, &number).await?;
    let now = app.clock.now();
    app.storage.mask_again(&number, &signed.member.id, now).await?;
    let view = loaded.view(&app, &signed.member).await?;
    Ok(personal(StatusCode::OK, &view))
}
