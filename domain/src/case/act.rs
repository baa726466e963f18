//! What can be done with a case, and what each act carries.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Amendment, CaseFile, Composite, Ground, MissingAt, Notice, PauseReason, PointResult, Reminder, StaffRef, Verb,
    VisitPlan,
};
use crate::id::{FieldKey, ItemId, MaterialKey, PointId, PromiseId};

/// What is done with a case. It is also what the record keeps: the stage of a case is nothing but its acts, one after
/// another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Act {
    /// It arrives (收件).
    Receive {
        /// What it is about.
        file: Box<CaseFile>,
    },
    /// The window accepts it (受理).
    Accept,
    /// The window names everything that is missing, once (一次性告知补正).
    AskCorrection {
        /// The notice.
        notice: Notice,
    },
    /// The applicant answers the notice (补正).
    Resubmit {
        /// What of the notice is answered.
        answered: BTreeSet<MissingAt>,
    },
    /// The window does not accept it (不予受理).
    RefuseAcceptance {
        /// Why, by the law.
        #[serde(flatten)]
        ground: Ground,
        /// Why, in plain words.
        reason: String,
    },
    /// Nobody said anything in time (视为受理).
    DeemAccepted,
    /// The limit of a part begins to run, because what it needed is there.
    Open {
        /// Which part.
        item: ItemId,
    },
    /// A reviewer takes a part on.
    Claim {
        /// Which part.
        item: ItemId,
    },
    /// A reviewer gives a part back for somebody else.
    Release {
        /// Which part.
        item: ItemId,
    },
    /// A part is granted (准予).
    Approve {
        /// Which part.
        item: ItemId,
        /// What there is to say.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        opinion: String,
    },
    /// A part is refused (不予), with reasons.
    Deny {
        /// Which part.
        item: ItemId,
        /// Why, one reason each.
        reasons: Vec<String>,
        /// On what law.
        basis: String,
    },
    /// The limit of a part stands still, with a notice (行政许可法 art. 45).
    Pause {
        /// Which part.
        item: ItemId,
        /// Why, by the law.
        reason: PauseReason,
        /// What the applicant is told.
        notice: String,
        /// Working days it is expected to take.
        expected: u16,
    },
    /// It runs again.
    Resume {
        /// Which part.
        item: ItemId,
    },
    /// The limit of a part is extended, once (行政许可法 art. 42).
    Extend {
        /// Which part.
        item: ItemId,
        /// By how many working days.
        days: u16,
        /// The reason the applicant is told.
        reason: String,
        /// The head of the organ who granted it.
        head: String,
    },
    /// A reviewer writes something about a part.
    Opinion {
        /// Which part.
        item: ItemId,
        /// What.
        text: String,
    },
    /// A supervisor presses whoever's turn it is (督办).
    Urge {
        /// What is asked of them.
        text: String,
    },
    /// A visit is appointed.
    PlanInspection {
        /// The appointment.
        plan: VisitPlan,
    },
    /// The applicant sends photographs for a visit by photographs.
    SendPictures {
        /// Ids of photographs by point.
        pictures: BTreeMap<PointId, Vec<String>>,
    },
    /// Inspectors record what they found.
    RecordInspection {
        /// Who looked.
        inspectors: Vec<StaffRef>,
        /// What was found, point by point.
        results: BTreeMap<PointId, PointResult>,
    },
    /// A paper that was put off arrives.
    Provide {
        /// Which.
        paper: MaterialKey,
        /// Ids of its files.
        files: Vec<String>,
    },
    /// The applicant is reminded.
    Remind {
        /// Of what.
        #[serde(flatten)]
        reminder: Reminder,
    },
    /// The applicant let a day pass (逾期终止).
    EndForDefault {
        /// The paper that did not come; none, when a notice was not answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<MaterialKey>,
    },
    /// A part ends, because one whose result it needs was not granted.
    Stop {
        /// Which part.
        item: ItemId,
        /// The part that was not granted.
        need: ItemId,
    },
    /// Every part has its outcome: the case is decided (办结).
    Decide,
    /// The results are issued (发证).
    Issue {
        /// The composite licence; none, when nothing that was granted is issued on paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        licence: Option<Box<Composite>>,
    },
    /// It is handed over (送达).
    Deliver {
        /// How.
        how: Delivery,
    },
    /// The applicant takes the case back (撤回).
    Withdraw {
        /// Why, if they say so.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A commitment is checked (事后核查).
    CheckPromise {
        /// Which.
        promise: PromiseId,
        /// Whether it is kept.
        kept: bool,
        /// What was seen.
        remark: String,
    },
    /// A grant is taken back (撤销).
    Revoke {
        /// Which part.
        item: ItemId,
        /// Why.
        reason: String,
    },
    /// An error on the licence is put right (更正): a new version replaces it.
    Correct {
        /// What changes.
        amendment: Amendment,
        /// Why.
        reason: String,
    },
    /// The applicant says that something kept about them is wrong (更正申请).
    Object {
        /// What would be right, by field; nothing, when what was said before is taken back.
        #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
        right: BTreeMap<FieldKey, String>,
        /// What stood there, filled in by the server: once it is put right, nothing else tells it.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
        stood: BTreeMap<FieldKey, String>,
        /// What else there is to say.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        says: String,
    },
    /// The window puts it right, or says why not.
    AnswerObjection {
        /// It is put right.
        granted: bool,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}

/// How a result is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Delivery {
    /// On the progress page.
    Online,
    /// At the window.
    Window,
    /// By post.
    Post {
        /// Number of the parcel.
        number: String,
    },
}

impl Act {
    /// The word for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Self::Receive { .. } => Verb::Receive,
            Self::Accept => Verb::Accept,
            Self::AskCorrection { .. } => Verb::AskCorrection,
            Self::Resubmit { .. } => Verb::Resubmit,
            Self::RefuseAcceptance { .. } => Verb::RefuseAcceptance,
            Self::DeemAccepted => Verb::DeemAccepted,
            Self::Open { .. } => Verb::Open,
            Self::Claim { .. } => Verb::Claim,
            Self::Release { .. } => Verb::Release,
            Self::Approve { .. } => Verb::Approve,
            Self::Deny { .. } => Verb::Deny,
            Self::Pause { .. } => Verb::Pause,
            Self::Resume { .. } => Verb::Resume,
            Self::Extend { .. } => Verb::Extend,
            Self::Opinion { .. } => Verb::Opinion,
            Self::Urge { .. } => Verb::Urge,
            Self::PlanInspection { .. } => Verb::PlanInspection,
            Self::SendPictures { .. } => Verb::SendPictures,
            Self::RecordInspection { .. } => Verb::RecordInspection,
            Self::Provide { .. } => Verb::Provide,
            Self::Remind { .. } => Verb::Remind,
            Self::EndForDefault { .. } => Verb::EndForDefault,
            Self::Stop { .. } => Verb::Stop,
            Self::Decide => Verb::Decide,
            Self::Issue { .. } => Verb::Issue,
            Self::Deliver { .. } => Verb::Deliver,
            Self::Withdraw { .. } => Verb::Withdraw,
            Self::CheckPromise { .. } => Verb::CheckPromise,
            Self::Revoke { .. } => Verb::Revoke,
            Self::Correct { .. } => Verb::Correct,
            Self::Object { .. } => Verb::Object,
            Self::AnswerObjection { .. } => Verb::AnswerObjection,
        }
    }

    /// The part it is done with.
    #[must_use]
    pub fn item(&self) -> Option<&ItemId> {
        match self {
            Self::Open { item }
            | Self::Claim { item }
            | Self::Release { item }
            | Self::Approve { item, .. }
            | Self::Deny { item, .. }
            | Self::Pause { item, .. }
            | Self::Resume { item }
            | Self::Extend { item, .. }
            | Self::Opinion { item, .. }
            | Self::Stop { item, .. }
            | Self::Revoke { item, .. } => Some(item),
            Self::Receive { .. }
            | Self::Accept
            | Self::AskCorrection { .. }
            | Self::Resubmit { .. }
            | Self::RefuseAcceptance { .. }
            | Self::DeemAccepted
            | Self::Urge { .. }
            | Self::PlanInspection { .. }
            | Self::SendPictures { .. }
            | Self::RecordInspection { .. }
            | Self::Provide { .. }
            | Self::Remind { .. }
            | Self::EndForDefault { .. }
            | Self::Decide
            | Self::Issue { .. }
            | Self::Deliver { .. }
            | Self::Withdraw { .. }
            | Self::CheckPromise { .. }
            | Self::Correct { .. }
            | Self::Object { .. }
            | Self::AnswerObjection { .. } => None,
        }
    }

    /// What was said with it, in the words of who said it: reasons, a notice, an opinion.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let words: Vec<&str> = match self {
            Self::RefuseAcceptance { ground, reason } => match ground {
                Ground::NotCompetent { go_to } => vec![reason, go_to],
                Ground::NotNeeded | Ground::NotCorrected => vec![reason],
            },
            Self::Extend { reason, .. }
            | Self::Withdraw { reason }
            | Self::Revoke { reason, .. }
            | Self::Correct { reason, .. }
            | Self::AnswerObjection { reason, .. } => vec![reason],
            Self::Approve { opinion, .. } => vec![opinion],
            Self::Deny { reasons, .. } => reasons.iter().map(String::as_str).collect(),
            Self::Pause { notice, .. } => vec![notice],
            Self::Opinion { text, .. } | Self::Urge { text } | Self::Object { says: text, .. } => vec![text],
            Self::CheckPromise { remark, .. } => vec![remark],
            Self::Receive { .. }
            | Self::Accept
            | Self::AskCorrection { .. }
            | Self::Resubmit { .. }
            | Self::DeemAccepted
            | Self::Open { .. }
            | Self::Claim { .. }
            | Self::Release { .. }
            | Self::Resume { .. }
            | Self::PlanInspection { .. }
            | Self::SendPictures { .. }
            | Self::RecordInspection { .. }
            | Self::Provide { .. }
            | Self::Remind { .. }
            | Self::EndForDefault { .. }
            | Self::Stop { .. }
            | Self::Decide
            | Self::Issue { .. }
            | Self::Deliver { .. } => Vec::new(),
        };
        words.into_iter().filter(|word| !word.is_empty()).collect()
    }

    /// The first sentence it must carry and does not.
    pub(super) fn empty(&self) -> Option<&'static str> {
        let blank = |text: &str| text.trim().is_empty();
        match self {
            Self::AskCorrection { notice } if notice.missing.is_empty() => Some("missing"),
            Self::AskCorrection { notice }
                if notice
                    .missing
                    .iter()
                    .any(|line| line.reasons.is_empty() || line.reasons.iter().any(|reason| blank(reason))) =>
            {
                Some("reasons")
            }
            Self::RefuseAcceptance {
                ground: Ground::NotCompetent { go_to },
                ..
            } if blank(go_to) => Some("go_to"),
            Self::RefuseAcceptance { reason, .. }
            | Self::Revoke { reason, .. }
            | Self::Correct { reason, .. }
            | Self::Extend { reason, .. }
            | Self::AnswerObjection { granted: false, reason }
                if blank(reason) =>
            {
                Some("reason")
            }
            Self::Extend { head, .. } if blank(head) => Some("head"),
            Self::Deny { reasons, .. } if reasons.is_empty() || reasons.iter().any(|reason| blank(reason)) => {
                Some("reasons")
            }
            Self::Deny { basis, .. } if blank(basis) => Some("basis"),
            Self::Pause { notice, .. } if blank(notice) => Some("notice"),
            Self::Opinion { text, .. } | Self::Urge { text } if blank(text) => Some("text"),
            Self::CheckPromise { remark, .. } if blank(remark) => Some("remark"),
            Self::SendPictures { pictures } if pictures.values().all(Vec::is_empty) => Some("pictures"),
            Self::Deliver {
                how: Delivery::Post { number },
            } if blank(number) => Some("number"),
            _ => None,
        }
    }
}
