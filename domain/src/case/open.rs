//! Which verbs are open to whom: what the pages show.
//!
//! Every verb is tried on the case with the plainest act there is. What is refused for its content only is open: the
//! person is still to say it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Act, Actor, Amendment, At, Case, CaseStage, CommitmentStage, Composite, Delivery, Ground, Holder, Missing,
    MissingAt, Notice, PauseReason, PointResult, Refusal, Reminder, Role, StaffRef, Verb, VisitMode, VisitPlan,
};
use crate::{
    calendar::WorkingCalendar,
    id::{FieldKey, ItemId},
};

/// A verb that is open to somebody, or would be but for something they can see to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opening {
    /// The verb.
    pub verb: Verb,
    /// The part, for a verb of a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What stands in its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub but: Option<Refusal>,
}

impl Case {
    /// The verbs that are open to somebody now, in the order of a case's life, and those that only wait for something.
    #[must_use]
    pub fn open_to(&self, by: &Actor, at: At, calendar: &WorkingCalendar) -> Vec<Opening> {
        let mut openings = Vec::new();
        for verb in Verb::ALL {
            let items: Vec<Option<ItemId>> = if verb.is_of_a_part() {
                self.file.parts.iter().map(|part| Some(part.item.clone())).collect()
            } else {
                vec![None]
            };
            for item in items {
                let refusal = self.try_out(verb, item.as_ref(), by, at, calendar);
                let but = match refusal {
                    Ok(()) => None,
                    Err(refusal) if refusal.can_be_seen_to() => Some(refusal),
                    Err(_) => continue,
                };
                openings.push(Opening { verb, item, but });
            }
        }
        openings
    }

    /// Whether a verb is open.
    ///
    /// # Errors
    /// Why it is not.
    pub fn try_out(
        &self,
        verb: Verb,
        item: Option<&ItemId>,
        by: &Actor,
        at: At,
        calendar: &WorkingCalendar,
    ) -> Result<(), Refusal> {
        let act = self
            .plainest(verb, item, at, by)
            .ok_or_else(|| self.stage.wrong(verb))?;
        match self.clone().perform(act, by, at, calendar) {
            Ok(_) => Ok(()),
            Err(refusal) if refusal.is_about_content() => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }

    /// The plainest act of a verb; none, when the case has nothing it could be about.
    fn plainest(&self, verb: Verb, item: Option<&ItemId>, at: At, by: &Actor) -> Option<Act> {
        let some = || "-".to_owned();
        let review = self.stage.review();
        let item = || item.cloned();
        Some(match verb {
            Verb::Receive => return None,
            Verb::Accept => Act::Accept,
            Verb::AskCorrection => Act::AskCorrection {
                notice: Notice {
                    missing: vec![Missing {
                        at: MissingAt::Other,
                        name: some(),
                        reasons: vec![some()],
                    }],
                    by: at.day().tomorrow().ok()?,
                    remark: String::new(),
                },
            },
            Verb::Resubmit => Act::Resubmit {
                answered: BTreeSet::new(),
            },
            Verb::RefuseAcceptance => Act::RefuseAcceptance {
                ground: Ground::NotNeeded,
                reason: some(),
            },
            Verb::DeemAccepted => Act::DeemAccepted,
            Verb::Open => Act::Open { item: item()? },
            Verb::Claim => Act::Claim { item: item()? },
            Verb::Release => Act::Release { item: item()? },
            Verb::Approve => Act::Approve {
                item: item()?,
                opinion: String::new(),
            },
            Verb::Deny => Act::Deny {
                item: item()?,
                reasons: vec![some()],
                basis: some(),
            },
            Verb::Pause => Act::Pause {
                item: item()?,
                reason: PauseReason::Hearing,
                notice: some(),
                expected: 1,
            },
            Verb::Resume => Act::Resume { item: item()? },
            Verb::Extend => Act::Extend {
                item: item()?,
                days: 1,
                reason: some(),
                head: some(),
            },
            Verb::Opinion => Act::Opinion {
                item: item()?,
                text: some(),
            },
            Verb::Urge => Act::Urge { text: some() },
            Verb::PlanInspection => Act::PlanInspection {
                plan: VisitPlan {
                    on: at.day(),
                    hours: String::new(),
                    mode: VisitMode::OnSite,
                    inspectors: two(by),
                },
            },
            Verb::SendPictures => Act::SendPictures {
                pictures: {
                    let points = &self.file.points;
                    let first = review?.inspection.checklist(points).next()?;
                    BTreeMap::from([(first.point.clone(), vec![some()])])
                },
            },
            Verb::RecordInspection => Act::RecordInspection {
                inspectors: two(by),
                results: self.all_passed()?,
            },
            Verb::Provide => {
                let open = review?.deferrals.iter().find(|deferral| deferral.is_open())?;
                Act::Provide {
                    paper: open.file.paper.clone(),
                    files: vec![some()],
                }
            }
            Verb::Remind => {
                let open = review?.deferrals.iter().find(|deferral| deferral.is_open())?;
                Act::Remind {
                    reminder: Reminder::Paper {
                        paper: open.file.paper.clone(),
                    },
                }
            }
            Verb::EndForDefault => Act::EndForDefault {
                paper: review.and_then(|review| {
                    let open = review.deferrals.iter().filter(|deferral| deferral.is_open());
                    let first = open.min_by_key(|deferral| deferral.file.deferred)?;
                    Some(first.file.paper.clone())
                }),
            },
            Verb::Stop => return None,
            Verb::Decide => Act::Decide,
            Verb::Issue => Act::Issue {
                licence: self.any_licence(at).map(Box::new),
            },
            Verb::Deliver => Act::Deliver { how: Delivery::Window },
            Verb::Withdraw => Act::Withdraw { reason: String::new() },
            Verb::CheckPromise => {
                let made = |commitment: &&super::Commitment| commitment.stage == CommitmentStage::Made;
                let commitment = review?.commitments.iter().find(made)?;
                Act::CheckPromise {
                    promise: commitment.file.promise.clone(),
                    kept: true,
                    remark: some(),
                }
            }
            Verb::Revoke => Act::Revoke {
                item: item()?,
                reason: some(),
            },
            Verb::Correct => Act::Correct {
                amendment: Amendment::Holder {
                    holder: self.stage.licence()?.holder.clone(),
                },
                reason: some(),
            },
            Verb::Object => Act::Object {
                right: BTreeMap::from([(FieldKey::plain("-".into()), some())]),
                stood: BTreeMap::new(),
                says: String::new(),
            },
            Verb::AnswerObjection => Act::AnswerObjection {
                granted: true,
                reason: String::new(),
            },
        })
    }

    fn all_passed(&self) -> Option<BTreeMap<crate::id::PointId, PointResult>> {
        let inspection = &self.stage.review()?.inspection;
        let passed = PointResult {
            passed: true,
            remark: String::new(),
            pictures: Vec::new(),
        };
        let points = inspection.checklist(&self.file.points);
        Some(points.map(|point| (point.point.clone(), passed.clone())).collect())
    }

    /// A licence that carries what was granted, to try whether one can be issued.
    fn any_licence(&self, at: At) -> Option<Composite> {
        let CaseStage::Decided(decided) = &self.stage else {
            return None;
        };
        let granted = decided.review.granted().filter(|part| !part.file.issues.is_empty());
        let components: Vec<_> = granted
            .map(|part| super::Component::placeholder(&part.file, at.day()))
            .collect();
        (!components.is_empty()).then(|| Composite {
            number: String::new(),
            code: String::new(),
            version: 1,
            theme: self.file.theme.clone(),
            trade: String::new(),
            holder: Holder::default(),
            issued: at.day(),
            components,
        })
    }
}

/// Somebody and somebody else.
fn two(by: &Actor) -> Vec<StaffRef> {
    let other = StaffRef {
        id: String::new(),
        name: String::new(),
    };
    by.member()
        .cloned()
        .into_iter()
        .chain([
            other.clone(),
            StaffRef {
                id: "-".to_owned(),
                ..other
            },
        ])
        .collect()
}

impl Refusal {
    /// It is about what was said, not about whether something may be said.
    fn is_about_content(&self) -> bool {
        matches!(
            self,
            Self::Empty { .. }
                | Self::StillMissing { .. }
                | Self::NotRemote { .. }
                | Self::OtherPoints
                | Self::TwoInspectors
                | Self::SaidBefore
                | Self::TooManyDays { .. }
        )
    }

    /// Somebody can see to it, and then the verb is open.
    fn can_be_seen_to(&self) -> bool {
        matches!(
            self,
            Self::PointsOpen { .. }
                | Self::PapersOpen { .. }
                | Self::NotClaimed
                | Self::ClaimedBy { .. }
                | Self::AnswerLate
        )
    }
}

/// The roles of somebody, each as an actor.
#[must_use]
pub fn actors(member: &StaffRef, roles: &[Role], scope: &super::Scope) -> Vec<Actor> {
    let actor = |role: &Role| Actor::Staff {
        member: member.clone(),
        role: *role,
        scope: scope.clone(),
    };
    roles.iter().map(actor).collect()
}
