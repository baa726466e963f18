//! Rule 4: alternatives are chosen well. The smallest set of papers that satisfies every requirement, exactly.

use std::collections::{BTreeMap, BTreeSet};

/// A paper, as its position among all papers that are asked for, in the order of their keys.
pub(super) type Paper = usize;

/// One requirement: the ways to satisfy it, best known first. A way without papers costs nothing.
pub(super) type Ways = Vec<BTreeSet<Paper>>;

/// How good a choice is, the smaller the better: papers the applicant did not ask to bring, papers, and how far down
/// the lists of ways the choice went.
type Cost = (usize, usize, usize);

/// Chooses a way for each requirement so that the papers together are as few as can be.
///
/// Exact: branch and bound over the distinct requirements, the cost of what is chosen so far being a bound that can
/// only grow. Requirements that share no paper do not influence each other and are searched apart. Papers in
/// `preferred` come first. Ties go to the choice that stays nearest to the front of the lists, and then to the first in
/// order, so the same input always gives the same answer. A requirement without any way gets none.
pub(super) fn smallest(requirements: &[Ways], preferred: &BTreeSet<Paper>) -> Vec<Option<usize>> {
    // The same list of ways is best satisfied the same way, so it is decided once.
    let mut open: BTreeSet<&Ways> = requirements.iter().filter(|ways| ways.len() > 1).collect();
    let mut search = Search {
        preferred,
        taken: BTreeMap::new(),
        ways: Vec::new(),
        choice: Vec::new(),
        best: None,
    };
    for ways in requirements.iter().filter(|ways| ways.len() == 1) {
        search.take(&ways[0]);
    }
    let mut chosen: BTreeMap<&Ways, usize> = BTreeMap::new();
    while let Some(first) = open.pop_first() {
        search.ways = together(first, &mut open, &search.taken);
        search.best = None;
        search.step((0, 0, 0));
        let choice = search.best.take().map_or_else(Vec::new, |(_, choice)| choice);
        chosen.extend(search.ways.iter().copied().zip(choice));
    }
    let choose = |ways: &Ways| {
        if ways.len() == 1 {
            Some(0)
        } else {
            chosen.get(ways).copied()
        }
    };
    requirements.iter().map(choose).collect()
}

/// Takes out of `open` what shares a paper with `first`, directly or through others; papers already taken are no tie.
fn together<'a>(first: &'a Ways, open: &mut BTreeSet<&'a Ways>, taken: &BTreeMap<Paper, usize>) -> Vec<&'a Ways> {
    let papers = |ways: &'a Ways| ways.iter().flatten().filter(|paper| !taken.contains_key(*paper));
    let mut found = vec![first];
    let mut reach: BTreeSet<&Paper> = papers(first).collect();
    while let Some(next) = open
        .iter()
        .copied()
        .find(|ways| papers(ways).any(|paper| reach.contains(paper)))
    {
        open.remove(next);
        reach.extend(papers(next));
        found.push(next);
    }
    found.sort_by_key(|ways| (ways.len(), *ways));
    found
}

struct Search<'a> {
    preferred: &'a BTreeSet<Paper>,
    /// Papers taken so far, with how many choices need each.
    taken: BTreeMap<Paper, usize>,
    /// The requirements that are searched together.
    ways: Vec<&'a Ways>,
    choice: Vec<usize>,
    best: Option<(Cost, Vec<usize>)>,
}

impl Search<'_> {
    fn step(&mut self, cost: Cost) {
        if self.best.as_ref().is_some_and(|(best, _)| cost >= *best) {
            return;
        }
        let Some(requirement) = self.ways.get(self.choice.len()).copied() else {
            self.best = Some((cost, self.choice.clone()));
            return;
        };
        for (position, way) in requirement.iter().enumerate() {
            let added = self.take(way);
            self.choice.push(position);
            self.step((cost.0 + added.0, cost.1 + added.1, cost.2 + position));
            self.choice.pop();
            self.put_back(way);
        }
    }

    /// Takes a way's papers; returns how many are new and not preferred, and how many are new.
    fn take(&mut self, way: &BTreeSet<Paper>) -> (usize, usize) {
        let mut added = (0, 0);
        for paper in way {
            let uses = self.taken.entry(*paper).or_insert(0);
            *uses += 1;
            if *uses == 1 {
                added.0 += usize::from(!self.preferred.contains(paper));
                added.1 += 1;
            }
        }
        added
    }

    fn put_back(&mut self, way: &BTreeSet<Paper>) {
        for paper in way {
            if let Some(uses) = self.taken.get_mut(paper) {
                *uses -= 1;
                if *uses == 0 {
                    self.taken.remove(paper);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
