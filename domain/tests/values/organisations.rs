//! Codes of organisations, licences and service items.

use yijian_domain::value::credit_code::{
    CreditCode, CreditCodeFault, CreditCodeWarning, OldCodeFault, OrganisationCode, RegistrationNumber,
};
use yijian_domain::value::e_licence_id::{LicenceId, LicenceIdFault};
use yijian_domain::value::item_code::{ItemCode, ItemCodeFault, ItemCodeKind};
use yijian_domain::value::licence_number::{FoodBusinessForm, FoodLicenceNumber, LicenceNumberFault};

use crate::{rows, text};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn credit_codes() {
    for row in rows("uscc", "valid") {
        let code = CreditCode::parse(text(&row, "input")).unwrap();
        assert_eq!(code.as_str(), text(&row, "input"), "{row}");
        assert_eq!(code.department().to_string(), text(&row, "dept"), "{row}");
        assert_eq!(code.kind().to_string(), text(&row, "kind"), "{row}");
        assert_eq!(code.region(), text(&row, "region"), "{row}");
        assert_eq!(code.organisation_code(), text(&row, "org_code"), "{row}");
        assert_eq!(code.warnings(), [], "{row}");
    }
    for row in rows("uscc", "invalid") {
        let parsed = CreditCode::parse(text(&row, "input"));
        match text(&row, "error") {
            "LENGTH" => assert_eq!(parsed, Err(CreditCodeFault::Length), "{row}"),
            "CHECK" => assert_eq!(parsed, Err(CreditCodeFault::Check), "{row}"),
            "CHARSET" => assert_eq!(parsed, Err(CreditCodeFault::Letter), "{row}"),
            "ORG_CHECK" => assert_eq!(parsed.unwrap().warnings(), [CreditCodeWarning::Organisation], "{row}"),
            // 610399 lies in a known prefecture: not even a warning without the history of counties.
            "REGION" => assert_eq!(parsed.unwrap().warnings(), [], "{row}"),
            other => panic!("unknown error {other}"),
        }
    }
    for row in rows("uscc", "normalise") {
        assert_eq!(
            CreditCode::parse(text(&row, "input")).unwrap().as_str(),
            text(&row, "normalised")
        );
    }
    assert!(
        CreditCode::parse("92150204MAYYYYY20P")
            .unwrap()
            .is_individual_business()
    );
}

#[test]
fn organisation_codes_and_registration_numbers() {
    for row in rows("org_code", "valid") {
        assert_eq!(
            OrganisationCode::parse(text(&row, "input")).unwrap().as_str(),
            text(&row, "normalised")
        );
    }
    for row in rows("org_code", "invalid") {
        assert_eq!(
            OrganisationCode::parse(text(&row, "input")),
            Err(OldCodeFault::Check),
            "{row}"
        );
    }
    for row in rows("gs15", "valid") {
        assert_eq!(
            RegistrationNumber::parse(text(&row, "input")).unwrap().as_str(),
            text(&row, "input")
        );
    }
    for row in rows("gs15", "invalid") {
        let expected = match text(&row, "error") {
            "CHECK" => OldCodeFault::Check,
            "REGION" => OldCodeFault::Region,
            "LENGTH" => OldCodeFault::Length,
            other => panic!("unknown error {other}"),
        };
        assert_eq!(RegistrationNumber::parse(text(&row, "input")), Err(expected), "{row}");
    }
}

#[test]
fn food_licence_numbers() {
    for row in rows("food_licence_no", "valid") {
        let number = FoodLicenceNumber::parse(text(&row, "input")).unwrap();
        assert_eq!(number.as_str(), text(&row, "input"), "{row}");
    }
    assert_eq!(
        FoodLicenceNumber::parse("JY23502050000010").unwrap().form(),
        FoodBusinessForm::Catering
    );
    assert_eq!(
        FoodLicenceNumber::parse("jy1 610328 0000024").unwrap().region(),
        "610328"
    );
    for row in rows("food_licence_no", "invalid") {
        let expected = match text(&row, "error") {
            "CHECK" => LicenceNumberFault::Check,
            "KIND" => LicenceNumberFault::Form,
            "LENGTH" => LicenceNumberFault::Length,
            "PREFIX" => LicenceNumberFault::Prefix,
            other => panic!("unknown error {other}"),
        };
        assert_eq!(FoodLicenceNumber::parse(text(&row, "input")), Err(expected), "{row}");
    }
}

#[test]
fn item_codes() {
    for row in rows("item_codes", "valid") {
        let code = ItemCode::parse(text(&row, "input")).unwrap();
        let kind = match text(&row, "kind").split(' ').next() {
            Some("implementation") => ItemCodeKind::Implementation,
            Some("business") => ItemCodeKind::BusinessItem,
            _ => ItemCodeKind::Case,
        };
        assert_eq!(code.kind(), kind, "{row}");
    }
    let code = ItemCode::parse("11610328MBYYYYY4064000131010000").unwrap();
    assert_eq!(
        (code.organ(), code.level(), code.basic_code()),
        ("11610328MBYYYYY406", 4, "000131010000")
    );
    for row in rows("item_codes", "invalid") {
        let expected = match text(&row, "error") {
            "USCC" => ItemCodeFault::Organ,
            "LEVEL" => ItemCodeFault::Level,
            "LENGTH" => ItemCodeFault::Length,
            "DATE" => ItemCodeFault::Date,
            other => panic!("unknown error {other}"),
        };
        assert_eq!(ItemCode::parse(text(&row, "input")), Err(expected), "{row}");
    }
}

#[test]
fn identifiers_of_electronic_licences() {
    for row in rows("e_licence_id", "valid") {
        assert_eq!(
            LicenceId::parse(text(&row, "input")).unwrap().as_str(),
            text(&row, "input")
        );
    }
    let built = LicenceId::build("11610328MBYYYYY406001", "11610328MBYYYYY406", "20261121000001", 1).unwrap();
    assert_eq!(
        built.as_str(),
        "1.2.156.3005.2.11610328MBYYYYY406001.11610328MBYYYYY406.20261121000001.001.7"
    );
    for row in rows("e_licence_id", "invalid") {
        let expected = match text(&row, "error") {
            "CHECK" => LicenceIdFault::Check,
            "ROOT" => LicenceIdFault::Root,
            "TYPE_LENGTH" => LicenceIdFault::Type,
            other => panic!("unknown error {other}"),
        };
        assert_eq!(LicenceId::parse(text(&row, "input")), Err(expected), "{row}");
    }
}
