//! No ring: neither of items that wait for each other's results, nor of questions that gate each other, nor of elements
//! that follow from each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

use super::{DefectKind, Report, file};
use crate::id::{ItemId, MaterialId, QuestionId};

pub(super) fn check(report: &mut Report<'_>) {
    items(report);
    questions(report);
    elements(report);
}

fn items(report: &mut Report<'_>) {
    let c = report.catalogue;
    let mut edges: BTreeMap<&ItemId, BTreeSet<&ItemId>> = BTreeMap::new();
    // Within one theme: items that never meet cannot wait for each other.
    for theme in c.themes.values() {
        let mut issuers: BTreeMap<&MaterialId, Vec<&ItemId>> = BTreeMap::new();
        let known = || theme.items.iter().filter_map(|id| c.items.get_key_value(id));
        for (id, item) in known() {
            item.issues
                .iter()
                .for_each(|paper| issuers.entry(paper).or_default().push(id));
        }
        for (id, item) in known() {
            let papers = item
                .materials
                .iter()
                .flat_map(|wants| wants.alternatives())
                .flat_map(|way| &way.0);
            let before = papers.filter_map(|key| issuers.get(&key.what)).flatten().copied();
            edges
                .entry(id)
                .or_default()
                .extend(before.filter(|before| *before != id));
        }
    }
    report.rings("items", "materials", "these wait for each other's results", &edges);
}

fn questions(report: &mut Report<'_>) {
    let mut edges: BTreeMap<&QuestionId, BTreeSet<&QuestionId>> = BTreeMap::new();
    for (id, question) in &report.catalogue.questions {
        let gates = edges.entry(id).or_default();
        if let Some(when) = &question.when {
            when.each_fact(&mut |fact| {
                gates.insert(&fact.question);
            });
        }
    }
    report.rings("questions", "when", "these questions gate each other", &edges);
}

fn elements(report: &mut Report<'_>) {
    let all = report.catalogue.elements.iter();
    let edges: BTreeMap<_, BTreeSet<_>> = all
        .map(|(id, element)| (id, element.derived_from.iter().collect()))
        .collect();
    report.rings("elements", "derived_from", "these follow from each other", &edges);
}

impl Report<'_> {
    /// One defect for each ring, at its first member.
    fn rings<K: Ord + Display>(
        &mut self,
        folder: &str,
        place: &str,
        message: &str,
        edges: &BTreeMap<&K, BTreeSet<&K>>,
    ) {
        for ring in rings(edges) {
            let names: Vec<_> = ring.iter().map(ToString::to_string).collect();
            self.add(
                DefectKind::Cycle,
                file(folder, &names[0]),
                place,
                format!("{message}: {}", names.join(", ")),
            );
        }
    }
}

/// The members of each ring, once for each ring: what can reach itself, grouped by mutual reach.
fn rings<'a, K: Ord>(edges: &BTreeMap<&'a K, BTreeSet<&'a K>>) -> Vec<Vec<&'a K>> {
    let mut found: Vec<Vec<&K>> = Vec::new();
    for start in edges.keys().copied() {
        if found.iter().any(|ring| ring.contains(&start)) {
            continue;
        }
        let forward = reach(edges, start);
        if forward.contains(start) {
            found.push(
                forward
                    .into_iter()
                    .filter(|other| reach(edges, other).contains(start))
                    .collect(),
            );
        }
    }
    found
}

fn reach<'a, K: Ord>(edges: &BTreeMap<&'a K, BTreeSet<&'a K>>, start: &K) -> BTreeSet<&'a K> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&K> = edges.get(start).into_iter().flatten().copied().collect();
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            open.extend(edges.get(next).into_iter().flatten());
        }
    }
    seen
}
