use jiff::civil::date;
use serde_json::Value;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::value::{CreditCode, check_digit};

const FOOD: &str = "JY{form}{region}{seq:6}{check:mod_11_10}";
const APPLICATION: &str = "{region}{date}{seq:5}{check:mod_11_10}";
const IDENTIFIER: &str = "1.2.156.3005.2.{start}{organ}001.{organ}.{date}{seq:6}.{version}.{check:mod_37_36}";

fn pattern(text: &str) -> Pattern {
    Pattern::parse(text).unwrap()
}

fn region(code: &str) -> RegionCode {
    RegionCode::try_from(code).unwrap()
}

/// The rows of a table of `tests/vectors.json`.
fn inputs(table: &str, list: &str) -> Vec<(String, String)> {
    let vectors: Value = serde_json::from_str(include_str!("../../../tests/vectors.json")).unwrap();
    let rows = vectors[table][list].as_array().cloned().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    rows.iter()
        .map(|row| (text(&row["input"]), text(&row["error"])))
        .collect()
}

/// The two numbers are published in page footers: 网易 and a company in Beijing (standards 10.3).
#[test]
fn published_food_licence_numbers_are_built_again_from_their_parts() {
    for (number, code, form, sequence) in [
        ("JY13301080111719", "330108", 1, 11_171),
        ("JY11108071215650", "110807", 1, 121_565),
    ] {
        let region = region(code);
        let mut parts = NumberParts::new(&region, date(2026, 11, 22));
        parts.form = Some(form);
        assert_eq!(pattern(FOOD).fill(&parts, sequence).as_deref(), Ok(number));
        assert_eq!(pattern(FOOD).verify(number), Ok(()));
    }
}

#[test]
fn food_licence_numbers_of_the_vectors_are_told_apart() {
    for (number, _) in inputs("food_licence_no", "valid") {
        assert_eq!(pattern(FOOD).verify(&number), Ok(()), "{number}");
    }
    for (number, error) in inputs("food_licence_no", "invalid") {
        let expected = match error.as_str() {
            "CHECK" => Err(VerifyFault::Check),
            "LENGTH" => Err(VerifyFault::Length),
            "PREFIX" => Err(VerifyFault::Part("text")),
            // The pattern knows that a digit stands there; which digits mean something is known to `FoodLicenceNumber`.
            "KIND" => continue,
            other => panic!("unknown error {other}"),
        };
        assert_eq!(pattern(FOOD).verify(&number), expected, "{number}");
    }
}

/// The vector is a local type of licence that the county office defines itself (GB/T 36904).
#[test]
fn the_identifier_of_a_composite_licence_is_the_one_of_the_vectors() {
    let region = region("610328");
    let organ = CreditCode::parse("11610328MBYYYYY406").unwrap();
    let mut parts = NumberParts::new(&region, date(2026, 11, 21));
    (parts.organ, parts.version) = (Some(&organ), Some(1));
    let number = pattern(IDENTIFIER).fill(&parts, 1).unwrap();
    let (known, _) = inputs("e_licence_id", "valid").pop().unwrap();
    assert_eq!(number, known);
    assert_eq!(pattern(IDENTIFIER).verify(&number), Ok(()));
    assert_eq!(
        pattern(IDENTIFIER).verify(&inputs("e_licence_id", "invalid")[0].0),
        Err(VerifyFault::Check)
    );
}

#[test]
fn a_case_number_of_guangdong_is_item_code_day_and_four_digits() {
    let guangdong = pattern("{organ}4{item}{date}{seq:4}");
    let number = "11440232MB2D06811W4000117051000202010200008";
    assert_eq!(guangdong.verify(number), Ok(()));
    let organ = CreditCode::parse("11440232MB2D06811W").unwrap();
    let region = region("440232");
    let mut parts = NumberParts::new(&region, date(2020, 10, 20));
    (parts.organ, parts.item) = (Some(&organ), Some("000117051000"));
    assert_eq!(guangdong.fill(&parts, 8).as_deref(), Ok(number));
}

#[test]
fn an_application_is_numbered_by_region_day_count_and_check_digit() {
    let region = region("610328");
    let parts = NumberParts::new(&region, date(2026, 1, 5));
    let number = pattern(APPLICATION).fill(&parts, 42).unwrap();
    let body = "6103282026010500042";
    let check = char::from(check_digit::mod_11_10(body.as_bytes()).unwrap());
    assert_eq!(number, format!("{body}{check}"));
    assert_eq!(pattern(APPLICATION).counter_key(&parts), "61032820260105");
}

#[test]
fn a_part_of_a_case_is_counted_within_its_application() {
    let part = pattern("{application}{seq:2}");
    let region = region("610328");
    let mut parts = NumberParts::new(&region, date(2026, 1, 5));
    parts.application = Some("61032820260105000420");
    assert_eq!(part.fill(&parts, 7).as_deref(), Ok("6103282026010500042007"));
    assert_eq!(part.counter_key(&parts), "61032820260105000420");
    assert_eq!(part.verify("6103282026010500042007"), Ok(()));
    assert_eq!(part.verify("07"), Err(VerifyFault::Length));
    assert_eq!(part.verify("6103282026010500042000"), Err(VerifyFault::Part("seq")));
}

#[test]
fn a_later_version_counts_within_the_same_key_and_keeps_its_sequence() {
    let composite = pattern("ZH{region}{year}{seq:6}-{version}");
    let region = region("610328");
    let mut parts = NumberParts::new(&region, date(2026, 1, 5));
    parts.version = Some(1);
    let first = composite.counter_key(&parts);
    assert_eq!(composite.fill(&parts, 9).as_deref(), Ok("ZH6103282026000009-001"));
    parts.version = Some(2);
    assert_eq!(composite.counter_key(&parts), first);
    assert_eq!(composite.fill(&parts, 9).as_deref(), Ok("ZH6103282026000009-002"));
}

#[test]
fn a_sequence_that_is_used_up_is_a_fault_and_never_begins_again() {
    let region = region("610328");
    let parts = NumberParts::new(&region, date(2026, 1, 5));
    let two = pattern("{region}{seq:2}");
    assert_eq!(two.fill(&parts, 99).as_deref(), Ok("61032899"));
    assert_eq!(two.fill(&parts, 100), Err(NumberFault::Exhausted { digits: 2 }));
    assert_eq!(two.fill(&parts, 0), Err(NumberFault::Zero));
}

#[test]
fn what_a_pattern_needs_and_nobody_gave_is_named() {
    let region = region("610328");
    let mut parts = NumberParts::new(&region, date(2026, 1, 5));
    assert_eq!(pattern(FOOD).fill(&parts, 1), Err(NumberFault::Missing("form")));
    for name in ["organ", "item", "application", "version"] {
        let fault = pattern(&format!("{{{name}}}{{seq:2}}")).fill(&parts, 1);
        assert_eq!(fault, Err(NumberFault::Missing(name)));
    }
    (parts.form, parts.item, parts.version) = (Some(10), Some("12"), Some(1000));
    for name in ["form", "item", "version"] {
        let fault = pattern(&format!("{{{name}}}{{seq:2}}")).fill(&parts, 1);
        assert_eq!(fault, Err(NumberFault::Malformed(name)));
    }
}

#[test]
fn a_text_that_is_no_pattern_is_refused_with_what_would_be_right() {
    let fault = |text: &str| Pattern::parse(text).unwrap_err();
    assert_eq!(fault("{seq:4"), PatternFault::Brace);
    assert_eq!(fault("seq:4}"), PatternFault::Brace);
    assert_eq!(fault("{day}{seq:4}"), PatternFault::Unknown("day".to_owned()));
    assert_eq!(fault("{seq:0}"), PatternFault::Unknown("seq:0".to_owned()));
    assert_eq!(fault("{seq:10}"), PatternFault::Unknown("seq:10".to_owned()));
    assert_eq!(fault("{region}"), PatternFault::Sequence);
    assert_eq!(fault("{seq:2}{seq:2}"), PatternFault::Sequence);
    assert_eq!(
        fault("{application}{application}{seq:2}"),
        PatternFault::Twice("application")
    );
    assert_eq!(fault("{check:mod_11_10}{seq:2}"), PatternFault::NothingToCheck);
    assert_eq!(fault("A{start}{check:mod_11_10}{seq:2}"), PatternFault::NothingToCheck);
}

#[test]
fn letters_outside_ascii_stand_in_a_number_as_they_are() {
    let fire = pattern("消安检字〔{year}〕第{seq:4}号");
    let region = region("610328");
    let number = fire.fill(&NumberParts::new(&region, date(2026, 1, 5)), 3).unwrap();
    assert_eq!(number, "消安检字〔2026〕第0003号");
    assert_eq!(fire.verify(&number), Ok(()));
    assert_eq!(fire.verify("消安检字〔2026〕第00003号"), Err(VerifyFault::Length));
}

#[test]
fn the_most_local_pattern_that_covers_the_day_counts() {
    let rule: NumberRule = two_patterns();
    let at = |on, code: &str| rule.pattern(on, Some(&region(code))).map(ToString::to_string);
    assert_eq!(at(date(2026, 1, 5), "610328").as_deref(), Ok("QY{seq:4}"));
    assert_eq!(at(date(2026, 1, 5), "350205").as_deref(), Ok("A{seq:4}"));
    assert_eq!(at(date(2027, 1, 5), "610328").as_deref(), Ok("A{seq:4}"));
    let before = date(2019, 12, 31);
    assert_eq!(at(before, "610328"), Err(NoPattern { on: before }));
}

fn two_patterns() -> NumberRule {
    let json = r#"{ "name": "n", "patterns": [
        { "from": "2020-01-01", "pattern": "A{seq:4}", "source": "own" },
        { "from": "2020-01-01", "until": "2026-12-31", "region": "610300", "pattern": "QY{seq:4}", "source": "own" }] }"#;
    serde_json::from_str(json).unwrap()
}
