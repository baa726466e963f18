//! What a person fills in to do something with a case: one description for each verb, drawn by one dialogue.
//!
//! A description is data, so that every form looks, checks and reads aloud alike, and can be tested without a browser.

mod build;
mod describe;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use yijian_domain::{case::Verb, id::ItemId};

use crate::desk_text as t;

pub use build::build;
pub use describe::describe;

/// Where an act of the staff is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In a dialogue, with a form.
    Form,
    /// On the page that collects the one notice.
    Notice,
    /// On the checklist of the visit.
    Visit,
}

/// Where a verb is done; none for what only the program does, and for what the applicant brings, which a window brings on
/// the applicant's own page.
#[must_use]
pub const fn way(verb: Verb) -> Option<Way> {
    match verb {
        Verb::AskCorrection => Some(Way::Notice),
        Verb::RecordInspection => Some(Way::Visit),
        Verb::Accept
        | Verb::RefuseAcceptance
        | Verb::Claim
        | Verb::Release
        | Verb::Approve
        | Verb::Deny
        | Verb::Pause
        | Verb::Resume
        | Verb::Extend
        | Verb::Opinion
        | Verb::Urge
        | Verb::PlanInspection
        | Verb::EndForDefault
        | Verb::Issue
        | Verb::Deliver
        | Verb::CheckPromise
        | Verb::Revoke
        | Verb::Correct
        | Verb::Withdraw
        | Verb::AnswerObjection => Some(Way::Form),
        Verb::Receive
        | Verb::Resubmit
        | Verb::DeemAccepted
        | Verb::Open
        | Verb::SendPictures
        | Verb::Provide
        | Verb::Remind
        | Verb::Stop
        | Verb::Decide
        | Verb::Object => None,
    }
}

/// A form for one verb.
#[derive(Debug, Clone, PartialEq)]
pub struct ActForm {
    /// The verb.
    pub verb: Verb,
    /// The part, for a verb of a part.
    pub item: Option<ItemId>,
    /// What the dialogue is called: the verb, and the item where there is one.
    pub title: String,
    /// What will happen, for the person to confirm.
    pub effect: String,
    /// It cannot be taken back by another verb.
    pub grave: bool,
    /// What is filled in.
    pub fields: Vec<Field>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name in the values.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// How to fill it in.
    pub help: Option<&'static str>,
    /// What is filled in.
    pub kind: Kind,
    /// It may stay empty.
    pub optional: bool,
    /// What stands in it first.
    pub first: String,
    /// It is only there while another field has this value.
    pub only_if: Option<(&'static str, &'static str)>,
}

/// What is filled in.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One line of text.
    Line,
    /// A text.
    Area,
    /// Texts, one in each line.
    Lines,
    /// A whole number.
    Number {
        /// The least.
        least: u16,
        /// The most.
        most: u16,
    },
    /// A day.
    Day {
        /// The first that may be chosen.
        least: Option<Date>,
    },
    /// One of these: value and label.
    One(Vec<(String, String)>),
    /// Several of these, at least so many.
    Many(Vec<(String, String)>, usize),
}

/// What was filled in, by field; several values one in each line.
pub type Values = BTreeMap<&'static str, String>;

impl Field {
    fn new(name: &'static str, label: impl Into<String>, kind: Kind) -> Self {
        Self {
            name,
            label: label.into(),
            help: None,
            kind,
            optional: false,
            first: String::new(),
            only_if: None,
        }
    }

    fn help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    fn first(mut self, first: impl Into<String>) -> Self {
        self.first = first.into();
        self
    }

    fn only_if(mut self, name: &'static str, value: &'static str) -> Self {
        self.only_if = Some((name, value));
        self
    }

    /// Whether it is there while these values stand.
    #[must_use]
    pub fn is_there(&self, values: &Values) -> bool {
        self.only_if
            .is_none_or(|(name, value)| values.get(name).is_some_and(|own| own == value))
    }

    /// What is wrong with what stands in it, and what would be right.
    #[must_use]
    pub fn fault(&self, values: &Values) -> Option<String> {
        let value = values.get(self.name).map(|value| value.trim()).unwrap_or_default();
        if !self.is_there(values) || (self.optional && value.is_empty()) {
            return None;
        }
        match &self.kind {
            Kind::Line | Kind::Area | Kind::Lines | Kind::One(_) => value.is_empty().then(|| t::act_need().to_owned()),
            Kind::Number { least, most } => {
                let fits = value
                    .parse::<u16>()
                    .is_ok_and(|number| (*least..=*most).contains(&number));
                (!fits).then(|| t::act_need_number(least, most))
            }
            Kind::Day { least } => match (value.parse::<Date>(), least) {
                (Ok(day), Some(least)) if day < *least => Some(t::act_need_day(least)),
                (Ok(_), _) => None,
                (Err(_), _) => Some(t::act_need().to_owned()),
            },
            Kind::Many(_, least) => {
                let chosen = value.lines().filter(|line| !line.is_empty()).count();
                (chosen < *least).then(|| if *least > 1 { t::act_need_two() } else { t::act_need() }.to_owned())
            }
        }
    }
}

impl ActForm {
    /// What stands in the fields first.
    #[must_use]
    pub fn first(&self) -> Values {
        let filled = self.fields.iter().filter(|field| !field.first.is_empty());
        filled.map(|field| (field.name, field.first.clone())).collect()
    }

    /// What is wrong, by field.
    #[must_use]
    pub fn faults(&self, values: &Values) -> BTreeMap<&'static str, String> {
        let faults = self.fields.iter().map(|field| (field.name, field.fault(values)));
        faults.filter_map(|(name, fault)| Some((name, fault?))).collect()
    }
}
