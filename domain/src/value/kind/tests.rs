use super::*;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const FREE: Rule<'static> = Rule {
    min: None,
    max: None,
    decimals: None,
    max_length: None,
    options: &[],
    open_ended: false,
};

fn found(kind: Kind, raw: &str) -> Vec<&'static str> {
    check(kind, raw, &FREE)
        .faults
        .iter()
        .map(|fault| fault.code.as_str())
        .collect()
}

fn stored(kind: Kind, raw: &str) -> Option<String> {
    check(kind, raw, &FREE).normalised
}

#[test]
fn every_code_is_listed_once_under_its_own_name() {
    assert_eq!(super::super::CODES.len(), Code::ALL.len());
    for (code, text) in Code::ALL.iter().zip(super::super::CODES) {
        assert_eq!(code.as_str(), *text);
        assert_eq!(super::super::CODES.iter().filter(|other| *other == text).count(), 1);
        assert!(text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
        let name = format!("{code:?}").to_ascii_lowercase();
        assert_eq!(name, text.replace('_', ""), "code and variant have the same words");
    }
}

#[test]
fn kinds_have_the_names_of_the_catalogue() {
    let names = "text long_text person_name entity_name resident_id credit_code mobile phone postcode email address \
                 date money number area yes_no choice";
    for name in names.split_whitespace() {
        let kind: Kind = serde_json::from_str(&format!("\"{name}\"")).unwrap();
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{name}\""));
    }
}

#[test]
fn an_empty_value_is_empty_for_every_kind() {
    for kind in [
        Kind::Text,
        Kind::LongText,
        Kind::PersonName,
        Kind::ResidentId,
        Kind::Date,
        Kind::Number,
        Kind::Choice,
    ] {
        assert_eq!(found(kind, " 　"), ["empty"]);
        assert_eq!(found(kind, ""), ["empty"]);
    }
}

#[test]
fn text_keeps_rare_characters_and_chinese_punctuation() {
    assert_eq!(
        stored(Kind::Text, " 𠮷野家（１号店），李𫖮　收 ").as_deref(),
        Some("𠮷野家（1号店），李𫖮 收")
    );
}

#[test]
fn text_points_out_what_nobody_can_see() {
    assert_eq!(found(Kind::Text, "店面\u{7}"), ["text_control"]);
    assert_eq!(found(Kind::Text, "店\n面"), ["text_control"]);
    assert_eq!(found(Kind::Text, "店\u{200B}面😀"), ["text_invisible", "text_emoji"]);
    assert_eq!(found(Kind::Address, "海沧区\u{E863}路一号"), ["text_private_use"]);
    assert_eq!(found(Kind::LongText, "一\n二\t三"), ["text_control"]);
    assert_eq!(
        stored(Kind::LongText, "\r\n一\r\n\r\n二 \n").as_deref(),
        Some("一\n\n二")
    );
    assert_eq!(stored(Kind::Text, "店\u{200B}面"), None);
}

#[test]
fn length_counts_characters() {
    let rule = Rule {
        max_length: Some(3),
        ..FREE
    };
    assert!(check(Kind::Text, "𠮷𠮷𠮷", &rule).is_usable());
    assert_eq!(check(Kind::Text, "一二三四", &rule).faults[0].code, Code::TextLength);
    assert!(check(Kind::LongText, &"字".repeat(2000), &FREE).is_usable());
    assert_eq!(found(Kind::LongText, &"字".repeat(2001)), ["text_length"]);
}

#[test]
fn names_say_what_is_wrong() {
    assert_eq!(found(Kind::PersonName, "张3"), ["name_digit"]);
    assert_eq!(found(Kind::PersonName, "王芳😀"), ["name_emoji"]);
    assert_eq!(found(Kind::PersonName, "王\u{200B}芳"), ["name_invisible"]);
    assert_eq!(found(Kind::PersonName, "·买买提"), ["name_dot"]);
    assert_eq!(
        check(Kind::PersonName, "王", &FREE).faults,
        [Fault {
            code: Code::NameShort,
            weight: Weight::Warning
        }]
    );
    assert_eq!(found(Kind::PersonName, "王A"), ["name_mixed"]);
    assert_eq!(
        stored(Kind::PersonName, "买买提。吐尔逊").as_deref(),
        Some("买买提·吐尔逊")
    );
    assert_eq!(found(Kind::PersonName, "JOHN F. KENNEDY"), ["name_character"]);
}

#[test]
fn organisations_have_han_letters_digits_and_few_signs() {
    assert_eq!(
        stored(Kind::EntityName, " 千阳县 ＡＢ1店（个体工商户） ").as_deref(),
        Some("千阳县AB1店（个体工商户）")
    );
    assert_eq!(
        stored(Kind::EntityName, "老王(北京)·A&B-1").as_deref(),
        Some("老王(北京)·A&B-1")
    );
    assert_eq!(found(Kind::EntityName, "店"), ["entity_length"]);
    assert_eq!(found(Kind::EntityName, &"店".repeat(101)), ["entity_length"]);
    assert_eq!(found(Kind::EntityName, "老王<店>"), ["entity_character"]);
    assert_eq!(found(Kind::EntityName, "老王店🍵"), ["text_emoji"]);
}

#[test]
fn identity_numbers_and_credit_codes_warn_beside_the_value() {
    let unknown = check(Kind::ResidentId, "006103199001019936", &FREE);
    assert!(unknown.is_usable());
    assert_eq!(
        unknown.faults,
        [Fault {
            code: Code::IdRegion,
            weight: Weight::Warning
        }]
    );
    let organisation = check(Kind::CreditCode, "91610328MAYYYYY10Q", &FREE);
    assert!(organisation.is_usable());
    assert_eq!(organisation.faults[0].code, Code::CreditCodeOrganisation);
    assert_eq!(found(Kind::CreditCode, "91610328MOYYYYY12Y"), ["credit_code_letter"]);
}

#[test]
fn a_birth_after_today_is_refused_only_when_today_is_known() {
    let today = jiff::civil::date(2026, 11, 21);
    let number = "610328202701019938";
    assert!(check(Kind::ResidentId, number, &FREE).is_usable());
    assert_eq!(
        check_on(Kind::ResidentId, number, &FREE, today).faults[0].code,
        Code::IdBirthFuture
    );
    assert_eq!(check_on(Kind::ResidentId, "", &FREE, today).faults[0].code, Code::Empty);
    assert!(check_on(Kind::Text, "茶", &FREE, today).is_usable());
}

#[test]
fn telephones_are_mobile_or_landline() {
    assert_eq!(stored(Kind::Phone, "+86 138 0000 0000").as_deref(), Some("13800000000"));
    assert_eq!(
        stored(Kind::Phone, "（0592）5000000转8001").as_deref(),
        Some("0592-5000000-8001")
    );
    assert_eq!(stored(Kind::Phone, "+86 10 60000000").as_deref(), Some("010-60000000"));
    assert_eq!(stored(Kind::Phone, "+86-592-5000000").as_deref(), Some("0592-5000000"));
    assert_eq!(found(Kind::Phone, "400-000-0000"), ["phone_service"]);
    assert_eq!(found(Kind::Phone, "12345"), ["phone_service"]);
    assert_eq!(found(Kind::Phone, "1380000000"), ["mobile_length"]);
    assert_eq!(found(Kind::Mobile, "15400000000"), ["mobile_unusual"]);
    assert_eq!(found(Kind::Mobile, "+85251234567"), ["mobile_country"]);
}

#[test]
fn dates_are_read_as_typed_and_stored_as_iso() {
    for raw in [
        "2026-01-05",
        "2026-1-5",
        "2026/1/5",
        "2026.1.5",
        "2026年1月5日",
        "20260105",
        "２０２６－０１－０５",
    ] {
        assert_eq!(stored(Kind::Date, raw).as_deref(), Some("2026-01-05"), "{raw}");
    }
    assert_eq!(found(Kind::Date, "2026-02-29"), ["date_impossible"]);
    assert_eq!(found(Kind::Date, "26-01-05"), ["date_format"]);
    assert_eq!(found(Kind::Date, "明天"), ["date_format"]);
    assert_eq!(found(Kind::Date, "长期"), ["date_open_ended"]);
    let open = Rule {
        open_ended: true,
        ..FREE
    };
    assert_eq!(check(Kind::Date, "长期", &open).normalised.as_deref(), Some("长期"));
}

#[test]
fn numbers_are_stored_in_the_shortest_form_and_measured() {
    assert_eq!(stored(Kind::Area, "０３５．５０").as_deref(), Some("35.5"));
    assert_eq!(stored(Kind::Money, "1,000").as_deref(), Some("1000"));
    assert_eq!(stored(Kind::Number, "-0").as_deref(), Some("0"));
    assert_eq!(stored(Kind::Number, "-2.50").as_deref(), Some("-2.5"));
    assert_eq!(found(Kind::Number, "1,00"), ["number_format"]);
    assert_eq!(found(Kind::Number, "1e3"), ["number_format"]);
    assert_eq!(found(Kind::Number, "1234567890123456"), ["number_digits"]);
    assert_eq!(found(Kind::Area, "-1.005"), ["number_decimals", "number_min"]);
    let rule = Rule {
        min: Some(1.0),
        max: Some(9.5),
        decimals: Some(0),
        ..FREE
    };
    assert_eq!(check(Kind::Number, "0", &rule).faults[0].code, Code::NumberMin);
    assert_eq!(check(Kind::Number, "10", &rule).faults[0].code, Code::NumberMax);
    assert_eq!(check(Kind::Number, "9.5", &rule).faults[0].code, Code::NumberDecimals);
    assert_eq!(check(Kind::Number, "9", &rule).normalised.as_deref(), Some("9"));
}

#[test]
fn choices_and_yes_or_no() {
    let rule = Rule {
        options: &["sole", "company"],
        ..FREE
    };
    assert_eq!(check(Kind::Choice, " sole ", &rule).normalised.as_deref(), Some("sole"));
    assert_eq!(check(Kind::Choice, "branch", &rule).faults[0].code, Code::ChoiceUnknown);
    assert_eq!(stored(Kind::YesNo, "是").as_deref(), Some("yes"));
    assert_eq!(stored(Kind::YesNo, "false").as_deref(), Some("no"));
    assert_eq!(found(Kind::YesNo, "2"), ["yes_no_unknown"]);
}

#[test]
fn values_about_persons_do_not_print() {
    let id = ResidentId::parse("11010519491231002X").unwrap();
    let name = PersonName::parse("王芳").unwrap();
    let phone = Phone::parse("13800000000").unwrap();
    assert_eq!(
        format!("{id:?} {name:?} {phone:?}"),
        "ResidentId(***) PersonName(***) Mobile(Mobile(***))"
    );
}
