//! Who may do what. Which stage it fits is the stages' own business.

use super::{Act, Actor, Case, PartStage, Refusal, Role, Verb};
use crate::id::ItemId;

impl Case {
    /// Whether somebody may do something with this case, wherever it stands.
    ///
    /// # Errors
    /// When it is for another role, department or region, or somebody else works on the part.
    pub(super) fn permits(&self, act: &Act, by: &Actor) -> Result<(), Refusal> {
        let verb = act.verb();
        let allowed = match by {
            Actor::System => by_the_program(verb) && self.by_rule(act),
            Actor::Applicant => by_the_applicant(verb),
            Actor::Staff { role, scope, .. } => {
                scope.covers(self.file.region.as_ref())
                    && by_role(verb, *role)
                    && self.items_of(act).iter().any(|item| {
                        self.file
                            .part(item)
                            .is_none_or(|part| scope.decides_for(&part.department))
                    })
            }
        };
        if !allowed {
            return Err(Refusal::NotYours { verb });
        }
        self.hands_off(act, by)
    }

    /// The program accepts and grants only what its rules let be decided without people (秒批).
    fn by_rule(&self, act: &Act) -> bool {
        match act {
            Act::Accept => self.file.is_instant(),
            Act::Approve { item, .. } => {
                let part = self.file.part(item);
                part.is_none_or(|part| self.file.part_is_instant(part))
            }
            _ => true,
        }
    }

    /// The items whose departments have a say in an act; every item for an act about the whole case.
    fn items_of(&self, act: &Act) -> Vec<ItemId> {
        match act {
            Act::CheckPromise { promise, .. } => {
                let made = self.file.promises.iter().find(|made| made.promise == *promise);
                made.map_or_else(Vec::new, |made| made.items.iter().cloned().collect())
            }
            act if act.verb().is_of_a_part() => act.item().cloned().into_iter().collect(),
            _ => self.file.parts.iter().map(|part| part.item.clone()).collect(),
        }
    }

    /// What a reviewer has taken on is theirs until they give it back; a supervisor may take it from them.
    fn hands_off(&self, act: &Act, by: &Actor) -> Result<(), Refusal> {
        let (Some(item), Actor::Staff { member, role, .. }) = (act.item(), by) else {
            return Ok(());
        };
        let own = match act.verb() {
            Verb::Release | Verb::Extend | Verb::Resume => *role == Role::Reviewer,
            Verb::Approve | Verb::Deny | Verb::Pause => true,
            _ => false,
        };
        let stage = self.stage.review().and_then(|review| review.part(item).ok());
        match stage.map(|part| &part.stage) {
            Some(PartStage::InReview { by: other, .. } | PartStage::Paused { by: other, .. })
                if own && other.id != member.id =>
            {
                Err(Refusal::ClaimedBy {
                    name: other.name.clone(),
                })
            }
            None
            | Some(
                PartStage::Waiting { .. }
                | PartStage::Open { .. }
                | PartStage::InReview { .. }
                | PartStage::Paused { .. }
                | PartStage::Granted { .. }
                | PartStage::Denied { .. }
                | PartStage::Stopped { .. }
                | PartStage::Revoked { .. },
            ) => Ok(()),
        }
    }
}

fn by_the_program(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Accept
            | Verb::DeemAccepted
            | Verb::Open
            | Verb::Approve
            | Verb::Remind
            | Verb::EndForDefault
            | Verb::Stop
            | Verb::Decide
            | Verb::Issue
            | Verb::Deliver
    )
}

fn by_the_applicant(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Receive
            | Verb::Resubmit
            | Verb::SendPictures
            | Verb::Provide
            | Verb::Withdraw
            | Verb::Deliver
            | Verb::Object
    )
}

fn by_role(verb: Verb, role: Role) -> bool {
    match role {
        Role::Clerk => matches!(
            verb,
            Verb::Receive
                | Verb::Accept
                | Verb::AskCorrection
                | Verb::Resubmit
                | Verb::RefuseAcceptance
                | Verb::PlanInspection
                | Verb::SendPictures
                | Verb::Provide
                | Verb::EndForDefault
                | Verb::Issue
                | Verb::Deliver
                | Verb::Withdraw
                | Verb::Correct
                | Verb::AnswerObjection
        ),
        Role::Reviewer => matches!(
            verb,
            Verb::Claim
                | Verb::Release
                | Verb::Approve
                | Verb::Deny
                | Verb::Pause
                | Verb::Resume
                | Verb::Extend
                | Verb::Opinion
                | Verb::CheckPromise
                | Verb::Revoke
        ),
        Role::Inspector => matches!(verb, Verb::PlanInspection | Verb::RecordInspection),
        Role::Supervisor => matches!(verb, Verb::Release | Verb::Resume | Verb::Extend | Verb::Urge),
    }
}
