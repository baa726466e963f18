//! Rule 4: alternatives are chosen well. The smallest set of papers that satisfies every requirement, exactly.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::MaterialKey;

/// One requirement: the ways to satisfy it, best known first. A way without papers costs nothing.
pub(super) type Ways = Vec<BTreeSet<MaterialKey>>;

/// How good a choice is, the smaller the better: papers the applicant did not ask to bring, papers, and how far down
/// the lists of ways the choice went.
type Cost = (usize, usize, usize);

/// Chooses a way for each requirement so that the papers together are as few as can be.
///
/// Exact: branch and bound over the distinct requirements, the cost of what is chosen so far being a bound that can
/// only grow. Papers in `preferred` come first. Ties go to the choice that stays nearest to the front of the lists, and
/// then to the first in order, so the same input always gives the same answer. A requirement without any way gets none.
pub(super) fn smallest(requirements: &[Ways], preferred: &BTreeSet<MaterialKey>) -> Vec<Option<usize>> {
    // The same list of ways is best satisfied the same way, so it is decided once.
    let distinct: BTreeSet<&Ways> = requirements.iter().filter(|ways| !ways.is_empty()).collect();
    let mut ordered: Vec<&Ways> = distinct.into_iter().collect();
    ordered.sort_by_key(|ways| ways.len());

    let mut search = Search { ways: &ordered, preferred, taken: BTreeMap::new(), choice: Vec::new(), best: None };
    search.step((0, 0, 0));
    let chosen = search.best.map_or_else(Vec::new, |(_, choice)| choice);
    let by_ways: BTreeMap<&Ways, usize> = ordered.iter().copied().zip(chosen).collect();
    requirements.iter().map(|ways| by_ways.get(ways).copied()).collect()
}

struct Search<'a> {
    ways: &'a [&'a Ways],
    preferred: &'a BTreeSet<MaterialKey>,
    /// Papers taken so far, with how many choices need each.
    taken: BTreeMap<&'a MaterialKey, usize>,
    choice: Vec<usize>,
    best: Option<(Cost, Vec<usize>)>,
}

impl<'a> Search<'a> {
    fn step(&mut self, cost: Cost) {
        if self.best.as_ref().is_some_and(|(best, _)| cost >= *best) {
            return;
        }
        let ways = self.ways;
        let Some(requirement) = ways.get(self.choice.len()).copied() else {
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
    fn take(&mut self, way: &'a BTreeSet<MaterialKey>) -> (usize, usize) {
        let mut added = (0, 0);
        for paper in way {
            let uses = self.taken.entry(paper).or_insert(0);
            *uses += 1;
            if *uses == 1 {
                added.0 += usize::from(!self.preferred.contains(paper));
                added.1 += 1;
            }
        }
        added
    }

    fn put_back(&mut self, way: &'a BTreeSet<MaterialKey>) {
        for paper in way {
            if let Some(uses) = self.taken.get_mut(paper) {
                *uses -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn ways(text: &str) -> Ways {
        text.split('|').map(|way| way.split_whitespace().map(|paper| paper.parse().unwrap()).collect()).collect()
    }

    fn papers(requirements: &[Ways], preferred: &str) -> String {
        let preferred = preferred.split_whitespace().map(|paper| paper.parse().unwrap()).collect();
        let chosen = smallest(requirements, &preferred);
        let mut all = BTreeSet::new();
        for (ways, way) in requirements.iter().zip(chosen) {
            all.extend(way.map(|way| ways[way].clone()).unwrap_or_default());
        }
        all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_paper_that_serves_two_items_beats_the_first_of_each_list() {
        assert_eq!(papers(&[ways("deed | lease"), ways("certificate | lease")], ""), "lease");
    }

    #[test]
    fn greedy_would_take_the_paper_that_serves_most_and_need_three() {
        let requirements = [ways("a | x"), ways("a | y"), ways("b | x"), ways("b | y"), ways("c | x"), ways("d | y")];
        assert_eq!(papers(&requirements, ""), "x y");
    }

    #[test]
    fn what_the_applicant_chose_comes_first_even_when_it_is_more() {
        assert_eq!(papers(&[ways("deed | lease landlord")], "lease landlord"), "landlord lease");
    }

    #[test]
    fn a_tie_goes_to_the_best_known_way() {
        assert_eq!(papers(&[ways("b | a")], ""), "b");
    }

    #[test]
    fn no_requirement_and_no_way_are_no_trouble() {
        assert_eq!(smallest(&[], &BTreeSet::new()), Vec::<Option<usize>>::new());
        assert_eq!(smallest(&[Vec::new()], &BTreeSet::new()), vec![None]);
    }
}
