//! Telephones, postcodes, and how values are shown and sent.

use yijian_domain::value::mask::{self, Strictness};
use yijian_domain::value::phone::{Landline, LandlineFault, Mobile, MobileFault, is_service_number};
use yijian_domain::value::postcode::Postcode;
use yijian_domain::value::resident_id::ResidentId;
use yijian_domain::value::{check_digit, code::Code};

use crate::{rows, text};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn mobile_numbers() {
    for row in rows("mobile", "valid") {
        let number = Mobile::parse(text(&row, "input")).unwrap();
        let normalised = row["normalised"].as_str().unwrap_or(text(&row, "input"));
        assert_eq!(
            (number.as_str(), number.e164().as_str()),
            (normalised, text(&row, "e164")),
            "{row}"
        );
        assert!(number.has_assigned_prefix(), "{row}");
    }
    for row in rows("mobile", "invalid_strict") {
        let strict = Mobile::parse(text(&row, "input")).is_ok_and(|number| number.has_assigned_prefix());
        assert!(!strict, "{row}");
    }
    for row in rows("mobile", "invalid_lenient") {
        assert!(Mobile::parse(text(&row, "input")).is_err(), "{row}");
    }
    assert_eq!(Mobile::parse("12000000000"), Err(MobileFault::Prefix));
    assert_eq!(Mobile::parse("1380000000a"), Err(MobileFault::Character));
    assert_eq!(Mobile::parse("138000000000"), Err(MobileFault::Length));
    assert_eq!(Mobile::parse("+85251234567"), Err(MobileFault::Country));
}

#[test]
fn landline_and_service_numbers() {
    for row in rows("landline", "valid") {
        let number = text(&row, "input");
        if row["kind"].is_string() {
            assert!(is_service_number(number), "{row}");
            assert!(Landline::parse(number).is_err(), "{row}");
            continue;
        }
        let landline = Landline::parse(number).unwrap_or_else(|fault| panic!("{row}: {fault}"));
        assert_eq!(landline.e164(), text(&row, "e164"), "{row}");
        assert_eq!(landline.extension(), row["ext"].as_str(), "{row}");
        assert!(!is_service_number(number), "{row}");
    }
    for row in rows("landline", "invalid") {
        let expected = match text(&row, "error") {
            "AREA_CODE" => LandlineFault::AreaCode,
            "LOCAL" => LandlineFault::Local,
            "LENGTH" => LandlineFault::Length,
            other => panic!("unknown error {other}"),
        };
        assert_eq!(Landline::parse(text(&row, "input")), Err(expected), "{row}");
    }
    assert_eq!(Landline::parse("05925000000").unwrap().as_str(), "0592-5000000");
    assert_eq!(Landline::parse("05925000000-8001").unwrap().extension(), Some("8001"));
}

#[test]
fn postcodes() {
    for row in rows("postcode", "valid") {
        assert_eq!(
            Postcode::parse(text(&row, "input")).unwrap().as_str(),
            text(&row, "input")
        );
    }
    for row in rows("postcode", "invalid") {
        assert!(Postcode::parse(text(&row, "input")).is_err(), "{row}");
    }
}

#[test]
fn masks_follow_the_published_forms() {
    for row in rows("masking", "cases") {
        let (input, masked) = (text(&row, "input"), text(&row, "masked"));
        let found = match text(&row, "kind") {
            "name" => mask::name(input),
            "mobile" => mask::mobile(input),
            "resident_id" => {
                assert_eq!(mask::resident_id(input, Strictness::Strict), text(&row, "stricter"));
                assert_eq!(mask::resident_id(input, Strictness::Strictest), text(&row, "strictest"));
                mask::resident_id(input, Strictness::Usual)
            }
            "resident_id_on_food_licence" => mask::resident_id_on_food_licence(input),
            "uscc" => String::from(input),
            "address" => mask::address(input),
            "passport" => mask::passport(input),
            "bank" => mask::bank_account(input),
            "email" => mask::email(input),
            other => panic!("unknown kind {other}"),
        };
        assert_eq!(found, masked, "{row}");
    }
}

#[test]
fn masks_hide_completely_what_has_another_form() {
    assert_eq!(mask::name("𠮷"), "*");
    assert_eq!(mask::mobile("1380000000"), "**********");
    assert_eq!(mask::resident_id("123", Strictness::Usual), "***");
    assert_eq!(mask::address("某某村某某组"), "某某村****");
    assert_eq!(mask::bank_account("6222000000000000"), "6222 **** **** 0000");
    assert_eq!(mask::passport("E0001"), "*****");
    assert_eq!(mask::email("zhangsan"), "********");
}

#[test]
fn values_read_and_write_json_through_their_parsers() {
    let id: ResidentId = serde_json::from_str("\" 61032819580317993x\"").unwrap();
    assert_eq!(serde_json::to_string(&id).unwrap(), "\"61032819580317993X\"");
    assert!(serde_json::from_str::<ResidentId>("\"610328195803179930\"").is_err());
    assert_eq!(serde_json::to_string(&Code::IdCheck).unwrap(), "\"id_check\"");
    assert_eq!(check_digit::gb_32100(b"short"), None);
}
