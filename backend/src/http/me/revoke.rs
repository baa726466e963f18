//! `DELETE /api/v1/me/authorisations/{id}`

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::Me;
use crate::{
    access::{self, Object},
    app::App,
    http::{
        api::document::ProblemDetails,
        problem::{problem, respond},
    },
    security::{self, Event, Foreign},
    storage::StorageFault,
};

/// Why nothing ended.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// None that concerns them; nobody learns whether it concerns others.
    #[error("you have no such authorisation")]
    Unknown,
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => respond(&problem(
                StatusCode::NOT_FOUND,
                "authorisation_unknown",
                "There is no such authorisation.",
            )),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Ends an authorisation at once and for good. Who gave it and who has it may both do that.
#[utoipa::path(delete, path = "/api/v1/me/authorisations/{id}", tag = "Applicants", security(("applicant" = [])),
    params(("id" = String, Path)),
    responses((status = 204, description = "It is over"),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 404, description = "authorisation_unknown", body = ProblemDetails),
              (status = 503, description = "storage_full or busy", body = ProblemDetails)))]
pub async fn revoke(State(app): State<App>, me: Me, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    end(&app, &me, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends it. The pages without a program do it by the same way.
pub(in crate::http) async fn end(app: &App, me: &Me, id: &str) -> Result<(), Refusal> {
    let authorisation = app.storage.authorisation(id).await?.ok_or(Refusal::Unknown)?;
    let own = app.storage.applicant(me.account()).await?;
    let names_them = own.is_some_and(|own| own.proofs.iter().any(|proof| proof.key == authorisation.agent_key));
    if access::may(&me.asker(), Object::Authorisation(&authorisation, names_them)).is_none() {
        security::note(Event::ForeignRefused {
            what: Foreign::Authorisation,
            member: None,
        });
        return Err(Refusal::Unknown);
    }
    app.storage
        .revoke(id.to_owned(), me.account().to_owned(), app.clock.now())
        .await?;
    Ok(())
}
