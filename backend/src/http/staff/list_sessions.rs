//! `GET /api/v1/staff/sessions`

use axum::{extract::State, http::StatusCode, response::Response};
use yijian_domain::wire::applicant::{OwnSession, OwnSessions};

use super::{Signed, SignedOut};
use crate::{
    app::App,
    http::api::{document::ProblemDetails, personal},
    staff::sessions::idle,
};

/// Where who asks is signed in.
#[utoipa::path(get, path = "/api/v1/staff/sessions", tag = "Staff", security(("desk" = [])),
    responses((status = 200, description = "Their sessions", body = OwnSessions),
              (status = 401, description = "signed_out", body = ProblemDetails)))]
pub async fn list_sessions(State(app): State<App>, signed: Signed) -> Result<Response, SignedOut> {
    let now = app.clock.now();
    let sessions = app.storage.sessions_of(&signed.member.id, now, idle(now)).await?;
    let own = sessions.into_iter().map(|session| OwnSession {
        current: session.id == signed.session,
        id: session.id,
        device: session.device,
        begun_at: session.created_at.rfc3339(),
        seen_at: session.seen_at.rfc3339(),
    });
    let sessions = own.collect();
    Ok(personal(StatusCode::OK, &OwnSessions { sessions }))
}
