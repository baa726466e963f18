//! The case: one application in the hands of the authorities, one part for each item.
//!
//! A case is its [`Event`]s, one after another, and nothing else. Each stage is a type that carries what is true in it;
//! each verb takes the old stage and gives the new one, or a named [`Refusal`]. [`Case::perform`] asks whether somebody
//! may do something now and gives the event to record; [`Case::open_to`] asks the same for everything at once, for the
//! pages; [`Case::settle`] does what time alone brings about.

mod act;
mod allow;
mod at;
mod clock;
mod commitment;
mod composite;
mod days;
mod deferral;
mod duty;
mod event;
mod file;
mod inspection;
mod intake;
mod objection;
mod open;
mod part;
mod perform;
mod refusal;
mod review;
mod stage;
mod tell;
mod turn;
mod urge;
mod verb;
mod who;

#[cfg(test)]
mod tests;

pub use crate::catalogue::PauseReason;
pub use act::{Act, Delivery};
pub use at::At;
pub use clock::{Clock, Dues, Extension, MOST_EXTENSION, Pace, Pause, SOON};
pub use commitment::{Check, Commitment, CommitmentStage};
pub use composite::{Amendment, Component, ComponentState, Composite, Holder};
pub use days::{Cause, Span, days};
pub use deferral::{Deferral, DeferralStage, REMIND_BEFORE, Reminder};
pub use event::Event;
pub use file::{CaseFile, Channel, PaperFile, PartFile, PointFile, PromiseFile};
pub use inspection::{Inspection, PointResult, Rectification, Visit, VisitMode, VisitPlan};
pub use intake::{
    ANSWER_WITHIN, Accepted, CorrectionAsked, Ground, Intake, Missing, MissingAt, NotAccepted, Notice, Received,
    Resubmitted,
};
pub use objection::{Objection, ObjectionAnswer};
pub use open::{Opening, actors};
pub use part::{Opinion, Part, PartCode, PartStage, Stop};
pub use refusal::Refusal;
pub use review::Review;
pub use stage::{CaseStage, Decided, Delivered, Ended, Issued, StageCode, Withdrawn};
pub use tell::Told;
pub use turn::{Due, Turn, part_due};
pub use urge::Urged;
pub use verb::Verb;
pub use who::{Actor, Role, Scope, StaffRef};

/// The time the law gives for all parts together (行政许可法 art. 42(2)), in working days from acceptance; another 15 with
/// the approval of the head of government.
pub const JOINT_LIMIT: u16 = 45;
/// The result is handed over within so many working days after the decision (行政许可法 art. 44).
pub const ISSUE_WITHIN: u32 = 10;

/// A case.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What it is about.
    pub file: CaseFile,
    /// Where it stands.
    pub stage: CaseStage,
    /// How many events it has.
    pub events: u32,
    /// The supervisor's word to whoever's turn it is; gone when the turn passes on.
    pub urged: Option<Urged>,
    /// What the applicant last said is wrong in what is kept.
    pub objection: Option<Objection>,
}

/// A record that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRecord {
    /// It does not begin with an application.
    #[error("the record does not begin with what was received")]
    Beginning,
    /// An event does not fit the one before.
    #[error("event {seq} does not fit: {refusal}")]
    Event {
        /// Which.
        seq: u32,
        /// Why not.
        refusal: Refusal,
    },
}

impl Case {
    /// A case that arrives, and the first event of its record.
    #[must_use]
    pub fn receive(file: CaseFile, by: Actor, at: At) -> (Self, Event) {
        let at = at.whole();
        let event = Event {
            seq: 1,
            at,
            by,
            act: Act::Receive {
                file: Box::new(file.clone()),
            },
        };
        let case = Self {
            file,
            stage: CaseStage::Intake(Intake::Received(Received { at })),
            events: 1,
            urged: None,
            objection: None,
        };
        (case, event)
    }

    /// The case of a record.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn of(events: &[Event]) -> Result<Self, BadRecord> {
        let (first, rest) = events.split_first().ok_or(BadRecord::Beginning)?;
        let mut case = Self::begun(first)?;
        for event in rest {
            case.follow(event).map_err(|refusal| BadRecord::Event {
                seq: event.seq,
                refusal,
            })?;
        }
        Ok(case)
    }

    /// Each event of a record with the case as it stood afterwards, up to the first that does not fit.
    pub fn after_each(events: &[Event]) -> impl Iterator<Item = (&Event, Self)> {
        events.iter().scan(None::<Self>, |case, event| {
            let next = match case.take() {
                None => Self::begun(event).ok()?,
                Some(mut case) => case.follow(event).ok().map(|()| case)?,
            };
            *case = Some(next.clone());
            Some((event, next))
        })
    }

    fn begun(first: &Event) -> Result<Self, BadRecord> {
        match &first.act {
            Act::Receive { file } if first.seq == 1 => {
                Ok(Self::receive((**file).clone(), first.by.clone(), first.at).0)
            }
            _ => Err(BadRecord::Beginning),
        }
    }
}
