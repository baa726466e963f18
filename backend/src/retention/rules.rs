//! How long each kind of data is kept: a table with its reasons, and what an operator set.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::Date;
use serde::Deserialize;
use yijian_domain::value::date;

use crate::clock::{Clock, Moment};

const TABLE: &str = include_str!("rules.toml");
const DAY_SECONDS: i64 = 86_400;

/// How long one kind of data is kept, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its word, in settings and in the proof of a deletion.
    pub id: String,
    /// How long, when nothing else is set, in its unit.
    pub keep: u32,
    /// The least that can be set; none, when nothing can.
    pub least: Option<u32>,
    /// What `keep` counts.
    pub unit: Unit,
    /// What is kept.
    pub what: String,
    /// Why so long and no longer.
    pub why: String,
}

/// What a time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Years of the calendar.
    Years,
}

impl Unit {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Years => "years",
        }
    }
}

#[derive(Deserialize)]
struct Table {
    rules: Vec<Rule>,
}

/// Every rule, in the order of the table.
pub static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let table: Table = toml::from_str(TABLE).expect("a test reads the table");
    table.rules
});

/// Most that can be set, in the unit of the rule.
const MOST: u32 = 36_500;

/// What an operator set, by rule; everything else is kept as long as the table says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retention(BTreeMap<String, u32>);

/// A time that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{id} = {value}: {right}")]
pub struct RetentionFault {
    /// What was named.
    pub id: String,
    /// What it was set to.
    pub value: u32,
    /// What would be right.
    pub right: String,
}

impl Retention {
    /// Checks what was set.
    ///
    /// # Errors
    /// When there is no such rule, or it is too short.
    pub fn read(set: BTreeMap<String, u32>) -> Result<Self, RetentionFault> {
        for (id, value) in &set {
            let fault = |right: String| RetentionFault {
                id: id.clone(),
                value: *value,
                right,
            };
            let settable = || RULES.iter().filter_map(|rule| rule.least.map(|least| (rule, least)));
            let Some((rule, least)) = settable().find(|(rule, _)| rule.id == *id) else {
                let known: Vec<&str> = settable().map(|(rule, _)| rule.id.as_str()).collect();
                return Err(fault(format!("what can be set is {}", known.join(", "))));
            };
            if !(least..=MOST).contains(value) {
                return Err(fault(format!("write {least} to {MOST} {}", rule.unit.word())));
            }
        }
        Ok(Self(set))
    }

    /// How long something is kept, in the unit of its rule.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> u32 {
        self.0.get(&rule.id).copied().unwrap_or(rule.keep)
    }

    /// What is from before this moment is due, for a rule that counts days.
    #[must_use]
    pub fn before(&self, id: &str, clock: &Clock) -> Moment {
        let days = i64::from(self.of(rule(id)));
        Moment::from_seconds(clock.now().seconds() - days * DAY_SECONDS)
    }

    /// The day before which a case must have been over to be due, `YYYY-MM-DD`, for a rule that counts years.
    #[must_use]
    pub fn day_before(&self, rule: &Rule, today: Date) -> String {
        let years = i16::try_from(self.of(rule)).unwrap_or(i16::MAX);
        let day = today.checked_sub(jiff::Span::new().years(years));
        // Before all days nothing is due.
        day.map_or_else(|_| String::new(), date::write)
    }
}

/// A rule by its word.
///
/// # Panics
/// When the table has none of this word; the words stand in this program.
#[must_use]
pub fn rule(id: &str) -> &'static Rule {
    let found = RULES.iter().find(|rule| rule.id == id);
    found.expect("a test asks for every word")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(id: &str, value: u32) -> Result<Retention, RetentionFault> {
        Retention::read(BTreeMap::from([(id.to_owned(), value)]))
    }

    #[test]
    fn every_rule_says_why_and_is_no_shorter_than_its_least() {
        for found in RULES.iter() {
            assert!(!found.what.is_empty() && !found.why.is_empty(), "{}", found.id);
            assert!(found.least.is_none_or(|least| least <= found.keep), "{}", found.id);
            assert_eq!(rule(&found.id), found, "a word names one rule");
        }
        for word in super::super::WORDS {
            assert_eq!(rule(word).id, word);
        }
    }

    #[test]
    fn who_saw_what_is_kept_six_months_at_least() {
        assert_eq!(
            rule("unmasking").least,
            Some(183),
            "网络安全法: logs of at least six months"
        );
        assert!(set("unmasking", 182).unwrap_err().right.contains("183"));
        assert_eq!(set("unmasking", 400).unwrap().of(rule("unmasking")), 400);
    }

    #[test]
    fn what_follows_from_how_it_works_is_not_set() {
        assert!(set("sms_code", 10).unwrap_err().right.contains("case_decided"));
        assert!(set("everything", 1).is_err());
    }

    #[test]
    fn years_are_those_of_the_calendar() {
        let today = date::parse_iso("2028-02-29").unwrap();
        let retention = set("case_ended", 1).unwrap();
        assert_eq!(retention.day_before(rule("case_ended"), today), "2027-02-28");
    }
}
