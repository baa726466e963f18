//! What is kept of a case, to say what is wrong in it: `GET` and `POST /r/{number}/{secret}/wrong`. The list, and with
//! `?field=` one field on a page of its own. Whoever is signed in as the applicant reads it whole; whoever has the receipt
//! reads it masked, because a receipt is easily seen by others.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use yijian_domain::{
    application::{Finding, Place},
    case::{self, Case},
    catalogue::Catalogue,
    id::{FieldKey, ThemeId},
    plan::{Plan, plan},
    wire::{OwnAct, OwnRequest, Progress, applicant::Power, desk::FormSection},
};
use yijian_frontend::{
    citizen::{
        draft::naming,
        pages::{self, Fix, Wrong},
    },
    render::Shown,
    route::{Route, Task},
    text,
};

use super::{Visit, act::see_other};
use crate::{
    access::{Asker, Ground},
    app::App,
    cases::{self, Filled, Kept},
    http::{
        api::{
            act_on_application::{self, Refusal},
            show_application::{self, Refusal as NotShown},
        },
        me::Asking,
    },
    storage::StorageFault,
};

/// Which field is put right.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Its key; none for the list.
    field: Option<String>,
}

/// What the form of a field sends; without a field, the request is taken back.
#[derive(Debug, Deserialize)]
pub struct Sent {
    /// The number of events the page showed.
    seen: u32,
    /// The field.
    field: Option<String>,
    /// What is right.
    #[serde(default)]
    value: String,
    /// What else there is to say.
    #[serde(default)]
    says: String,
}

/// What is kept of a case, with what its pages need.
struct Own {
    progress: Progress,
    kept: Kept,
    plan: Plan,
    masked: bool,
    /// What was asked for and is not answered.
    open: Option<case::Objection>,
}

/// The list, or one field.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    Asking(asker): Asking,
    Path((number, secret)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let asker = asker.with_secret(&secret);
    match own(&app, &number, &asker).await {
        Ok(own) => own.shown(&app, &visit, &secret, asked.field.as_deref(), None),
        Err(refusal) => visit.not_shown(&app, refusal),
    }
}

/// Asks for a correction, beside what was asked for before; or takes all of it back.
pub async fn object(
    State(app): State<App>,
    visit: Visit,
    Asking(asker): Asking,
    Path((number, secret)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Response {
    let asker = asker.with_secret(&secret);
    let before = match own(&app, &number, &asker).await {
        Ok(own) => own,
        Err(refusal) => return visit.not_shown(&app, refusal),
    };
    let act = match &sent.field {
        None => OwnAct::Object {
            values: BTreeMap::new(),
            says: String::new(),
        },
        Some(field) => {
            let Ok(key) = field.parse::<FieldKey>() else {
                return visit.missing(&app);
            };
            let (mut values, said) = before
                .open
                .clone()
                .map_or_else(Default::default, |open| (open.right, open.says));
            values.insert(key, sent.value.clone());
            let says = if sent.says.trim().is_empty() {
                said
            } else {
                sent.says.clone()
            };
            OwnAct::Object { values, says }
        }
    };
    let request = OwnRequest { seen: sent.seen, act };
    let refusal = match act_on_application::act(&app, &number, &asker, request).await {
        Ok(()) => return see_other(&own_path(&number, &secret)),
        Err(Refusal::Unknown) => return visit.missing(&app),
        Err(Refusal::Deleted) => return visit.deleted(&app),
        Err(refusal @ (Refusal::Body(_) | Refusal::Storage(_))) => return refusal.into_response(),
        Err(refusal) => refusal,
    };
    // What happened meanwhile is on the page, and the next try counts from there.
    match own(&app, &number, &asker).await {
        Ok(own) => own.shown(&app, &visit, &secret, sent.field.as_deref(), Some((&refusal, &sent))),
        Err(refusal) => visit.not_shown(&app, refusal),
    }
}

async fn own(app: &App, number: &str, asker: &Asker) -> Result<Own, NotShown> {
    let (stored, ground) = show_application::own(app, number, asker, Power::Answer).await?;
    let progress = show_application::progress(app, number, asker).await?;
    let kept = app.storage.kept(number).await?.ok_or(NotShown::Unknown)?;
    let events = app.storage.events(number).await?;
    let case = Case::of(&events).map_err(StorageFault::from)?;
    let draft = kept.draft(ThemeId::from(stored.theme.as_str()));
    let request = draft.request(stored.submitted_at.date());
    // A theme the catalogue has no more has no form to show; the window has the record.
    let plan = plan(&app.published.catalogue, &request).map_err(|_| NotShown::Unknown)?;
    Ok(Own {
        progress,
        kept,
        plan,
        masked: ground != Ground::Own,
        open: case.open_objection().cloned(),
    })
}

impl Own {
    fn shown(
        &self,
        app: &App,
        visit: &Visit,
        secret: &str,
        field: Option<&str>,
        refused: Option<(&Refusal, &Sent)>,
    ) -> Response {
        let catalogue = &app.published.catalogue;
        let hidden = cases::hidden(catalogue, &self.kept.values);
        let filled = Filled {
            catalogue,
            plan: &self.plan,
            values: &self.kept.values,
            hidden: self.masked.then_some(&hidden),
        };
        let form = filled.sections();
        let key = field.and_then(|field| field.parse::<FieldKey>().ok());
        let stands = key.as_ref().and_then(|key| value(&form, key));
        let fix = match (field, &key, &stands) {
            (None, ..) => None,
            (Some(_), Some(key), Some(stands)) => {
                let Some(line) = filled.field(key) else {
                    return visit.missing(app);
                };
                let element = catalogue.elements.get(&key.what);
                Some(Fix {
                    line,
                    key,
                    open_ended: element.is_some_and(|element| element.open_ended),
                    stands,
                    typed: refused.map_or("", |(_, sent)| &sent.value),
                    says: refused.map_or("", |(_, sent)| &sent.says),
                })
            }
            (Some(_), ..) => return visit.missing(app),
        };
        text::set_lang(visit.reader.lang);
        let why = refused.map(|(refusal, _)| why(catalogue, key.as_ref(), refusal));
        let kept = Wrong {
            progress: &self.progress,
            secret,
            form: &form,
            masked: self.masked,
            fix,
            refused: why.as_deref(),
        };
        let status = match refused {
            None => StatusCode::OK,
            Some((Refusal::Changed | Refusal::RulesChanged, _)) => StatusCode::CONFLICT,
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        visit.show_with(app, status, &Shown::Wrong(kept))
    }
}

fn value<'f>(form: &'f [FormSection], key: &FieldKey) -> Option<&'f str> {
    let mut rows = form.iter().flat_map(|section| &section.fields);
    rows.find(|row| row.field == *key).map(|row| row.value.as_str())
}

/// What would be right.
fn why(catalogue: &Catalogue, key: Option<&FieldKey>, refusal: &Refusal) -> String {
    let here = |finding: &&Finding| matches!(&finding.at, Place::Value(at) if Some(at) == key);
    match refusal {
        Refusal::Findings(findings) => {
            let said: Vec<String> = findings
                .iter()
                .filter(here)
                .map(|finding| naming::sentence(catalogue, finding))
                .collect();
            if said.is_empty() {
                text::answer_wrong_elsewhere().to_owned()
            } else {
                said.join(" ")
            }
        }
        Refusal::Refused(case::Refusal::SaidBefore) => text::answer_wrong_same().to_owned(),
        Refusal::Refused(case::Refusal::NothingObjected) => text::answer_wrong_none().to_owned(),
        other => pages::sentence(other.code()).to_owned(),
    }
}

fn own_path(number: &str, secret: &str) -> String {
    let route = Route::Act {
        number: number.to_owned(),
        secret: secret.to_owned(),
        task: Task::Object,
    };
    route.path()
}

#[cfg(test)]
mod tests;
