//! Rule 8: savings are computed, never typed in. Before is every item alone; after is this plan.

use std::collections::BTreeSet;

use super::{
    form,
    items::Applying,
    materials::{self, asks_for_form},
    shape::{Saving, SavingLine, Savings, Schedule},
};
use crate::{
    catalogue::Item,
    id::{DepartmentId, ItemId},
    situation::{Situation, Truth},
};

pub(super) fn count(
    situation: &Situation<'_>,
    applying: &[Applying<'_>],
    form: &form::Merged,
    materials: &materials::Merged,
    schedule: &Schedule,
) -> Savings {
    let saving = |after: usize, shares: &mut dyn Iterator<Item = usize>| {
        let line = |((id, _), share): (&Applying<'_>, usize)| SavingLine {
            item: (*id).clone(),
            before: cut(share),
        };
        let lines: Vec<_> = applying.iter().zip(shares).map(line).collect();
        Saving {
            before: cut(lines.iter().map(|line| usize::from(line.before)).sum()),
            after: cut(after),
            lines,
        }
    };
    let items = || applying.iter().map(|(_, item)| *item);
    let mut seen: BTreeSet<&DepartmentId> = BTreeSet::new();
    let has_visits = items().any(|item| item.visits > 0);
    let forms: Vec<usize> = items().map(|item| forms_alone(situation, item)).collect();
    let days = |id: &ItemId| {
        schedule
            .steps
            .iter()
            .find(|step| step.item == *id)
            .map_or(0, |step| usize::from(step.working_days))
    };

    Savings {
        forms: saving(forms.iter().copied().max().unwrap_or(0), &mut forms.iter().copied()),
        fields: saving(form.form.fields().count(), &mut form.alone.iter().copied()),
        materials: saving(materials.lines.len(), &mut materials.alone.iter().copied()),
        visits: saving(
            usize::from(has_visits),
            &mut items().map(|item| usize::from(item.visits)),
        ),
        // A department that decides several items is one window to go to.
        departments: saving(
            usize::from(!applying.is_empty()),
            &mut items().map(|item| usize::from(seen.insert(&item.department))),
        ),
        working_days: saving(
            usize::from(schedule.working_days),
            &mut applying.iter().map(|(id, _)| days(id)),
        ),
    }
}

/// An item's own form: 1 when it has one in this situation, else 0.
fn forms_alone(situation: &Situation<'_>, item: &Item) -> usize {
    let listed = || {
        item.materials.iter().any(|wants| {
            asks_for_form(situation.catalogue(), wants) && situation.holds(wants.when.as_ref()) == Truth::Yes
        })
    };
    usize::from(item.form.is_some() || listed())
}

/// Counts beyond 65,535 do not occur; they would be cut here.
fn cut(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
