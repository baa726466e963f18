//! `POST /api/v1/sign-in`

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use yijian_domain::wire::applicant::{Applicant, SignInByCode};

use super::{keep, send_code::Refused, show_me, token};
use crate::{
    app::App,
    applicants::sign_in::{self, Begun, Refusal, Vouched},
    http::{
        api::{document::ProblemDetails, personal},
        body::Json,
        caller::device,
    },
    security::Means,
};

/// Signs in by a code that was sent to a number: sets the cookie `yijian_applicant`. Who has no account gets one. A wrong
/// code, one that is too old, used or tried too often, and a number that was sent none get one and the same answer.
#[utoipa::path(post, path = "/api/v1/sign-in", tag = "Applicants", request_body = SignInByCode,
    responses((status = 200, description = "Signed in", body = Applicant),
              (status = 400, description = "malformed_json", body = ProblemDetails),
              (status = 401, description = "code_wrong", body = ProblemDetails),
              (status = 403, description = "cross_site", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Json(asked): Json<SignInByCode>,
) -> Result<Response, Refused> {
    let refused = |refusal: Refusal| Refused(refusal, app.clock.now());
    let (begun, id) = by_code(&app, &headers, &asked.mobile.0, &asked.code.0)
        .await
        .map_err(refused)?;
    let applicant = app
        .storage
        .applicant(&id)
        .await
        .map_err(Refusal::from)
        .map_err(refused)?;
    let applicant = applicant.ok_or_else(|| refused(Refusal::Wrong))?;
    let mut response = personal(StatusCode::OK, &show_me::view(&app, &applicant, begun.ends_at));
    response
        .headers_mut()
        .insert(header::SET_COOKIE, keep(&app, &begun.token));
    Ok(response)
}

/// Begins a session of who has the code of a number. The pages without a program do it by the same way.
pub(in crate::http) async fn by_code(
    app: &App,
    headers: &HeaderMap,
    mobile: &str,
    code: &str,
) -> Result<(Begun, String), Refusal> {
    let begun = async {
        let proof = sign_in::by_code(app, mobile, code).await?;
        let id = sign_in::account(app, vec![proof], Vouched::default(), None).await?;
        Ok((begin(app, headers, &id).await?, id))
    };
    let begun = begun.await;
    sign_in::note(Means::MessageCode, begun.as_ref().err());
    begun
}

/// Begins a session in this browser; the one it had ends.
pub(in crate::http) async fn begin(app: &App, headers: &HeaderMap, id: &str) -> Result<Begun, Refusal> {
    sign_in::begin(app, id, device(headers), token(app, headers)).await
}
