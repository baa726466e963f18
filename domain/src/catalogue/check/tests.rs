//! Plants one defect at a time in a catalogue that has none.

use std::collections::BTreeSet;

use serde::Deserialize;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{Defect, DefectKind, check};
use crate::catalogue::sample::Files;

/// What reading and checking find together.
fn defects(files: Files) -> Vec<Defect> {
    let loaded = files.load();
    let mut defects = loaded.defects;
    defects.extend(check(&loaded.catalogue));
    defects
}

/// `planted.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    planted: Vec<Planted>,
}

/// A planted defect: what it is called, where it must be found, and how it is planted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Planted {
    name: String,
    kind: String,
    file: String,
    place: String,
    #[serde(default)]
    change: Vec<Change>,
    #[serde(default)]
    add: Vec<Text>,
    #[serde(default)]
    append: Vec<Text>,
    remove: Option<String>,
}

/// One text for another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    r#in: Option<String>,
    from: String,
    to: String,
}

/// The text of a file, or of its end.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    r#in: Option<String>,
    text: String,
}

impl Planted {
    fn all() -> Vec<Self> {
        toml::from_str::<List>(include_str!("tests/planted.toml"))
            .unwrap()
            .planted
    }

    fn files(&self) -> Files {
        let path = |path: &Option<String>| path.clone().unwrap_or_else(|| self.file.clone());
        let mut files = Files::new();
        for add in &self.add {
            files = files.with(&path(&add.r#in), &add.text);
        }
        for change in &self.change {
            files = files.edit(&path(&change.r#in), &change.from, &change.to);
        }
        for append in &self.append {
            files = files.append(&path(&append.r#in), &append.text);
        }
        self.remove.iter().fold(files, |files, path| files.without(path))
    }
}

#[test]
fn the_catalogue_of_these_tests_has_no_defects() {
    assert_eq!(defects(Files::new()), []);
}

/// Each planted defect is found as the only one, with its kind, file and place.
#[test]
fn every_planted_defect_is_found_at_its_place_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for planted in Planted::all() {
        let found = defects(planted.files());
        let right =
            |d: &Defect| (d.kind.as_str(), &d.file, &d.place) == (&*planted.kind, &planted.file, &planted.place);
        if !matches!(found.as_slice(), [defect] if right(defect) && !defect.message.is_empty()) {
            let found: Vec<_> = found.iter().map(ToString::to_string).collect();
            wrong.push(format!("{}:\n  {}", planted.name, found.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_of_defects_is_planted() {
    let planted: BTreeSet<String> = Planted::all().into_iter().map(|planted| planted.kind).collect();
    let kinds: BTreeSet<String> = DefectKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
    assert_eq!(planted, kinds);
    assert_eq!(kinds.len(), DefectKind::ALL.len(), "each class has a name of its own");
}

#[test]
fn several_defects_are_all_found_and_sorted_by_file_and_place() {
    let files = Files::new()
        .edit(
            "items/registration.toml",
            r#"department = "market""#,
            r#"department = "nowhere""#,
        )
        .edit("items/food_licence.toml", r#"name_en = "Food licence""#, "")
        .without("materials/articles.toml");
    let found: Vec<_> = defects(files)
        .into_iter()
        .map(|defect| (defect.file, defect.place))
        .collect();
    let expected = [
        ("items/food_licence.toml", "name_en"),
        ("items/registration.toml", "department"),
        ("items/registration.toml", "materials[3].use"),
    ];
    assert_eq!(found, expected.map(|(file, place)| (file.to_owned(), place.to_owned())));
}

#[test]
fn a_defect_reads_as_file_place_kind_and_message() {
    let found = defects(Files::new().edit(
        "items/registration.toml",
        r#"department = "market""#,
        r#"department = "x""#,
    ));
    let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        ["items/registration.toml: department: dangling_reference: there is no department `x`"]
    );
}

/// Questions in a ring would have no end if each asked the other first.
#[test]
fn a_situation_over_questions_in_a_ring_comes_to_an_end() {
    let files = Files::new()
        .edit("questions/area.toml", "min = 1", "when = \"has_agent\"\nmin = 1")
        .append("questions/has_agent.toml", "when = \"area > 5 and sells has food\"");
    let loaded = files.load();
    let situation = crate::situation::Situation::new(
        &loaded.catalogue,
        &"shop".into(),
        None,
        jiff::civil::date(2026, 11, 23),
        &crate::situation::Answers::new(),
    );
    assert_ne!(situation.unwrap().asks(&"area".into()), crate::situation::Truth::Yes);
}
