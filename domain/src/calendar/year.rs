//! One year of the legal calendar as published.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// Whether the notice of the State Council for a year is out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The days are those of the notice.
    Official,
    /// Only the days fixed by 全国年节及纪念日放假办法 are known; the days worked instead are not.
    Provisional,
}

/// The days of a year that differ from the weekend rule, as written in files.
///
/// In JSON and TOML: `year = 2026`, `status = "official"`, `off = ["2026-01-01"]`, `work = ["2026-01-04"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearDays {
    /// Calendar year.
    pub year: i16,
    /// Whether the notice is out.
    pub status: Status,
    /// Every day off that is a holiday or swapped; weekend days inside a block may be listed too.
    #[serde(default, with = "iso_set")]
    pub off: BTreeSet<Date>,
    /// Weekend days that are worked (调休).
    #[serde(default, with = "iso_set")]
    pub work: BTreeSet<Date>,
}

/// A year whose days are consistent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "YearDays", into = "YearDays")]
pub struct Year(YearDays);

/// Why a list of days is no calendar of its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum YearFault {
    /// A day of another year.
    #[error("{0} is not in this year")]
    OtherYear(Date),
    /// A day both off and worked.
    #[error("{0} is listed both as off and as worked")]
    OffAndWorked(Date),
    /// A day listed as worked instead that is worked anyhow.
    #[error("{0} is no Saturday or Sunday and needs no entry as worked")]
    WorkedAnyhow(Date),
}

impl Year {
    /// Checks that all days lie in the year, none is off and worked, and only weekend days are worked instead.
    pub fn new(days: YearDays) -> Result<Self, YearFault> {
        if let Some(stray) = days.off.iter().chain(&days.work).find(|date| date.year() != days.year) {
            return Err(YearFault::OtherYear(*stray));
        }
        if let Some(both) = days.off.intersection(&days.work).next() {
            return Err(YearFault::OffAndWorked(*both));
        }
        let weekend = |date: &&Date| matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        if let Some(weekday) = days.work.iter().find(|date| !weekend(date)) {
            return Err(YearFault::WorkedAnyhow(*weekday));
        }
        Ok(Self(days))
    }

    /// Calendar year.
    pub fn year(&self) -> i16 {
        self.0.year
    }

    /// Whether the notice is out.
    pub fn status(&self) -> Status {
        self.0.status
    }

    /// Whether a day is listed as off.
    pub fn is_off(&self, date: Date) -> bool {
        self.0.off.contains(&date)
    }

    /// Whether a weekend day is listed as worked.
    pub fn is_worked(&self, date: Date) -> bool {
        self.0.work.contains(&date)
    }
}

impl TryFrom<YearDays> for Year {
    type Error = YearFault;

    fn try_from(days: YearDays) -> Result<Self, YearFault> {
        Self::new(days)
    }
}

impl From<Year> for YearDays {
    fn from(year: Year) -> Self {
        year.0
    }
}

/// A date as `2026-01-31`.
pub(crate) mod iso {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::value::date;

    pub(crate) fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&date::write(*day))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        date::parse_iso(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// A date as `2026-01-31`, or nothing.
pub(crate) mod iso_option {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::value::date;

    #[expect(clippy::ref_option, reason = "serde hands in a reference to the field")]
    pub(crate) fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.serialize_some(&date::write(*day)),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let day = Option::<String>::deserialize(deserializer)?;
        day.map(|day| date::parse_iso(&day).map_err(D::Error::custom))
            .transpose()
    }
}

/// A set of dates as a list of `2026-01-31`.
mod iso_set {
    use std::collections::BTreeSet;

    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::value::date;

    pub(super) fn serialize<S: Serializer>(days: &BTreeSet<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(days.iter().map(|day| date::write(*day)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<Date>, D::Error> {
        let days = Vec::<String>::deserialize(deserializer)?;
        days.iter()
            .map(|day| date::parse_iso(day).map_err(D::Error::custom))
            .collect()
    }
}
