//! `DELETE /api/v1/me/sessions` and `DELETE /api/v1/me/sessions/{id}`

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Me, forget};
use crate::{
    app::App,
    http::{
        api::document::ProblemDetails,
        problem::{problem, respond},
    },
    security::{self, Event},
    storage::StorageFault,
};

/// Why no session ended.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// None of theirs; nobody learns whether it is somebody else's.
    #[error("you have no such session")]
    Unknown,
    /// It could not be removed.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => respond(&problem(
                StatusCode::NOT_FOUND,
                "session_unknown",
                "There is no such session.",
            )),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Signs out everywhere, here too.
#[utoipa::path(delete, path = "/api/v1/me/sessions", tag = "Applicants", security(("applicant" = [])),
    responses((status = 204, description = "Signed out everywhere"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn end_all(State(app): State<App>, me: Me) -> Result<Response, Refusal> {
    end(&app, &me, None).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, forget(&app))]).into_response())
}

/// Signs out in one other place.
#[utoipa::path(delete, path = "/api/v1/me/sessions/{id}", tag = "Applicants", security(("applicant" = [])),
    params(("id" = String, Path)),
    responses((status = 204, description = "Signed out there"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 404, description = "session_unknown", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn end_one(State(app): State<App>, me: Me, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    if id.is_empty() || end(&app, &me, Some(id)).await? == 0 {
        return Err(Refusal::Unknown);
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of their sessions, or all; how many. The pages without a program do it by the same way.
pub(in crate::http) async fn end(app: &App, me: &Me, id: Option<String>) -> Result<u64, StorageFault> {
    let ended = app.storage.end_applicant_sessions(me.account().to_owned(), id).await?;
    if ended > 0 {
        security::note(Event::ApplicantSignedOut);
    }
    Ok(ended)
}
