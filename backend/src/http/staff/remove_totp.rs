//! `DELETE /api/v1/staff/session/totp`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::staff::ConfirmPassword;

use super::{
    Signed,
    confirmed::{Unconfirmed, confirmed},
};
use crate::{
    app::App,
    http::{api::document::ProblemDetails, body::Json},
    security::{self, Event},
    storage::StorageFault,
};

/// Why one-time codes still count.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The password is not right.
    #[error(transparent)]
    Unconfirmed(#[from] Unconfirmed),
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unconfirmed(refusal) => refusal.into_response(),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// From now on signing in takes no code.
#[utoipa::path(delete, path = "/api/v1/staff/session/totp", tag = "Staff", request_body = ConfirmPassword,
    security(("desk" = [])), params(("X-Yijian-Desk" = String, Header, description = "`1`")),
    responses((status = 204, description = "Signing in takes no code"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "password_wrong, demo_account or cross_site", body = ProblemDetails),
              (status = 429, description = "locked, with `until`", body = ProblemDetails)))]
pub async fn remove_totp(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<ConfirmPassword>,
) -> Result<StatusCode, Refusal> {
    confirmed(&app, &signed, &asked.password.0).await?;
    app.storage.remove_totp(signed.member.id.clone()).await?;
    security::note(Event::SecondFactor {
        member: &signed.member.id,
        on: false,
    });
    Ok(StatusCode::NO_CONTENT)
}
