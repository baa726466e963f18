//! Names of persons, after the notice of 12 departments 民委发〔2016〕33号: the separator is `·` (U+00B7), fields hold at
//! least 25 Chinese characters, and every character of GB 18030 can occur.

use serde::{Deserialize, Serialize};

use super::{text, text::Trouble, text_value};

/// Most characters (code points) of a name. The notice asks for 25 Chinese ones; passports have longer names.
pub const MOST_CHARACTERS: usize = 100;

/// A person's name: Han characters with separators, or a foreigner's as printed in the passport, in Latin capitals with
/// spaces, hyphens, apostrophes and commas.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

text_value!(PersonName, NameFault, personal);

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Nothing but spaces.
    #[error("write the name as on the identity document")]
    Empty,
    /// An emoji.
    #[error("a name has no pictures")]
    Emoji,
    /// A zero-width or direction character.
    #[error("the name contains an invisible character, type it again")]
    Invisible,
    /// A control character or a line end.
    #[error("the name contains a control character, type it again")]
    Control,
    /// A character of the private-use area; the real one is needed, and the case stays open until it is found.
    #[error("one character cannot be read by other systems, choose the real one")]
    PrivateUse,
    /// A digit.
    #[error("a name has no digits")]
    Digit,
    /// Something else that names do not have.
    #[error("a name has Chinese characters and the separator, or Latin capitals as in the passport")]
    Character,
    /// A separator at the start, at the end, or two in a row.
    #[error("the separator stands between two parts of a name")]
    Dot,
    /// More than [`MOST_CHARACTERS`].
    #[error("a name has at most 100 characters")]
    Length,
}

/// What is unusual about a right name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameWarning {
    /// One character only. Names of one word exist, one character is nearly always a mistake.
    Short,
    /// Chinese characters and Latin letters together.
    Mixed,
}

impl PersonName {
    /// Reads a name: other dots become `·` (a full stop only beside a Han character), spaces beside Han and separators
    /// fall away, Latin letters become capitals. Rare characters stay as they are.
    pub fn parse(raw: &str) -> Result<Self, NameFault> {
        let name = normalise(raw);
        if name.is_empty() {
            return Err(NameFault::Empty);
        }
        let troubles = text::troubles(&name, false);
        for (trouble, fault) in [
            (Trouble::Emoji, NameFault::Emoji),
            (Trouble::Invisible, NameFault::Invisible),
            (Trouble::Control, NameFault::Control),
            (Trouble::PrivateUse, NameFault::PrivateUse),
        ] {
            if troubles.contains(&trouble) {
                return Err(fault);
            }
        }
        if name.bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(NameFault::Digit);
        }
        if !name
            .chars()
            .all(|c| text::is_han(c) || matches!(c, 'A'..='Z' | ' ' | '-' | '\'' | ',' | '·'))
        {
            return Err(NameFault::Character);
        }
        if name.starts_with('·') || name.ends_with('·') || name.contains("··") {
            return Err(NameFault::Dot);
        }
        if !name.chars().any(|c| text::is_han(c) || c.is_ascii_uppercase()) {
            return Err(NameFault::Character);
        }
        if name.chars().count() > MOST_CHARACTERS {
            return Err(NameFault::Length);
        }
        Ok(Self(name))
    }

    /// What is unusual about the name.
    pub fn warnings(&self) -> Vec<NameWarning> {
        let mut warnings = Vec::new();
        if self.0.chars().count() == 1 {
            warnings.push(NameWarning::Short);
        }
        if self.0.chars().any(text::is_han) && self.0.bytes().any(|byte| byte.is_ascii_uppercase()) {
            warnings.push(NameWarning::Mixed);
        }
        warnings
    }
}

/// The stored form of a name, right or not.
pub fn normalise(raw: &str) -> String {
    let typed = text::ascii(raw);
    let characters: Vec<char> = typed.trim_matches(' ').chars().collect();
    let mut out = String::with_capacity(typed.len());
    let mut space = false;
    for (index, &c) in characters.iter().enumerate() {
        let before = || characters[..index].iter().rev().find(|&&c| c != ' ').copied();
        let after = || characters[index + 1..].iter().find(|&&c| c != ' ').copied();
        let c = match c {
            ' ' => {
                space = true;
                continue;
            }
            c if text::is_dot(c) => '·',
            '.' | '。' if before().is_some_and(text::is_han) || after().is_some_and(text::is_han) => '·',
            '\u{2019}' => '\'',
            c => c.to_ascii_uppercase(),
        };
        let tight = |c: char| text::is_han(c) || c == '·';
        if space && !tight(c) && !out.ends_with(tight) {
            out.push(' ');
        }
        space = false;
        out.push(c);
    }
    out
}
