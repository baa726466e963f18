//! The life of a case: one act after another.

use super::{
    Act, Actor, At, Case, CaseStage, Check, CommitmentStage, Decided, Delivered, Event, Intake, Issued, PartStage,
    Refusal, Review, Withdrawn, review::Moment,
};
use crate::calendar::WorkingCalendar;

impl Case {
    /// Does something with the case, if it may be done now and by this person, and gives the event to record.
    ///
    /// # Errors
    /// Why not; then nothing has changed.
    pub fn perform(&mut self, act: Act, by: &Actor, at: At, calendar: &WorkingCalendar) -> Result<Event, Refusal> {
        if let Some(field) = act.empty() {
            return Err(Refusal::Empty {
                field: field.to_owned(),
            });
        }
        self.permits(&act, by)?;
        self.timely(&act, at, calendar)?;
        let event = Event {
            seq: self.events + 1,
            at: at.whole(),
            by: by.clone(),
            act,
        };
        let mut next = self.clone();
        next.apply(&event)?;
        *self = next;
        Ok(event)
    }

    /// Follows one event of the record. Who may do what, and by when, was asked when it was written, by the rules of
    /// that day; whether it fits the stage is asked again.
    ///
    /// # Errors
    /// When it does not fit: then the record is damaged, and the case must not be used.
    pub fn follow(&mut self, event: &Event) -> Result<(), Refusal> {
        if event.seq != self.events + 1 {
            return Err(self.stage.wrong(event.act.verb()));
        }
        self.apply(event)
    }

    /// Whether the time for it is right, by the calendar as it is known today. It is not asked again when the record is
    /// read: a year that was provisional may have got its notice since.
    fn timely(&self, act: &Act, at: At, calendar: &WorkingCalendar) -> Result<(), Refusal> {
        match &self.stage {
            CaseStage::Intake(intake) => intake.timely(act, at.day(), calendar),
            CaseStage::InReview(review) => review.timely(act, at.day(), calendar),
            CaseStage::NotAccepted(_)
            | CaseStage::Decided(_)
            | CaseStage::Denied(_)
            | CaseStage::Issued(_)
            | CaseStage::Delivered(_)
            | CaseStage::Withdrawn(_)
            | CaseStage::Ended(_) => Ok(()),
        }
    }

    fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        let moment = Moment {
            at: event.at,
            by: event.by.member(),
        };
        if let Act::Urge { text } = &event.act {
            self.urged = Some(self.urge(text, moment)?);
            self.events = event.seq;
            return Ok(());
        }
        if let Some(objection) = self.objected(&event.act, moment) {
            self.objection = objection?;
            self.events = event.seq;
            return Ok(());
        }
        let turn = self.turn();
        // A stage is taken out, changed and put back; a refusal leaves a case that its caller throws away.
        let stage = self.stage.clone();
        self.stage = match stage {
            CaseStage::Intake(intake) => self.at_intake(intake, &event.act, event.at)?,
            CaseStage::InReview(review) => self.in_review(review, &event.act, moment)?,
            CaseStage::Decided(decided) => self.when_decided(decided, &event.act, moment)?,
            CaseStage::Denied(decided) => self.when_denied(decided, &event.act, moment)?,
            CaseStage::Issued(issued) => self.when_issued(issued, &event.act, moment)?,
            CaseStage::Delivered(mut delivered) => {
                let issued = delivered.issued;
                delivered.issued = self.with_licence(issued, &event.act, moment)?;
                CaseStage::Delivered(delivered)
            }
            CaseStage::NotAccepted(_) | CaseStage::Withdrawn(_) | CaseStage::Ended(_) => {
                return Err(self.stage.wrong(event.act.verb()));
            }
        };
        self.events = event.seq;
        if self.turn() != turn {
            self.urged = None;
        }
        Ok(())
    }

    fn at_intake(&self, intake: Intake, act: &Act, at: At) -> Result<CaseStage, Refusal> {
        let begin = |accepted| CaseStage::InReview(Review::begin(&self.file, accepted));
        match act {
            Act::Accept => intake.accept(at).map(begin),
            Act::DeemAccepted => intake.deem_accepted().map(begin),
            Act::AskCorrection { notice } => intake
                .ask_correction(notice.clone())
                .map(|asked| CaseStage::Intake(Intake::CorrectionAsked(asked))),
            Act::Resubmit { answered } => intake
                .resubmit(answered, at)
                .map(|answered| CaseStage::Intake(Intake::Resubmitted(answered))),
            Act::RefuseAcceptance { ground, reason } => intake
                .refuse(at, ground.clone(), reason.clone())
                .map(CaseStage::NotAccepted),
            Act::EndForDefault { paper: None } => intake.end_for_default(at).map(CaseStage::Ended),
            Act::Withdraw { reason } => Ok(CaseStage::Withdrawn(intake.withdraw(at, reason.clone()))),
            _ => Err(self.stage.wrong(act.verb())),
        }
    }

    fn in_review(&self, mut review: Review, act: &Act, now: Moment<'_>) -> Result<CaseStage, Refusal> {
        match act {
            Act::Decide => self.decide(review, now.at),
            Act::Withdraw { reason } => {
                review.withdraw(now.at);
                Ok(CaseStage::Withdrawn(Withdrawn {
                    at: now.at,
                    reason: reason.clone(),
                    review: Some(review),
                }))
            }
            Act::CheckPromise { .. } => {
                check(&mut review, act, now)?;
                Ok(CaseStage::InReview(review))
            }
            _ => {
                review.perform(&self.file, act, now)?;
                Ok(CaseStage::InReview(review))
            }
        }
    }

    fn decide(&self, review: Review, at: At) -> Result<CaseStage, Refusal> {
        let open = review.parts.iter().filter(|part| !part.stage.is_over());
        let items: Vec<_> = open.map(|part| part.file.item.clone()).collect();
        if !items.is_empty() {
            return Err(Refusal::PartsOpen { items });
        }
        let any = |fits: fn(&PartStage) -> bool| review.parts.iter().any(|part| fits(&part.stage));
        if any(|stage| matches!(stage, PartStage::Granted { .. })) {
            Ok(CaseStage::Decided(Decided { review, at }))
        } else if any(|stage| matches!(stage, PartStage::Denied { .. })) {
            Ok(CaseStage::Denied(Decided { review, at }))
        } else {
            Ok(CaseStage::Ended(super::Ended {
                at,
                review: Some(review),
            }))
        }
    }

    fn when_decided(&self, mut decided: Decided, act: &Act, now: Moment<'_>) -> Result<CaseStage, Refusal> {
        match act {
            Act::Issue { licence } => {
                fits(&decided.review, licence.as_deref())?;
                Ok(CaseStage::Issued(Issued {
                    decided,
                    at: now.at,
                    licence: licence.as_deref().cloned(),
                }))
            }
            Act::Revoke { item, reason } => {
                decided.review.revoke(item, now.at, reason)?;
                let granted = decided.review.granted().next().is_some();
                Ok(if granted {
                    CaseStage::Decided(decided)
                } else {
                    CaseStage::Denied(decided)
                })
            }
            Act::CheckPromise { .. } => {
                check(&mut decided.review, act, now)?;
                Ok(CaseStage::Decided(decided))
            }
            _ => Err(self.stage.wrong(act.verb())),
        }
    }

    fn when_denied(&self, mut decided: Decided, act: &Act, now: Moment<'_>) -> Result<CaseStage, Refusal> {
        match act {
            Act::CheckPromise { .. } => {
                check(&mut decided.review, act, now)?;
                Ok(CaseStage::Denied(decided))
            }
            _ => Err(self.stage.wrong(act.verb())),
        }
    }

    fn when_issued(&self, issued: Issued, act: &Act, now: Moment<'_>) -> Result<CaseStage, Refusal> {
        match act {
            Act::Deliver { how } => Ok(CaseStage::Delivered(Delivered {
                issued,
                at: now.at,
                how: how.clone(),
            })),
            _ => self.with_licence(issued, act, now).map(CaseStage::Issued),
        }
    }

    /// What can still be done once a licence is out.
    fn with_licence(&self, mut issued: Issued, act: &Act, now: Moment<'_>) -> Result<Issued, Refusal> {
        let today = now.at.day();
        match act {
            Act::CheckPromise { .. } => check(&mut issued.decided.review, act, now)?,
            Act::Revoke { item, reason } => {
                issued.decided.review.revoke(item, now.at, reason)?;
                if let Some(next) = issued.licence.as_ref().and_then(|old| old.revoked(item, today, reason)) {
                    issued.licence = Some(next);
                }
            }
            Act::Correct { amendment, .. } => {
                let old = issued.licence.as_ref().ok_or(Refusal::OtherLicences)?;
                issued.licence = Some(old.amended(amendment, today).ok_or(Refusal::SaidBefore)?);
            }
            _ => return Err(self.stage.wrong(act.verb())),
        }
        Ok(issued)
    }
}

fn check(review: &mut Review, act: &Act, now: Moment<'_>) -> Result<(), Refusal> {
    let Act::CheckPromise { promise, kept, remark } = act else {
        return Ok(());
    };
    let found = Check {
        at: now.at,
        by: now.by.cloned(),
        remark: remark.clone(),
    };
    let granted = review.granted().any(|part| {
        let made = review.commitments.iter().find(|made| made.file.promise == *promise);
        made.is_some_and(|made| made.file.items.contains(&part.file.item))
    });
    let open = review
        .commitments
        .iter()
        .any(|made| made.file.promise == *promise && made.stage == CommitmentStage::Made);
    if open && !granted {
        return Err(Refusal::NoPromise {
            promise: promise.clone(),
        });
    }
    review.check(promise, *kept, found)
}

/// A licence carries what was granted and is issued on paper, all of it and nothing else.
fn fits(review: &Review, licence: Option<&super::Composite>) -> Result<(), Refusal> {
    let granted: std::collections::BTreeSet<_> = review
        .granted()
        .filter(|part| !part.file.issues.is_empty())
        .map(|part| &part.file.item)
        .collect();
    let carried: std::collections::BTreeSet<_> = licence
        .iter()
        .flat_map(|licence| &licence.components)
        .map(|component| &component.item)
        .collect();
    let first = licence.is_none_or(|licence| licence.version == 1);
    if granted == carried && first && licence.is_some() != granted.is_empty() {
        Ok(())
    } else {
        Err(Refusal::OtherLicences)
    }
}
