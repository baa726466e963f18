//! The pattern of a number, and reading it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::value::check_digit;

/// A pattern such as `JY{form}{region}{seq:6}{check:mod_11_10}`, read once and kept with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern {
    text: String,
    /// In the order of the text.
    pub(super) parts: Vec<Part>,
}

/// One part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Text that stands there as it is.
    Text(String),
    /// `{region}`: six digits of GB/T 2260.
    Region,
    /// `{date}`: the day as `yyyymmdd`.
    Date,
    /// `{year}`: four digits.
    Year,
    /// `{form}`: one digit, the form of the business.
    Form,
    /// `{organ}`: the credit code of the organ, 18 characters.
    Organ,
    /// `{item}`: the basic code of the item, 12 digits.
    Item,
    /// `{application}`: the number of the application, as long as it is.
    Application,
    /// `{version}`: three digits from 001.
    Version,
    /// `{seq:N}`: a sequence of N digits from 1.
    Sequence(u8),
    /// `{start}`: nothing; check characters count from here and not from the beginning.
    Start,
    /// `{check:...}`: a check character over what stands before it.
    Check(CheckMethod),
}

/// How a check character is computed. Characters it does not know, such as letters and dots, are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckMethod {
    /// ISO 7064 MOD 11,10 over the digits (GB/T 17710): food licences.
    Mod11And10,
    /// ISO 7064 MOD 37,36 over digits and capitals: identifiers of electronic licences (GB/T 36904).
    Mod37And36,
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternFault {
    /// A brace without its other half.
    #[error("a part is written between two braces: {{region}}")]
    Brace,
    /// Nothing the grammar knows.
    #[error(
        "there is no part {{{0}}}: write region, date, year, form, organ, item, application, version, start, seq:1 to \
         seq:9, check:mod_11_10 or check:mod_37_36"
    )]
    Unknown(String),
    /// Numbers without a sequence would repeat, and two sequences would not know which of them counts.
    #[error("write {{seq:N}} exactly once")]
    Sequence,
    /// A part that may stand once only stands twice.
    #[error("write {{{0}}} at most once")]
    Twice(&'static str),
    /// A check character with nothing before it.
    #[error("before {{check}} there must be something to check")]
    NothingToCheck,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is none; the fault says what would be right.
    pub fn parse(text: &str) -> Result<Self, PatternFault> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, brace) = rest.split_at(at);
            let inner = brace.strip_prefix('{').ok_or(PatternFault::Brace)?;
            let (name, after) = inner.split_once('}').ok_or(PatternFault::Brace)?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::parse(name)?);
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        well_formed(&parts)?;
        Ok(Self {
            text: text.to_owned(),
            parts,
        })
    }
}

impl Part {
    fn parse(name: &str) -> Result<Self, PatternFault> {
        let unknown = || PatternFault::Unknown(name.to_owned());
        if let Some(digits) = name.strip_prefix("seq:") {
            return match digits.as_bytes() {
                [digit @ b'1'..=b'9'] => Ok(Self::Sequence(digit - b'0')),
                _ => Err(unknown()),
            };
        }
        Ok(match name {
            "region" => Self::Region,
            "date" => Self::Date,
            "year" => Self::Year,
            "form" => Self::Form,
            "organ" => Self::Organ,
            "item" => Self::Item,
            "application" => Self::Application,
            "version" => Self::Version,
            "start" => Self::Start,
            "check:mod_11_10" => Self::Check(CheckMethod::Mod11And10),
            "check:mod_37_36" => Self::Check(CheckMethod::Mod37And36),
            _ => return Err(unknown()),
        })
    }
}

fn well_formed(parts: &[Part]) -> Result<(), PatternFault> {
    let count = |wanted: fn(&Part) -> bool| parts.iter().filter(|part| wanted(part)).count();
    if count(|part| matches!(part, Part::Sequence(_))) != 1 {
        return Err(PatternFault::Sequence);
    }
    for (name, part) in [("application", Part::Application), ("start", Part::Start)] {
        if parts.iter().filter(|other| **other == part).count() > 1 {
            return Err(PatternFault::Twice(name));
        }
    }
    let start = parts
        .iter()
        .position(|part| *part == Part::Start)
        .map_or(0, |at| at + 1);
    let first = parts.iter().position(|part| matches!(part, Part::Check(_)));
    if first.is_some_and(|first| first <= start) {
        return Err(PatternFault::NothingToCheck);
    }
    Ok(())
}

impl CheckMethod {
    /// The check character of everything it knows in `text`.
    pub(super) fn character(self, text: &str) -> char {
        let known = |byte: &u8| match self {
            Self::Mod11And10 => byte.is_ascii_digit(),
            Self::Mod37And36 => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        };
        let body: Vec<u8> = text.bytes().filter(known).collect();
        let check = match self {
            Self::Mod11And10 => check_digit::mod_11_10(&body),
            Self::Mod37And36 => check_digit::mod_37_36(&body),
        };
        check.map(char::from).expect("other characters are passed over")
    }
}

impl TryFrom<String> for Pattern {
    type Error = PatternFault;

    fn try_from(text: String) -> Result<Self, PatternFault> {
        Self::parse(&text)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.text
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
