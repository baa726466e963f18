//! The kinds of data elements in the catalogue, and one check for all of them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::credit_code::CreditCode;
use super::email::Email;
use super::number::Decimal;
use super::person_name::PersonName;
use super::phone::{Mobile, Phone};
use super::postcode::Postcode;
use super::resident_id::ResidentId;
use super::{date, entity_name, text};

#[cfg(test)]
mod tests;

/// What a value is. The names are those of `kind` in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A person's name.
    PersonName,
    /// Name of a company, shop or other organisation.
    EntityName,
    /// Identity number of 18 characters.
    ResidentId,
    /// Unified social credit code.
    CreditCode,
    /// Mobile number.
    Mobile,
    /// Mobile or landline number.
    Phone,
    /// Postcode.
    Postcode,
    /// E-mail address.
    Email,
    /// Address in one line, without the region.
    Address,
    /// Calendar day, `YYYY-MM-DD`; 长期 where [`Rule::open_ended`] allows it.
    Date,
    /// Money in ten thousand yuan.
    Money,
    /// Any other number.
    Number,
    /// Area in square metres.
    Area,
    /// `yes` or `no`.
    YesNo,
    /// The id of one option.
    Choice,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 17] = [
        Self::Text,
        Self::LongText,
        Self::PersonName,
        Self::EntityName,
        Self::ResidentId,
        Self::CreditCode,
        Self::Mobile,
        Self::Phone,
        Self::Postcode,
        Self::Email,
        Self::Address,
        Self::Date,
        Self::Money,
        Self::Number,
        Self::Area,
        Self::YesNo,
        Self::Choice,
    ];
}

/// Most characters of a `text` and an `address` without a limit of their own.
pub const TEXT_LENGTH: u16 = 200;
/// Most characters of a `long_text` without a limit of its own.
pub const LONG_TEXT_LENGTH: u16 = 2000;
/// Most decimals of `money` without a limit of its own: a hundredth of a yuan.
pub const MONEY_DECIMALS: u8 = 6;
/// Most decimals of an `area` without a limit of its own.
pub const AREA_DECIMALS: u8 = 2;

/// What the catalogue says about the values of one element. The default has no limits of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rule<'a> {
    /// Smallest number; 0 for money and area when absent.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Most decimals of a number.
    pub decimals: Option<u8>,
    /// Most characters (code points) of a text.
    pub max_length: Option<u16>,
    /// Ids of the options of a choice.
    pub options: &'a [&'a str],
    /// Whether a date may be 长期.
    pub open_ended: bool,
}

/// How much a finding matters: errors stop, warnings ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// The value cannot be used.
    Error,
    /// The value can be used, but somebody should look again.
    Warning,
}

/// One finding about a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Fault {
    /// What was found.
    pub code: Code,
    /// Whether it stops.
    pub weight: Weight,
}

/// A checked value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The form to store and send; `None` when an error stops the value.
    pub normalised: Option<String>,
    /// What was found, sorted by code, each code once.
    pub faults: Vec<Fault>,
}

impl Checked {
    /// Whether no error stops the value.
    pub fn is_usable(&self) -> bool {
        self.normalised.is_some()
    }

    fn usable(normalised: impl Into<String>) -> Self {
        Self {
            normalised: Some(normalised.into()),
            faults: Vec::new(),
        }
    }

    fn error(code: impl Into<Code>) -> Self {
        Self::default().with_error(code)
    }

    fn with_error(mut self, code: impl Into<Code>) -> Self {
        self.normalised = None;
        self.add(code.into(), Weight::Error)
    }

    fn with_warning(self, code: impl Into<Code>) -> Self {
        self.add(code.into(), Weight::Warning)
    }

    fn with_warnings<C: Into<Code>>(self, codes: Vec<C>) -> Self {
        codes.into_iter().fold(self, Self::with_warning)
    }

    fn add(mut self, code: Code, weight: Weight) -> Self {
        let fault = Fault { code, weight };
        if let Err(place) = self.faults.binary_search(&fault) {
            self.faults.insert(place, fault);
        }
        self
    }
}

/// Checks one typed value of a kind under a rule. The same on the phone and on the server.
///
/// Nothing but spaces gives [`Code::Empty`]; leave empty optional fields out. Checking a normalised value again gives
/// the same value.
pub fn check(kind: Kind, raw: &str, rule: &Rule<'_>) -> Checked {
    if raw.chars().all(text::is_space) {
        return Checked::error(Code::Empty);
    }
    match kind {
        Kind::Text => free_text(text::line(raw), rule.max_length.unwrap_or(TEXT_LENGTH), false),
        Kind::LongText => long_text(raw, rule),
        Kind::Address => address(raw, rule),
        Kind::PersonName => person_name(raw),
        Kind::EntityName => entity(raw),
        Kind::ResidentId => resident_id(raw, None),
        Kind::CreditCode => credit_code(raw),
        Kind::Mobile => mobile(raw),
        Kind::Phone => phone(raw),
        Kind::Postcode => of(Postcode::parse(raw)),
        Kind::Email => of(Email::parse(raw)),
        Kind::Date => day(raw, rule),
        Kind::Money => number(raw, rule, Some(0.0), Some(MONEY_DECIMALS)),
        Kind::Area => number(raw, rule, Some(0.0), Some(AREA_DECIMALS)),
        Kind::Number => number(raw, rule, None, None),
        Kind::YesNo => yes_no(raw),
        Kind::Choice => choice(raw, rule),
    }
}

/// As [`check`], and refuses identity numbers of people born after `today`.
pub fn check_on(kind: Kind, raw: &str, rule: &Rule<'_>, today: Date) -> Checked {
    match kind {
        Kind::ResidentId if !raw.chars().all(text::is_space) => resident_id(raw, Some(today)),
        _ => check(kind, raw, rule),
    }
}

/// A value that has faults only, no warnings.
fn of<T: Into<String>, F: Into<Code>>(parsed: Result<T, F>) -> Checked {
    match parsed {
        Ok(value) => Checked::usable(value),
        Err(fault) => Checked::error(fault),
    }
}

fn free_text(normalised: String, most: u16, multiline: bool) -> Checked {
    if normalised.is_empty() {
        return Checked::error(Code::Empty);
    }
    let mut checked = Checked::default();
    for trouble in text::troubles(&normalised, multiline) {
        checked = checked.with_error(trouble);
    }
    if normalised.chars().count() > usize::from(most) {
        checked = checked.with_error(Code::TextLength);
    }
    if checked.faults.is_empty() {
        checked.normalised = Some(normalised);
    }
    checked
}

fn long_text(raw: &str, rule: &Rule<'_>) -> Checked {
    free_text(text::lines(raw), rule.max_length.unwrap_or(LONG_TEXT_LENGTH), true)
}

fn address(raw: &str, rule: &Rule<'_>) -> Checked {
    let checked = free_text(text::line(raw), rule.max_length.unwrap_or(TEXT_LENGTH), false);
    match &checked.normalised {
        Some(address) if address.chars().count() < 5 => checked.with_warning(Code::AddressShort),
        _ => checked,
    }
}

fn person_name(raw: &str) -> Checked {
    match PersonName::parse(raw) {
        Ok(name) => {
            let warnings = name.warnings();
            Checked::usable(name).with_warnings(warnings)
        }
        Err(fault) => Checked::error(fault),
    }
}

fn entity(raw: &str) -> Checked {
    let name = entity_name::normalise(raw);
    let mut checked = Checked::default();
    let troubles = text::troubles(&name, false);
    if troubles.is_empty() && !name.chars().all(entity_name::is_allowed) {
        checked = checked.with_error(Code::EntityCharacter);
    }
    for trouble in troubles {
        checked = checked.with_error(trouble);
    }
    if !entity_name::has_allowed_length(&name) {
        checked = checked.with_error(Code::EntityLength);
    }
    if checked.faults.is_empty() {
        checked.normalised = Some(name);
    }
    checked
}

fn resident_id(raw: &str, today: Option<Date>) -> Checked {
    let parsed = ResidentId::parse(raw).and_then(|id| match today {
        Some(today) => id.born_by(today).map(|()| id),
        None => Ok(id),
    });
    match parsed {
        Ok(id) => {
            let warnings = id.warnings();
            Checked::usable(id).with_warnings(warnings)
        }
        Err(fault) => Checked::error(fault),
    }
}

fn credit_code(raw: &str) -> Checked {
    match CreditCode::parse(raw) {
        Ok(code) => {
            let warnings = code.warnings();
            Checked::usable(code).with_warnings(warnings)
        }
        Err(fault) => Checked::error(fault),
    }
}

fn mobile(raw: &str) -> Checked {
    match Mobile::parse(raw) {
        Ok(number) if number.has_assigned_prefix() => Checked::usable(number),
        Ok(number) => Checked::usable(number).with_warning(Code::MobileUnusual),
        Err(fault) => Checked::error(fault),
    }
}

fn phone(raw: &str) -> Checked {
    match Phone::parse(raw) {
        Ok(Phone::Mobile(number)) => mobile(number.as_str()),
        Ok(Phone::Landline(number)) => Checked::usable(number),
        Err(fault) => Checked::error(fault),
    }
}

fn day(raw: &str, rule: &Rule<'_>) -> Checked {
    match date::parse(raw) {
        Ok(date) => Checked::usable(date::write(date)),
        Err(_) if text::compact(raw) == date::OPEN_ENDED && rule.open_ended => Checked::usable(date::OPEN_ENDED),
        Err(_) if text::compact(raw) == date::OPEN_ENDED => Checked::error(Code::DateOpenEnded),
        Err(fault) => Checked::error(fault),
    }
}

fn number(raw: &str, rule: &Rule<'_>, least: Option<f64>, decimals: Option<u8>) -> Checked {
    let number = match Decimal::parse(raw) {
        Ok(number) => number,
        Err(fault) => return Checked::error(fault),
    };
    let mut checked = Checked::usable(number.as_str());
    if rule.decimals.or(decimals).is_some_and(|most| number.decimals() > most) {
        checked = checked.with_error(Code::NumberDecimals);
    }
    if rule.min.or(least).is_some_and(|min| number.value() < min) {
        checked = checked.with_error(Code::NumberMin);
    }
    if rule.max.is_some_and(|max| number.value() > max) {
        checked = checked.with_error(Code::NumberMax);
    }
    checked
}

fn yes_no(raw: &str) -> Checked {
    match text::compact(raw).as_str() {
        "YES" | "TRUE" | "是" => Checked::usable("yes"),
        "NO" | "FALSE" | "否" => Checked::usable("no"),
        _ => Checked::error(Code::YesNoUnknown),
    }
}

fn choice(raw: &str, rule: &Rule<'_>) -> Checked {
    let id = raw.trim_matches(text::is_space);
    if rule.options.contains(&id) {
        Checked::usable(id)
    } else {
        Checked::error(Code::ChoiceUnknown)
    }
}
