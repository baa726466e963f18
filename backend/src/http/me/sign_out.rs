//! `DELETE /api/v1/sign-in`

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{forget, send_code::Refused, token};
use crate::{app::App, applicants::sign_in::Refusal, http::api::document::ProblemDetails, ids};

/// Signs out in this browser. Who is signed out already stays so.
#[utoipa::path(delete, path = "/api/v1/sign-in", tag = "Applicants", security(("applicant" = [])),
    responses((status = 204, description = "Signed out"),
              (status = 403, description = "cross_site", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refused> {
    if let Some(token) = token(&app, &headers) {
        app.storage
            .end_applicant_session(ids::digest(token.as_bytes()))
            .await
            .map_err(|fault| Refused(Refusal::Storage(fault), app.clock.now()))?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, forget(&app))]).into_response())
}
