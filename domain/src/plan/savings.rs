//! Rule 8: savings are computed, never typed in. Before is every item alone; after is this plan.

use std::collections::BTreeSet;

use super::{
    alternatives::{Ways, smallest},
    items::Applying,
    materials::is_form,
    shape::{Line, PlanForm, Saving, SavingLine, Savings, Schedule},
};
use crate::{
    catalogue::Item,
    id::DepartmentId,
    situation::{Situation, Truth},
};

pub(super) fn count(
    situation: &Situation<'_>,
    applying: &[Applying<'_>],
    form: &PlanForm,
    materials: &[Line],
    schedule: &Schedule,
) -> Savings {
    let saving = |after: usize, share: &mut dyn FnMut(&Item) -> usize| {
        let lines: Vec<_> =
            applying.iter().map(|(id, item)| SavingLine { item: (*id).clone(), before: cut(share(item)) }).collect();
        Saving { before: lines.iter().map(|line| line.before).sum(), after: cut(after), lines }
    };
    let any = usize::from(!applying.is_empty());
    let mut seen: BTreeSet<DepartmentId> = BTreeSet::new();
    let has_visits = applying.iter().any(|(_, item)| item.visits > 0);
    let has_forms = applying.iter().any(|(_, item)| forms_alone(situation, item) > 0);

    let mut working_days = saving(usize::from(schedule.working_days), &mut |_| 0);
    for line in &mut working_days.lines {
        line.before = schedule.steps.iter().find(|step| step.item == line.item).map_or(0, |step| step.working_days);
    }
    working_days.before = schedule.one_by_one_working_days;

    Savings {
        forms: saving(usize::from(has_forms), &mut |item| forms_alone(situation, item)),
        fields: saving(form.fields().count(), &mut |item| fields_alone(situation, item)),
        materials: saving(materials.len(), &mut |item| materials_alone(situation, item)),
        visits: saving(usize::from(has_visits), &mut |item| usize::from(item.visits)),
        // A department that decides several items is one window to go to.
        departments: saving(any, &mut |item| usize::from(seen.insert(item.department.clone()))),
        working_days,
    }
}

fn fields_alone(situation: &Situation<'_>, item: &Item) -> usize {
    item.fields.iter().filter(|field| situation.holds(field.when.as_ref()) == Truth::Yes).count()
}

/// An item's own form, when it has one in this situation.
fn forms_alone(situation: &Situation<'_>, item: &Item) -> usize {
    let listed = item
        .materials
        .iter()
        .any(|wants| situation.holds(wants.when.as_ref()) == Truth::Yes && is_form(situation.catalogue(), wants));
    usize::from(item.form.is_some() || listed)
}

/// The papers an item asks for when it is asked for alone: the smallest set, nothing known from elsewhere. Its own form
/// is counted with the forms.
fn materials_alone(situation: &Situation<'_>, item: &Item) -> usize {
    let requirements: Vec<Ways> = item
        .materials
        .iter()
        .filter(|wants| situation.holds(wants.when.as_ref()) == Truth::Yes && !is_form(situation.catalogue(), wants))
        .map(|wants| wants.alternatives().map(|way| way.0.iter().cloned().collect()).collect())
        .collect();
    let chosen = smallest(&requirements, &BTreeSet::new());
    let papers: BTreeSet<_> =
        requirements.iter().zip(chosen).filter_map(|(ways, way)| ways.get(way?)).flatten().collect();
    papers.len()
}

/// Counts beyond 65,535 do not occur; they would be cut here.
fn cut(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
