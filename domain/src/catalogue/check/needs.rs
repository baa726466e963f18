//! No ring: neither of items that wait for each other's results, nor of questions that gate each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{DefectKind, Report, file};
use crate::id::{ItemId, MaterialId, QuestionId};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    let mut items: BTreeMap<ItemId, BTreeSet<ItemId>> = BTreeMap::new();
    // Within one theme: items that never meet cannot wait for each other.
    for theme in c.themes.values() {
        let mut issuers: BTreeMap<&MaterialId, Vec<&ItemId>> = BTreeMap::new();
        let known = || theme.items.iter().filter_map(|id| c.items.get_key_value(id));
        for (id, item) in known() {
            item.issues.iter().for_each(|paper| issuers.entry(paper).or_default().push(id));
        }
        for (id, item) in known() {
            let papers = item.materials.iter().flat_map(|wants| wants.alternatives()).flat_map(|way| &way.0);
            let before = papers.filter_map(|key| issuers.get(&key.what)).flatten().filter(|before| **before != id);
            items.entry(id.clone()).or_default().extend(before.map(|id| (*id).clone()));
        }
    }
    for ring in rings(&items) {
        let first = ring[0];
        let names: Vec<_> = ring.iter().map(ToString::to_string).collect();
        report.add(DefectKind::Cycle, file("items", first), "materials", format!("these wait for each other's results: {}", names.join(", ")));
    }

    let mut questions: BTreeMap<QuestionId, BTreeSet<QuestionId>> = BTreeMap::new();
    for (id, question) in &c.questions {
        let gates = questions.entry(id.clone()).or_default();
        if let Some(when) = &question.when {
            when.each_fact(&mut |fact| {
                gates.insert(fact.question.clone());
            });
        }
    }
    for ring in rings(&questions) {
        let first = ring[0];
        let names: Vec<_> = ring.iter().map(ToString::to_string).collect();
        report.add(DefectKind::Cycle, file("questions", first), "when", format!("these questions gate each other: {}", names.join(", ")));
    }
}

/// The members of each ring, once for each ring: what can reach itself, grouped by mutual reach.
fn rings<K: Ord>(edges: &BTreeMap<K, BTreeSet<K>>) -> Vec<Vec<&K>> {
    let mut found: Vec<Vec<&K>> = Vec::new();
    for start in edges.keys() {
        if found.iter().any(|ring| ring.contains(&start)) {
            continue;
        }
        let forward = reach(edges, start);
        if forward.contains(start) {
            let ring = forward.into_iter().filter(|other| reach(edges, other).contains(start)).collect();
            found.push(ring);
        }
    }
    found
}

fn reach<'a, K: Ord>(edges: &'a BTreeMap<K, BTreeSet<K>>, start: &K) -> BTreeSet<&'a K> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&K> = edges.get(start).into_iter().flatten().collect();
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            open.extend(edges.get(next).into_iter().flatten());
        }
    }
    seen
}
