#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

/// Papers are letters here.
fn ways(text: &str) -> Ways {
    text.split('|').map(papers_of).collect()
}

fn papers_of(text: &str) -> BTreeSet<Paper> {
    text.split_whitespace()
        .map(|letter| usize::from(letter.as_bytes()[0] - b'a'))
        .collect()
}

fn papers(requirements: &[Ways], preferred: &str) -> String {
    let chosen = smallest(requirements, &papers_of(preferred));
    let mut all = BTreeSet::new();
    for (ways, way) in requirements.iter().zip(chosen) {
        all.extend(way.map(|way| ways[way].clone()).unwrap_or_default());
    }
    all.iter()
        .map(|paper| char::from(b'a' + u8::try_from(*paper).unwrap()))
        .collect()
}

#[test]
fn one_paper_that_serves_two_items_beats_the_first_of_each_list() {
    assert_eq!(papers(&[ways("d | l"), ways("c | l")], ""), "l");
}

#[test]
fn greedy_would_take_the_paper_that_serves_most_and_need_three() {
    let requirements = [
        ways("a | x"),
        ways("a | y"),
        ways("b | x"),
        ways("b | y"),
        ways("c | x"),
        ways("d | y"),
    ];
    assert_eq!(papers(&requirements, ""), "xy");
}

#[test]
fn what_the_applicant_chose_comes_first_even_when_it_is_more() {
    assert_eq!(papers(&[ways("d | l o")], "l o"), "lo");
}

#[test]
fn a_tie_goes_to_the_best_known_way() {
    assert_eq!(papers(&[ways("b | a")], ""), "b");
}

#[test]
fn a_paper_that_is_needed_anyway_serves_where_there_is_a_choice() {
    assert_eq!(papers(&[ways("a | b"), ways("b"), ways("c | b")], ""), "b");
}

#[test]
fn no_requirement_and_no_way_are_no_trouble() {
    assert_eq!(smallest(&[], &BTreeSet::new()), Vec::<Option<usize>>::new());
    assert_eq!(smallest(&[Vec::new()], &BTreeSet::new()), vec![None]);
}

/// Sixteen requirements of three ways each have 43 million combinations; they are searched apart.
#[test]
fn many_requirements_that_share_nothing_take_no_time() {
    let requirements: Vec<Ways> = (0..16)
        .map(|n| (0..3).map(|way| BTreeSet::from([3 * n + way])).collect())
        .collect();
    assert_eq!(smallest(&requirements, &BTreeSet::new()), vec![Some(0); 16]);
}

#[cfg(not(target_arch = "wasm32"))]
mod laws {
    use proptest::prelude::*;

    use super::*;

    fn any_ways() -> impl Strategy<Value = Ways> {
        prop::collection::vec(prop::collection::btree_set(0..6_usize, 0..4), 0..4)
    }

    /// The cost of choosing these ways, and how far down the distinct lists they stand.
    fn cost(requirements: &[Ways], choice: &[Option<usize>], preferred: &BTreeSet<Paper>) -> Cost {
        let pairs: BTreeSet<_> = requirements
            .iter()
            .zip(choice)
            .filter_map(|(ways, way)| Some((ways, (*way)?)))
            .collect();
        let papers: BTreeSet<_> = pairs.iter().flat_map(|(ways, way)| &ways[*way]).collect();
        let unwanted = papers.iter().filter(|paper| !preferred.contains(**paper)).count();
        (unwanted, papers.len(), pairs.iter().map(|(_, way)| way).sum())
    }

    fn best_of_all(requirements: &[Ways], preferred: &BTreeSet<Paper>) -> Cost {
        let mut choices: Vec<Vec<Option<usize>>> = vec![Vec::new()];
        for ways in requirements {
            let own: Vec<Option<usize>> = if ways.is_empty() {
                vec![None]
            } else {
                (0..ways.len()).map(Some).collect()
            };
            choices = choices
                .into_iter()
                .flat_map(|choice| {
                    own.iter()
                        .map(move |way| choice.iter().copied().chain([*way]).collect())
                })
                .collect();
        }
        choices
            .iter()
            .map(|choice| cost(requirements, choice, preferred))
            .min()
            .unwrap_or_default()
    }

    proptest! {
        #[test]
        fn no_choice_is_smaller_than_the_smallest(
            requirements in prop::collection::vec(any_ways(), 0..6),
            preferred in prop::collection::btree_set(0..6_usize, 0..3),
        ) {
            let chosen = smallest(&requirements, &preferred);
            for (ways, way) in requirements.iter().zip(&chosen) {
                prop_assert_eq!(way.is_none(), ways.is_empty());
                prop_assert!(way.is_none_or(|way| way < ways.len()));
            }
            prop_assert_eq!(cost(&requirements, &chosen, &preferred), best_of_all(&requirements, &preferred));
        }

        #[test]
        fn the_order_of_requirements_does_not_matter(
            requirements in prop::collection::vec(any_ways(), 0..6),
        ) {
            let chosen = smallest(&requirements, &BTreeSet::new());
            let mut turned = requirements.clone();
            turned.reverse();
            let mut back = smallest(&turned, &BTreeSet::new());
            back.reverse();
            prop_assert_eq!(chosen, back);
        }
    }
}
