//! What an applicant says is wrong in what is kept about them, and what would be right (更正申请, 个人信息保护法 art. 46). It
//! changes no stage and no limit, and can be said as long as the case is kept; the window answers, with reasons when it
//! refuses (art. 50).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Act, At, Case, Refusal, StaffRef, review::Moment};
use crate::id::FieldKey;

/// Something that is said to be wrong. A newer one takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Objection {
    /// When.
    pub at: At,
    /// What would be right, in the form to store.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
    pub right: BTreeMap<FieldKey, String>,
    /// What stood there when it was said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
    pub stood: BTreeMap<FieldKey, String>,
    /// What else the applicant says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// What the window said; none, while it has said nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ObjectionAnswer>,
}

/// What the window said to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionAnswer {
    /// When.
    pub at: At,
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffRef>,
    /// What was asked for stands in the form now.
    pub granted: bool,
    /// Why; never empty when it was refused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Case {
    /// The objection that waits for an answer.
    #[must_use]
    pub fn open_objection(&self) -> Option<&Objection> {
        self.objection.as_ref().filter(|objection| objection.answer.is_none())
    }

    /// The objection as it stands after an act about one; none, when the act is about something else.
    ///
    /// # Errors
    /// When there is nothing to answer, or to take back.
    pub(super) fn objected(&self, act: &Act, now: Moment<'_>) -> Option<Result<Option<Objection>, Refusal>> {
        let open = || self.open_objection().cloned().ok_or(Refusal::NothingObjected);
        match act {
            Act::Object { right, .. } if right.is_empty() => Some(open().map(|_| None)),
            Act::Object { right, stood, says } => Some(Ok(Some(Objection {
                at: now.at,
                right: right.clone(),
                stood: stood.clone(),
                says: says.trim().to_owned(),
                answer: None,
            }))),
            Act::AnswerObjection { granted, reason } => Some(open().map(|open| {
                Some(Objection {
                    answer: Some(ObjectionAnswer {
                        at: now.at,
                        by: now.by.cloned(),
                        granted: *granted,
                        reason: reason.trim().to_owned(),
                    }),
                    ..open
                })
            })),
            _ => None,
        }
    }
}
