//! `GET /api/v1/me/held`

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use yijian_domain::{
    case::StageCode,
    catalogue::Element,
    value::personal::Personal,
    wire::{
        desk::FormRow,
        held::{Held, HeldCase, HeldLetter, HeldProof, KeptFor, SeenBy},
    },
};

use super::{Me, SignedOut, list_authorisations, list_sessions};
use crate::{
    app::App,
    applicants::{Proof, ProofKind, personal as columns},
    http::api::{document::ProblemDetails, personal},
    retention::RULES,
    storage::{OwnedCase, StorageFault},
};

/// Most times somebody looked that are told, for one case.
const MOST_SEEN: i64 = 100;

/// Everything that is held about who is signed in: their account, where they are signed in, who may act for whom, their
/// cases with what they filled in, what they were told, and who at the desk saw it whole and what for. Personal values are
/// masked; `whole=1` gives them as they are, as a file to keep.
#[utoipa::path(get, path = "/api/v1/me/held", tag = "Applicants", security(("applicant" = [])),
    params(("whole" = Option<String>, Query, description = "`1` for whole values, as a file")),
    responses((status = 200, description = "What is held", body = Held),
              (status = 401, description = "signed_out", body = ProblemDetails)))]
pub async fn show_held(
    State(app): State<App>,
    me: Me,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, SignedOut> {
    let whole = query.get("whole").is_some_and(|value| value == "1");
    let applicant = app.storage.applicant(me.account()).await?.ok_or(SignedOut::Nobody)?;
    let shown = |kind: Personal, column: &str, value: &columns::Sealed| {
        columns::open(&app, column, value).map(|value| if whole { value } else { kind.hide(&value) })
    };
    let proof = |proof: &Proof| {
        Some(HeldProof {
            kind: proof.kind.code().to_owned(),
            value: shown(personal_kind(proof.kind), proof.kind.code(), &proof.value)?,
        })
    };
    let name = applicant.name.as_ref();
    let id_number = applicant.id_number.as_ref();
    let mut cases = Vec::new();
    for case in app.storage.cases_of(me.account()).await? {
        cases.push(held_case(&app, case, whole).await?);
    }
    let held = Held {
        at: app.clock.now().rfc3339(),
        account: applicant.id.clone(),
        name: name.and_then(|name| shown(Personal::Name, "name", name)),
        id_number: id_number.and_then(|number| shown(Personal::ResidentId, "identity", number)),
        proofs: applicant.proofs.iter().filter_map(proof).collect(),
        sessions: list_sessions::of(&app, &me).await?,
        authorisations: list_authorisations::of(&app, &me).await?,
        cases,
        kept_for: kept_for(&app),
    };
    let mut response = personal(StatusCode::OK, &held);
    if whole {
        let file = HeaderValue::from_static("attachment; filename=\"yijian.json\"");
        response.headers_mut().insert(header::CONTENT_DISPOSITION, file);
    }
    Ok(response)
}

const fn personal_kind(kind: ProofKind) -> Personal {
    match kind {
        ProofKind::Mobile => Personal::Phone,
        ProofKind::Wechat | ProofKind::Oidc => Personal::Number,
        ProofKind::Identity => Personal::ResidentId,
    }
}

async fn held_case(app: &App, case: OwnedCase, whole: bool) -> Result<HeldCase, StorageFault> {
    let number = case.number;
    let kept = app.storage.kept(&number).await?;
    let elements = &app.published.catalogue.elements;
    let values = kept.iter().flat_map(|kept| &kept.values);
    let form = values.map(|(field, value)| {
        let element = elements.get(&field.what);
        let hidden = element.map_or(Personal::Day, Element::personal);
        FormRow {
            field: field.clone(),
            label: element.map_or_else(String::new, |element| element.name.clone()),
            label_en: None,
            value: if whole { value.clone() } else { hidden.hide(value) },
        }
    });
    let files = if whole {
        app.storage.application_files(&number).await?
    } else {
        Vec::new()
    };
    let letters = app
        .storage
        .messages(&number)
        .await?
        .into_iter()
        .map(|message| HeldLetter {
            kind: message.kind,
            at: message.at.rfc3339(),
        });
    Ok(HeldCase {
        theme_name: case.theme_name,
        submitted_at: case.submitted_at.rfc3339(),
        stage: StageCode::from_code(&case.stage).ok_or_else(|| StorageFault::Row {
            table: "cases",
            fault: "unknown stage".to_owned(),
        })?,
        form: form.collect(),
        files: files.into_iter().map(|file| file.name).collect(),
        letters: letters.collect(),
        seen_by: seen(app, &number).await?,
        number,
    })
}

/// Who at the desk saw a case whole. What they wrote with it is for their supervisors.
pub(in crate::http) async fn seen(app: &App, number: &str) -> Result<Vec<SeenBy>, StorageFault> {
    let stored = app.storage.unmaskings_of(number, MOST_SEEN).await?;
    let seen = stored.into_iter().map(|one| SeenBy {
        number: one.number,
        at: one.at.rfc3339(),
        by: one.staff_name,
        reason: one.reason,
    });
    Ok(seen.collect())
}

fn kept_for(app: &App) -> Vec<KeptFor> {
    let rules = RULES.iter().map(|rule| KeptFor {
        what: rule.what.clone(),
        keep: app.retention.of(rule),
        unit: rule.unit.word().to_owned(),
        why: rule.why.clone(),
    });
    rules.collect()
}
