//! `POST /api/v1/staff/session`

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use yijian_domain::wire::staff::{Me, SignIn};

use super::{cookie, show_session};
use crate::{
    app::App,
    clock::Moment,
    http::{
        api::{document::ProblemDetails, personal},
        body::Json,
        problem::{internal, problem, respond},
    },
    staff::{
        passwords::PasswordFault,
        sign_in::{self, Refusal},
    },
    storage::StorageFault,
};

impl IntoResponse for PasswordFault {
    fn into_response(self) -> Response {
        match self {
            Self::Busy => StorageFault::Busy.into_response(),
            Self::Dice(_) | Self::Hash(_) => internal(&self),
        }
    }
}

/// A refusal with what is needed to say when a lock opens.
#[derive(Debug, thiserror::Error)]
#[error("{refusal}")]
pub struct Refused {
    pub(super) refusal: Refusal,
    pub(super) now: Moment,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let detail = self.to_string();
        let mut problem = match self.refusal {
            Refusal::Wrong => problem(StatusCode::UNAUTHORIZED, "sign_in_failed", "Nobody is signed in."),
            Refusal::CodeNeeded => problem(StatusCode::UNAUTHORIZED, "code_needed", "A one-time code is needed."),
            Refusal::DirectoryFirst => problem(StatusCode::FORBIDDEN, "directory_first", "The directory comes first."),
            Refusal::Locked(until) => return locked(until, self.now, detail),
            Refusal::Password(fault) => return fault.into_response(),
            Refusal::Storage(fault) => return fault.into_response(),
            Refusal::Dice(fault) => return internal(&fault),
        };
        problem.detail = Some(detail);
        respond(&problem)
    }
}

fn locked(until: Moment, now: Moment, detail: String) -> Response {
    let mut problem = problem(StatusCode::TOO_MANY_REQUESTS, "locked", "The name is locked.");
    problem.detail = Some(detail);
    problem.until = Some(until.rfc3339());
    let mut response = respond(&problem);
    let seconds = until.seconds() - now.seconds();
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// Signs in: sets the cookie `yijian_desk`. Unknown name, wrong password and wrong code get one and the same answer. After
/// five failures in a row a name is locked, whether anybody has it or not: for a minute, doubling up to an hour.
#[utoipa::path(post, path = "/api/v1/staff/session", tag = "Staff", request_body = SignIn,
    params(("X-Yijian-Desk" = String, Header, description = "`1`, with everything that changes something")),
    responses((status = 200, description = "Signed in", body = Me),
              (status = 401, description = "sign_in_failed, or code_needed: name and password are right", body = ProblemDetails),
              (status = 403, description = "directory_first: the directory has not said for a day what they may do; cross_site", body = ProblemDetails),
              (status = 429, description = "locked, with `until`", body = ProblemDetails)))]
pub async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Json(asked): Json<SignIn>,
) -> Result<Response, Refused> {
    let begun = sign_in::sign_in(&app, &asked, cookie::browser(&app, &headers))
        .await
        .map_err(|refusal| Refused {
            refusal,
            now: app.clock.now(),
        })?;
    let totp = begun.account.totp_secret.is_some();
    let me = show_session::me(&app, &begun.account.member, totp, false, begun.ends_at);
    let mut response = personal(StatusCode::OK, &me);
    response
        .headers_mut()
        .insert(header::SET_COOKIE, cookie::keep(&app, &begun.token));
    Ok(response)
}
