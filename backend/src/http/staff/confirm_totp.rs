//! `PUT /api/v1/staff/session/totp`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::staff::ConfirmTotp;

use super::HalfSigned;
use crate::{
    app::App,
    http::{
        api::document::ProblemDetails,
        body::Json,
        problem::{problem, respond},
    },
    security::{self, Event},
    staff::totp,
    storage::StorageFault,
};

/// Why one-time codes do not count yet.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No secret waits for a code.
    #[error("begin with POST")]
    NotBegun,
    /// It is not the code of the secret now.
    #[error("type the six digits that the authenticator shows now; its clock must be right")]
    Wrong,
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let detail = self.to_string();
        let mut problem = match self {
            Self::NotBegun => problem(StatusCode::CONFLICT, "totp_not_begun", "No secret waits for a code."),
            Self::Wrong => problem(StatusCode::UNPROCESSABLE_ENTITY, "code_wrong", "The code is wrong."),
            Self::Storage(fault) => return fault.into_response(),
        };
        problem.detail = Some(detail);
        respond(&problem)
    }
}

/// From now on signing in takes a one-time code. Sessions elsewhere end.
#[utoipa::path(put, path = "/api/v1/staff/session/totp", tag = "Staff", request_body = ConfirmTotp, security(("desk" = [])),
    params(("X-Yijian-Desk" = String, Header, description = "`1`")),
    responses((status = 204, description = "Signing in takes a code"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "cross_site", body = ProblemDetails),
              (status = 409, description = "totp_not_begun", body = ProblemDetails),
              (status = 422, description = "code_wrong", body = ProblemDetails)))]
pub async fn confirm_totp(
    State(app): State<App>,
    HalfSigned(signed): HalfSigned,
    Json(asked): Json<ConfirmTotp>,
) -> Result<StatusCode, Refusal> {
    let account = app.storage.staff_named(&signed.member.name).await?;
    let secret = account
        .and_then(|account| account.totp_pending)
        .ok_or(Refusal::NotBegun)?;
    let step = totp::step(&secret, &asked.code.0, app.clock.now()).ok_or(Refusal::Wrong)?;
    let member = signed.member.id;
    app.storage
        .confirm_totp(member.clone(), secret, step, signed.key)
        .await?;
    security::note(Event::SecondFactor {
        member: &member,
        on: true,
    });
    Ok(StatusCode::NO_CONTENT)
}
