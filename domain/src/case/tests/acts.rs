//! Acts with everything they must carry.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{super::*, world::*};
use crate::id::{ItemId, PointId};

pub(super) fn approve(item: &str) -> Act {
    Act::Approve {
        item: item.into(),
        opinion: String::new(),
    }
}

pub(super) fn deny(item: &str) -> Act {
    Act::Deny {
        item: item.into(),
        reasons: vec!["the kitchen is too small".to_owned()],
        basis: "食品安全法".to_owned(),
    }
}

pub(super) fn pause(item: &str, expected: u16) -> Act {
    Act::Pause {
        item: item.into(),
        reason: PauseReason::Testing,
        notice: "the water is tested".to_owned(),
        expected,
    }
}

pub(super) fn extend(item: &str, days: u16) -> Act {
    Act::Extend {
        item: item.into(),
        days,
        reason: "many applications".to_owned(),
        head: "name of the head".to_owned(),
    }
}

pub(super) fn provide() -> Act {
    Act::Provide {
        paper: "lease".parse().expect("a key"),
        files: vec!["file".to_owned()],
    }
}

/// The applicant says that another number is right.
pub(super) fn object(right: &str) -> Act {
    Act::Object {
        right: BTreeMap::from([("mobile@operator".parse().expect("a key"), right.to_owned())]),
        stood: BTreeMap::new(),
        says: String::new(),
    }
}

/// The window puts it right.
pub(super) fn grants_it() -> Act {
    Act::AnswerObjection {
        granted: true,
        reason: String::new(),
    }
}

/// The window leaves it as it is.
pub(super) fn refuses_it(reason: &str) -> Act {
    Act::AnswerObjection {
        granted: false,
        reason: reason.to_owned(),
    }
}

pub(super) fn default_of(paper: Option<&str>) -> Act {
    Act::EndForDefault {
        paper: paper.map(|paper| paper.parse().expect("a key")),
    }
}

pub(super) fn visit(on: Date, mode: VisitMode) -> Act {
    Act::PlanInspection {
        plan: VisitPlan {
            on,
            hours: "09:00-10:00".to_owned(),
            mode,
            inspectors: vec![person("inspector"), person("another")],
        },
    }
}

pub(super) fn result(passed: bool) -> PointResult {
    PointResult {
        passed,
        remark: if passed { String::new() } else { "clear it".to_owned() },
        pictures: Vec::new(),
    }
}

pub(super) fn record(results: BTreeMap<PointId, PointResult>) -> Act {
    Act::RecordInspection {
        inspectors: vec![person("inspector"), person("another")],
        results,
    }
}

pub(super) fn notice(by: Date) -> Act {
    Act::AskCorrection {
        notice: Notice {
            missing: vec![Missing {
                at: identity_card(),
                name: "身份证".to_owned(),
                reasons: vec!["the picture is not sharp".to_owned()],
            }],
            by,
            remark: String::new(),
        },
    }
}

pub(super) fn identity_card() -> MissingAt {
    MissingAt::Paper {
        paper: "identity_card".parse().expect("a key"),
    }
}

pub(super) fn answer() -> Act {
    Act::Resubmit {
        answered: [identity_card()].into(),
    }
}

pub(super) fn check(kept: bool) -> Act {
    Act::CheckPromise {
        promise: "fire_safety".into(),
        kept,
        remark: "looked at the exits".to_owned(),
    }
}

pub(super) fn revoke(item: &str) -> Act {
    Act::Revoke {
        item: item.into(),
        reason: "承诺不实".to_owned(),
    }
}

/// The act of a verb, with everything it must carry at this moment of a case; of part verbs the one for this part.
pub(super) fn suitable(world: &World, verb: Verb, item: &str) -> Act {
    let id = || ItemId::from(item);
    let review = world.case.stage.review();
    match verb {
        Verb::Receive => Act::Receive {
            file: Box::new(restaurant()),
        },
        Verb::Accept => Act::Accept,
        Verb::AskCorrection => notice(world.today.tomorrow().expect("there is one")),
        Verb::Resubmit => answer(),
        Verb::RefuseAcceptance => Act::RefuseAcceptance {
            ground: Ground::NotNeeded,
            reason: "no licence is needed".to_owned(),
        },
        Verb::DeemAccepted => Act::DeemAccepted,
        Verb::Open => Act::Open { item: id() },
        Verb::Claim => Act::Claim { item: id() },
        Verb::Release => Act::Release { item: id() },
        Verb::Approve => approve(item),
        Verb::Deny => deny(item),
        Verb::Pause => pause(item, 5),
        Verb::Resume => Act::Resume { item: id() },
        Verb::Extend => extend(item, 5),
        Verb::Opinion => Act::Opinion {
            item: id(),
            text: "ask the owner".to_owned(),
        },
        Verb::Urge => Act::Urge {
            text: "answer today".to_owned(),
        },
        Verb::PlanInspection => visit(world.today, VisitMode::OnSite),
        Verb::SendPictures => Act::SendPictures {
            pictures: BTreeMap::from([("hall".into(), vec!["picture".to_owned()])]),
        },
        Verb::RecordInspection => {
            let accepted = review.is_some();
            record(if accepted { world.results(&[]) } else { BTreeMap::new() })
        }
        Verb::Provide => provide(),
        Verb::Remind => Act::Remind {
            reminder: Reminder::Paper {
                paper: "lease".parse().expect("a key"),
            },
        },
        Verb::EndForDefault => default_of(review.map(|_| "lease")),
        Verb::Stop => Act::Stop {
            item: id(),
            need: REGISTRATION.into(),
        },
        Verb::Decide => Act::Decide,
        Verb::Issue => Act::Issue {
            licence: world.licence(),
        },
        Verb::Deliver => Act::Deliver { how: Delivery::Window },
        Verb::Withdraw => Act::Withdraw { reason: String::new() },
        Verb::CheckPromise => check(true),
        Verb::Revoke => revoke(item),
        Verb::Correct => Act::Correct {
            amendment: Amendment::Holder {
                holder: Holder {
                    name: "千阳县小院餐饮店".to_owned(),
                    ..Holder::default()
                },
            },
            reason: "a wrong character".to_owned(),
        },
        Verb::Object => object("00000000000"),
        Verb::AnswerObjection => grants_it(),
    }
}

/// Somebody whose verb it is.
pub(super) fn whose(verb: Verb, item: &str) -> Actor {
    match verb {
        Verb::Receive | Verb::Resubmit | Verb::SendPictures | Verb::Provide | Verb::Withdraw | Verb::Object => {
            Actor::Applicant
        }
        Verb::Accept
        | Verb::AskCorrection
        | Verb::RefuseAcceptance
        | Verb::PlanInspection
        | Verb::EndForDefault
        | Verb::Issue
        | Verb::Deliver
        | Verb::Correct
        | Verb::AnswerObjection => clerk(),
        Verb::DeemAccepted | Verb::Open | Verb::Remind | Verb::Stop | Verb::Decide => Actor::System,
        Verb::Claim
        | Verb::Release
        | Verb::Approve
        | Verb::Deny
        | Verb::Pause
        | Verb::Resume
        | Verb::Extend
        | Verb::Opinion
        | Verb::Revoke => reviewer(item),
        Verb::Urge => supervisor(),
        Verb::CheckPromise => reviewer(FIRE),
        Verb::RecordInspection => inspector(),
    }
}
