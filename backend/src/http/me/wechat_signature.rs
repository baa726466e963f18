//! `GET /api/v1/wechat/signature`

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use yijian_domain::wire::applicant::WechatSignature;

use crate::{
    app::App,
    http::{
        api::{document::ProblemDetails, personal},
        problem::{internal, problem, respond},
    },
    sending::SendFault,
};

/// Longest address that is signed.
const LONGEST: usize = 2000;

/// What is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    url: String,
}

/// Why nothing is signed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no account.
    #[error("set [wechat]")]
    Off,
    /// A page of another server, or no address.
    #[error("an address of a page of this server, whole and as it stands in the browser")]
    Foreign,
    /// WeChat gives no ticket.
    #[error(transparent)]
    Send(#[from] SendFault),
    /// No randomness.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let detail = self.to_string();
        let mut problem = match self {
            Self::Off => problem(
                StatusCode::NOT_FOUND,
                "wechat_off",
                "This server has no WeChat account.",
            ),
            Self::Foreign => problem(
                StatusCode::UNPROCESSABLE_ENTITY,
                "url_foreign",
                "Only pages of this server are signed.",
            ),
            Self::Send(fault) => {
                tracing::warn!(%fault, "WeChat gives no ticket");
                return respond(&problem(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "wechat_unreachable",
                    "WeChat cannot be asked now.",
                ));
            }
            Self::Dice(fault) => return internal(&fault),
        };
        problem.detail = Some(detail);
        respond(&problem)
    }
}

/// What a page inside WeChat needs to use the JS-SDK. Signs pages of this server only; one ticket serves all.
#[utoipa::path(get, path = "/api/v1/wechat/signature", tag = "Applicants",
    params(("url" = String, Query, description = "Address of the page; what stands behind `#` does not count")),
    responses((status = 200, description = "For `wx.config`", body = WechatSignature),
              (status = 404, description = "wechat_off", body = ProblemDetails),
              (status = 422, description = "url_foreign", body = ProblemDetails),
              (status = 503, description = "wechat_unreachable", body = ProblemDetails)))]
pub async fn wechat_signature(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response, Refusal> {
    let wechat = app.sending.wechat_account().ok_or(Refusal::Off)?;
    let url = asked.url.split('#').next().unwrap_or_default();
    let behind = url.strip_prefix(app.public_url.as_str()).ok_or(Refusal::Foreign)?;
    let is_page = behind.is_empty() || behind.starts_with(['/', '?']);
    if !is_page || url.len() > LONGEST || url.contains(char::is_control) {
        return Err(Refusal::Foreign);
    }
    let (nonce, now) = (app.dice.roll()?, app.clock.now());
    let signature = WechatSignature {
        app_id: wechat.app_id().to_owned(),
        timestamp: now.seconds(),
        signature: wechat.sign(&nonce, url, now).await?,
        nonce_str: nonce,
    };
    Ok(personal(StatusCode::OK, &signature))
}
