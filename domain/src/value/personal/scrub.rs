//! Hiding what is known of people in texts that others wrote.

use std::fmt;

use super::Personal;
use crate::value::{mask, resident_id::ResidentId};

/// Shorter Latin names are parts of too many words.
const LATIN_LETTERS: usize = 4;
/// A mobile number.
const MOBILE_DIGITS: usize = 11;
/// An identity number.
const RESIDENT_ID_CHARACTERS: usize = 18;

/// What is to be hidden in texts: the personal values of a form.
#[derive(Clone, Default)]
pub struct Hidden {
    /// The whole and what is shown of it, the longest first.
    values: Vec<(String, String)>,
}

/// Values of persons: none is printed.
impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hidden({})", self.values.len())
    }
}

impl Hidden {
    /// Collects the values of a form.
    pub fn of<'v>(values: impl IntoIterator<Item = (Personal, &'v str)>) -> Self {
        let known = values
            .into_iter()
            .filter(|(personal, value)| is_telling(*personal, value));
        let mut values: Vec<(String, String)> = known
            .map(|(personal, value)| (value.to_owned(), personal.hide(value)))
            .collect();
        values.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        values.dedup();
        Self { values }
    }

    /// A text without the values of the form, and without whatever looks like an identity or a mobile number.
    #[must_use]
    pub fn scrub(&self, text: &str) -> String {
        let known = self.values.iter().fold(text.to_owned(), |text, (whole, shown)| {
            if text.contains(whole.as_str()) {
                text.replace(whole.as_str(), shown)
            } else {
                text
            }
        });
        numbers(&known)
    }
}

/// Whether a value tells who somebody is wherever it stands. A day or a single character does not.
fn is_telling(personal: Personal, value: &str) -> bool {
    let count = value.chars().count();
    match personal {
        Personal::Nothing | Personal::Day => false,
        Personal::Name if value.is_ascii() => count >= LATIN_LETTERS,
        Personal::Name => count >= 2,
        Personal::ResidentId
        | Personal::Number
        | Personal::Phone
        | Personal::Email
        | Personal::Home
        | Personal::BankAccount => count >= 5,
    }
}

/// Hides identity and mobile numbers that stand by themselves.
fn numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            run.push(c);
            continue;
        }
        out.push_str(&number(&run));
        run.clear();
        out.push(c);
    }
    out.push_str(&number(&run));
    out
}

fn number(run: &str) -> String {
    match run.len() {
        MOBILE_DIGITS if run.starts_with('1') && run.bytes().all(|byte| byte.is_ascii_digit()) => mask::mobile(run),
        RESIDENT_ID_CHARACTERS if ResidentId::parse(run).is_ok() => mask::resident_id(run, mask::Strictness::Usual),
        _ => run.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_hidden_wherever_they_stand() {
        let hidden = Hidden::of([
            (Personal::Name, "张三"),
            (Personal::Name, "张三丰"),
            (Personal::Home, "红旗路12号3单元"),
            (Personal::Name, "李"),
            (Personal::Day, "1990-01-01"),
        ]);
        let text = "张三丰的身份证610328199001019938看不清，请打19900000001，住红旗路12号3单元。李子园，1990-01-01";
        let shown = hidden.scrub(text);
        assert!(
            !shown.contains("张三") && !shown.contains("19900000001") && !shown.contains("12号"),
            "{shown}"
        );
        assert!(shown.contains("李子园，1990-01-01"), "{shown}");
    }

    #[test]
    fn what_is_no_number_of_a_person_stays() {
        let text = "61032820260302000017 JY16103280000011 restaurant 12345678901";
        assert_eq!(
            Hidden::default().scrub(text),
            "61032820260302000017 JY16103280000011 restaurant 123****8901"
        );
    }

    #[test]
    fn nothing_of_a_person_is_printed() {
        assert_eq!(format!("{:?}", Hidden::of([(Personal::Name, "张三")])), "Hidden(1)");
    }
}
