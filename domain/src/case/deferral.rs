//! Papers that follow after acceptance (容缺受理).
//!
//! There is no national law; local rules agree that only papers marked for it may follow, by a day told in writing, that
//! nothing resting on them is decided before, and that a case without them by that day ends.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{At, PaperFile, Refusal};
use crate::{
    calendar::{Deadline, WorkingCalendar},
    id::{ItemId, MaterialKey},
};

/// A paper that was put off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deferral {
    /// What it is about.
    pub file: PaperFile,
    /// Where it stands.
    pub stage: DeferralStage,
}

/// Where a paper stands that was put off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeferralStage {
    /// It is to follow.
    Open {
        /// The days the applicant was reminded.
        reminded: Vec<Date>,
    },
    /// It is there.
    Provided {
        /// When it came.
        at: At,
        /// Ids of its files.
        files: Vec<String>,
    },
    /// It did not come in time.
    Defaulted {
        /// When that was noted.
        at: At,
    },
}

/// Reminders go out so many working days before the last day. Own choice.
pub const REMIND_BEFORE: [u32; 2] = [3, 1];

/// What the applicant is reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Reminder {
    /// A paper that is to follow.
    Paper {
        /// Which.
        paper: MaterialKey,
    },
}

impl Deferral {
    /// The papers of a case that were put off.
    pub fn all(papers: &[PaperFile]) -> Vec<Self> {
        let put_off = papers.iter().filter(|paper| paper.deferred.is_some());
        put_off
            .map(|paper| Self {
                file: paper.clone(),
                stage: DeferralStage::Open { reminded: Vec::new() },
            })
            .collect()
    }

    /// The last day for it, counted from acceptance.
    #[must_use]
    pub fn due(&self, accepted: Date, calendar: &WorkingCalendar) -> Deadline {
        calendar.add_working_days(accepted, u32::from(self.file.deferred.unwrap_or(0)))
    }

    /// Whether it keeps an item from being granted.
    #[must_use]
    pub fn is_open_for(&self, item: &ItemId) -> bool {
        self.is_open() && self.file.items.contains(item)
    }

    /// Whether it is still to follow.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage, DeferralStage::Open { .. })
    }

    /// Whether today is a day to remind of it: one of [`REMIND_BEFORE`] has come since the last reminder. Days up to
    /// acceptance do not count, for the applicant was told then; of days that were missed, one reminder makes up.
    #[must_use]
    pub fn wants_reminder(&self, accepted: Date, calendar: &WorkingCalendar, today: Date) -> bool {
        let due = self.due(accepted, calendar).date;
        today <= due && self.reminders(accepted, calendar).any(|day| day <= today)
    }

    /// The next day on which something is to be done about it.
    #[must_use]
    pub fn wakes(&self, accepted: Date, calendar: &WorkingCalendar) -> Option<Date> {
        if !self.is_open() {
            return None;
        }
        let over = self.due(accepted, calendar).date.tomorrow().ok();
        self.reminders(accepted, calendar).min().or(over)
    }

    /// The days of reminders that are still to go out.
    fn reminders(&self, accepted: Date, calendar: &WorkingCalendar) -> impl Iterator<Item = Date> {
        let (open, last) = match &self.stage {
            DeferralStage::Open { reminded } => (true, reminded.last().copied()),
            DeferralStage::Provided { .. } | DeferralStage::Defaulted { .. } => (false, None),
        };
        let due = self.due(accepted, calendar).date;
        let since = last.map_or(accepted, |last| last.max(accepted));
        let days = REMIND_BEFORE.map(|before| calendar.working_days_before(due, before).date);
        days.into_iter().filter(move |day| open && *day > since)
    }

    /// Takes it in. Until the default is noted it is not too late: a paper that is there is better than an end.
    ///
    /// # Errors
    /// When it is there, or its default was noted.
    pub fn provide(&mut self, at: At, files: Vec<String>) -> Result<(), Refusal> {
        self.open()?;
        if files.is_empty() {
            return Err(Refusal::Empty {
                field: "files".to_owned(),
            });
        }
        self.stage = DeferralStage::Provided { at, files };
        Ok(())
    }

    /// Notes a reminder.
    ///
    /// # Errors
    /// When it is no longer to follow.
    pub fn remind(&mut self, on: Date) -> Result<(), Refusal> {
        match &mut self.stage {
            DeferralStage::Open { reminded } => {
                reminded.push(on);
                Ok(())
            }
            DeferralStage::Provided { .. } | DeferralStage::Defaulted { .. } => Err(self.not_open()),
        }
    }

    /// Notes that it did not come.
    ///
    /// # Errors
    /// When it is no longer to follow.
    pub fn default(&mut self, at: At) -> Result<(), Refusal> {
        self.open()?;
        self.stage = DeferralStage::Defaulted { at };
        Ok(())
    }

    fn open(&self) -> Result<(), Refusal> {
        match &self.stage {
            DeferralStage::Open { .. } => Ok(()),
            DeferralStage::Provided { .. } | DeferralStage::Defaulted { .. } => Err(self.not_open()),
        }
    }

    fn not_open(&self) -> Refusal {
        Refusal::NotDeferred {
            paper: self.file.paper.clone(),
        }
    }
}
