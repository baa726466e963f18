//! The answer to a notice: the application with what was corrected, checked as a whole once more.

use std::collections::{BTreeMap, BTreeSet};

use yijian_domain::{
    application::{Provision, split, validate},
    case::{Act, Actor, Case, CaseStage, Intake, MissingAt},
    id::{FieldKey, ItemId, MaterialKey, ThemeId},
};

use super::{Held, Refusal, files_of, kept};
use crate::{
    app::App,
    cases::Kept,
    storage::{Doing, StorageFault, Stored},
};

/// What was corrected.
pub(super) struct Answer {
    pub(super) values: BTreeMap<FieldKey, String>,
    pub(super) provisions: BTreeMap<MaterialKey, Vec<String>>,
}

/// What is to be done: the answer, with the application and the forms of the departments that follow from it.
pub(super) async fn doing(
    app: &App,
    number: &str,
    seen: u32,
    stored: &Stored,
    answer: Answer,
    held: &Held,
) -> Result<Doing, Refusal> {
    let catalogue = &app.published.catalogue;
    let before = kept(app, number).await?;
    let mut draft = before.draft(ThemeId::from(stored.theme.as_str()));
    draft.catalogue_version.clone_from(&catalogue.version);
    for (field, value) in answer.values {
        draft.values.insert(field, value);
    }
    let mut new = Vec::new();
    for (paper, ids) in answer.provisions {
        let files = held.all(&ids, files_of(&before, &paper)).ok_or(Refusal::Files)?;
        new.extend(files.iter().cloned());
        draft.provisions.insert(paper, Provision::Files { files });
    }
    let application = validate(catalogue, &draft, stored.submitted_at.date()).map_err(Refusal::Findings)?;
    let sheets = split(catalogue, &application);
    let case = case(app, number).await?;
    let own: BTreeSet<&ItemId> = case.file.parts.iter().map(|part| &part.item).collect();
    if own != sheets.iter().map(|sheet| &sheet.item).collect() {
        return Err(Refusal::RulesChanged);
    }
    let after = Kept::of(&draft, &application);
    let act = Act::Resubmit {
        answered: answered(&case, &before, &after),
    };
    let mut doing = Doing::act(number.to_owned(), seen, Actor::Applicant, app.clock.now(), act);
    let json = |sheet| serde_json::to_string(sheet).map_err(|fault| StorageFault::row("parts", &fault));
    doing.sheets = sheets
        .iter()
        .map(|sheet| Ok((sheet.item.to_string(), json(sheet)?)))
        .collect::<Result<_, StorageFault>>()?;
    doing.files = held.hand_over(&new);
    doing.changed = Some(after);
    Ok(doing)
}

async fn case(app: &App, number: &str) -> Result<Case, Refusal> {
    let events = app.storage.events(number).await?;
    let case = Case::of(&events);
    Ok(case.map_err(|fault| StorageFault::Row {
        table: "events",
        fault: fault.to_string(),
    })?)
}

/// What of the notice is another value or paper now.
fn answered(case: &Case, before: &Kept, after: &Kept) -> BTreeSet<MissingAt> {
    let CaseStage::Intake(Intake::CorrectionAsked(asked)) = &case.stage else {
        // The case says itself that nothing was asked for.
        return BTreeSet::new();
    };
    let changed = |at: &&MissingAt| match at {
        MissingAt::Paper { paper } => before.provisions.get(paper) != after.provisions.get(paper),
        MissingAt::Field { field } => before.values.get(field) != after.values.get(field),
        MissingAt::Other => false,
    };
    let lines = asked.notice.missing.iter().map(|line| &line.at);
    lines.filter(changed).cloned().collect()
}
