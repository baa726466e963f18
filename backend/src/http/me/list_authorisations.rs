//! `GET /api/v1/me/authorisations`

use axum::{extract::State, http::StatusCode, response::Response};
use yijian_domain::{
    id::ThemeId,
    value::mask,
    wire::applicant::{AuthorisationEntry, AuthorisationState, AuthorisationView, Authorisations},
};

use super::{Me, SignedOut};
use crate::{
    access::{self, Ground, Object},
    app::App,
    applicants::{Authorisation, ProofKind, personal as columns},
    http::api::{document::ProblemDetails, personal},
    storage::StorageFault,
};

/// Who may act for whom, as far as it concerns who is signed in, with everything that was done by it.
#[utoipa::path(get, path = "/api/v1/me/authorisations", tag = "Applicants", security(("applicant" = [])),
    responses((status = 200, description = "Given and received", body = Authorisations),
              (status = 401, description = "signed_out", body = ProblemDetails)))]
pub async fn list_authorisations(State(app): State<App>, me: Me) -> Result<Response, SignedOut> {
    let authorisations = of(&app, &me).await?;
    Ok(personal(StatusCode::OK, &Authorisations { authorisations }))
}

/// The authorisations that concern somebody, newest first.
pub(in crate::http) async fn of(app: &App, me: &Me) -> Result<Vec<AuthorisationView>, StorageFault> {
    let given = app.storage.given_by(me.account()).await?;
    let received = app.storage.given_to(me.account()).await?;
    let all = given
        .into_iter()
        .map(|authorisation| (authorisation, false))
        .chain(received.into_iter().map(|authorisation| (authorisation, true)));
    let mut views = Vec::new();
    for (authorisation, names_them) in all {
        let object = Object::Authorisation(&authorisation, names_them);
        if let Some(ground) = access::may(&me.asker(), object) {
            views.push(view(app, me, &authorisation, &ground).await?);
        }
    }
    views.sort_by(|a, b| b.given_at.cmp(&a.given_at).then_with(|| a.id.cmp(&b.id)));
    Ok(views)
}

/// An authorisation as one of the two sees it.
pub(super) async fn view(
    app: &App,
    me: &Me,
    authorisation: &Authorisation,
    ground: &Ground,
) -> Result<AuthorisationView, StorageFault> {
    let given = *ground == Ground::Own;
    let other = if given {
        columns::open(app, ProofKind::Mobile.code(), &authorisation.agent)
    } else {
        let principal = app.storage.applicant(&authorisation.principal).await?;
        let proof = principal.and_then(|principal| principal.proved(ProofKind::Mobile).cloned());
        proof.and_then(|proof| columns::open(app, proof.kind.code(), &proof.value))
    };
    let record = app.storage.authorisation_events(&authorisation.id).await?;
    let state = if authorisation.revoked_at.is_some() {
        AuthorisationState::Revoked
    } else if authorisation.holds(app.clock.now()) {
        AuthorisationState::Active
    } else {
        AuthorisationState::Ended
    };
    Ok(AuthorisationView {
        id: authorisation.id.clone(),
        given,
        other: other.map(|number| mask::mobile(&number)),
        theme: authorisation.theme.as_deref().map(ThemeId::from),
        application: authorisation.case_number.clone(),
        may: authorisation.powers.clone(),
        given_at: authorisation.given_at.rfc3339(),
        until: authorisation.until.clone(),
        state,
        record: record
            .into_iter()
            .map(|event| AuthorisationEntry {
                at: event.at.rfc3339(),
                by_you: event.applicant == me.account(),
                what: event.what,
                application: event.case_number,
            })
            .collect(),
    })
}
