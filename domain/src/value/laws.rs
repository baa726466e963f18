//! Laws of check digits and normalisation over generated values.

use proptest::prelude::*;

use super::credit_code::{CreditCode, OrganisationCode, RegistrationNumber};
use super::e_licence_id::LicenceId;
use super::item_code::ItemCode;
use super::licence_number::FoodLicenceNumber;
use super::number::Decimal;
use super::other_id::{Document, DocumentKind};
use super::phone::is_service_number;
use super::{
    Kind, PersonName, ResidentId, Rule, check, check_digit, date, entity_name, mask, other_id, person_name, text,
};

/// The alphabet of GB 32100 without its escapes.
const CREDIT: &str = "[0-9A-HJ-NP-RTUWXY]";

fn with_check(mut body: String, check: Option<u8>) -> String {
    body.push(char::from(check.expect("the body has the alphabet of its standard")));
    body
}

/// The text with its `place`-th character replaced by another of the alphabet, or nothing when they are the same.
fn replaced(text: &str, place: usize, by: u8) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let place = place % bytes.len();
    (bytes[place] != by).then(|| {
        bytes[place] = by;
        String::from_utf8(bytes).expect("ASCII stays ASCII")
    })
}

/// What people type, with the characters that are special somewhere mixed in.
fn typed() -> impl Strategy<Value = String> {
    proptest::string::string_regex("([0-9]|[a-zA-Z]|[王芳买提𠮷〇年月日是]|[ 　·•.。、，,'@()（）+-]|[０-９Ａ-ｚ－＆]|[\r\n\t\u{200B}\u{E863}😀]|\\PC){0,24}")
        .expect("the expression is right")
}

proptest! {
    #[test]
    fn a_changed_digit_of_a_resident_number_is_noticed(
        region in "[1-8][0-9]{5}", year in 1900..2030, month in 1..=12, day in 1..=28, sequence in "[0-9]{3}",
        place in 0_usize..18, by in proptest::sample::select(b"0123456789".as_slice()),
    ) {
        let body = format!("{region}{year}{month:02}{day:02}{sequence}");
        let check = check_digit::mod_11_2(body.as_bytes());
        let number = with_check(body, check);
        prop_assert!(ResidentId::parse(&number).is_ok());
        if let Some(wrong) = replaced(&number, place, by) {
            prop_assert!(ResidentId::parse(&wrong).is_err());
        }
    }

    #[test]
    fn swapped_neighbours_of_a_resident_number_are_noticed(body in "[0-9]{17}", place in 0_usize..16) {
        let check = check_digit::mod_11_2(body.as_bytes());
        let mut swapped = body.clone().into_bytes();
        swapped.swap(place, place + 1);
        if swapped != body.as_bytes() {
            prop_assert_ne!(check_digit::mod_11_2(&swapped), check);
        }
    }

    #[test]
    fn a_changed_character_of_a_credit_code_is_noticed(
        body in proptest::string::string_regex(&format!("{CREDIT}{{17}}")).unwrap(), place in 0_usize..18,
        by in proptest::sample::select(check_digit::CREDIT_CODE_ALPHABET.as_slice()),
    ) {
        let check = check_digit::gb_32100(body.as_bytes());
        let code = with_check(body, check);
        prop_assert!(CreditCode::parse(&code).is_ok());
        if let Some(wrong) = replaced(&code, place, by) {
            prop_assert!(CreditCode::parse(&wrong).is_err());
        }
    }

    #[test]
    fn a_changed_digit_of_an_organisation_code_is_noticed(
        body in "[0-9]{8}", place in 0_usize..9, by in proptest::sample::select(b"0123456789".as_slice()),
    ) {
        let check = check_digit::gb_11714(body.as_bytes());
        let code = with_check(body, check);
        prop_assert!(OrganisationCode::parse(&code).is_ok());
        if let Some(wrong) = replaced(&code, place, by) {
            prop_assert!(OrganisationCode::parse(&wrong).is_err());
        }
    }

    #[test]
    fn a_changed_digit_of_registration_and_licence_numbers_is_noticed(
        body in "[0-9]{8}", form in 1..=3, place in 0_usize..15,
        by in proptest::sample::select(b"0123456789".as_slice()),
    ) {
        let number = format!("610328{body}");
        let check = check_digit::mod_11_10(number.as_bytes());
        let number = with_check(number, check);
        prop_assert!(RegistrationNumber::parse(&number).is_ok());
        if let Some(wrong) = replaced(&number, place, by) {
            prop_assert!(RegistrationNumber::parse(&wrong).is_err());
        }
        let licence = format!("{form}610328{}", &body[..6]);
        let check = check_digit::mod_11_10(licence.as_bytes());
        let licence = format!("JY{}", with_check(licence, check));
        prop_assert!(FoodLicenceNumber::parse(&licence).is_ok());
        if let Some(wrong) = replaced(&licence, place, by) {
            prop_assert!(FoodLicenceNumber::parse(&wrong).is_err());
        }
    }

    #[test]
    fn a_changed_character_of_a_licence_identifier_is_noticed(
        kind in "[0-9A-Z]{21}", issuer in "[0-9A-Z]{6,18}", serial in "[0-9A-Z]{1,20}", version in 0_u16..1000,
        place in 0_usize..80, by in proptest::sample::select(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".as_slice()),
    ) {
        let id = LicenceId::build(&kind, &issuer, &serial, version).unwrap();
        if let Some(wrong) = replaced(id.as_str(), place, by) {
            prop_assert!(LicenceId::parse(&wrong).is_err());
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(raw in typed()) {
        for normalise in [text::ascii, text::compact, text::line, text::lines, person_name::normalise, entity_name::normalise] {
            let once = normalise(&raw);
            prop_assert_eq!(normalise(&once), once);
        }
    }

    #[test]
    fn a_checked_value_stays_as_it_is(raw in typed()) {
        for kind in Kind::ALL {
            let first = check(kind, &raw, &Rule::default());
            if let Some(normalised) = &first.normalised {
                prop_assert_eq!(&check(kind, normalised, &Rule::default()), &first);
            } else {
                prop_assert!(!first.faults.is_empty());
            }
        }
    }

    #[test]
    fn no_text_makes_a_parser_panic(raw in typed(), number in "[0-9A-Z.王-]{0,45}") {
        for text in [&raw, &number] {
            let _ = (ItemCode::parse(text), LicenceId::parse(text), ResidentId::from_first_generation(text));
            let _ = (FoodLicenceNumber::parse(text), RegistrationNumber::parse(text), OrganisationCode::parse(text));
            let _ = (is_service_number(text), other_id::mrz_check_digit(text), date::parse_iso(text));
            for kind in [DocumentKind::HkMoPermit, DocumentKind::TaiwanBooklet, DocumentKind::ChinesePassport] {
                let _ = Document::parse(kind, text);
            }
            for mask in [mask::name, mask::mobile, mask::address, mask::passport, mask::bank_account, mask::email] {
                let _ = mask(text);
            }
        }
    }

    #[test]
    fn a_name_of_han_characters_keeps_every_one(raw in "[\u{4E00}-\u{9FFF}\u{20000}-\u{2A6DF}\u{30000}-\u{3134A}]{1,100}") {
        let name = PersonName::parse(&raw).unwrap();
        prop_assert_eq!(name.as_str(), raw);
    }

    #[test]
    fn dates_survive_writing_and_reading(year in 1850_i16..2200, month in 1_i8..=12, day in 1_i8..=28) {
        let day = jiff::civil::date(year, month, day);
        prop_assert_eq!(date::parse_iso(&date::write(day)), Ok(day));
        prop_assert_eq!(date::write(day), day.to_string());
    }

    #[test]
    fn numbers_have_the_value_they_show(units in -999_999_999_i64..999_999_999, decimals in 0_u32..7) {
        let scale = 10_i64.pow(decimals);
        let (whole, fraction) = (units.abs() / scale, units.abs() % scale);
        let sign = if units < 0 { "-" } else { "" };
        let shown = if decimals == 0 { format!("{sign}{whole}") } else {
            format!("{sign}{whole}.{fraction:0width$}", width = decimals as usize)
        };
        let number = Decimal::parse(&shown).unwrap();
        prop_assert_eq!(number.value(), shown.parse::<f64>().unwrap());
        prop_assert_eq!(number.as_str().parse::<f64>().unwrap(), number.value());
    }
}
