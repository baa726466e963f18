//! What the applicant is told about an event. The words are the pages'; here is what they need.

use serde::{Deserialize, Serialize};
use yijian_domain::{
    calendar::WorkingCalendar,
    case::{Act, Case, Event, Reminder, Told, Verb},
    id::MaterialKey,
    value::date,
};

use super::Subject;
use crate::{ids::Dice, storage::NewMessage};

/// A way to reach somebody who is not looking at the progress page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// A text message.
    Sms,
    /// A subscription message in WeChat.
    Wechat,
}

impl Channel {
    /// The channel of a name in the database.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Sms, Self::Wechat]
            .into_iter()
            .find(|channel| channel.code() == code)
    }

    /// Its name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Wechat => "wechat",
        }
    }
}

/// What a message says, beside its kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// Name of the item, for an event about one part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The day that matters, `YYYY-MM-DD`: until when to answer, when the visit is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The words of the authority: reasons, what is missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// The messages of some events of a case.
///
/// # Errors
/// When there is no randomness for the ids of their sendings.
pub fn messages(
    case: &Case,
    subject: &Subject,
    wechat: bool,
    events: &[Event],
    calendar: &WorkingCalendar,
    dice: &Dice,
) -> Result<Vec<NewMessage>, getrandom::Error> {
    let mut messages = Vec::new();
    for event in events {
        let told = event.act.told();
        if told == Told::Nowhere {
            continue;
        }
        let mut deliveries = Vec::new();
        if told == Told::Sent {
            if subject.mobile.is_some() {
                deliveries.push((dice.roll()?, Channel::Sms.code().to_owned()));
            }
            if wechat {
                deliveries.push((dice.roll()?, Channel::Wechat.code().to_owned()));
            }
        }
        messages.push(NewMessage {
            seq: event.seq,
            kind: kind(&event.act),
            body: serde_json::to_string(&said(case, &event.act, calendar)).unwrap_or_default(),
            deliveries,
        });
    }
    Ok(messages)
}

/// The words for all messages there are. The pages have a sentence for each.
#[must_use]
pub fn kinds() -> Vec<String> {
    let told = Verb::ALL.into_iter().filter(|verb| verb.told() != Told::Nowhere);
    let more = [
        word(Verb::RecordInspection) + FAILED,
        word(Verb::CheckPromise) + BROKEN,
        word(Verb::AnswerObjection) + REFUSED,
        word(Verb::Object) + TAKEN_BACK,
    ];
    told.map(word).chain(more).collect()
}

/// Behind the word for a visit at which something did not pass.
const FAILED: &str = "_failed";
/// Behind the word for a check that found a commitment false.
const BROKEN: &str = "_broken";
/// Behind the word for an answer that puts nothing right.
const REFUSED: &str = "_refused";
/// Behind the word for an objection that is none any more.
const TAKEN_BACK: &str = "_taken_back";

fn word(verb: Verb) -> String {
    let word = serde_json::to_value(verb).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

/// The word for a message: its verb, and what came of it where there are two ways.
fn kind(act: &Act) -> String {
    let verb = word(act.verb());
    match act {
        Act::RecordInspection { results, .. } if results.values().any(|result| !result.passed) => verb + FAILED,
        Act::CheckPromise { kept: false, .. } => verb + BROKEN,
        Act::AnswerObjection { granted: false, .. } => verb + REFUSED,
        Act::Object { right, .. } if right.is_empty() => verb + TAKEN_BACK,
        _ => verb,
    }
}

fn said(case: &Case, act: &Act, calendar: &WorkingCalendar) -> Said {
    let item = act.item().and_then(|item| case.file.part(item));
    let mut said = Said {
        item: item.map(|part| part.name.clone()),
        ..Said::default()
    };
    match act {
        Act::AskCorrection { notice } => {
            said.day = Some(date::write(notice.by));
            said.words = notice.missing.iter().map(|line| line.name.clone()).collect();
        }
        Act::PlanInspection { plan } => {
            said.day = Some(date::write(plan.on));
            said.words = vec![plan.hours.clone()];
        }
        Act::RecordInspection { results, .. } => said.words = case.file.failed(results),
        Act::Remind {
            reminder: Reminder::Paper { paper },
        } => {
            said.day = last_day(case, paper, calendar);
            said.words = paper_name(case, paper);
        }
        Act::EndForDefault { paper: Some(paper) } | Act::Provide { paper, .. } => {
            said.words = paper_name(case, paper);
        }
        Act::Stop { need, .. } => {
            said.words = case.file.part(need).map(|part| part.name.clone()).into_iter().collect();
        }
        // Between the departments, and the applicant's own words.
        Act::Approve { .. } | Act::Opinion { .. } | Act::Withdraw { .. } | Act::Object { .. } => {}
        _ => said.words = act.words().into_iter().map(str::to_owned).collect(),
    }
    said
}

fn paper_name(case: &Case, paper: &MaterialKey) -> Vec<String> {
    let known = case.file.paper(paper);
    known.map(|file| file.name.clone()).into_iter().collect()
}

/// The last day for a paper that was put off.
fn last_day(case: &Case, paper: &MaterialKey, calendar: &WorkingCalendar) -> Option<String> {
    let review = case.stage.review()?;
    let known = review.deferrals.iter().find(|known| known.file.paper == *paper)?;
    Some(date::write(known.due(review.accepted.on, calendar).date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_has_a_sentence() {
        let kinds = kinds();
        assert!(kinds.contains(&"record_inspection_failed".to_owned()) && kinds.contains(&"accept".to_owned()));
        assert!(!kinds.contains(&"claim".to_owned()));
        let without: Vec<_> = kinds
            .iter()
            .filter(|kind| yijian_frontend::text::told(kind).is_none())
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
