//! Which items apply, and which conditions the plan reads.

use std::collections::BTreeSet;

use super::{
    persons::Linked,
    shape::{Applies, PlanItem, Schedule},
};
use crate::{
    catalogue::{Condition, Item},
    id::ItemId,
    situation::{Situation, Truth},
};

/// A candidate item of the theme, in force here and now.
pub(super) struct Candidate<'c> {
    pub(super) id: &'c ItemId,
    pub(super) item: &'c Item,
    pub(super) truth: Truth,
}

/// An item that applies.
pub(super) type Applying<'c> = (&'c ItemId, &'c Item);

/// The theme's items that may apply, sorted by id so that the order in the theme does not matter (rule 6).
pub(super) fn candidates<'c>(situation: &Situation<'c>) -> Vec<Candidate<'c>> {
    let wanted: BTreeSet<&ItemId> = situation.theme().items.iter().collect();
    wanted
        .into_iter()
        .filter_map(|id| situation.catalogue().items.get_key_value(id))
        .filter(|(_, item)| item.in_force(situation.on(), situation.region()))
        .map(|(id, item)| Candidate {
            id,
            item,
            truth: situation.holds(item.when.as_ref()),
        })
        .filter(|candidate| candidate.truth != Truth::No)
        .collect()
}

/// What the plan reads in a situation.
pub(super) struct Read<'c> {
    /// Every open condition: each line's own together with its item's.
    open: BTreeSet<Condition>,
    /// The roles that occur, or may occur.
    pub(super) roles: Linked<'c>,
}

impl Read<'_> {
    /// Every open condition, also those that make two roles one person.
    ///
    /// Whether two roles are one person is asked as soon as both may occur, without waiting until both surely do.
    pub(super) fn conditions(self) -> Vec<Condition> {
        let mut all = self.open;
        all.extend(self.roles.deciding().filter_map(|(_, same)| same.when.clone()));
        all.into_iter().collect()
    }
}

/// Reads every line of every candidate.
pub(super) fn read<'c>(situation: &Situation<'c>, candidates: &[Candidate<'c>]) -> Read<'c> {
    let mut all = BTreeSet::new();
    let mut roles = Linked::new(situation.catalogue());
    for Candidate { item, truth, .. } in candidates {
        let open = item.when.as_ref().filter(|_| *truth == Truth::Unknown);
        all.extend(open.cloned());
        let mut may_apply = |when: Option<&Condition>| {
            let truth = situation.holds(when);
            if let (Truth::Unknown, Some(when)) = (truth, when) {
                all.insert(match open {
                    None => when.clone(),
                    Some(open) => Condition::All(vec![open.clone(), when.clone()]),
                });
            }
            truth != Truth::No
        };
        for field in &item.fields {
            if may_apply(field.when.as_ref()) {
                field.field.role.iter().for_each(|role| roles.see(role));
            }
        }
        for wants in &item.materials {
            if may_apply(wants.when.as_ref()) {
                let papers = wants.alternatives().flat_map(|way| &way.0);
                papers
                    .filter_map(|key| key.role.as_ref())
                    .for_each(|role| roles.see(role));
            }
        }
        for look in &item.inspection {
            may_apply(look.when.as_ref());
        }
    }
    Read { open: all, roles }
}

/// The items as the plan shows them: what applies in the order it starts, then what may apply.
pub(super) fn show(situation: &Situation<'_>, candidates: &[Candidate<'_>], schedule: &Schedule) -> Vec<PlanItem> {
    let start = |id: &ItemId| {
        schedule
            .steps
            .iter()
            .position(|step| step.item == *id)
            .unwrap_or(usize::MAX)
    };
    let mut shown: Vec<_> = candidates
        .iter()
        .map(|candidate| (start(candidate.id), show_one(situation, candidate)))
        .collect();
    shown.sort_by(|(a, left), (b, right)| (a, &left.id).cmp(&(b, &right.id)));
    shown.into_iter().map(|(_, item)| item).collect()
}

fn show_one(situation: &Situation<'_>, candidate: &Candidate<'_>) -> PlanItem {
    let Candidate { id, item, truth } = candidate;
    PlanItem {
        id: (*id).clone(),
        name: item.name.clone(),
        name_en: item.name_en.clone(),
        department: item.department.clone(),
        applies: if *truth == Truth::Yes {
            Applies::Yes
        } else {
            Applies::Maybe
        },
        because: item.because.clone().unwrap_or_default(),
        because_en: item.because_en.clone(),
        basis: item.basis.clone(),
        source: item.source.clone(),
        assumed: item.assumed.clone(),
        inspection: item
            .inspection
            .iter()
            .filter(|look| situation.holds(look.when.as_ref()) == Truth::Yes)
            .map(|look| look.point.clone())
            .collect(),
    }
}
