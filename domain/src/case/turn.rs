//! Whose turn it is, and by when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Case, CaseStage, ISSUE_WITHIN, Inspection, Intake, Pace, PartStage, SOON};
use crate::calendar::WorkingCalendar;

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The window is to accept, to issue or to hand over.
    Window,
    /// The applicant is to answer.
    Applicant,
    /// The departments are to decide.
    Departments,
    /// Nobody's.
    Nobody,
}

impl Turn {
    /// Its name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Applicant => "applicant",
            Self::Departments => "departments",
            Self::Nobody => "nobody",
        }
    }
}

/// By when somebody is to act: as promised, and as the law says at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// As promised.
    pub promised: Date,
    /// As the law says.
    pub statutory: Date,
}

impl Due {
    /// How near it is. The day itself counts among those that are left.
    #[must_use]
    pub fn pace(self, calendar: &WorkingCalendar, today: Date) -> Pace {
        if today > self.statutory {
            Pace::Late
        } else if today > self.promised {
            Pace::LateAsPromised
        } else if calendar
            .working_days_between(today.yesterday().unwrap_or(today), self.promised)
            .value
            <= SOON
        {
            Pace::DueSoon
        } else {
            Pace::InTime
        }
    }
}

impl Case {
    /// Whose turn it is.
    #[must_use]
    pub fn turn(&self) -> Turn {
        match &self.stage {
            CaseStage::Intake(Intake::Received(_) | Intake::Resubmitted(_))
            | CaseStage::Decided(_)
            | CaseStage::Issued(_) => Turn::Window,
            CaseStage::Intake(Intake::CorrectionAsked(_)) => Turn::Applicant,
            CaseStage::InReview(_) => Turn::Departments,
            CaseStage::NotAccepted(_)
            | CaseStage::Denied(_)
            | CaseStage::Delivered(_)
            | CaseStage::Withdrawn(_)
            | CaseStage::Ended(_) => Turn::Nobody,
        }
    }

    /// Whether a clerk has something to do: it is the window's turn, or a visit is to be appointed.
    #[must_use]
    pub fn waits_for_window(&self) -> bool {
        let to_plan = self
            .stage
            .review()
            .is_some_and(|review| matches!(review.inspection, Inspection::ToPlan { .. }));
        match self.turn() {
            Turn::Window => true,
            Turn::Departments => to_plan,
            Turn::Applicant | Turn::Nobody => false,
        }
    }

    /// By when somebody of the authority is to act next; none while it is the applicant's turn, everything stands still
    /// or nothing is left.
    #[must_use]
    pub fn due(&self, calendar: &WorkingCalendar, today: Date) -> Option<Due> {
        let one = |date| {
            Some(Due {
                promised: date,
                statutory: date,
            })
        };
        match &self.stage {
            CaseStage::Intake(intake) => one(intake.answer_due(calendar)?.date),
            CaseStage::InReview(review) => {
                let dues = review
                    .parts
                    .iter()
                    .filter_map(|part| part_due(&part.stage, calendar, today));
                dues.min_by_key(|due| due.promised)
            }
            CaseStage::Decided(decided) => one(calendar.add_working_days(decided.at.day(), ISSUE_WITHIN).date),
            CaseStage::Issued(issued) => one(calendar.add_working_days(issued.decided.at.day(), ISSUE_WITHIN).date),
            CaseStage::NotAccepted(_)
            | CaseStage::Denied(_)
            | CaseStage::Delivered(_)
            | CaseStage::Withdrawn(_)
            | CaseStage::Ended(_) => None,
        }
    }
}

/// By when a part is to be decided; none while its limit does not run.
#[must_use]
pub fn part_due(stage: &PartStage, calendar: &WorkingCalendar, today: Date) -> Option<Due> {
    match stage {
        PartStage::Open { clock } | PartStage::InReview { clock, .. } => {
            let dues = clock.dues(calendar, today);
            Some(Due {
                promised: dues.promised.date,
                statutory: dues.statutory.date,
            })
        }
        PartStage::Waiting { .. }
        | PartStage::Paused { .. }
        | PartStage::Granted { .. }
        | PartStage::Denied { .. }
        | PartStage::Stopped { .. }
        | PartStage::Revoked { .. } => None,
    }
}
