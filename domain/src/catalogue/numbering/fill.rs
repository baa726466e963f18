//! Filling the pattern of a number.

use jiff::civil::Date;

use super::pattern::{Part, Pattern};
use crate::{catalogue::RegionCode, value::CreditCode};

/// What a number is made of. A pattern takes what it names and passes over the rest.
#[derive(Debug, Clone, Copy)]
pub struct NumberParts<'a> {
    /// The region.
    pub region: &'a RegionCode,
    /// The day.
    pub date: Date,
    /// The form of the business, one digit; for food 1 sales, 2 catering, 3 canteen.
    pub form: Option<u8>,
    /// The credit code of the organ.
    pub organ: Option<&'a CreditCode>,
    /// The basic code of the item, 12 digits.
    pub item: Option<&'a str>,
    /// The number of the application.
    pub application: Option<&'a str>,
    /// The version, from 1. A later version is filled with the day and the sequence of the first.
    pub version: Option<u16>,
}

impl<'a> NumberParts<'a> {
    /// Region and day, nothing else.
    #[must_use]
    pub fn new(region: &'a RegionCode, date: Date) -> Self {
        Self {
            region,
            date,
            form: None,
            organ: None,
            item: None,
            application: None,
            version: None,
        }
    }
}

/// Why a number could not be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// The pattern names something that was not given.
    #[error("the pattern needs {{{0}}}")]
    Missing(&'static str),
    /// Something given does not have the form the pattern needs.
    #[error("{{{0}}} does not have the right form")]
    Malformed(&'static str),
    /// A sequence begins with 1.
    #[error("a sequence begins with 1")]
    Zero,
    /// The sequence is used up: the number would get longer or begin again.
    #[error("the {digits} digits of the sequence are used up")]
    Exhausted {
        /// How many digits it has.
        digits: u8,
    },
}

impl Pattern {
    /// Within what the sequence counts: everything but the sequence, the version and the check characters. What is missing
    /// is left out; [`Pattern::fill`] will name it.
    #[must_use]
    pub fn counter_key(&self, given: &NumberParts<'_>) -> String {
        let fixed = self
            .parts
            .iter()
            .filter(|part| !matches!(part, Part::Sequence(_) | Part::Version | Part::Check(_)));
        fixed.filter_map(|part| part.written(given, 1).ok()).collect()
    }

    /// Builds the number with this sequence.
    ///
    /// # Errors
    /// When something is missing or malformed, or the sequence is used up.
    pub fn fill(&self, given: &NumberParts<'_>, sequence: u32) -> Result<String, NumberFault> {
        let mut number = String::new();
        let mut start = 0;
        for part in &self.parts {
            match part {
                Part::Start => start = number.len(),
                Part::Check(method) => number.push(method.character(&number[start..])),
                other => number.push_str(&other.written(given, sequence)?),
            }
        }
        Ok(number)
    }
}

impl Part {
    /// What stands in the number for it.
    fn written(&self, given: &NumberParts<'_>, sequence: u32) -> Result<String, NumberFault> {
        Ok(match self {
            Self::Text(text) => text.clone(),
            Self::Region => given.region.to_string(),
            Self::Date => given.date.strftime("%Y%m%d").to_string(),
            Self::Year => given.date.strftime("%Y").to_string(),
            Self::Form => match given.form.ok_or(NumberFault::Missing("form"))? {
                digit @ 0..=9 => digit.to_string(),
                _ => return Err(NumberFault::Malformed("form")),
            },
            Self::Organ => given.organ.ok_or(NumberFault::Missing("organ"))?.as_str().to_owned(),
            Self::Item => match given.item.ok_or(NumberFault::Missing("item"))? {
                code if code.len() == 12 && code.bytes().all(|b| b.is_ascii_digit()) => code.to_owned(),
                _ => return Err(NumberFault::Malformed("item")),
            },
            Self::Application => match given.application.ok_or(NumberFault::Missing("application"))? {
                "" => return Err(NumberFault::Malformed("application")),
                number => number.to_owned(),
            },
            Self::Version => match given.version.ok_or(NumberFault::Missing("version"))? {
                version @ 1..=999 => format!("{version:03}"),
                _ => return Err(NumberFault::Malformed("version")),
            },
            Self::Sequence(digits) => counted(sequence, *digits)?,
            Self::Start | Self::Check(_) => String::new(),
        })
    }
}

/// A sequence with all its digits.
fn counted(sequence: u32, digits: u8) -> Result<String, NumberFault> {
    let width = usize::from(digits);
    let text = format!("{sequence:0width$}");
    match sequence {
        0 => Err(NumberFault::Zero),
        _ if text.len() > width => Err(NumberFault::Exhausted { digits }),
        _ => Ok(text),
    }
}
