//! Before acceptance (受理): received, one correction notice at most, then accepted, deemed accepted or refused.
//!
//! The window accepts, or names everything that is missing at once, on the spot or within five working days; without a
//! word in that time the case counts as accepted from the day of receipt (行政许可法 art. 32).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Act, At, Ended, Refusal, Withdrawn};
use crate::{
    calendar::{Deadline, WorkingCalendar},
    id::{FieldKey, MaterialKey},
};

/// The window answers within so many working days after receipt (行政许可法 art. 32).
pub const ANSWER_WITHIN: u32 = 5;

/// A case that is not accepted yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intake {
    /// It has arrived.
    Received(Received),
    /// The applicant was told, once, everything that is missing.
    CorrectionAsked(CorrectionAsked),
    /// The applicant has answered that notice.
    Resubmitted(Resubmitted),
}

/// It has arrived (收件).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// When.
    pub at: At,
}

/// Everything that is missing was named (一次性告知), and the applicant has it in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionAsked {
    /// When the application arrived.
    pub received: At,
    /// The notice.
    pub notice: Notice,
}

/// The notice was answered (补正).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resubmitted {
    /// When the application arrived.
    pub received: At,
    /// The notice.
    pub notice: Notice,
    /// When the answer arrived.
    pub at: At,
}

/// The one notice of everything that is missing (补正材料一次性告知书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// What is missing, at least one thing.
    pub missing: Vec<Missing>,
    /// The day by which an answer is expected.
    #[serde(with = "crate::calendar::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub by: Date,
    /// What else there is to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// One thing that is missing or wrong, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Missing {
    /// Where.
    pub at: MissingAt,
    /// Its name, as the applicant knows it.
    pub name: String,
    /// The conditions that do not hold, in the words of the review points, and what would be right.
    pub reasons: Vec<String>,
}

/// What is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MissingAt {
    /// A paper.
    Paper {
        /// Which.
        paper: MaterialKey,
    },
    /// A field of the form.
    Field {
        /// Which.
        field: FieldKey,
    },
    /// Something else.
    Other,
}

/// Why an application is not accepted (行政许可法 art. 32).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "ground", rename_all = "snake_case")]
pub enum Ground {
    /// No licence is needed for this.
    NotNeeded,
    /// Another authority is competent.
    NotCompetent {
        /// Which: the applicant is told where to go.
        go_to: String,
    },
    /// What was missing is missing still.
    NotCorrected,
}

/// It is not accepted (不予受理).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAccepted {
    /// When.
    pub at: At,
    /// Why.
    pub ground: Ground,
    /// In plain words.
    pub reason: String,
}

/// It is accepted (受理). From here on the limits run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// When the application arrived.
    pub received: At,
    /// The day from which the limits run.
    pub on: Date,
    /// Nobody said anything in time.
    pub deemed: bool,
    /// The notice that was answered before, if there was one.
    pub notice: Option<Notice>,
}

impl Intake {
    /// When the application arrived.
    #[must_use]
    pub fn received(&self) -> At {
        match self {
            Self::Received(stage) => stage.at,
            Self::CorrectionAsked(stage) => stage.received,
            Self::Resubmitted(stage) => stage.received,
        }
    }

    /// The day by which the window answers; none while it is the applicant's turn.
    #[must_use]
    pub fn answer_due(&self, calendar: &WorkingCalendar) -> Option<Deadline> {
        let since = match self {
            Self::Received(stage) => stage.at,
            Self::Resubmitted(stage) => stage.at,
            Self::CorrectionAsked(_) => return None,
        };
        Some(calendar.add_working_days(since.day(), ANSWER_WITHIN))
    }

    /// Accepts it.
    ///
    /// # Errors
    /// While the applicant is still to answer the notice.
    pub fn accept(self, at: At) -> Result<Accepted, Refusal> {
        match self {
            Self::Received(stage) => Ok(stage.accepted(at.day(), false)),
            Self::Resubmitted(stage) => Ok(stage.accepted(at.day(), false)),
            Self::CorrectionAsked(_) => Err(Refusal::WaitsForApplicant),
        }
    }

    /// Counts as accepted from the day the papers arrived, because nobody said anything in time.
    ///
    /// # Errors
    /// While the applicant is still to answer the notice.
    pub fn deem_accepted(self) -> Result<Accepted, Refusal> {
        match self {
            Self::Received(stage) => {
                let on = stage.at.day();
                Ok(stage.accepted(on, true))
            }
            Self::Resubmitted(stage) => {
                let on = stage.at.day();
                Ok(stage.accepted(on, true))
            }
            Self::CorrectionAsked(_) => Err(Refusal::WaitsForApplicant),
        }
    }

    /// Names everything that is missing: once.
    ///
    /// # Errors
    /// When it was done before.
    pub fn ask_correction(self, notice: Notice) -> Result<CorrectionAsked, Refusal> {
        match self {
            Self::Received(stage) => Ok(CorrectionAsked {
                received: stage.at,
                notice,
            }),
            Self::CorrectionAsked(_) | Self::Resubmitted(_) => Err(Refusal::AskedBefore),
        }
    }

    /// Takes the answer to the notice: all of it at once (行政许可法 art. 32(5)).
    ///
    /// # Errors
    /// When no answer was asked for, or a paper or field of the notice is not answered.
    pub fn resubmit(self, answered: &BTreeSet<MissingAt>, at: At) -> Result<Resubmitted, Refusal> {
        match self {
            Self::CorrectionAsked(stage) if stage.notice.open(answered).next().is_some() => {
                Err(Refusal::StillMissing {
                    at: stage.notice.open(answered).cloned().collect(),
                })
            }
            Self::CorrectionAsked(stage) => Ok(Resubmitted {
                received: stage.received,
                notice: stage.notice,
                at,
            }),
            Self::Received(_) | Self::Resubmitted(_) => Err(Refusal::NothingAsked),
        }
    }

    /// Refuses to take it.
    ///
    /// # Errors
    /// When it is said not to be corrected and no correction was asked for, or the time for it has not passed.
    pub fn refuse(self, at: At, ground: Ground, reason: String) -> Result<NotAccepted, Refusal> {
        match (&self, &ground) {
            (Self::Received(_), Ground::NotCorrected) => Err(Refusal::NothingAsked),
            (Self::CorrectionAsked(stage), Ground::NotCorrected) if at.day() <= stage.notice.by => {
                Err(Refusal::WaitsForApplicant)
            }
            (
                Self::Received(_) | Self::CorrectionAsked(_) | Self::Resubmitted(_),
                Ground::NotNeeded | Ground::NotCompetent { .. } | Ground::NotCorrected,
            ) => Ok(NotAccepted { at, ground, reason }),
        }
    }

    /// Ends it, because the notice was not answered by its day.
    ///
    /// # Errors
    /// When nothing was asked for.
    pub fn end_for_default(self, at: At) -> Result<Ended, Refusal> {
        match self {
            Self::CorrectionAsked(_) => Ok(Ended { at, review: None }),
            Self::Received(_) | Self::Resubmitted(_) => Err(Refusal::NothingAsked),
        }
    }

    /// Whether the time for an act is right.
    pub(super) fn timely(&self, act: &Act, today: Date, calendar: &WorkingCalendar) -> Result<(), Refusal> {
        let answer_due = self.answer_due(calendar);
        let late = answer_due.is_some_and(|due| today > due.date);
        let asked = match self {
            Self::CorrectionAsked(asked) => Some(&asked.notice),
            Self::Received(_) | Self::Resubmitted(_) => None,
        };
        match act {
            Act::Accept | Act::AskCorrection { .. } | Act::RefuseAcceptance { .. } if late => Err(Refusal::AnswerLate),
            Act::DeemAccepted if answer_due.is_some() && !late => Err(Refusal::NotDue),
            Act::AskCorrection { notice } if notice.by <= today => Err(Refusal::DayPassed),
            Act::EndForDefault { paper: None } if asked.is_some_and(|notice| today <= notice.by) => {
                Err(Refusal::NotDue)
            }
            _ => Ok(()),
        }
    }

    /// Takes it back.
    #[must_use]
    pub fn withdraw(self, at: At, reason: String) -> Withdrawn {
        Withdrawn {
            at,
            reason,
            review: None,
        }
    }
}

impl Notice {
    /// What is not answered yet. What is no paper and no field is for people to judge.
    pub fn open<'a>(&'a self, answered: &'a BTreeSet<MissingAt>) -> impl Iterator<Item = &'a MissingAt> {
        let lines = self.missing.iter().map(|line| &line.at);
        lines.filter(|at| **at != MissingAt::Other && !answered.contains(at))
    }
}

impl Received {
    fn accepted(self, on: Date, deemed: bool) -> Accepted {
        Accepted {
            received: self.at,
            on,
            deemed,
            notice: None,
        }
    }
}

impl Resubmitted {
    fn accepted(self, on: Date, deemed: bool) -> Accepted {
        Accepted {
            received: self.received,
            on,
            deemed,
            notice: Some(self.notice),
        }
    }
}
