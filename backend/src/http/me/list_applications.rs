//! `GET /api/v1/me/applications`

use axum::{extract::State, http::StatusCode, response::Response};
use yijian_domain::{
    case::StageCode,
    id::ThemeId,
    wire::applicant::{OwnCase, OwnCases, Power, Standing},
};

use super::{Me, SignedOut};
use crate::{
    access::{self, Facts, Object},
    app::App,
    applicants::MINE,
    http::api::{document::ProblemDetails, personal},
    storage::{OwnedCase, StorageFault},
};

/// The cases of who is signed in, and those they are authorised to see, newest first.
#[utoipa::path(get, path = "/api/v1/me/applications", tag = "Applicants", security(("applicant" = [])),
    responses((status = 200, description = "Their cases", body = OwnCases),
              (status = 401, description = "signed_out", body = ProblemDetails)))]
pub async fn list_applications(State(app): State<App>, me: Me) -> Result<Response, SignedOut> {
    let applications = of(&app, &me).await?;
    Ok(personal(StatusCode::OK, &OwnCases { applications }))
}

/// The cases somebody sees, newest first.
pub(in crate::http) async fn of(app: &App, me: &Me) -> Result<Vec<OwnCase>, StorageFault> {
    let (asker, now) = (me.asker(), app.clock.now());
    let mut cases: Vec<(OwnedCase, Standing)> = Vec::new();
    let own = app.storage.cases_of(me.account()).await?;
    cases.extend(own.into_iter().map(|case| (case, Standing::Own)));
    for authorisation in app.storage.given_to(me.account()).await? {
        let is_known =
            |number: &str, cases: &[(OwnedCase, Standing)]| cases.iter().any(|(case, _)| case.number == number);
        if !authorisation.holds(now) {
            continue;
        }
        for case in app.storage.cases_of(&authorisation.principal).await? {
            let facts = Facts {
                number: case.number.clone(),
                theme: case.theme.clone(),
                // A receipt's secret shows no list.
                secret_hash: String::new(),
                owner: Some(authorisation.principal.clone()),
                authorisations: vec![authorisation.clone()],
                now,
            };
            let seen = access::may(&asker, Object::Application(&facts, Power::See)).is_some();
            if seen && !is_known(&case.number, &cases) {
                cases.push((case, Standing::Authorised));
            }
        }
    }
    cases.sort_by(|(a, _), (b, _)| (b.submitted_at, &b.number).cmp(&(a.submitted_at, &a.number)));
    cases
        .into_iter()
        .map(|(case, standing)| row(app, case, standing))
        .collect()
}

fn row(app: &App, case: OwnedCase, standing: Standing) -> Result<OwnCase, StorageFault> {
    let stage = StageCode::from_code(&case.stage).ok_or_else(|| StorageFault::Row {
        table: "cases",
        fault: "unknown stage".to_owned(),
    })?;
    // The case keeps its Chinese name; the English one is today's.
    let theme = app.published.catalogue.themes.get(&ThemeId::from(case.theme.as_str()));
    Ok(OwnCase {
        progress: format!("/r/{}/{MINE}", case.number),
        number: case.number,
        theme_name: case.theme_name,
        theme_name_en: theme.and_then(|theme| theme.name_en.clone()),
        stage,
        submitted_at: case.submitted_at.rfc3339(),
        standing,
    })
}
