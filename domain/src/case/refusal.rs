//! Why something cannot be done with a case now.

use serde::{Deserialize, Serialize};

use super::{StageCode, Verb};
use crate::id::{ItemId, MaterialKey, PointId, PromiseId};

/// Why something cannot be done with a case now. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// The case is past that, or not yet there.
    #[error("{verb:?} does not fit a case that is {stage:?}")]
    WrongStage {
        /// What was wanted.
        verb: Verb,
        /// Where the case stands.
        stage: StageCode,
    },
    /// It is done by somebody else.
    #[error("{verb:?} is for another role, department or region")]
    NotYours {
        /// What was wanted.
        verb: Verb,
    },
    /// The applicant is to act first.
    #[error("the notice is not answered yet, and its day has not passed")]
    WaitsForApplicant,
    /// Everything that is missing is named once (行政许可法 art. 32).
    #[error("a correction was asked for before; there is only one")]
    AskedBefore,
    /// Nothing was asked for.
    #[error("no correction was asked for")]
    NothingAsked,
    /// Everything that was asked for is answered at once.
    #[error("these are not answered: {at:?}")]
    StillMissing {
        /// Which.
        at: Vec<super::MissingAt>,
    },
    /// A notice or decision without content.
    #[error("say what and why: `{field}` is empty")]
    Empty {
        /// What is empty.
        field: String,
    },
    /// The day lies in the past.
    #[error("the day is not after today")]
    DayPassed,
    /// The time the law gives has not passed.
    #[error("its day has not passed")]
    NotDue,
    /// The time the law gives has passed: the case counts as accepted.
    #[error("five working days have passed; the case counts as accepted")]
    AnswerLate,
    /// The case has no such part.
    #[error("the case has no part {item}")]
    UnknownItem {
        /// The item.
        item: ItemId,
    },
    /// The part is past that, or not yet there.
    #[error("{verb:?} does not fit a part that is {stage:?}")]
    WrongPartStage {
        /// What was wanted.
        verb: Verb,
        /// Where the part stands.
        stage: super::PartCode,
    },
    /// Somebody else works on the part.
    #[error("{name} works on this part")]
    ClaimedBy {
        /// Who.
        name: String,
    },
    /// Nobody has taken the part on.
    #[error("take the part on first")]
    NotClaimed,
    /// The results of other parts are needed first.
    #[error("the results of {items:?} are needed first")]
    NeedsResults {
        /// Of which items.
        items: Vec<ItemId>,
    },
    /// Points have not been looked at, or did not pass.
    #[error("these points have not passed: {points:?}")]
    PointsOpen {
        /// Which.
        points: Vec<PointId>,
    },
    /// A paper that was put off is not there.
    #[error("these papers are not there yet: {papers:?}")]
    PapersOpen {
        /// Which.
        papers: Vec<MaterialKey>,
    },
    /// There is one extension (行政许可法 art. 42).
    #[error("the limit was extended before; there is only one extension")]
    ExtendedBefore,
    /// Beyond what the law allows.
    #[error("at most {most} working days")]
    TooManyDays {
        /// The most the law allows.
        most: u16,
    },
    /// The limit has passed; more time cannot be granted afterwards.
    #[error("the limit has passed")]
    LimitPassed,
    /// Two people at least look on site (行政许可法 art. 34).
    #[error("at least two inspectors")]
    TwoInspectors,
    /// Somebody who looked was not appointed, or the other way round.
    #[error("the record names other points than the appointment")]
    OtherPoints,
    /// Photographs are not enough for these points.
    #[error("photographs are not enough for {points:?}")]
    NotRemote {
        /// Which.
        points: Vec<PointId>,
    },
    /// There is nothing to look at, or nothing left.
    #[error("there is nothing to look at")]
    NothingToInspect,
    /// No visit is appointed.
    #[error("no visit is appointed")]
    NoVisit,
    /// There is no such paper to follow.
    #[error("{paper} was not put off, or is there")]
    NotDeferred {
        /// Which.
        paper: MaterialKey,
    },
    /// There is no such commitment to check, or none to rely on: it was found false.
    #[error("{promise} was not made, was checked, or was found false")]
    NoPromise {
        /// Which.
        promise: PromiseId,
    },
    /// Parts are not decided.
    #[error("these parts are not decided: {items:?}")]
    PartsOpen {
        /// Which.
        items: Vec<ItemId>,
    },
    /// The licences do not fit what was granted.
    #[error("the licences do not fit what was granted")]
    OtherLicences,
    /// Nothing was said to be wrong, or it was answered.
    #[error("nothing is said to be wrong, or it was answered")]
    NothingObjected,
    /// It has been said.
    #[error("said before")]
    SaidBefore,
}

impl Refusal {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongStage { .. } => "wrong_stage",
            Self::NotYours { .. } => "not_yours",
            Self::WaitsForApplicant => "waits_for_applicant",
            Self::AskedBefore => "asked_before",
            Self::NothingAsked => "nothing_asked",
            Self::StillMissing { .. } => "still_missing",
            Self::Empty { .. } => "empty",
            Self::DayPassed => "day_passed",
            Self::NotDue => "not_due",
            Self::AnswerLate => "answer_late",
            Self::UnknownItem { .. } => "unknown_item",
            Self::WrongPartStage { .. } => "wrong_part_stage",
            Self::ClaimedBy { .. } => "claimed_by",
            Self::NotClaimed => "not_claimed",
            Self::NeedsResults { .. } => "needs_results",
            Self::PointsOpen { .. } => "points_open",
            Self::PapersOpen { .. } => "papers_open",
            Self::ExtendedBefore => "extended_before",
            Self::TooManyDays { .. } => "too_many_days",
            Self::LimitPassed => "limit_passed",
            Self::TwoInspectors => "two_inspectors",
            Self::OtherPoints => "other_points",
            Self::NotRemote { .. } => "not_remote",
            Self::NothingToInspect => "nothing_to_inspect",
            Self::NoVisit => "no_visit",
            Self::NotDeferred { .. } => "not_deferred",
            Self::NoPromise { .. } => "no_promise",
            Self::PartsOpen { .. } => "parts_open",
            Self::OtherLicences => "other_licences",
            Self::NothingObjected => "nothing_objected",
            Self::SaidBefore => "said_before",
        }
    }
}
