//! What the catalogue of this repository tells the authorities: numbers, validity, renewal, official names.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
use yijian_domain::{
    catalogue::{Catalogue, NumberParts, NumberRule, RegionCode, embedded},
    situation::{Answers, Situation, Truth},
    value::{CreditCode, check_digit, licence_number::FoodLicenceNumber},
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded::catalogue().catalogue);

const TODAY: Date = date(2026, 11, 22);

fn region(code: &str) -> RegionCode {
    RegionCode::try_from(code).expect("six digits")
}

fn rule(id: &str) -> &NumberRule {
    CATALOGUE.numbers.get(id).unwrap_or_else(|| panic!("no rule {id}"))
}

#[test]
fn every_rule_verifies_what_it_fills_and_finds_a_wrong_check_character() {
    let organ = CreditCode::parse("11610328MBYYYYY406").unwrap();
    let region = region("610328");
    for (id, rule) in &CATALOGUE.numbers {
        let pattern = rule.pattern(TODAY, Some(&region)).unwrap();
        let mut parts = NumberParts::new(&region, TODAY);
        (parts.form, parts.organ, parts.item) = (Some(1), Some(&organ), Some("000131010000"));
        (parts.application, parts.version) = (Some("61032820261122000018"), Some(1));
        for sequence in [1, 2, 42, 99] {
            let number = pattern.fill(&parts, sequence).unwrap();
            assert_eq!(pattern.verify(&number), Ok(()), "{id}: {number}");
        }
        if pattern.to_string().contains("{check:") {
            let mut number = pattern.fill(&parts, 1).unwrap();
            let check = number.pop().unwrap();
            number.push(if check == '0' { '1' } else { '0' });
            assert!(pattern.verify(&number).is_err(), "{id}: {number}");
        }
    }
}

/// The scheme in which the server has numbered applications from the beginning.
#[test]
fn applications_are_numbered_by_region_day_count_and_check_digit() {
    let place = region("610328");
    let pattern = rule(NumberRule::APPLICATION).pattern(TODAY, Some(&place)).unwrap();
    let number = pattern.fill(&NumberParts::new(&place, TODAY), 17).unwrap();
    let check = check_digit::mod_11_10(b"6103282026112200017").map(char::from).unwrap();
    assert_eq!(number, format!("6103282026112200017{check}"));
    let nowhere = region("000000");
    let number = pattern.fill(&NumberParts::new(&nowhere, TODAY), 1).unwrap();
    assert!(number.starts_with("0000002026112200001"), "{number}");
}

#[test]
fn a_food_licence_number_of_the_catalogue_is_one_that_people_may_type() {
    let place = region("350205");
    let pattern = rule("food_business_licence").pattern(TODAY, Some(&place)).unwrap();
    let mut parts = NumberParts::new(&place, TODAY);
    parts.form = Some(2);
    let number = pattern.fill(&parts, 1).unwrap();
    assert_eq!(number, "JY23502050000010");
    assert!(FoodLicenceNumber::parse(&number).is_ok());
}

/// The example of standards chapter 7: a food licence that ends on 2026-10-12.
#[test]
fn a_food_licence_is_renewed_from_90_to_15_working_days_before_it_ends() {
    let licence = &CATALOGUE.licences["food_business_licence"];
    let validity = licence.validity(date(2021, 10, 13), None).unwrap();
    let last = validity.last_day(date(2021, 10, 13)).unwrap();
    assert_eq!(last, date(2026, 10, 12));
    let window = licence.renewal.as_ref().unwrap().window(last, &CATALOGUE.calendar);
    assert_eq!((window.opens, window.closes), (date(2026, 6, 1), date(2026, 9, 15)));
    assert!(!window.provisional);
}

#[test]
fn papers_about_a_person_do_not_stand_on_the_licence_of_a_shop() {
    for (id, licence) in &CATALOGUE.licences {
        let person = id.as_str().starts_with("birth") || id.as_str().contains("household");
        assert!(!(person && licence.component), "{id}");
    }
    assert!(CATALOGUE.licences["food_business_licence"].component);
}

#[test]
fn organs_and_reviewing_bodies_carry_their_official_names() {
    let organ = |department: &str, code| CATALOGUE.organ_name(&department.into(), &region(code));
    assert_eq!(
        organ("market_regulation", "610328").as_deref(),
        Some("千阳县市场监督管理局")
    );
    assert_eq!(organ("health", "150204").as_deref(), Some("包头市青山区卫生健康局"));
    assert_eq!(organ("tax", "371425").as_deref(), Some("国家税务总局齐河县税务局"));
    let review = |department: &str| CATALOGUE.review_body_name(&department.into(), &region("610328"));
    assert_eq!(review("market_regulation").as_deref(), Some("千阳县人民政府"));
    assert_eq!(review("tax").as_deref(), Some("上一级税务局"));
    assert_eq!(review("bank"), None);
}

#[test]
fn a_renewal_is_decided_on_the_spot_only_when_nothing_changed() {
    let instant = |answers: &str| {
        let answers: Answers = serde_json::from_str(answers).unwrap();
        let theme = "food_licence_renewal".into();
        let situation = Situation::new(&CATALOGUE, &theme, None, TODAY, &answers).unwrap();
        situation.instant(&CATALOGUE.items["food_business_renew"])
    };
    assert_eq!(instant(r#"{"conditions_changed": false}"#), Truth::Yes);
    assert_eq!(instant(r#"{"conditions_changed": true}"#), Truth::No);
    assert_eq!(instant("{}"), Truth::Unknown);
}
