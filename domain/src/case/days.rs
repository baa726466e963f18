//! Who caused which days: the time of a case, laid out from its record.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Act, Event, PauseReason};
use crate::{calendar::WorkingCalendar, id::ItemId};

/// A stretch of time and whose it was. The days after its first up to its last belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Whose it was.
    pub cause: Cause,
    /// The part; none before acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The day it begins after.
    #[serde(with = "crate::calendar::iso")]
    pub from: Date,
    /// Its last day.
    #[serde(with = "crate::calendar::iso")]
    pub to: Date,
    /// Working days in it.
    pub working_days: u32,
}

/// Whose a stretch of time was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "whose", rename_all = "snake_case")]
pub enum Cause {
    /// The window was to answer.
    Window,
    /// The applicant was to answer a notice.
    Applicant,
    /// The part waited for the results of others.
    OtherParts,
    /// The department was to decide.
    Department,
    /// The limit stood still for a reason of the law.
    Law {
        /// Which.
        reason: PauseReason,
    },
}

/// The time of a case up to a day, stretch by stretch: first the window's and the applicant's, then each part's.
#[must_use]
pub fn days(events: &[Event], calendar: &WorkingCalendar, until: Date) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut add = |cause, item: Option<&ItemId>, from: Date, to: Date| {
        let to = to.min(until);
        if from < to {
            spans.push(Span {
                cause,
                item: item.cloned(),
                from,
                to,
                working_days: calendar.working_days_between(from, to).value,
            });
        }
    };
    let Some(first) = events.first() else {
        return Vec::new();
    };
    let Act::Receive { file } = &first.act else {
        return Vec::new();
    };
    let mut since = first.at.day();
    let mut turn = Some(Cause::Window);
    let mut accepted = None;
    for event in events {
        let next = match &event.act {
            Act::AskCorrection { .. } => Some(Cause::Applicant),
            Act::Resubmit { .. } => Some(Cause::Window),
            Act::Accept | Act::DeemAccepted => {
                accepted = Some(event.at.day());
                None
            }
            Act::RefuseAcceptance { .. } | Act::Withdraw { .. } | Act::EndForDefault { paper: None } => None,
            _ => continue,
        };
        if let Some(cause) = turn {
            add(cause, None, since, event.at.day());
        }
        since = event.at.day();
        turn = next;
    }
    if let Some(cause) = turn {
        add(cause, None, since, until);
    }
    let Some(accepted) = accepted else { return spans };
    for part in &file.parts {
        let mut since = accepted;
        let mut turn = Some(if part.after.is_empty() {
            Cause::Department
        } else {
            Cause::OtherParts
        });
        for event in events {
            let of_this = event.act.item() == Some(&part.item);
            let next = match &event.act {
                Act::Open { .. } | Act::Resume { .. } if of_this => Some(Cause::Department),
                Act::Pause { reason, .. } if of_this => Some(Cause::Law { reason: *reason }),
                Act::Approve { .. } | Act::Deny { .. } | Act::Stop { .. } if of_this => None,
                Act::EndForDefault { paper: Some(paper) } if file.asks(&part.item, paper) => None,
                Act::Withdraw { .. } | Act::Decide => None,
                _ => continue,
            };
            if let Some(cause) = turn {
                add(cause, Some(&part.item), since, event.at.day());
            }
            since = event.at.day();
            turn = next;
        }
        if let Some(cause) = turn {
            add(cause, Some(&part.item), since, until);
        }
    }
    spans
}
