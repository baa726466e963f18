//! What the applicant is told.

use super::{Act, Verb};

/// How far a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// It is the authorities' own affair; it stands in the record only.
    Nowhere,
    /// It stands on the progress page.
    OnThePage,
    /// It is sent as well: the applicant has something to do, or has waited for it.
    Sent,
}

impl Act {
    /// How far the message about it goes. Every act that changes what the applicant sees gives exactly one.
    #[must_use]
    pub fn told(&self) -> Told {
        self.verb().told()
    }
}

impl Verb {
    /// How far the message about an act of this verb goes.
    #[must_use]
    pub fn told(self) -> Told {
        match self {
            Verb::Claim | Verb::Release | Verb::Opinion | Verb::Urge => Told::Nowhere,
            Verb::Open
            | Verb::Approve
            | Verb::Resubmit
            | Verb::SendPictures
            | Verb::Provide
            | Verb::Resume
            | Verb::Decide
            | Verb::Withdraw
            | Verb::CheckPromise
            | Verb::Object
            | Verb::Deliver => Told::OnThePage,
            Verb::Receive
            | Verb::Accept
            | Verb::DeemAccepted
            | Verb::AskCorrection
            | Verb::RefuseAcceptance
            | Verb::Deny
            | Verb::Pause
            | Verb::Extend
            | Verb::PlanInspection
            | Verb::RecordInspection
            | Verb::Remind
            | Verb::EndForDefault
            | Verb::Stop
            | Verb::Issue
            | Verb::Revoke
            | Verb::Correct
            | Verb::AnswerObjection => Told::Sent,
        }
    }
}
