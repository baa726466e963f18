//! Names of companies, shops and other organisations.

use super::text;

/// Fewest characters of an organisation's name.
pub const FEWEST_CHARACTERS: usize = 2;
/// Most characters of an organisation's name.
pub const MOST_CHARACTERS: usize = 100;

/// The stored form of an organisation's name: full-width letters, digits, `&` and `-` narrowed, dots as `·`, no spaces.
/// Brackets stay as they are, full-width or not.
pub fn normalise(raw: &str) -> String {
    raw.chars()
        .filter(|&c| !text::is_space(c))
        .map(|c| match c {
            c if text::is_dot(c) => '·',
            '＆' => '&',
            '－' | '\u{2010}'..='\u{2013}' => '-',
            // The remaining full-width forms that are allowed are letters and digits.
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => char::from((u32::from(c) - 0xFEE0) as u8),
            c => c,
        })
        .collect()
}

/// Whether a character may stand in an organisation's name: Han, Latin letter, digit, brackets, `·`, `&`, `-`.
pub fn is_allowed(c: char) -> bool {
    text::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '·' | '&' | '-')
}

/// Whether a normalised name has from [`FEWEST_CHARACTERS`] to [`MOST_CHARACTERS`] characters.
pub fn has_allowed_length(name: &str) -> bool {
    (FEWEST_CHARACTERS..=MOST_CHARACTERS).contains(&name.chars().count())
}
