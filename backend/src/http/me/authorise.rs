//! `POST /api/v1/me/authorisations`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::ToSpan;
use yijian_domain::{
    value::{Mobile, date},
    wire::applicant::{AuthorisationView, Authorise, Power},
};

use super::{Me, list_authorisations};
use crate::{
    access::{self, Ground},
    app::App,
    applicants::{Authorisation, ProofKind, personal as columns},
    http::{
        api::{document::ProblemDetails, personal},
        body::{BodyFault, Json},
        problem::{internal, problem, respond},
    },
    storage::{MOST_GIVEN, StorageFault},
};

/// Why nobody is authorised.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A part of it makes no sense; where, and what would be right.
    #[error("{0}: {1}")]
    Wrong(&'static str, &'static str),
    /// Their own number.
    #[error("this is your own number; you need no authorisation")]
    Themselves,
    /// They gave too many.
    #[error("end one first: an account gives {MOST_GIVEN} at once")]
    TooMany,
    /// No randomness.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let detail = self.to_string();
        let mut problem = match self {
            Self::Wrong(at, right) => {
                return BodyFault::Malformed {
                    at: at.to_owned(),
                    fault: right.to_owned(),
                }
                .into_response();
            }
            Self::Themselves => problem(
                StatusCode::UNPROCESSABLE_ENTITY,
                "authorise_self",
                "Nobody authorises themselves.",
            ),
            Self::TooMany => problem(
                StatusCode::CONFLICT,
                "authorisations_full",
                "There are too many authorisations.",
            ),
            Self::Dice(fault) => return internal(&fault),
            Self::Storage(fault) => return fault.into_response(),
        };
        problem.detail = Some(detail);
        respond(&problem)
    }
}

/// Lets somebody else act: by their mobile number, for all or for one theme or case, until a day. They see it when they sign
/// in with that number; either of the two can end it at any time.
#[utoipa::path(post, path = "/api/v1/me/authorisations", tag = "Applicants", security(("applicant" = [])), request_body = Authorise,
    responses((status = 201, description = "They may", body = AuthorisationView),
              (status = 400, description = "malformed_json: what would be right", body = ProblemDetails),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 409, description = "authorisations_full", body = ProblemDetails),
              (status = 422, description = "authorise_self", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn authorise(State(app): State<App>, me: Me, Json(asked): Json<Authorise>) -> Result<Response, Refusal> {
    let given = give(&app, &me, &asked).await?;
    let view = list_authorisations::view(&app, &me, &given, &Ground::Own).await?;
    Ok(personal(StatusCode::CREATED, &view))
}

/// Gives it. The pages without a program do it by the same way.
pub(in crate::http) async fn give(app: &App, me: &Me, asked: &Authorise) -> Result<Authorisation, Refusal> {
    let mobile = Mobile::parse(&asked.mobile.0).map_err(|_| {
        Refusal::Wrong(
            "mobile",
            "a mobile number of the mainland has 11 digits and begins with 13 to 19",
        )
    })?;
    let today = app.clock.now().date();
    let until = date::parse_iso(&asked.until).map_err(|_| Refusal::Wrong("until", "a day is written YYYY-MM-DD"))?;
    if until < today || until > today.saturating_add(1.year()) {
        return Err(Refusal::Wrong("until", "a day from today on, at most a year ahead"));
    }
    let mut powers = asked.may.clone();
    powers.sort_unstable();
    powers.dedup();
    if powers.is_empty() {
        return Err(Refusal::Wrong("may", "at least one of submit, see and answer"));
    }
    if let Some(theme) = &asked.theme
        && !app.published.catalogue.themes.contains_key(theme)
    {
        return Err(Refusal::Wrong("theme", "the id of a theme of the catalogue"));
    }
    if let Some(number) = &asked.application {
        let own = access::application(app, &me.asker(), number, Power::See).await?;
        if !matches!(own, Some((_, Ground::Own))) {
            return Err(Refusal::Wrong("application", "the number of a case of your own"));
        }
    }
    let proof = columns::proof(app, ProofKind::Mobile, mobile.as_str())?;
    let own = app.storage.applicant(me.account()).await?;
    if own.is_some_and(|own| own.proofs.iter().any(|known| known.key == proof.key)) {
        return Err(Refusal::Themselves);
    }
    let new = Authorisation {
        id: app.dice.roll()?,
        principal: me.account().to_owned(),
        agent_key: proof.key,
        agent: proof.value,
        theme: asked.theme.as_ref().map(ToString::to_string),
        case_number: asked.application.clone(),
        powers,
        given_at: app.clock.now(),
        until: date::write(until),
        revoked_at: None,
        revoked_by: None,
    };
    if app.storage.give(new.clone()).await? {
        Ok(new)
    } else {
        Err(Refusal::TooMany)
    }
}
