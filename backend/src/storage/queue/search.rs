//! What somebody looks for: the beginning of a number or of a name.

use jiff::{ToSpan, civil::Date};

use crate::{cases::listed_person, clock::Moment, vault::Vault};

/// The region in the number of a case without one.
const NO_REGION: &str = "000000";
/// Digits of a region in a number; its day comes after.
const REGION: usize = 6;
/// Digits of a day.
const DAY: usize = 8;

/// What somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Search {
    /// Nothing: everything counts.
    Everything,
    /// Numbers that begin like this.
    Number(String),
    /// Names that begin like one of these: of a business what was typed, of a person what lists keep of that whole name.
    Name(Vec<String>),
}

impl Search {
    /// Digits are looked for in numbers, all else in names.
    pub(super) fn read(text: &str, vault: &Vault) -> Self {
        let text = text.trim();
        if text.is_empty() {
            Self::Everything
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Number(text.to_owned())
        } else {
            Self::Name(vec![text.to_owned(), listed_person(vault, text)])
        }
    }

    /// Whether numbers of a region can begin like that.
    pub(super) fn reaches(&self, county: &str) -> bool {
        match self {
            Self::Everything | Self::Name(_) => true,
            Self::Number(beginning) => {
                let region = if county.is_empty() { NO_REGION } else { county };
                region.starts_with(&beginning[..beginning.len().min(REGION)])
            }
        }
    }
}

/// When cases arrived whose numbers begin like this, as seconds from and before: the day stands in the number. None, when
/// it says nothing about the day.
pub(super) fn arrival(beginning: &str) -> Option<(i64, i64)> {
    let day = beginning.get(REGION..)?;
    let day = &day[..day.len().min(DAY)];
    if day.is_empty() {
        return None;
    }
    let first = clamped(&format!("{day:0<DAY$}"))?;
    let last = clamped(&format!("{day:9<DAY$}"))?;
    let after = last.checked_add(1.day()).unwrap_or(Date::MAX);
    Some((
        Moment::beginning_of(first).seconds(),
        Moment::beginning_of(after).seconds(),
    ))
}

/// The day of eight digits, or the nearest there is.
fn clamped(digits: &str) -> Option<Date> {
    let year = digits[..4].parse::<i16>().ok()?;
    let month = digits[4..6].parse::<i8>().ok()?.clamp(1, 12);
    let first = Date::new(year, month, 1).ok()?;
    let day = digits[6..].parse::<i8>().ok()?.clamp(1, first.days_in_month());
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_a_number_and_all_else_is_a_name() {
        let vault = crate::testing::vault();
        let read = |text| Search::read(text, &vault);
        assert_eq!(read(" 6103 "), Search::Number("6103".to_owned()));
        let Search::Name(names) = read("7天酒店") else {
            panic!("a name")
        };
        assert_eq!(names[0], "7天酒店");
        assert!(names[1].starts_with("***店") && !names[1].contains('天'));
        assert_eq!(read("  "), Search::Everything);
        assert!(read("61").reaches("610328") && read("000").reaches(""));
        assert!(!read("6103292").reaches("610328"));
    }

    #[test]
    fn the_beginning_of_a_number_bounds_the_days() {
        let days = |beginning: &str| {
            let (from, before) = arrival(beginning).unwrap();
            let day = |at| Moment::from_seconds(at).date().to_string();
            (day(from), day(before))
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(days("61032820260302000017"), pair("2026-03-02", "2026-03-03"));
        assert_eq!(days("610328202602"), pair("2026-02-01", "2026-03-01"));
        assert_eq!(days("61032820261"), pair("2026-10-01", "2027-01-01"));
        assert_eq!(days("6103282"), pair("2000-01-01", "3000-01-01"));
        assert_eq!(days("6103289999"), pair("9999-01-01", "9999-12-31"));
        assert_eq!(days("61032820269999"), pair("2026-12-31", "2027-01-01"));
        assert_eq!(arrival("610328"), None);
    }
}
