//! Which items apply, and which conditions the plan reads.

use std::collections::BTreeSet;

use super::shape::{Applies, PlanItem, Schedule};
use crate::{
    catalogue::{Condition, Item},
    id::{ItemId, RoleId},
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
        .map(|(id, item)| Candidate { id, item, truth: situation.holds(item.when.as_ref()) })
        .filter(|candidate| candidate.truth != Truth::No)
        .collect()
}

/// Every condition the plan would read: each line's own together with its item's, and when two persons are one.
pub(super) fn conditions(situation: &Situation<'_>, candidates: &[Candidate<'_>]) -> Vec<Condition> {
    let mut all = BTreeSet::new();
    let mut roles: BTreeSet<&RoleId> = BTreeSet::new();
    for Candidate { item, truth, .. } in candidates {
        let open = item.when.as_ref().filter(|_| *truth == Truth::Unknown);
        all.extend(open.cloned());
        let fields = item.fields.iter().map(|field| field.when.as_ref());
        let materials = item.materials.iter().map(|material| material.when.as_ref());
        let inspection = item.inspection.iter().map(|look| look.when.as_ref());
        for when in fields.chain(materials).chain(inspection).flatten() {
            if situation.holds(Some(when)) == Truth::Unknown {
                all.insert(match open {
                    None => when.clone(),
                    Some(open) => Condition::All(vec![open.clone(), when.clone()]),
                });
            }
        }
        let in_fields = item.fields.iter().filter_map(|field| field.field.role.as_ref());
        let in_papers = item.materials.iter().flat_map(|m| m.alternatives()).flat_map(|way| &way.0).filter_map(|key| key.role.as_ref());
        roles.extend(in_fields.chain(in_papers));
    }
    for id in &roles {
        let same_as = situation.catalogue().roles.get(*id).map_or(&[][..], |role| &role.same_as);
        all.extend(same_as.iter().filter(|same| roles.contains(&same.role)).filter_map(|same| same.when.clone()));
    }
    all.into_iter().collect()
}

/// The items as the plan shows them: what applies in the order it starts, then what may apply.
pub(super) fn show(situation: &Situation<'_>, candidates: &[Candidate<'_>], schedule: &Schedule) -> Vec<PlanItem> {
    let start = |id: &ItemId| schedule.steps.iter().position(|step| step.item == *id).unwrap_or(usize::MAX);
    let mut shown: Vec<_> = candidates.iter().map(|candidate| (start(candidate.id), show_one(situation, candidate))).collect();
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
        applies: if *truth == Truth::Yes { Applies::Yes } else { Applies::Maybe },
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
