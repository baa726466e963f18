//! Merges the original lists of materials into one set.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Request,
    account::{Account, left_out, position},
    alternatives::{Ways, smallest},
    form::issuers,
    items::Applying,
    persons::Persons,
    shape::{AskedFor, Line, Reason},
};
use crate::{
    catalogue::{Alternative, Catalogue, MaterialKind, MaterialUse},
    id::{ItemId, MaterialId, MaterialKey},
    situation::Situation,
};

/// Which items' results each item waits for.
pub(super) type Needs = BTreeMap<ItemId, BTreeSet<ItemId>>;

/// The merged materials, and what they make each item wait for.
pub(super) struct Merged {
    pub(super) lines: Vec<Line>,
    pub(super) needs: Needs,
}

/// One requirement of one item that somebody has to satisfy.
struct Requirement<'c> {
    item: &'c ItemId,
    at: usize,
    wants: &'c MaterialUse,
    /// Its ways with roles unified, in the item's order.
    ways: Vec<Vec<MaterialKey>>,
}

pub(super) fn merge(
    situation: &Situation<'_>,
    persons: &Persons,
    applying: &[Applying<'_>],
    request: &Request,
    account: &mut Account,
) -> Merged {
    let catalogue = situation.catalogue();
    let supply = Supply { catalogue, issuers: issuers(applying), held: request.held.iter().map(|key| persons.unify(key)).collect() };
    let requirements = requirements(situation, persons, applying, account);

    let to_bring: Vec<Ways> = requirements
        .iter()
        .map(|r| r.ways.iter().map(|way| way.iter().filter(|key| supply.of(r.item, key).is_none()).cloned().collect()).collect())
        .collect();
    let preferred = request.chosen.iter().chain(&request.promised).map(|key| persons.unify(key)).collect();
    let chosen = smallest(&to_bring, &preferred);

    let mut needs = Needs::new();
    let mut lines: BTreeMap<MaterialKey, Merging<'_>> = BTreeMap::new();
    for (requirement, way) in requirements.iter().zip(chosen) {
        let parts = way.map_or(&[][..], |way| &requirement.ways[way]);
        for key in parts {
            let part = (parts.len() > 1).then(|| key.clone());
            match supply.of(requirement.item, key) {
                Some(reason) => {
                    if let Reason::ResultOf { issuer } = &reason {
                        needs.entry(requirement.item.clone()).or_default().insert(issuer.clone());
                    }
                    account.material(requirement.item, requirement.at, &requirement.wants.name, part, reason);
                }
                None => lines.entry(key.clone()).or_default().asking.push((requirement, part)),
            }
        }
    }

    let promised: BTreeSet<MaterialKey> = request.promised.iter().map(|key| persons.unify(key)).collect();
    let mut lines: Vec<Line> =
        lines.into_iter().filter_map(|(key, merging)| merging.finish(catalogue, key, &promised, account)).collect();
    let order = |line: &Line| catalogue.materials.get(&line.id.what).map_or(u16::MAX, |material| material.order);
    lines.sort_by(|a, b| (order(a), &a.id).cmp(&(order(b), &b.id)));
    Merged { lines, needs }
}

/// The requirements that count, each item's in its own order; the rest is accounted for.
fn requirements<'c>(
    situation: &Situation<'c>,
    persons: &Persons,
    applying: &[Applying<'c>],
    account: &mut Account,
) -> Vec<Requirement<'c>> {
    let catalogue = situation.catalogue();
    let mut requirements = Vec::new();
    for (id, item) in applying {
        for (at, wants) in item.materials.iter().enumerate() {
            if let Some(reason) = left_out(situation, wants.when.as_ref()) {
                account.material(id, at, &wants.name, None, reason);
            } else if is_form(catalogue, wants) {
                account.material(id, at, &wants.name, None, Reason::GeneratedForm);
            } else {
                let ways = wants.alternatives().map(|way| unified(persons, way)).collect();
                requirements.push(Requirement { item: id, at, wants, ways });
            }
        }
    }
    requirements
}

/// Whether a requirement is an item's own form, which the merged form generates.
pub(super) fn is_form(catalogue: &Catalogue, wants: &MaterialUse) -> bool {
    let is_form = |key: &MaterialKey| {
        catalogue.materials.get(&key.what).is_some_and(|material| material.kind == MaterialKind::ApplicationForm)
    };
    wants.alternatives().next().is_some_and(|way| way.0.iter().all(is_form))
}

fn unified(persons: &Persons, way: &Alternative) -> Vec<MaterialKey> {
    let mut keys: Vec<_> = way.0.iter().map(|key| persons.unify(key)).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Where a paper comes from when the applicant need not bring it.
struct Supply<'c> {
    catalogue: &'c Catalogue,
    issuers: BTreeMap<&'c MaterialId, &'c ItemId>,
    held: BTreeSet<MaterialKey>,
}

impl Supply<'_> {
    /// The result of another item, a department's records, or what the applicant already gave: in this order.
    fn of(&self, item: &ItemId, key: &MaterialKey) -> Option<Reason> {
        let issuer = self.issuers.get(&key.what).filter(|issuer| **issuer != item);
        if let Some(issuer) = issuer {
            return Some(Reason::ResultOf { issuer: (*issuer).clone() });
        }
        let shared_by = self.catalogue.materials.get(&key.what).and_then(|material| material.shared_by.as_ref());
        if let Some(department) = shared_by {
            return Some(Reason::HeldByDepartment { department: department.clone() });
        }
        self.held.contains(key).then_some(Reason::AlreadyGiven)
    }
}

/// A line while the requirements behind it are gathered.
#[derive(Default)]
struct Merging<'r> {
    asking: Vec<(&'r Requirement<'r>, Option<MaterialKey>)>,
}

impl Merging<'_> {
    /// The finished line, or none when commitments replace it.
    fn finish(self, catalogue: &Catalogue, id: MaterialKey, promised: &BTreeSet<MaterialKey>, account: &mut Account) -> Option<Line> {
        let all_promise = self.asking.iter().all(|(r, _)| r.wants.promise.is_some());
        if all_promise && promised.contains(&id) {
            for (r, part) in self.asking {
                let promise = r.wants.promise.clone().expect("every requirement of this line allows a promise");
                account.material(r.item, r.at, &r.wants.name, part, Reason::Promised { promise });
            }
            return None;
        }
        let material = catalogue.materials.get(&id.what);
        let all_defer = self.asking.iter().all(|(r, _)| r.wants.defer_days.is_some());
        let form = self.asking.iter().map(|(r, _)| r.wants.form).max().unwrap_or_default();
        let set = |values: &mut dyn Iterator<Item = String>| values.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let mut line = Line {
            name: material.map_or_else(|| id.to_string(), |material| material.name.clone()),
            name_en: material.and_then(|material| material.name_en.clone()),
            alternatives: self.alternatives(&id),
            form,
            original: form == crate::catalogue::PaperForm::Original,
            copies: self.asking.iter().map(|(r, _)| r.wants.copies).max().unwrap_or(1),
            electronic: true,
            markings: set(&mut self.asking.iter().flat_map(|(r, _)| r.wants.markings.iter().cloned())),
            deferrable: self.asking.iter().filter_map(|(r, _)| r.wants.defer_days).min().filter(|_| all_defer),
            promise: self.asking.iter().filter_map(|(r, _)| r.wants.promise.clone()).filter(|_| all_promise).collect::<BTreeSet<_>>().into_iter().collect(),
            asked_by: Vec::new(),
            id,
        };
        let mut first_line_of: BTreeMap<&ItemId, usize> = BTreeMap::new();
        for (r, part) in self.asking {
            match first_line_of.get(r.item) {
                Some(first) => {
                    account.material(r.item, r.at, &r.wants.name, part, Reason::AskedTwice { line: position(*first) });
                }
                None => {
                    first_line_of.insert(r.item, r.at);
                    let source = r.wants.source.as_ref().or_else(|| catalogue.items.get(r.item).map(|item| &item.source));
                    line.asked_by.extend(source.map(|source| AskedFor {
                        item: r.item.clone(),
                        name: r.wants.name.clone(),
                        at: position(r.at),
                        source: source.clone(),
                    }));
                }
            }
        }
        Some(line)
    }

    /// The other ways of the requirements behind the line: what can be brought instead.
    fn alternatives(&self, id: &MaterialKey) -> Vec<Alternative> {
        let ways: BTreeSet<Alternative> = self
            .asking
            .iter()
            .flat_map(|(r, _)| &r.ways)
            .filter(|way| !way.contains(id))
            .map(|way| Alternative(way.clone()))
            .collect();
        ways.into_iter().collect()
    }
}
