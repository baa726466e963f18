//! Whether a text is a number of a pattern: its shape and its check characters.

use super::pattern::{Part, Pattern};
use crate::value::{CreditCode, date};

/// Why a text is no number of the pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyFault {
    /// Too short or too long.
    #[error("the number has another length")]
    Length,
    /// This part of the pattern does not stand where it must.
    #[error("{{{0}}} does not stand where it must")]
    Part(&'static str),
    /// The check character does not fit: most likely a typing error.
    #[error("the number contains a typing error, compare it with the paper")]
    Check,
}

impl Pattern {
    /// Whether a text has the shape of this pattern and the right check characters. It says nothing about whether the
    /// number was ever given.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(&self, number: &str) -> Result<(), VerifyFault> {
        let fixed: usize = self.parts.iter().map(Part::width).sum();
        let length = number.chars().count();
        let open = length.checked_sub(fixed).ok_or(VerifyFault::Length)?;
        let has_application = self.parts.contains(&Part::Application);
        if has_application != (open > 0) {
            return Err(VerifyFault::Length);
        }
        let (mut at, mut start) = (0, 0);
        for part in &self.parts {
            let width = if *part == Part::Application { open } else { part.width() };
            let end = number[at..]
                .char_indices()
                .nth(width)
                .map_or(number.len(), |(offset, _)| at + offset);
            match part {
                Part::Start => start = at,
                Part::Check(method) => {
                    if number[at..end].chars().ne([method.character(&number[start..at])]) {
                        return Err(VerifyFault::Check);
                    }
                }
                other => other.accepts(&number[at..end])?,
            }
            at = end;
        }
        Ok(())
    }
}

impl Part {
    /// How many characters it takes; 0 for the application, which takes what is left.
    fn width(&self) -> usize {
        match self {
            Self::Text(text) => text.chars().count(),
            Self::Region => 6,
            Self::Date => 8,
            Self::Year => 4,
            Self::Form | Self::Check(_) => 1,
            Self::Organ => 18,
            Self::Item => 12,
            Self::Version => 3,
            Self::Sequence(digits) => usize::from(*digits),
            Self::Application | Self::Start => 0,
        }
    }

    fn accepts(&self, text: &str) -> Result<(), VerifyFault> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let counted = digits && text.bytes().any(|byte| byte != b'0');
        let (name, right) = match self {
            Self::Text(wanted) => ("text", text == wanted),
            Self::Region => ("region", digits),
            Self::Date => ("date", date::from_digits(text).is_ok()),
            Self::Year => ("year", digits),
            Self::Form => ("form", digits),
            Self::Organ => ("organ", CreditCode::parse(text).is_ok_and(|code| code.as_str() == text)),
            Self::Item => ("item", digits),
            Self::Application => (
                "application",
                text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
            ),
            Self::Version => ("version", counted),
            Self::Sequence(_) => ("seq", counted),
            Self::Start | Self::Check(_) => ("check", true),
        };
        right.then_some(()).ok_or(VerifyFault::Part(name))
    }
}
