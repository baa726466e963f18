//! `DELETE /api/v1/me`

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Me, SignedOut, forget};
use crate::{
    app::App,
    http::api::document::ProblemDetails,
    security::{self, Event},
    storage::StorageFault,
};

/// Closes the account: name, numbers, proofs and sessions are removed, what it let others do ends. Its cases stay as long as
/// the law wants them kept; who has a receipt goes on seeing that case.
#[utoipa::path(delete, path = "/api/v1/me", tag = "Applicants", security(("applicant" = [])),
    responses((status = 204, description = "Closed, and signed out"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "cross_site", body = ProblemDetails)))]
pub async fn close(State(app): State<App>, me: Me) -> Result<Response, SignedOut> {
    end(&app, &me).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, forget(&app))]).into_response())
}

/// Closes it. The pages without a program do it by the same way.
pub(in crate::http) async fn end(app: &App, me: &Me) -> Result<(), StorageFault> {
    app.storage.close_applicant(me.account(), app.clock.now()).await?;
    security::note(Event::AccountClosed);
    Ok(())
}
