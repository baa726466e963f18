//! Codes by text message: six digits that show that a mobile number is somebody's own.

use crate::{app::App, ids::Dice};

use super::personal;

/// How long a code counts, in seconds.
pub const LIFE_SECONDS: i64 = 5 * 60;
/// How long a number waits for another code, in seconds.
pub const PAUSE_SECONDS: i64 = 60;
/// How often a code may be tried. With [`MOST_A_DAY`], guessing gets 50 attempts of a million a day.
pub const MOST_TRIES: i64 = 5;
/// How many codes a number gets in a day.
pub const MOST_A_DAY: i64 = 10;

/// A new code.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn roll(dice: &Dice) -> Result<String, getrandom::Error> {
    // Numbers beyond the last whole million would make low codes likelier.
    const WHOLE: u64 = u64::MAX - u64::MAX % 1_000_000;
    loop {
        let number = u64::from_be_bytes(dice.bytes()?);
        if number < WHOLE {
            return Ok(format!("{:06}", number % 1_000_000));
        }
    }
}

/// What is kept of a code: a keyed hash, because six digits are found from a plain one at once.
#[must_use]
pub fn kept(app: &App, mobile: &str, code: &str) -> String {
    personal::lookup(app, "code", &format!("{mobile} {code}"))
}

/// A code as it was typed, with what people and phones put between digits taken out.
#[must_use]
pub fn typed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
            other => other,
        })
        .take(12)
        .collect()
}

/// Whether two hashes are the same, in as many steps whether they are or not.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    let differs = a
        .bytes()
        .chain(std::iter::repeat(0))
        .zip(b.bytes())
        .fold(0, |differs, (a, b)| differs | (a ^ b));
    (differs == 0) & (a.len() == b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_six_digits() {
        for _ in 0..200 {
            let code = roll(&Dice::system()).unwrap();
            assert!(
                code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()),
                "{code}"
            );
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(typed(" 123 456 "), "123456");
        assert_eq!(typed("１２３-４５６"), "123456");
        assert_eq!(typed(&"9".repeat(1000)).len(), 12);
    }

    #[test]
    fn only_the_same_is_the_same() {
        assert!(same("abc", "abc") && same("", ""));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("ab", "abc") && !same("", "a"));
    }
}
