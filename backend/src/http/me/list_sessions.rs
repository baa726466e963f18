//! `GET /api/v1/me/sessions`

use axum::{extract::State, http::StatusCode, response::Response};
use yijian_domain::wire::applicant::{OwnSession, OwnSessions};

use super::{Me, SignedOut};
use crate::{
    access::{self, Object},
    app::App,
    applicants::sessions::idle,
    http::api::{document::ProblemDetails, personal},
    storage::StorageFault,
};

/// Where somebody is signed in.
#[utoipa::path(get, path = "/api/v1/me/sessions", tag = "Applicants", security(("applicant" = [])),
    responses((status = 200, description = "Their sessions", body = OwnSessions),
              (status = 401, description = "signed_out", body = ProblemDetails)))]
pub async fn list_sessions(State(app): State<App>, me: Me) -> Result<Response, SignedOut> {
    let sessions = of(&app, &me).await?;
    Ok(personal(StatusCode::OK, &OwnSessions { sessions }))
}

/// The sessions of somebody, newest first.
pub(in crate::http) async fn of(app: &App, me: &Me) -> Result<Vec<OwnSession>, StorageFault> {
    let now = app.clock.now();
    let sessions = app.storage.applicant_sessions(me.account(), now, idle(now)).await?;
    let asker = me.asker();
    let own = sessions
        .into_iter()
        .filter(|session| access::may(&asker, Object::Account(&session.applicant)).is_some());
    Ok(own
        .map(|session| OwnSession {
            current: session.id == me.session.id,
            id: session.id,
            device: session.device,
            begun_at: session.created_at.rfc3339(),
            seen_at: session.seen_at.rfc3339(),
        })
        .collect())
}
