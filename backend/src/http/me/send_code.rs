//! `POST /api/v1/sign-in/codes`

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use yijian_domain::wire::{
    applicant::{AskCode, CodeSent},
    staff::Secret,
};

use crate::{
    app::App,
    applicants::sign_in::{self, Refusal},
    clock::Moment,
    http::{
        api::{document::ProblemDetails, personal},
        body::Json,
        problem::{internal, problem, respond},
    },
};

/// A refusal with what is needed to say when to try again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub Refusal, pub Moment);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let detail = self.to_string();
        let tell = |status, code, title| {
            let mut problem = problem(status, code, title);
            problem.detail = Some(detail.clone());
            problem
        };
        let Self(refusal, now) = self;
        let (problem, until) = match refusal {
            Refusal::Mobile => (
                tell(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "mobile_invalid",
                    "This is no mobile number.",
                ),
                None,
            ),
            Refusal::TooSoon(until) => (
                tell(StatusCode::TOO_MANY_REQUESTS, "code_too_soon", "A code is on its way."),
                Some(until),
            ),
            Refusal::TooMany(until) => (
                tell(
                    StatusCode::TOO_MANY_REQUESTS,
                    "code_too_many",
                    "The number had enough codes today.",
                ),
                Some(until),
            ),
            Refusal::Off => (
                tell(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "code_off",
                    "This server sends no text messages.",
                ),
                None,
            ),
            Refusal::NotSent => (
                tell(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "code_not_sent",
                    "The code could not be sent.",
                ),
                None,
            ),
            Refusal::Wrong => (
                tell(
                    StatusCode::UNAUTHORIZED,
                    "code_wrong",
                    "The code is wrong or no longer counts.",
                ),
                None,
            ),
            Refusal::OtherPerson => (
                tell(StatusCode::CONFLICT, "other_person", "This belongs to another person."),
                None,
            ),
            Refusal::Storage(fault) => return fault.into_response(),
            Refusal::Dice(fault) => return internal(&fault),
        };
        let mut problem = problem;
        problem.until = until.map(Moment::rfc3339);
        let mut response = respond(&problem);
        if let Some(until) = until {
            let seconds = (until.seconds() - now.seconds()).max(1);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Sends a code of six digits to a mobile number. It counts for five minutes and five attempts; a number gets one a minute
/// and ten a day. Whether the number has an account changes nothing of the answer.
#[utoipa::path(post, path = "/api/v1/sign-in/codes", tag = "Applicants", request_body = AskCode,
    responses((status = 202, description = "On its way", body = CodeSent),
              (status = 400, description = "malformed_json", body = ProblemDetails),
              (status = 403, description = "cross_site", body = ProblemDetails),
              (status = 422, description = "mobile_invalid", body = ProblemDetails),
              (status = 429, description = "code_too_soon or code_too_many, with `until`", body = ProblemDetails),
              (status = 503, description = "code_off, code_not_sent, storage_full or busy", body = ProblemDetails)))]
pub async fn send_code(State(app): State<App>, Json(asked): Json<AskCode>) -> Result<Response, Refused> {
    let sent = sign_in::send_code(&app, &asked.mobile.0)
        .await
        .map_err(|refusal| Refused(refusal, app.clock.now()))?;
    let sent = CodeSent {
        again_at: sent.again_at.rfc3339(),
        expires_at: sent.expires_at.rfc3339(),
        demo_code: sent.shown.map(Secret),
    };
    Ok(personal(StatusCode::ACCEPTED, &sent))
}
