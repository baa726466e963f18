//! Walks every journey of `tests/journeys`: the answers in the order asked, and the plan they must lead to.
//!
//! A last test lists what no journey reaches.

#[path = "common/walk.rs"]
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
use yijian_domain::{
    catalogue::{Catalogue, embedded},
    id::ThemeId,
};

use walk::{Journey, Reached, walk};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/journeys");

fn journeys() -> Vec<(String, Journey)> {
    let files = FILES
        .files()
        .filter(|file| file.path().extension().is_some_and(|end| end == "toml"));
    let read = |file: &include_dir::File<'_>| {
        let name = file.path().display().to_string();
        let text = file.contents_utf8().expect("journeys are UTF-8");
        let journey = toml::from_str(text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        (name, journey)
    };
    files.map(read).collect()
}

fn catalogue() -> Catalogue {
    embedded::catalogue().catalogue
}

#[test]
fn every_journey_leads_where_it_says() {
    let catalogue = catalogue();
    let faults: Vec<String> = journeys()
        .iter()
        .flat_map(|(name, journey)| {
            let (_, faults) = walk(&catalogue, journey);
            faults.into_iter().map(move |fault| format!("{name}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_theme_has_at_least_three_journeys_and_every_title_is_its_own() {
    let mut of_theme: BTreeMap<ThemeId, usize> = catalogue().themes.into_keys().map(|theme| (theme, 0)).collect();
    let mut titles = BTreeSet::new();
    for (name, journey) in journeys() {
        assert!(
            name.starts_with(journey.theme.as_str()),
            "{name} is a journey of {}",
            journey.theme
        );
        assert!(
            titles.insert(journey.title.clone()),
            "{name}: the title stands in another journey too"
        );
        *of_theme.entry(journey.theme).or_default() += 1;
    }
    let few: Vec<_> = of_theme.iter().filter(|(_, count)| **count < 3).collect();
    assert!(few.is_empty(), "too few journeys: {few:?}");
}

/// The walk itself: a journey with something wrong in each part is told so.
#[test]
fn a_journey_that_does_not_fit_is_told_what_does_not() {
    let wrong = r#"
        theme = "company"
        title = "Wrong in every part"
        region = "610328"
        answers = [["has_agent", false], ["business_form", "sole"], ["premises_tenure", "own"]]
        items = ["business_registration", "bank_open"]
        needs = ["articles"]
        spared = ["id_card@operator"]
        instant = true
        [[changes]]
        question = "business_form"
        answer = "company"
        dropped = ["has_agent"]
    "#;
    let (_, faults) = walk(&catalogue(), &toml::from_str(wrong).unwrap());
    for expected in [
        "`has_agent` is not the next question",
        "questions are left",
        "does not apply",
        "`articles` is not asked for",
        "`id_card@operator` is not spared",
        "`id_card@operator` is asked for",
        "is decided in one sitting: false",
        "changing `business_form` drops {}",
    ] {
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{expected}: {faults:#?}"
        );
    }
}

/// What no journey reaches, with the reason why that is right.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unreached {
    theme: ThemeId,
    what: String,
    because: String,
}

#[test]
fn the_journeys_reach_every_question_item_and_material() {
    #[derive(Deserialize)]
    struct List {
        #[serde(default)]
        unreached: Vec<Unreached>,
    }
    let list: List = toml::from_str(include_str!("unreached.toml")).expect("the list can be read");
    let catalogue = catalogue();
    let mut reached: BTreeMap<ThemeId, Reached> = BTreeMap::new();
    for (_, journey) in journeys() {
        reached
            .entry(journey.theme.clone())
            .or_default()
            .extend(walk(&catalogue, &journey).0);
    }
    let mut missing: BTreeSet<(ThemeId, String)> = BTreeSet::new();
    for theme in catalogue.themes.keys() {
        let all = Reached::all(&catalogue, theme);
        let left = all.without(&reached.remove(theme).unwrap_or_default());
        missing.extend(left.into_iter().map(|what| (theme.clone(), what)));
    }
    for entry in &list.unreached {
        assert!(
            !entry.because.is_empty(),
            "{}: say why no journey reaches {}",
            entry.theme,
            entry.what
        );
        let known = missing.remove(&(entry.theme.clone(), entry.what.clone()));
        assert!(known, "{}: a journey reaches {} after all", entry.theme, entry.what);
    }
    let lines: Vec<_> = missing.iter().map(|(theme, what)| format!("{theme}: {what}")).collect();
    assert!(
        lines.is_empty(),
        "no journey reaches these {}:\n{}",
        lines.len(),
        lines.join("\n")
    );
}
