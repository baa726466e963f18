//! Working days of the legal calendar.
//!
//! Limits of authorities are working days without statutory holidays (行政许可法 art. 82). The day a period starts is not
//! counted (民法典 art. 201), and a period whose last day is a day off ends on the next working day (民法典 art. 203).
//! Which days are off or worked instead is published once a year by the State Council; a year without a notice follows
//! the weekend rule, and everything computed from it is marked provisional, never silently wrong.

mod year;

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

pub use year::{Status, Year, YearDays, YearFault};
pub(crate) use year::{iso, iso_option};

/// The working days of all known years, without gaps: an unknown year follows the weekend rule, provisionally.
///
/// As JSON or TOML it is the list of its [`Year`]s.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Year>", into = "Vec<Year>")]
pub struct WorkingCalendar {
    years: BTreeMap<i16, Year>,
}

/// An answer, and whether a year without an official notice took part in it. A provisional answer must be computed again
/// when the notice is loaded, and never be stored as final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sure<T> {
    /// The answer.
    pub value: T,
    /// Whether it may still change.
    pub provisional: bool,
}

/// A day that working days led to. The period ends at 24:00, or at close of business where there are office hours
/// (民法典 art. 203).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The day, always a working day.
    #[serde(with = "year::iso")]
    pub date: Date,
    /// Whether a year without an official notice was passed on the way.
    pub provisional: bool,
}

/// The direction of a walk through the calendar.
#[derive(Clone, Copy)]
enum Step {
    Forward,
    Backward,
}

impl WorkingCalendar {
    /// A calendar of these years. Of two entries for one year the official one counts, of two alike the later.
    pub fn new(years: impl IntoIterator<Item = Year>) -> Self {
        let mut calendar = Self::default();
        for year in years {
            calendar.insert(year);
        }
        calendar
    }

    /// Adds or replaces a year, for example when the notice is published; a provisional entry never replaces an
    /// official one.
    pub fn insert(&mut self, year: Year) {
        let known = self.years.get(&year.year()).map(Year::status);
        if known != Some(Status::Official) || year.status() == Status::Official {
            self.years.insert(year.year(), year);
        }
    }

    /// The years with data, in order.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    /// Whether authorities work on a day: it is worked instead of another, or is Monday to Friday and not off.
    pub fn is_working_day(&self, date: Date) -> Sure<bool> {
        let weekday = !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.years.get(&date.year()) {
            Some(year) => Sure {
                value: year.is_worked(date) || weekday && !year.is_off(date),
                provisional: year.status() != Status::Official,
            },
            None => Sure {
                value: weekday,
                provisional: true,
            },
        }
    }

    /// The end of a period of `n` working days: the n-th working day after `start`, which itself is not counted.
    ///
    /// With `n` = 0 it is the first working day from `start` on, which is how a period in calendar days ends
    /// (民法典 art. 203). Beyond the year 9999 the calendar ends, and the last day is given as provisional.
    pub fn add_working_days(&self, start: Date, n: u32) -> Deadline {
        self.walk(start, n, Step::Forward)
    }

    /// The day `n` working days before an expiry, which itself is not counted; with `n` = 0 the last working day up to
    /// it. Renewal windows are counted this way: of a food licence from 90 to 15 working days before expiry.
    pub fn working_days_before(&self, expiry: Date, n: u32) -> Deadline {
        self.walk(expiry, n, Step::Backward)
    }

    /// How many working days lie after `a` up to and including `b`; 0 when `b` is not after `a`. For a working day `b`
    /// it is the `n` with which [`WorkingCalendar::add_working_days`] leads from `a` to `b`.
    pub fn working_days_between(&self, a: Date, b: Date) -> Sure<u32> {
        let mut count = Sure {
            value: 0,
            provisional: false,
        };
        let mut day = a;
        while day < b {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            let working = self.is_working_day(day);
            count.value += u32::from(working.value);
            count.provisional |= working.provisional;
        }
        count
    }

    fn walk(&self, from: Date, n: u32, step: Step) -> Deadline {
        let mut date = from;
        let mut provisional = false;
        let mut left = n;
        if n == 0 {
            let working = self.is_working_day(from);
            if working.value {
                return Deadline {
                    date: from,
                    provisional: working.provisional,
                };
            }
            provisional = working.provisional;
            left = 1;
        }
        while left > 0 {
            let next = match step {
                Step::Forward => date.tomorrow(),
                Step::Backward => date.yesterday(),
            };
            let Ok(next) = next else {
                return Deadline {
                    date,
                    provisional: true,
                };
            };
            date = next;
            let working = self.is_working_day(date);
            provisional |= working.provisional;
            left -= u32::from(working.value);
        }
        Deadline { date, provisional }
    }
}

impl From<Vec<Year>> for WorkingCalendar {
    fn from(years: Vec<Year>) -> Self {
        Self::new(years)
    }
}

impl From<WorkingCalendar> for Vec<Year> {
    fn from(calendar: WorkingCalendar) -> Self {
        calendar.years.into_values().collect()
    }
}
