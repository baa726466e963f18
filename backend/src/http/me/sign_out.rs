//! `DELETE /api/v1/sign-in`

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{forget, token};
use crate::{
    app::App,
    http::api::document::ProblemDetails,
    ids,
    security::{self, Event},
    storage::StorageFault,
};

/// Signs out in this browser. Who is signed out already stays so.
#[utoipa::path(delete, path = "/api/v1/sign-in", tag = "Applicants", security(("applicant" = [])),
    responses((status = 204, description = "Signed out"),
              (status = 403, description = "cross_site", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, StorageFault> {
    end(&app, &headers).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, forget(&app))]).into_response())
}

/// Ends the session of this browser, if it has one. The pages without a program do it by the same way.
pub(in crate::http) async fn end(app: &App, headers: &HeaderMap) -> Result<(), StorageFault> {
    if let Some(token) = token(app, headers)
        && app.storage.end_applicant_session(ids::digest(token.as_bytes())).await?
    {
        security::note(Event::ApplicantSignedOut);
    }
    Ok(())
}
