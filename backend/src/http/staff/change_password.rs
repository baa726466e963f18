//! `PUT /api/v1/staff/session/password`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::staff::ChangePassword;

use super::{
    HalfSigned,
    confirmed::{Unconfirmed, confirmed},
};
use crate::{
    app::App,
    http::{
        api::document::ProblemDetails,
        body::Json,
        problem::{problem, respond},
    },
    security::{self, Event},
    staff::{
        passwords::PasswordFault,
        rules::{self, BadPassword},
    },
    storage::StorageFault,
};

/// Why the password stays.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The new one must not be one.
    #[error(transparent)]
    Bad(#[from] BadPassword),
    /// The present one is not right.
    #[error(transparent)]
    Unconfirmed(#[from] Unconfirmed),
    /// No hash of it.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Bad(bad) => {
                let title = "The new password must not be one.";
                let mut problem = problem(StatusCode::UNPROCESSABLE_ENTITY, bad.code(), title);
                problem.detail = Some(bad.to_string());
                respond(&problem)
            }
            Self::Unconfirmed(refusal) => refusal.into_response(),
            Self::Password(fault) => fault.into_response(),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Changes the password and ends all other sessions.
#[utoipa::path(put, path = "/api/v1/staff/session/password", tag = "Staff", request_body = ChangePassword,
    security(("desk" = [])), params(("X-Yijian-Desk" = String, Header, description = "`1`")),
    responses((status = 204, description = "Changed"), (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "password_wrong, demo_account or cross_site", body = ProblemDetails),
              (status = 422, description = "password_short, password_long, password_name or password_common", body = ProblemDetails),
              (status = 429, description = "locked, with `until`", body = ProblemDetails)))]
pub async fn change_password(
    State(app): State<App>,
    HalfSigned(signed): HalfSigned,
    Json(asked): Json<ChangePassword>,
) -> Result<StatusCode, Refusal> {
    let turn = confirmed(&app, &signed, &asked.password.0).await?;
    rules::check_password(&asked.new.0, &signed.member.name)?;
    let hash = turn.hash(&app.dice, &asked.new.0).await?;
    app.storage
        .set_password(&signed.member, hash, Some(signed.key), app.clock.now())
        .await?;
    security::note(Event::PasswordChanged {
        member: &signed.member.id,
    });
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{World, staff::PASSWORD};

    const PATH: &str = "/api/v1/staff/session/password";

    fn change(password: &str, new: &str) -> String {
        json!({ "password": password, "new": new }).to_string()
    }

    #[tokio::test]
    async fn a_new_password_ends_all_other_sessions() {
        let world = World::new().await;
        let (desk, other) = (world.signed_in("clerk").await, world.signed_in("clerk").await);
        let stranger = world.signed_in("stranger").await;
        let new = "another good one";
        desk.send("PUT", PATH, &change(PASSWORD, new)).await.assert_status(204);
        desk.get("/api/v1/staff/session").await.assert_status(200);
        stranger.get("/api/v1/staff/session").await.assert_status(200);
        other
            .get("/api/v1/staff/session")
            .await
            .assert_problem(401, "signed_out");
        world
            .sign_in("clerk", PASSWORD, None)
            .await
            .assert_problem(401, "sign_in_failed");
        world.sign_in("clerk", new, None).await.assert_status(200);
    }

    #[tokio::test]
    async fn a_password_that_must_not_be_one_changes_nothing() {
        let world = World::new().await;
        world.hire("wang.xiaoming", &[], None).await;
        let desk = world.signed_in("wang.xiaoming").await;
        for (new, code) in [
            ("short", "password_short"),
            ("Wang.Xiaoming", "password_name"),
            ("123456789012", "password_common"),
        ] {
            desk.send("PUT", PATH, &change(PASSWORD, new))
                .await
                .assert_problem(422, code);
        }
        world.sign_in("wang.xiaoming", PASSWORD, None).await.assert_status(200);
    }

    #[tokio::test]
    async fn guessing_the_present_password_locks_the_name() {
        let world = World::new().await;
        let desk = world.signed_in("clerk").await;
        let guess = change("a wrong guess", "another good one");
        for _ in 0..4 {
            desk.send("PUT", PATH, &guess)
                .await
                .assert_problem(403, "password_wrong");
        }
        for _ in 0..2 {
            desk.send("PUT", PATH, &guess).await.assert_problem(429, "locked");
        }
        world
            .sign_in("clerk", PASSWORD, None)
            .await
            .assert_problem(429, "locked");
    }

    #[tokio::test]
    async fn it_takes_a_session_and_the_header() {
        let world = World::new().await;
        let desk = world.signed_in("clerk").await;
        let body = change(PASSWORD, "another good one");
        let cookie = [("cookie", desk.cookie.as_str())];
        world
            .call("PUT", PATH, &cookie, &body)
            .await
            .assert_problem(403, "cross_site");
        let header = [("x-yijian-desk", "1")];
        world
            .call("PUT", PATH, &header, &body)
            .await
            .assert_problem(401, "signed_out");
    }
}
