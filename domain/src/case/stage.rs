//! Where a case stands. Each stage carries exactly what is true in it.

use serde::{Deserialize, Serialize};

use super::{At, Composite, Delivery, Intake, NotAccepted, Refusal, Review, Verb};

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseStage {
    /// It is not accepted yet.
    Intake(Intake),
    /// It was not accepted (不予受理).
    NotAccepted(NotAccepted),
    /// It is accepted, and departments decide side by side.
    InReview(Review),
    /// Every part has its outcome, and something was granted (办结).
    Decided(Decided),
    /// Every part has its outcome, and nothing was granted (不予许可), or what was granted was taken back before it was
    /// issued.
    Denied(Decided),
    /// The composite licence is issued.
    Issued(Issued),
    /// It is handed over.
    Delivered(Delivered),
    /// The applicant took it back.
    Withdrawn(Withdrawn),
    /// It ended without a decision, because the applicant let a day pass.
    Ended(Ended),
}

/// Every part has its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The parts with their outcomes.
    pub review: Review,
    /// When the last was decided.
    pub at: At,
}

/// The results are issued. Only a case with a granted part comes here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// What was decided.
    pub decided: Decided,
    /// When the first version was issued.
    pub at: At,
    /// The newest version of the licence; none, when nothing that was granted is issued on paper.
    pub licence: Option<Composite>,
}

/// It is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// What was issued.
    pub issued: Issued,
    /// When.
    pub at: At,
    /// How.
    pub how: Delivery,
}

/// The applicant took it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// When.
    pub at: At,
    /// Why, if they said so.
    pub reason: String,
    /// How far it had come, when it was accepted.
    pub review: Option<Review>,
}

/// It ended without a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: At,
    /// How far it had come, when it was accepted.
    pub review: Option<Review>,
}

/// Where a case stands, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StageCode {
    /// It has arrived.
    Received,
    /// The applicant has a notice to answer.
    CorrectionAsked,
    /// The notice was answered.
    Resubmitted,
    /// See [`CaseStage::NotAccepted`].
    NotAccepted,
    /// See [`CaseStage::InReview`].
    InReview,
    /// See [`CaseStage::Decided`].
    Decided,
    /// See [`CaseStage::Denied`].
    Denied,
    /// See [`CaseStage::Issued`].
    Issued,
    /// See [`CaseStage::Delivered`].
    Delivered,
    /// See [`CaseStage::Withdrawn`].
    Withdrawn,
    /// See [`CaseStage::Ended`].
    Ended,
}

impl StageCode {
    /// All of them, in the order of a case's life.
    pub const ALL: [Self; 11] = [
        Self::Received,
        Self::CorrectionAsked,
        Self::Resubmitted,
        Self::NotAccepted,
        Self::InReview,
        Self::Decided,
        Self::Denied,
        Self::Issued,
        Self::Delivered,
        Self::Withdrawn,
        Self::Ended,
    ];

    /// Its name in JSON and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::CorrectionAsked => "correction_asked",
            Self::Resubmitted => "resubmitted",
            Self::NotAccepted => "not_accepted",
            Self::InReview => "in_review",
            Self::Decided => "decided",
            Self::Denied => "denied",
            Self::Issued => "issued",
            Self::Delivered => "delivered",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
        }
    }

    /// The stage of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Nobody has anything left to do before the result is in the applicant's hands.
    #[must_use]
    pub fn is_over(self) -> bool {
        match self {
            Self::Received
            | Self::CorrectionAsked
            | Self::Resubmitted
            | Self::InReview
            | Self::Decided
            | Self::Issued => false,
            Self::NotAccepted | Self::Denied | Self::Delivered | Self::Withdrawn | Self::Ended => true,
        }
    }
}

impl CaseStage {
    /// The word for it.
    #[must_use]
    pub fn code(&self) -> StageCode {
        match self {
            Self::Intake(Intake::Received(_)) => StageCode::Received,
            Self::Intake(Intake::CorrectionAsked(_)) => StageCode::CorrectionAsked,
            Self::Intake(Intake::Resubmitted(_)) => StageCode::Resubmitted,
            Self::NotAccepted(_) => StageCode::NotAccepted,
            Self::InReview(_) => StageCode::InReview,
            Self::Decided(_) => StageCode::Decided,
            Self::Denied(_) => StageCode::Denied,
            Self::Issued(_) => StageCode::Issued,
            Self::Delivered(_) => StageCode::Delivered,
            Self::Withdrawn(_) => StageCode::Withdrawn,
            Self::Ended(_) => StageCode::Ended,
        }
    }

    /// The parts, once the case is accepted, whatever became of it.
    #[must_use]
    pub fn review(&self) -> Option<&Review> {
        match self {
            Self::Intake(_) | Self::NotAccepted(_) => None,
            Self::InReview(review) => Some(review),
            Self::Decided(decided) | Self::Denied(decided) => Some(&decided.review),
            Self::Issued(issued) => Some(&issued.decided.review),
            Self::Delivered(delivered) => Some(&delivered.issued.decided.review),
            Self::Withdrawn(withdrawn) => withdrawn.review.as_ref(),
            Self::Ended(ended) => ended.review.as_ref(),
        }
    }

    /// The newest version of the licence, once it is issued.
    #[must_use]
    pub fn licence(&self) -> Option<&Composite> {
        match self {
            Self::Issued(issued) => issued.licence.as_ref(),
            Self::Delivered(delivered) => delivered.issued.licence.as_ref(),
            Self::Intake(_)
            | Self::NotAccepted(_)
            | Self::InReview(_)
            | Self::Decided(_)
            | Self::Denied(_)
            | Self::Withdrawn(_)
            | Self::Ended(_) => None,
        }
    }

    pub(super) fn wrong(&self, verb: Verb) -> Refusal {
        Refusal::WrongStage {
            verb,
            stage: self.code(),
        }
    }
}
