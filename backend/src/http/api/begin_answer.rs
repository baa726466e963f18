//! `GET /api/v1/applications/{number}/answer`

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use yijian_domain::{
    application::Draft,
    case::{Case, CaseStage, Intake, MissingAt},
    id::ThemeId,
    wire::applicant::Power,
};

use super::{
    personal,
    show_application::{self, Refusal},
};
use crate::{app::App, http::me::Asking, storage::StorageFault};

/// A draft to answer with: the answers of the application, from which its plan follows, and of fields and papers only
/// what the notice names. Whoever has the receipt learns no more than has to be put right.
#[utoipa::path(get, path = "/api/v1/applications/{number}/answer", tag = "Applications", params(("number" = String, Path)),
    security(("secret" = []), ("applicant" = [])),
    responses((status = 200, description = "The draft to answer with", body = Draft),
              (status = 404, description = "not_found: unknown number or other secret", body = super::document::ProblemDetails),
              (status = 410, description = "deleted: its time was over", body = super::document::ProblemDetails)))]
pub async fn begin_answer(
    State(app): State<App>,
    Path(number): Path<String>,
    Asking(asker): Asking,
) -> Result<Response, Refusal> {
    let (stored, _) = show_application::own(&app, &number, &asker, Power::Answer).await?;
    let kept = app.storage.kept(&number).await?.ok_or(Refusal::Unknown)?;
    let events = app.storage.events(&number).await?;
    let catalogue = &app.published.catalogue;
    let case = Case::of(&events).map_err(StorageFault::from)?;
    let named: BTreeSet<&MissingAt> = match &case.stage {
        CaseStage::Intake(Intake::CorrectionAsked(asked)) => asked.notice.missing.iter().map(|line| &line.at).collect(),
        _ => BTreeSet::new(),
    };
    let mut draft = kept.draft(ThemeId::from(stored.theme.as_str()));
    draft.catalogue_version.clone_from(&catalogue.version);
    draft.declared = false;
    draft
        .values
        .retain(|field, _| named.contains(&MissingAt::Field { field: field.clone() }));
    // Papers are brought anew: what is wrong with them is the reason they are named.
    draft.provisions.clear();
    Ok(personal(StatusCode::OK, &draft))
}
