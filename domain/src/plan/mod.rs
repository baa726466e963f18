//! The plan: what applies, the merged form, the merged materials, the schedule, the savings, and why each line is there.
//!
//! The merge is what this project exists for. It runs in the order of the files here and keeps nine rules
//! (`docs/architecture.md`): nothing is lost, nothing is merged that differs, roles matter, alternatives are chosen well,
//! the stronger form wins, order does not matter, it can be taken apart again, savings are computed, the schedule is the
//! critical path.

mod account;
mod alternatives;
mod form;
mod items;
mod line;
mod materials;
mod persons;
mod request;
mod savings;
mod schedule;
mod shape;

#[cfg(test)]
mod tests;

pub use persons::Persons;
pub use request::Request;
pub use shape::{
    Applies, AskedAs, AskedFor, Line, LineField, Plan, PlanForm, PlanItem, Reason, Removed, RemovedKind, Saving,
    SavingLine, Savings, Schedule, SectionPart, Step,
};

use crate::{
    catalogue::{Catalogue, NoLimit},
    situation::{Situation, Truth, UnknownTheme, next_questions},
};

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// The catalogue knows no such theme.
    #[error(transparent)]
    UnknownTheme(#[from] UnknownTheme),
    /// An item that applies has no limit for the day.
    #[error(transparent)]
    NoLimit(#[from] NoLimit),
}

/// Makes the plan for a situation.
///
/// The same request and catalogue give the same plan, byte for byte, on every machine. Answers that do not fit their
/// questions count as not given; `situation::check_answers` names them.
///
/// # Errors
/// When the theme is unknown, or an item that applies has no limit for the day.
pub fn plan(catalogue: &Catalogue, request: &Request) -> Result<Plan, PlanFault> {
    let situation = Situation::new(
        catalogue,
        &request.theme,
        request.region.clone(),
        request.on,
        &request.answers,
    )?;
    let candidates = items::candidates(&situation);
    let mut read = items::read(&situation, &candidates);
    request
        .papers()
        .filter_map(|key| key.role.as_ref())
        .for_each(|role| read.roles.give(role));
    let persons = Persons::new(&situation, &read.roles);
    let next = next_questions(&situation, &read.conditions());
    let applying: Vec<_> = candidates
        .iter()
        .filter(|c| c.truth == Truth::Yes)
        .map(|c| (c.id, c.item))
        .collect();

    let mut account = account::Account::default();
    let form = form::merge(&situation, &persons, &applying, &mut account);
    let materials = materials::merge(&situation, &persons, &applying, request, &mut account);
    let schedule = schedule::schedule(&situation, &applying, &materials.needs)?;
    let savings = savings::count(&situation, &applying, &form, &materials, &schedule);

    Ok(Plan {
        theme: request.theme.clone(),
        catalogue_version: catalogue.version.clone(),
        region: request.region.clone(),
        on: request.on,
        complete: next.is_empty(),
        answers: situation.answers(),
        next,
        items: items::show(&situation, &candidates, &schedule),
        form: form.form,
        materials: materials.lines,
        removed: account.finish(),
        schedule,
        savings,
    })
}
