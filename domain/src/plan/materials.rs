//! Merges the original lists of materials into one set.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Request,
    account::{Account, left_out},
    alternatives::{Paper, Ways, smallest},
    items::Applying,
    line::{Asking, finish},
    persons::Persons,
    shape::{Line, Reason},
};
use crate::{
    catalogue::{Catalogue, MaterialKind, MaterialUse},
    id::{ItemId, MaterialId, MaterialKey, RoleId},
    situation::Situation,
};

/// Which items' results each item waits for.
pub(super) type Needs = BTreeMap<ItemId, BTreeSet<ItemId>>;

/// The merged materials, and what they make each item wait for.
pub(super) struct Merged {
    pub(super) lines: Vec<Line>,
    pub(super) needs: Needs,
    /// How many papers each item asks for when it is asked for alone: the smallest set, nothing known from elsewhere.
    /// Its own form is not a paper.
    pub(super) alone: Vec<usize>,
}

/// One requirement of one item that somebody has to satisfy.
pub(super) struct Requirement<'c> {
    pub(super) item: &'c ItemId,
    pub(super) at: usize,
    pub(super) wants: &'c MaterialUse,
    /// Its ways with roles unified, in the item's order.
    pub(super) ways: Ways,
}

pub(super) fn merge(
    situation: &Situation<'_>,
    persons: &Persons,
    applying: &[Applying<'_>],
    request: &Request,
    account: &mut Account,
) -> Merged {
    let catalogue = situation.catalogue();
    let wanted = wanted(situation, applying, account);
    let papers = Papers::new(catalogue, persons, applying, request, &wanted);
    let requirements: Vec<Requirement<'_>> = wanted
        .into_iter()
        .map(|(item, at, wants)| Requirement {
            item,
            at,
            wants,
            ways: papers.ways(persons, wants),
        })
        .collect();

    let to_bring: Vec<Ways> = requirements.iter().map(|r| papers.to_bring(r)).collect();
    let wished = request.chosen.iter().chain(&request.promised);
    let preferred = wished.filter_map(|key| papers.position(&persons.unify(key))).collect();
    let chosen = smallest(&to_bring, &preferred);

    let mut needs = Needs::new();
    let mut lines: BTreeMap<Paper, Vec<Asking<'_>>> = BTreeMap::new();
    for (r, way) in requirements.iter().zip(chosen) {
        for paper in way.and_then(|way| r.ways.get(way)).into_iter().flatten() {
            let Some(reason) = papers.supply(r.item, *paper) else {
                lines.entry(*paper).or_default().push(r);
                continue;
            };
            if let Reason::ResultOf { issuer } = &reason {
                needs.entry(r.item.clone()).or_default().insert(issuer.clone());
            }
            account.material(r.item, r.at, &r.wants.name, Some(papers.key(*paper)), reason);
        }
    }

    let alone = applying
        .iter()
        .map(|(id, _)| papers.alone(requirements.iter().filter(|r| r.item == *id)))
        .collect();
    let promised: BTreeSet<MaterialKey> = request.promised.iter().map(|key| persons.unify(key)).collect();
    let key_of = |paper: Paper| papers.key(paper);
    let lines = lines
        .into_iter()
        .filter_map(|(paper, asking)| finish(catalogue, papers.key(paper), &asking, &promised, &key_of, account))
        .collect();
    Merged {
        lines: in_order(catalogue, lines),
        needs,
        alone,
    }
}

/// Lines by the positions of their papers. They come in the order of their keys, which settles equal positions.
fn in_order(catalogue: &Catalogue, lines: Vec<Line>) -> Vec<Line> {
    let order = |line: &Line| {
        catalogue
            .materials
            .get(&line.id.what)
            .map_or(u16::MAX, |material| material.order)
    };
    let mut placed: Vec<(u16, Line)> = lines.into_iter().map(|line| (order(&line), line)).collect();
    placed.sort_by_key(|(order, _)| *order);
    placed.into_iter().map(|(_, line)| line).collect()
}

/// A line of an item's list, with its item and position.
type Wanted<'c> = (&'c ItemId, usize, &'c MaterialUse);

/// The requirements that count, each item's in its own order; the rest is accounted for.
fn wanted<'c>(situation: &Situation<'c>, applying: &[Applying<'c>], account: &mut Account) -> Vec<Wanted<'c>> {
    let catalogue = situation.catalogue();
    let mut counting = Vec::new();
    for (id, item) in applying {
        for (at, wants) in item.materials.iter().enumerate() {
            if let Some(reason) = left_out(situation, wants.when.as_ref()) {
                account.material(id, at, &wants.name, None, reason);
            } else if asks_for_form(catalogue, wants) {
                account.material(id, at, &wants.name, None, Reason::GeneratedForm);
            } else {
                counting.push((*id, at, wants));
            }
        }
    }
    counting
}

/// Whether a requirement is an item's own form, which the merged form generates.
pub(super) fn asks_for_form(catalogue: &Catalogue, wants: &MaterialUse) -> bool {
    wants
        .alternatives()
        .next()
        .is_some_and(|way| way.0.iter().all(|key| is_form(catalogue, &key.what)))
}

fn is_form(catalogue: &Catalogue, id: &MaterialId) -> bool {
    catalogue
        .materials
        .get(id)
        .is_some_and(|material| material.kind == MaterialKind::ApplicationForm)
}

/// A material key with roles unified, borrowed.
type Key<'a> = (&'a MaterialId, Option<&'a RoleId>, u16);

/// All papers that some requirement names, with where each comes from when the applicant need not bring it.
struct Papers<'a> {
    keys: Vec<Key<'a>>,
    sources: Vec<Source<'a>>,
}

/// Where a paper comes from when the applicant need not bring it.
struct Source<'a> {
    /// The items that issue it, sorted.
    issuers: Vec<&'a ItemId>,
    /// Why nobody brings it whoever asks.
    known: Option<Reason>,
}

impl<'a> Papers<'a> {
    fn new(
        catalogue: &'a Catalogue,
        persons: &'a Persons,
        applying: &[Applying<'a>],
        request: &Request,
        wanted: &[Wanted<'a>],
    ) -> Self {
        let named = wanted
            .iter()
            .flat_map(|(_, _, wants)| wants.alternatives())
            .flat_map(|way| &way.0);
        let mut keys: Vec<Key<'a>> = named.map(|key| unified(persons, key)).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut papers = Self {
            sources: Vec::with_capacity(keys.len()),
            keys,
        };
        let held: BTreeSet<Paper> = request
            .held
            .iter()
            .filter_map(|key| papers.position(&persons.unify(key)))
            .collect();
        for (position, (id, ..)) in papers.keys.iter().enumerate() {
            let issuers = applying
                .iter()
                .filter(|(_, item)| item.issues.contains(id))
                .map(|(id, _)| *id)
                .collect();
            let department = catalogue
                .materials
                .get(*id)
                .and_then(|material| material.shared_by.clone());
            let known = if is_form(catalogue, id) {
                Some(Reason::GeneratedForm)
            } else if let Some(department) = department {
                Some(Reason::HeldByDepartment { department })
            } else {
                held.contains(&position).then_some(Reason::AlreadyGiven)
            };
            papers.sources.push(Source { issuers, known });
        }
        papers
    }

    fn position(&self, key: &MaterialKey) -> Option<Paper> {
        self.keys.binary_search(&(&key.what, key.role.as_ref(), key.no)).ok()
    }

    fn key(&self, paper: Paper) -> MaterialKey {
        let (what, role, no) = self.keys[paper];
        MaterialKey {
            what: what.clone(),
            role: role.cloned(),
            no,
        }
    }

    fn ways(&self, persons: &Persons, wants: &MaterialUse) -> Ways {
        let position = |key| self.keys.binary_search(&unified(persons, key)).ok();
        wants
            .alternatives()
            .map(|way| way.0.iter().filter_map(position).collect())
            .collect()
    }

    /// The result of another item, a form, a department's records, or what the applicant already gave: in this order.
    fn supply(&self, item: &ItemId, paper: Paper) -> Option<Reason> {
        let source = &self.sources[paper];
        let issuer = source.issuers.iter().find(|issuer| **issuer != item);
        issuer
            .map(|issuer| Reason::ResultOf {
                issuer: (*issuer).clone(),
            })
            .or_else(|| source.known.clone())
    }

    /// The ways of a requirement without what the applicant need not bring.
    fn to_bring(&self, r: &Requirement<'_>) -> Ways {
        let needed = |paper: &Paper| self.supply(r.item, *paper).is_none();
        r.ways
            .iter()
            .map(|way| way.iter().copied().filter(needed).collect())
            .collect()
    }

    fn alone<'r>(&self, requirements: impl Iterator<Item = &'r Requirement<'r>>) -> usize {
        let no_form = |way: &BTreeSet<Paper>| -> BTreeSet<Paper> {
            way.iter()
                .copied()
                .filter(|paper| self.sources[*paper].known != Some(Reason::GeneratedForm))
                .collect()
        };
        let ways: Vec<Ways> = requirements.map(|r| r.ways.iter().map(no_form).collect()).collect();
        let chosen = smallest(&ways, &BTreeSet::new());
        let papers: BTreeSet<&Paper> = ways
            .iter()
            .zip(chosen)
            .filter_map(|(ways, way)| ways.get(way?))
            .flatten()
            .collect();
        papers.len()
    }
}

fn unified<'a>(persons: &'a Persons, key: &'a MaterialKey) -> Key<'a> {
    (
        &key.what,
        key.role.as_ref().map(|role| persons.unify_role(role)),
        key.no,
    )
}
