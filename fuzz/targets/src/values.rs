//! Single values: what people type into fields.

use yijian_domain::value::{
    Kind, ResidentId, Rule, Weight, check, check_digit, check_on, date, e_licence_id, entity_name, item_code,
    licence_number, mask, number::Decimal, other_id, person_name, phone, text,
};

use crate::input::Input;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 3, 2);

/// Reads the bytes as a typed value: a rule in the first two, then text.
///
/// # Panics
/// - When a check panics; when its faults are not sorted, double, or do not say why nothing can be stored.
/// - When a stored value is changed or refused by another check, or holds characters that nobody can see.
/// - When an identity number is taken without its check character, born after today, or with one digit changed; when
///   it shows in debug output.
/// - When a mask shows more than it may.
pub fn values(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let (limits, more) = (input.byte(), input.byte());
    let raw = input.rest();
    let bound = |bit: u8, value: f64| (limits & bit != 0).then_some(value);
    let rule = Rule {
        min: bound(1, 10.0),
        max: bound(2, 100.0),
        decimals: (limits & 4 != 0).then_some(more % 5),
        max_length: (limits & 8 != 0).then_some(u16::from(more)),
        options: if limits & 16 != 0 { &["sole", "company"] } else { &[] },
        open_ended: limits & 32 != 0,
    };
    for kind in Kind::ALL {
        checked(kind, &raw, &rule);
    }
    identity(&raw);
    masks(&raw);
    others(&raw);
}

fn checked(kind: Kind, raw: &str, rule: &Rule<'_>) {
    let first = check(kind, raw, rule);
    assert!(first.faults.is_sorted_by(|one, next| one < next), "{kind:?}: {first:?}");
    let stops = first.faults.iter().any(|fault| fault.weight == Weight::Error);
    assert_eq!(first.normalised.is_none(), stops, "{kind:?}: {first:?}");
    let dated = check_on(kind, raw, rule, TODAY);
    if kind != Kind::ResidentId {
        assert_eq!(dated, first);
    }
    let Some(stored) = &first.normalised else {
        assert!(dated.normalised.is_none());
        return;
    };
    assert_eq!(&check(kind, stored, rule), &first, "{kind:?}: {raw:?}");
    assert!(
        text::troubles(stored, kind == Kind::LongText).is_empty(),
        "{kind:?}: {stored:?}"
    );
    match kind {
        Kind::Date => {
            assert!(stored == date::OPEN_ENDED || date::parse_iso(stored).map(date::write).as_ref() == Ok(stored))
        }
        Kind::Money | Kind::Number | Kind::Area => {
            let value = stored.parse::<f64>().expect("a number is stored as digits");
            assert!(rule.min.is_none_or(|min| value >= min) && rule.max.is_none_or(|max| value <= max));
            assert_eq!(Decimal::parse(stored).map(|number| number.value()), Ok(value));
        }
        Kind::Choice => assert!(rule.options.contains(&stored.as_str())),
        _ => {}
    }
}

fn identity(raw: &str) {
    if let Ok(grown) = ResidentId::from_first_generation(raw) {
        assert_eq!(ResidentId::parse(grown.as_str()).as_ref(), Ok(&grown));
    }
    let Ok(id) = ResidentId::parse(raw) else { return };
    let digits = id.as_str();
    assert_eq!(digits.len(), 18);
    assert_eq!(
        check_digit::mod_11_2(&digits.as_bytes()[..17]),
        Some(digits.as_bytes()[17])
    );
    assert!(!format!("{id:?}").contains(&digits[..6]));
    assert_eq!(
        check_on(Kind::ResidentId, raw, &Rule::default(), TODAY).is_usable(),
        id.birth_date() <= TODAY
    );
    // ISO 7064 MOD 11-2 notices every single changed digit.
    for at in 0..17 {
        let mut changed = digits.as_bytes().to_vec();
        changed[at] = if changed[at] == b'9' { b'0' } else { changed[at] + 1 };
        assert!(ResidentId::parse(&String::from_utf8_lossy(&changed)).is_err());
    }
}

/// How many characters of a value a mask leaves readable at most.
fn masks(raw: &str) {
    let length = raw.chars().count();
    let shown = |masked: &str| {
        masked
            .chars()
            .zip(raw.chars())
            .filter(|(m, r)| m == r && *m != '*')
            .count()
    };
    for (masked, most) in [
        (mask::name(raw), 1),
        (mask::mobile(raw), 7),
        (mask::resident_id(raw, mask::Strictness::Usual), 10),
        (mask::resident_id(raw, mask::Strictness::Strict), 7),
        (mask::resident_id(raw, mask::Strictness::Strictest), 2),
        (mask::resident_id_on_food_licence(raw), 14),
        (mask::passport(raw), 3),
    ] {
        assert_eq!(masked.chars().count(), length, "{masked:?}");
        assert!(shown(&masked) <= most, "{masked:?}");
    }
    assert!(mask::address(raw).ends_with("****"));
    assert_eq!(mask::email(raw).contains('@'), raw.contains('@'));
    let _ = mask::bank_account(raw);
}

/// Numbers that only some forms have, and the writing that all share.
fn others(raw: &str) {
    let normalise: [fn(&str) -> String; 6] = [
        text::ascii,
        text::compact,
        text::line,
        text::lines,
        person_name::normalise,
        entity_name::normalise,
    ];
    for normalise in normalise {
        let once = normalise(raw);
        assert_eq!(normalise(&once), once, "{raw:?}");
    }
    for day in [date::parse(raw), date::parse_iso(raw), date::from_digits(raw)]
        .into_iter()
        .flatten()
    {
        assert_eq!(date::parse(&date::write(day)), Ok(day));
        assert_eq!(date::parse(&date::write_chinese(day)), Ok(day));
    }
    if let Ok(id) = e_licence_id::LicenceId::parse(raw) {
        assert_eq!(e_licence_id::LicenceId::parse(id.as_str()).as_ref(), Ok(&id));
    }
    if let Ok(number) = licence_number::FoodLicenceNumber::parse(raw) {
        assert_eq!(number.region().len(), 6);
    }
    if let Ok(code) = item_code::ItemCode::parse(raw) {
        let _ = (code.kind(), code.organ(), code.level(), code.basic_code());
    }
    let _ = (phone::is_service_number(raw), other_id::mrz_check_digit(raw));
    documents(raw);
}

fn documents(raw: &str) {
    use other_id::{Document, DocumentKind};
    for kind in [
        DocumentKind::HkMoPermit,
        DocumentKind::TaiwanPermit,
        DocumentKind::TaiwanBooklet,
        DocumentKind::ChinesePassport,
        DocumentKind::ForeignPassport,
        DocumentKind::OldForeignCard,
    ] {
        if let Ok(document) = Document::parse(kind, raw) {
            assert_eq!(Document::parse(kind, document.as_str()).as_ref(), Ok(&document));
            assert!(document.as_str().starts_with(document.lifelong()));
        }
    }
}
