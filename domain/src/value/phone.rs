//! Telephone numbers of the mainland.
//!
//! A mobile number is refused only by the lenient rule (`1`, then 3 to 9, 11 digits), because new prefixes are opened
//! without notice; an unassigned prefix is a warning. The operator is never told from the prefix: numbers are portable
//! since 2019-12-01. That a number is somebody's own is proved by a message, not here.

use serde::{Deserialize, Serialize};

use super::{text, text_value};

/// A mobile number of 11 digits without country code.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile(String);

text_value!(Mobile, MobileFault, personal);

/// Why a text is no mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MobileFault {
    /// Not 11 digits.
    #[error("a mobile number has 11 digits")]
    Length,
    /// Something else than digits.
    #[error("a mobile number has digits only")]
    Character,
    /// Another country code than 86.
    #[error("only numbers of the mainland (+86) can be used")]
    Country,
    /// Does not begin with 13 to 19.
    #[error("a mobile number begins with 13 to 19")]
    Prefix,
}

impl Mobile {
    /// Reads a number; spaces, hyphens, full-width digits and the country code (`+86`, `0086`, `86`) are understood.
    pub fn parse(raw: &str) -> Result<Self, MobileFault> {
        let mut number = plain(raw);
        number.retain(|c| c != '-');
        let number = match without_country(&number) {
            Some(national) => national,
            None if number.starts_with('+') => return Err(MobileFault::Country),
            None if number.len() == 13 && number.starts_with("861") => &number[2..],
            None => &number,
        };
        if number.chars().any(|c| !c.is_ascii_digit()) {
            return Err(MobileFault::Character);
        }
        if number.len() != 11 {
            return Err(MobileFault::Length);
        }
        if !matches!(number.as_bytes(), [b'1', b'3'..=b'9', ..]) {
            return Err(MobileFault::Prefix);
        }
        Ok(Self(String::from(number)))
    }

    /// Whether the prefix is assigned to persons' mobile phones, after the numbering plan that libphonenumber (2026-07)
    /// knows. `false` deserves a warning only.
    pub fn has_assigned_prefix(&self) -> bool {
        match self.0.as_bytes() {
            [b'1', b'6', b'1', b'0', ..] | [b'1', b'7', b'4', b'0', b'0'..=b'5', ..] => true,
            [b'1', second, third, ..] => match second {
                b'3' | b'8' => true,
                b'4' => matches!(third, b'5' | b'7'),
                b'5' | b'9' => *third != b'4',
                b'6' => matches!(third, b'2' | b'5'..=b'7'),
                b'7' => matches!(third, b'0'..=b'3' | b'5'..=b'8'),
                _ => false,
            },
            _ => false,
        }
    }

    /// The international form, `+86` before the number.
    pub fn e164(&self) -> String {
        international(&self.0)
    }
}

/// A landline number, stored as `0592-5000000` or `0592-5000000-8001`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Landline(String);

text_value!(Landline, LandlineFault, personal);

/// Why a text is no landline number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LandlineFault {
    /// The area code (`010`, `02x` but 026, otherwise four digits with a leading 0) is missing or impossible.
    #[error("begin with the area code and its leading 0, for example 0592-5000000")]
    AreaCode,
    /// The number after the area code begins with 0 or 1.
    #[error("the number after the area code begins with 2 to 9")]
    Local,
    /// The number after the area code has not 7 or 8 digits.
    #[error("the number after the area code has 7 or 8 digits")]
    Length,
    /// The extension has not 1 to 6 digits.
    #[error("an extension has 1 to 6 digits")]
    Extension,
    /// Something else than digits, brackets and hyphens.
    #[error("a telephone number has digits, brackets and hyphens only")]
    Character,
}

impl Landline {
    /// Reads area code, number and optional extension (`-8001`, `转8001`); brackets, spaces and `+86` are understood.
    pub fn parse(raw: &str) -> Result<Self, LandlineFault> {
        let number = plain(raw);
        let national = match without_country(&number) {
            Some(rest) if rest.starts_with('0') => String::from(rest),
            Some(rest) => String::from("0") + rest,
            None => number,
        };
        if national.chars().any(|c| !c.is_ascii_digit() && c != '-') {
            return Err(LandlineFault::Character);
        }
        let (first, rest) = national.split_once('-').unwrap_or((&national, ""));
        let area_length = if first.starts_with("01") || first.starts_with("02") {
            3
        } else {
            4
        };
        // "0592-5000000" and "05925000000" differ in where the first hyphen stands.
        let (area, joined) = first.split_at(area_length.min(first.len()));
        if !is_area_code(area) || first.len() > area_length && joined.len() < 5 {
            return Err(LandlineFault::AreaCode);
        }
        let (local, extension) = if joined.is_empty() {
            rest.split_once('-')
                .map_or((rest, None), |(local, extension)| (local, Some(extension)))
        } else {
            (joined, (!rest.is_empty()).then_some(rest))
        };
        if local.starts_with(['0', '1']) {
            return Err(LandlineFault::Local);
        }
        if !matches!(local.len(), 7 | 8) || local.contains('-') {
            return Err(LandlineFault::Length);
        }
        if extension.is_some_and(|digits| !matches!(digits.len(), 1..=6) || digits.contains('-')) {
            return Err(LandlineFault::Extension);
        }
        let mut stored = String::with_capacity(20);
        for (index, part) in [Some(area), Some(local), extension].into_iter().flatten().enumerate() {
            if index > 0 {
                stored.push('-');
            }
            stored.push_str(part);
        }
        Ok(Self(stored))
    }

    /// Area code with its leading 0.
    pub fn area_code(&self) -> &str {
        self.part(0)
    }

    /// Extension, if any.
    pub fn extension(&self) -> Option<&str> {
        self.0.split('-').nth(2)
    }

    /// The international form without extension: `+86`, area code without 0, number.
    pub fn e164(&self) -> String {
        let mut national = String::from(&self.area_code()[1..]);
        national.push_str(self.part(1));
        international(&national)
    }

    fn part(&self, index: usize) -> &str {
        self.0
            .split('-')
            .nth(index)
            .expect("a landline is stored with area code and number")
    }
}

fn is_area_code(area: &str) -> bool {
    match area.as_bytes() {
        [b'0', b'1', b'0'] => true,
        [b'0', b'2', third] => *third != b'6',
        [b'0', b'3'..=b'9', _, _] => true,
        _ => false,
    }
}

/// Whether a text is a service number: 12xxx and 95xxx, 12xxx behind an area code, 400 and 800 with 10 digits. They
/// may stand only where a place to ask or complain is given, never as somebody's own telephone.
pub fn is_service_number(raw: &str) -> bool {
    let number = plain(raw);
    if let Some((area, short)) = number.split_once('-')
        && is_area_code(area)
    {
        return is_short_number(short) && short.starts_with("12");
    }
    let digits: String = number.chars().filter(|&c| c != '-').collect();
    let free = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    digits.bytes().all(|byte| byte.is_ascii_digit()) && (free || is_short_number(&digits))
}

fn is_short_number(digits: &str) -> bool {
    digits.len() == 5 && (digits.starts_with("12") || digits.starts_with("95"))
}

/// A person's or shop's telephone: mobile or landline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phone {
    /// A mobile number.
    Mobile(Mobile),
    /// A landline number.
    Landline(Landline),
}

/// Why a text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    /// Looks like a mobile number and is none.
    #[error(transparent)]
    Mobile(#[from] MobileFault),
    /// Looks like a landline number and is none.
    #[error(transparent)]
    Landline(#[from] LandlineFault),
    /// A service number such as 12345 or 400, which is nobody's own.
    #[error("give a number of your own, not a service number")]
    Service,
}

impl Phone {
    /// Reads a mobile or landline number; what begins with 1 (after the country code) is taken for a mobile number.
    pub fn parse(raw: &str) -> Result<Self, PhoneFault> {
        if is_service_number(raw) {
            return Err(PhoneFault::Service);
        }
        let number = plain(raw);
        let national = without_country(&number).unwrap_or(&number);
        let bare_country = number.starts_with("861") && number.len() >= 13;
        // +86 10 is Beijing; no mobile number begins with 10.
        if national.starts_with('1') && !(national.starts_with("10") && national.len() < number.len()) || bare_country {
            Ok(Self::Mobile(Mobile::parse(raw)?))
        } else {
            Ok(Self::Landline(Landline::parse(raw)?))
        }
    }

    /// The normalised form, the one to store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Mobile(mobile) => mobile.as_str(),
            Self::Landline(landline) => landline.as_str(),
        }
    }
}

/// Without spaces and brackets, every dash and the word for "extension" as single hyphens, none at the ends.
fn plain(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in text::compact(raw).chars() {
        match c {
            '(' => {}
            ')' | '-' | '转' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {
                if !out.is_empty() && !out.ends_with('-') {
                    out.push('-');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// The national number behind `+86` or `0086`.
fn without_country(number: &str) -> Option<&str> {
    let rest = number.strip_prefix("+86").or_else(|| number.strip_prefix("0086"))?;
    Some(rest.trim_start_matches('-'))
}

fn international(national: &str) -> String {
    String::from("+86") + national
}
