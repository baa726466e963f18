use std::collections::BTreeSet;

use serde::{Serialize, de::DeserializeOwned};
use yijian_domain::{
    application::{Draft, Finding, Place, Provision, Seen},
    catalogue::{Catalogue, embedded},
    id::ThemeId,
    plan::{Plan, plan},
    value::Weight,
    wire::{DraftState, Problem},
};

use super::{Json, Mismatch, read};

/// What was written is read, and written again the same.
fn assert_kept<T: Serialize + DeserializeOwned>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    let back: T = read(&text).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
}

fn catalogue() -> Catalogue {
    embedded::catalogue().catalogue
}

fn draft_and_plan() -> (Draft, Plan) {
    let theme = ThemeId::from("convenience_store");
    let mut draft = Draft::new(theme, "v", None);
    draft.plate = Some("door".into());
    draft.answers =
        serde_json::from_str(r#"{"business_form":"sole","premises_area":60.5,"sells":["tobacco"],"has_agent":false}"#)
            .unwrap();
    let plan = plan(&catalogue(), &draft.request(jiff::civil::date(2026, 11, 23))).unwrap();
    draft
        .values
        .insert("mobile@operator".parse().unwrap(), "带𠮷\"\\\n引号".to_owned());
    draft.provisions.insert("lease".parse().unwrap(), Provision::Later);
    let files = serde_json::from_str(
        r#"{"how":"files","files":[{"id":"a","name":"b","bytes":20971520,"media_type":"","complete":true}]}"#,
    );
    draft
        .provisions
        .insert("id_card@operator".parse().unwrap(), files.unwrap());
    draft.promised = BTreeSet::from(["lease".parse().unwrap()]);
    draft.seen = Some(Seen::of(&plan));
    (draft, plan)
}

#[test]
fn every_part_of_the_catalogue_is_read_as_it_was_written() {
    let catalogue = catalogue();
    assert_kept(&catalogue);
    for theme in catalogue.themes.keys() {
        assert_kept(&catalogue.slice(theme).unwrap());
    }
}

#[test]
fn drafts_and_refusals_are_read_as_they_were_written() {
    let (draft, plan) = draft_and_plan();
    assert_kept(&draft);
    assert_kept(&plan);
    let state = DraftState {
        revision: u64::MAX,
        draft: draft.clone(),
    };
    assert_kept(&state);
    assert_kept(&Problem {
        code: "findings".to_owned(),
        status: 422,
        findings: vec![Finding {
            at: Place::Value("mobile@operator".parse().unwrap()),
            code: "required".to_owned(),
            weight: Weight::Error,
            rule: None,
        }],
        changes: draft.seen.as_ref().map(|seen| seen.changes(&Seen::default())),
        draft: Some(Box::new(state)),
        offset: Some(0),
        ..Problem::default()
    });
    assert_kept(&Problem::default());
}

#[test]
fn what_is_missing_or_of_another_kind_is_an_error() {
    assert_eq!(read::<Problem>(r#"{"code":"a","status":1}"#), Err(Mismatch));
    assert_eq!(
        read::<Problem>(r#"{"code":"a","status":"1","title":""}"#),
        Err(Mismatch)
    );
    assert_eq!(
        read::<Problem>(r#"{"code":"a","status":70000,"title":""}"#),
        Err(Mismatch)
    );
    assert_eq!(read::<Problem>("[]"), Err(Mismatch));
    assert_eq!(read::<Vec<u8>>("[1,2"), Err(Mismatch));
    assert_eq!(read::<Provision>(r#"{"how":"gone"}"#), Err(Mismatch));
}

#[test]
fn what_is_new_to_an_old_program_does_no_harm() {
    let problem: Problem = read(r#"{"new":[{}],"code":"a","status":400,"title":"t","offset":null}"#).unwrap();
    assert_eq!((problem.status, problem.offset), (400, None));
}

#[test]
fn numbers_keep_their_kind() {
    for (text, number) in [
        ("0", Json::Natural(0)),
        ("18446744073709551615", Json::Natural(u64::MAX)),
        ("-1", Json::Negative(-1)),
        ("0.5", Json::Fraction(0.5)),
    ] {
        assert_eq!(Json::parse(text), Ok(number));
    }
}
