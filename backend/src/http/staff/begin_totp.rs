//! `POST /api/v1/staff/session/totp`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::staff::{ConfirmPassword, Secret, TotpSetup};

use super::{
    HalfSigned,
    confirmed::{Unconfirmed, changeable, confirmed},
};
use crate::{
    app::App,
    http::{
        api::{document::ProblemDetails, personal},
        body::Json,
        problem::{internal, problem, respond},
    },
    poster,
    staff::totp,
    storage::StorageFault,
};

/// Why there is no new secret.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The account has one-time codes; a new authenticator takes the password first.
    #[error("remove the one-time codes first, with the password")]
    Already,
    /// It is a demo account, or the password is not right.
    #[error(transparent)]
    Unconfirmed(#[from] Unconfirmed),
    /// No randomness.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Already => {
                let mut problem = problem(StatusCode::CONFLICT, "totp_on", "The account has one-time codes.");
                problem.detail = Some(self.to_string());
                respond(&problem)
            }
            Self::Unconfirmed(refusal) => refusal.into_response(),
            Self::Dice(fault) => internal(&fault),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Begins with one-time codes, for who knows the password: gives a secret for an authenticator. It counts once a first code was shown.
#[utoipa::path(post, path = "/api/v1/staff/session/totp", tag = "Staff", request_body = ConfirmPassword,
    security(("desk" = [])), params(("X-Yijian-Desk" = String, Header, description = "`1`")),
    responses((status = 200, description = "The secret, shown once", body = TotpSetup),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "password_wrong, demo_account or cross_site", body = ProblemDetails),
              (status = 409, description = "totp_on", body = ProblemDetails),
              (status = 429, description = "locked, with `until`", body = ProblemDetails)))]
pub async fn begin_totp(
    State(app): State<App>,
    HalfSigned(signed): HalfSigned,
    Json(asked): Json<ConfirmPassword>,
) -> Result<Response, Refusal> {
    let member = changeable(&signed)?;
    if signed.totp {
        return Err(Refusal::Already);
    }
    confirmed(&app, &signed, &asked.password.0).await?;
    let secret = totp::new_secret(&app.dice)?;
    app.storage.begin_totp(member.id.clone(), secret.clone()).await?;
    let uri = totp::uri(&secret, &member.name);
    let setup = TotpSetup {
        // Without a picture the secret can still be typed in.
        code: Secret(poster::qr_svg(&uri).unwrap_or_default()),
        uri: Secret(uri),
        secret: Secret(secret),
    };
    Ok(personal(StatusCode::OK, &setup))
}
