//! What can be done with a case, as words.

use serde::{Deserialize, Serialize};

/// What can be done with a case, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the act of its name")]
pub enum Verb {
    Receive,
    Accept,
    AskCorrection,
    Resubmit,
    RefuseAcceptance,
    DeemAccepted,
    Open,
    Claim,
    Release,
    Approve,
    Deny,
    Pause,
    Resume,
    Extend,
    Opinion,
    Urge,
    PlanInspection,
    SendPictures,
    RecordInspection,
    Provide,
    Remind,
    EndForDefault,
    Stop,
    Decide,
    Issue,
    Deliver,
    Withdraw,
    CheckPromise,
    Revoke,
    Correct,
    Object,
    AnswerObjection,
}

impl Verb {
    /// All of them, in the order of a case's life.
    pub const ALL: [Self; 32] = [
        Self::Receive,
        Self::Accept,
        Self::AskCorrection,
        Self::Resubmit,
        Self::RefuseAcceptance,
        Self::DeemAccepted,
        Self::Open,
        Self::Claim,
        Self::Release,
        Self::Approve,
        Self::Deny,
        Self::Pause,
        Self::Resume,
        Self::Extend,
        Self::Opinion,
        Self::Urge,
        Self::PlanInspection,
        Self::SendPictures,
        Self::RecordInspection,
        Self::Provide,
        Self::Remind,
        Self::EndForDefault,
        Self::Stop,
        Self::Decide,
        Self::Issue,
        Self::Deliver,
        Self::Withdraw,
        Self::CheckPromise,
        Self::Revoke,
        Self::Correct,
        Self::Object,
        Self::AnswerObjection,
    ];

    /// Whether it is done with one part.
    #[must_use]
    pub fn is_of_a_part(self) -> bool {
        match self {
            Self::Open
            | Self::Claim
            | Self::Release
            | Self::Approve
            | Self::Deny
            | Self::Pause
            | Self::Resume
            | Self::Extend
            | Self::Opinion
            | Self::Stop
            | Self::Revoke => true,
            Self::Receive
            | Self::Accept
            | Self::AskCorrection
            | Self::Resubmit
            | Self::RefuseAcceptance
            | Self::DeemAccepted
            | Self::Urge
            | Self::PlanInspection
            | Self::SendPictures
            | Self::RecordInspection
            | Self::Provide
            | Self::Remind
            | Self::EndForDefault
            | Self::Decide
            | Self::Issue
            | Self::Deliver
            | Self::Withdraw
            | Self::CheckPromise
            | Self::Correct
            | Self::Object
            | Self::AnswerObjection => false,
        }
    }
}
