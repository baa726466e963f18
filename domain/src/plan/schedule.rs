//! Rule 9: the schedule is the critical path over items and the results they need, in working days.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    items::Applying,
    materials::Needs,
    shape::{Schedule, Step},
};
use crate::{
    catalogue::{Limit, NoLimit},
    id::ItemId,
    situation::Situation,
};

pub(super) fn schedule(
    situation: &Situation<'_>,
    applying: &[Applying<'_>],
    needs: &Needs,
) -> Result<Schedule, NoLimit> {
    let mut limits: BTreeMap<&ItemId, &Limit> = BTreeMap::new();
    for (id, item) in applying {
        limits.insert(id, item.limit(id, situation.on(), situation.region())?);
    }
    let none = BTreeSet::new();
    let mut ends: BTreeMap<&ItemId, u16> = BTreeMap::new();
    for id in limits.keys() {
        end_of(id, &limits, needs, &mut ends, &mut Vec::new());
    }
    let working_days = ends.values().copied().max().unwrap_or(0);
    let critical = critical(&ends, &limits, needs, working_days);

    let calendar = &situation.catalogue().calendar;
    let mut steps: Vec<Step> = Vec::new();
    for (id, limit) in &limits {
        let end = ends.get(id).copied().unwrap_or(0);
        let deadline = calendar.add_working_days(situation.on(), u32::from(end));
        steps.push(Step {
            item: (*id).clone(),
            after: needs.get(*id).unwrap_or(&none).iter().cloned().collect(),
            starts: end - limit.working_days(),
            ends: end,
            working_days: limit.working_days(),
            statutory: limit.statutory,
            due: deadline.date,
            provisional: deadline.provisional,
            critical: critical.contains(id),
            source: limit.source.clone(),
            assumed: limit.assumed.clone(),
        });
    }
    steps.sort_by(|a, b| (a.starts, a.ends, &a.item).cmp(&(b.starts, b.ends, &b.item)));
    Ok(Schedule {
        working_days,
        one_by_one_working_days: sum(limits.values().map(|limit| limit.working_days())),
        statutory_working_days: sum(limits.values().map(|limit| limit.statutory)),
        due: steps.iter().map(|step| step.due).max(),
        provisional: steps.iter().any(|step| step.provisional),
        steps,
    })
}

/// Sums beyond 65,535 days, more than 200 years, stay there.
fn sum(days: impl Iterator<Item = u16>) -> u16 {
    days.fold(0, u16::saturating_add)
}

/// When an item is due: its own limit after the last of what it waits for.
///
/// `path` holds what waits for this item. A ring of needs is a defect the catalogue check reports; here the item that
/// closes the ring does not wait, so the plan stays finite.
fn end_of<'a>(
    id: &'a ItemId,
    limits: &BTreeMap<&'a ItemId, &Limit>,
    needs: &'a Needs,
    ends: &mut BTreeMap<&'a ItemId, u16>,
    path: &mut Vec<&'a ItemId>,
) -> u16 {
    if let Some(end) = ends.get(id) {
        return *end;
    }
    let Some(limit) = limits.get(id) else { return 0 };
    path.push(id);
    let mut start = 0;
    for before in needs.get(id).into_iter().flatten() {
        if !path.contains(&before) {
            start = start.max(end_of(before, limits, needs, ends, path));
        }
    }
    path.pop();
    let end = start.saturating_add(limit.working_days());
    ends.insert(id, end);
    end
}

/// The items on a longest chain.
fn critical<'a>(
    ends: &BTreeMap<&'a ItemId, u16>,
    limits: &BTreeMap<&'a ItemId, &Limit>,
    needs: &'a Needs,
    working_days: u16,
) -> BTreeSet<&'a ItemId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&ItemId> = ends
        .iter()
        .filter(|(_, end)| **end == working_days)
        .map(|(id, _)| *id)
        .collect();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let start = ends.get(id).copied().unwrap_or(0) - limits.get(id).map_or(0, |limit| limit.working_days());
            open.extend(
                needs
                    .get(id)
                    .into_iter()
                    .flatten()
                    .filter(|before| ends.get(before) == Some(&start)),
            );
        }
    }
    found
}
