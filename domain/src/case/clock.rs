//! The legal clock of one part: two limits side by side, pauses, one extension.
//!
//! Working days only (行政许可法 art. 82). The day of acceptance does not count (民法典 art. 201), and neither do the days
//! of a pause (art. 45): the day it begins is the last that counts, and the day it ends is, like the day of acceptance,
//! the one from which counting starts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Due, PauseReason};
use crate::calendar::{Deadline, Sure, WorkingCalendar};

/// The head of the organ may extend the limit by at most so many working days, once (行政许可法 art. 42(1)).
pub const MOST_EXTENSION: u16 = 10;
/// A due date is near when at most so many working days are left, that day included. Own choice.
pub const SOON: u32 = 2;

/// The clock of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The day from which is counted; it does not count itself.
    #[serde(with = "crate::calendar::iso")]
    pub since: Date,
    /// Working days the law allows.
    pub statutory: u16,
    /// Working days that are promised; never more than the law allows.
    pub promised: u16,
    /// What stood still, in order; only the last may still be open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// The one extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// The day it stopped for good, because the part was decided or ended.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::calendar::iso_option"
    )]
    pub stopped: Option<Date>,
}

/// A time that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Why.
    pub reason: PauseReason,
    /// The day it began, the last that counts.
    #[serde(with = "crate::calendar::iso")]
    pub from: Date,
    /// The day it ended, from which is counted again; none while it lasts.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::calendar::iso_option"
    )]
    pub to: Option<Date>,
    /// Working days it is expected to take, as the notice says.
    pub expected: u16,
}

/// More time, granted once by the head of the organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Working days added to both limits.
    pub days: u16,
    /// The reason the applicant is told.
    pub reason: String,
    /// The head of the organ who granted it.
    pub head: String,
    /// The day it was granted.
    #[serde(with = "crate::calendar::iso")]
    pub on: Date,
}

/// How far a clock has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// There is time.
    InTime,
    /// At most [`SOON`] working days are left until what is promised.
    DueSoon,
    /// What is promised has passed; the law's limit has not.
    LateAsPromised,
    /// The law's limit has passed.
    Late,
    /// It stands still, and the law's limit had not passed before.
    Paused,
}

/// The days a clock runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dues {
    /// As promised. While the clock stands still: when it would go on today.
    pub promised: Deadline,
    /// As the law says.
    pub statutory: Deadline,
}

impl Clock {
    /// A clock that begins to run.
    #[must_use]
    pub fn start(since: Date, statutory: u16, promised: u16) -> Self {
        Self {
            since,
            statutory,
            promised: promised.min(statutory),
            pauses: Vec::new(),
            extension: None,
            stopped: None,
        }
    }

    /// Whether it stands still.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    /// Working days that have counted up to and including a day.
    #[must_use]
    pub fn used(&self, calendar: &WorkingCalendar, on: Date) -> Sure<u32> {
        let on = self.stopped.map_or(on, |stopped| stopped.min(on));
        let mut used = Sure {
            value: 0,
            provisional: false,
        };
        for (from, to) in self.running(on) {
            let days = calendar.working_days_between(from, to);
            used.value += days.value;
            used.provisional |= days.provisional;
        }
        used
    }

    /// The days it runs out, both limits side by side.
    #[must_use]
    pub fn dues(&self, calendar: &WorkingCalendar, on: Date) -> Dues {
        let more = self.extension.as_ref().map_or(0, |extension| u32::from(extension.days));
        Dues {
            promised: self.due(calendar, u32::from(self.promised) + more, on),
            statutory: self.due(calendar, u32::from(self.statutory) + more, on),
        }
    }

    /// How far it has come. A clock that has stopped is judged by the day it stopped.
    #[must_use]
    pub fn pace(&self, calendar: &WorkingCalendar, on: Date) -> Pace {
        let on = self.stopped.unwrap_or(on);
        let dues = self.dues(calendar, on);
        let due = Due {
            promised: dues.promised.date,
            statutory: dues.statutory.date,
        };
        match due.pace(calendar, on) {
            // What stands still is due in the future, unless the limit had passed before.
            Pace::InTime | Pace::DueSoon | Pace::LateAsPromised if self.is_paused() => Pace::Paused,
            pace => pace,
        }
    }

    /// The stretches in which it runs, from the first to a day: each counts the days after its first.
    fn running(&self, until: Date) -> impl Iterator<Item = (Date, Date)> {
        let starts = std::iter::once(Some(self.since)).chain(self.pauses.iter().map(|pause| pause.to));
        let ends = self.pauses.iter().map(|pause| pause.from).chain(std::iter::once(until));
        starts
            .zip(ends)
            .filter_map(move |(from, to)| from.map(|from| (from, to.min(until))))
    }

    fn due(&self, calendar: &WorkingCalendar, limit: u32, on: Date) -> Deadline {
        let mut left = limit;
        let mut provisional = false;
        let mut from = self.since;
        for pause in &self.pauses {
            // What had run out before a pause began stays so.
            if calendar.add_working_days(from, left).date < pause.from {
                break;
            }
            let used = calendar.working_days_between(from, pause.from);
            provisional |= used.provisional;
            // With nothing left on a day off, the next working day was still in time (民法典 art. 203).
            left = left.saturating_sub(used.value);
            // What still stands still ends today at the earliest.
            from = pause.to.unwrap_or(on.max(pause.from));
        }
        let due = calendar.add_working_days(from, left);
        Deadline {
            date: due.date,
            provisional: provisional || due.provisional,
        }
    }
}
