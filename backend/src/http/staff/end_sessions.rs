//! `DELETE /api/v1/staff/sessions` and `DELETE /api/v1/staff/sessions/{id}`

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    Signed,
    confirmed::{Unconfirmed, changeable},
    cookie,
};
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
    /// It is a demo account, at which many people are at once.
    #[error(transparent)]
    Unconfirmed(#[from] Unconfirmed),
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
            Self::Unconfirmed(refusal) => refusal.into_response(),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Signs out everywhere, here too.
#[utoipa::path(delete, path = "/api/v1/staff/sessions", tag = "Staff", security(("desk" = [])),
    params(("X-Yijian-Desk" = String, Header, description = "`1`")),
    responses((status = 204, description = "Signed out everywhere"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "demo_account or cross_site", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn end_all(State(app): State<App>, signed: Signed) -> Result<Response, Refusal> {
    end(&app, &signed, None).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie::forget(&app))]).into_response())
}

/// Signs out in one other place.
#[utoipa::path(delete, path = "/api/v1/staff/sessions/{id}", tag = "Staff", security(("desk" = [])),
    params(("id" = String, Path), ("X-Yijian-Desk" = String, Header, description = "`1`")),
    responses((status = 204, description = "Signed out there"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "demo_account or cross_site", body = ProblemDetails),
              (status = 404, description = "session_unknown", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn end_one(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    if id.is_empty() || end(&app, &signed, Some(id)).await? == 0 {
        return Err(Refusal::Unknown);
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of their sessions, or all; how many.
async fn end(app: &App, signed: &Signed, id: Option<String>) -> Result<u64, Refusal> {
    let member = changeable(signed)?;
    let ended = app.storage.end_sessions_of(member.id.clone(), id).await?;
    if ended > 0 {
        security::note(Event::StaffSignedOut { member: &member.id });
    }
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use jiff::SignedDuration;
    use yijian_domain::wire::applicant::{OwnSession, OwnSessions};

    use crate::{
        staff::{demo, rules::DEMO_PASSWORD},
        testing::{World, log, staff::Desk},
    };

    const SESSIONS: &str = "/api/v1/staff/sessions";
    const SESSION: &str = "/api/v1/staff/session";

    async fn seen(desk: &Desk<'_>) -> Vec<OwnSession> {
        desk.get(SESSIONS)
            .await
            .assert_status(200)
            .json::<OwnSessions>()
            .sessions
    }

    #[tokio::test]
    async fn a_member_sees_where_they_are_signed_in_and_ends_one_of_it() {
        let world = World::new().await;
        let there = world.signed_in("clerk").await;
        let stranger = world.signed_in("stranger").await;
        world.clock.advance(SignedDuration::from_mins(1));
        let here = world.signed_in("clerk").await;
        let sessions = seen(&here).await;
        let [own, other] = sessions.as_slice() else {
            panic!("{sessions:?}")
        };
        assert!(own.current && !other.current && own.id != other.id);
        assert_eq!(
            (own.device.as_str(), other.begun_at.as_str()),
            ("Windows", "2026-03-02T09:30:00+08:00")
        );
        let path = format!("{SESSIONS}/{}", other.id);
        stranger
            .send("DELETE", &path, "")
            .await
            .assert_problem(404, "session_unknown");
        let log = log::of(async {
            here.send("DELETE", &path, "").await.assert_status(204);
        })
        .await;
        assert!(log.contains(r#"event="signed_out" who="staff" member="#) && !log.contains(&other.id));
        here.send("DELETE", &path, "")
            .await
            .assert_problem(404, "session_unknown");
        there.get(SESSION).await.assert_problem(401, "signed_out");
        here.get(SESSION).await.assert_status(200);
        stranger.get(SESSION).await.assert_status(200);
    }

    #[tokio::test]
    async fn a_member_signs_out_everywhere() {
        let world = World::new().await;
        let (here, there) = (world.signed_in("clerk").await, world.signed_in("clerk").await);
        let stranger = world.signed_in("stranger").await;
        let gone = here.send("DELETE", SESSIONS, "").await.assert_status(204);
        assert!(
            gone.header(header::SET_COOKIE)
                .starts_with("__Host-yijian_desk=; Path=/; Max-Age=0;")
        );
        for desk in [&here, &there] {
            desk.get(SESSIONS).await.assert_problem(401, "signed_out");
        }
        stranger.get(SESSION).await.assert_status(200);
    }

    #[tokio::test]
    async fn sessions_in_which_nothing_is_asked_are_not_listed() {
        let world = World::new().await;
        world.signed_in("clerk").await;
        world.clock.advance(SignedDuration::from_mins(30));
        let here = world.signed_in("clerk").await;
        assert_eq!(seen(&here).await.len(), 1);
    }

    #[tokio::test]
    async fn who_tries_it_out_throws_nobody_out() {
        let world = World::in_demo_mode().await;
        demo::prepare(&world.app).await.unwrap();
        let answer = world.sign_in("shenpi_weisheng", DEMO_PASSWORD, None).await;
        let cookie = answer.assert_status(200).header(header::SET_COOKIE);
        let headers = [("cookie", cookie.as_str()), ("x-yijian-desk", "1")];
        let refused = world.call("DELETE", SESSIONS, &headers, "").await;
        refused.assert_problem(403, "demo_account");
    }
}
