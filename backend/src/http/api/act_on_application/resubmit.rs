//! The answer to a notice: the application with what was corrected, checked as a whole once more.

use std::collections::{BTreeMap, BTreeSet};

use yijian_domain::{
    application::Provision,
    case::{Act, Actor, Case, CaseStage, Intake, MissingAt},
    id::{FieldKey, MaterialKey},
};

use super::{Held, Refusal, files_of, kept};
use crate::{
    app::App,
    cases::{Kept, amended},
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
    let before = kept(app, number).await?;
    let mut new = Vec::new();
    let mut provisions = BTreeMap::new();
    for (paper, ids) in answer.provisions {
        let files = held.all(&ids, files_of(&before, &paper)).ok_or(Refusal::Files)?;
        new.extend(files.iter().cloned());
        provisions.insert(paper, Provision::Files { files });
    }
    let case = case(app, number).await?;
    let catalogue = &app.published.catalogue;
    let submitted = stored.submitted_at.date();
    let after = amended(catalogue, &case, &before, answer.values, provisions, submitted)?;
    let act = Act::Resubmit {
        answered: answered(&case, &before, &after.kept),
    };
    let mut doing = Doing::act(number.to_owned(), seen, Actor::Applicant, app.clock.now(), act);
    doing.files = held.hand_over(&new);
    doing.changed = Some(after);
    Ok(doing)
}

/// The case as it stands.
pub(super) async fn case(app: &App, number: &str) -> Result<Case, Refusal> {
    let events = app.storage.events(number).await?;
    Ok(Case::of(&events).map_err(StorageFault::from)?)
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
