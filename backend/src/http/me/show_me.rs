//! `GET /api/v1/me`

use axum::{extract::State, http::StatusCode, response::Response};
use yijian_domain::{value::mask, wire::applicant::Applicant as View};

use super::{Me, SignedOut};
use crate::{
    app::App,
    applicants::{Applicant, ProofKind, personal as columns},
    clock::Moment,
    http::api::{document::ProblemDetails, personal},
};

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/me", tag = "Applicants", security(("applicant" = [])),
    responses((status = 200, description = "Who is signed in", body = View),
              (status = 401, description = "signed_out", body = ProblemDetails)))]
pub async fn show_me(State(app): State<App>, me: Me) -> Result<Response, SignedOut> {
    let applicant = app.storage.applicant(me.account()).await?.ok_or(SignedOut::Nobody)?;
    Ok(personal(StatusCode::OK, &view(&app, &applicant, me.ends_at)))
}

/// Somebody as they see themselves.
pub(in crate::http) fn view(app: &App, applicant: &Applicant, ends_at: Moment) -> View {
    let mobile = applicant.proved(ProofKind::Mobile);
    let name = applicant.name.as_ref();
    View {
        id: applicant.id.clone(),
        mobile: mobile
            .and_then(|proof| columns::open(app, proof.kind.code(), &proof.value))
            .map(|mobile| mask::mobile(&mobile)),
        name: name
            .and_then(|name| columns::open(app, "name", name))
            .map(|name| mask::name(&name)),
        verified: name.is_some() || applicant.id_number.is_some(),
        wechat: applicant.proved(ProofKind::Wechat).is_some(),
        expires_at: ends_at.rfc3339(),
    }
}
