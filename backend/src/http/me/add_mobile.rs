//! `POST /api/v1/me/mobile`

use axum::{extract::State, http::StatusCode, response::Response};
use yijian_domain::wire::applicant::{Applicant, SignInByCode};

use super::{Me, send_code::Refused, show_me};
use crate::{
    app::App,
    applicants::sign_in::{self, Refusal, Vouched},
    http::{
        api::{document::ProblemDetails, personal},
        body::Json,
    },
    security::{self, Event, Means},
};

/// Adds a mobile number to the account, by a code that was sent to it. When the number has an account of its own, the two
/// become one, with the cases of both. Signing in by another number does not do that: people lend each other phones.
#[utoipa::path(post, path = "/api/v1/me/mobile", tag = "Applicants", security(("applicant" = [])), request_body = SignInByCode,
    responses((status = 200, description = "It is theirs", body = Applicant),
              (status = 400, description = "malformed_json", body = ProblemDetails),
              (status = 401, description = "signed_out or code_wrong", body = ProblemDetails),
              (status = 409, description = "other_person: the account of the number has another identity number", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn add_mobile(State(app): State<App>, me: Me, Json(asked): Json<SignInByCode>) -> Result<Response, Refused> {
    let refused = |refusal: Refusal| Refused(refusal, app.clock.now());
    let added = async {
        let proof = sign_in::by_code(&app, &asked.mobile.0, &asked.code.0).await?;
        sign_in::account(&app, vec![proof], Vouched::default(), Some(me.account().to_owned())).await
    };
    let added = added.await;
    match &added {
        Ok(_) => security::note(Event::ProofAdded),
        Err(refusal) => sign_in::note(Means::MessageCode, Some(refusal)),
    }
    let id = added.map_err(refused)?;
    let applicant = app
        .storage
        .applicant(&id)
        .await
        .map_err(Refusal::from)
        .map_err(refused)?;
    let applicant = applicant.ok_or_else(|| refused(Refusal::Wrong))?;
    Ok(personal(StatusCode::OK, &show_me::view(&app, &applicant, me.ends_at)))
}
