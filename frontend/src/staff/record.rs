//! What an inspector found, as it is kept on the phone until the server has it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use yijian_domain::{
    case::{Act, PointResult, StaffRef, Visit},
    id::PointId,
    wire::desk::{ActRequest, VisitRow},
};

use crate::desk_text as t;

/// The record of one visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The case.
    pub number: String,
    /// The day of the visit.
    pub on: String,
    /// The number of events the visit is based on.
    pub seen: u32,
    /// Who was there.
    pub inspectors: Vec<StaffRef>,
    /// What was found so far.
    pub found: BTreeMap<PointId, Found>,
    /// How far it has come.
    pub state: State,
}

/// What was found at one point so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Whether it is as it must be; none before anybody said so.
    pub passed: Option<bool>,
    /// What was seen.
    pub remark: String,
    /// The photographs.
    pub pictures: Vec<Picture>,
}

/// A photograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its name on the phone.
    pub local: String,
    /// Its id on the server, once it is there.
    #[serde(default)]
    pub sent: Option<String>,
}

/// How far a record has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It is being written.
    Open,
    /// It waits for the network.
    Ready,
    /// The server has it.
    Sent,
    /// Somebody else acted on the case meanwhile.
    Changed {
        /// How many events the case has now.
        events: u32,
        /// What they did, newest first.
        lines: Vec<String>,
    },
    /// The server did not take it.
    Refused {
        /// Why, in words.
        why: String,
    },
}

/// Why a record cannot be handed in yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacking {
    /// So many points are not judged.
    Points(usize),
    /// A failed point has no word about what is to be put right.
    Remark(PointId),
    /// Fewer than two people were there.
    People,
}

impl Lacking {
    /// What would be right.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Points(left) => t::visit_left(left),
            Self::Remark(_) => t::visit_remark_need().to_owned(),
            Self::People => t::visit_who_need().to_owned(),
        }
    }
}

impl Record {
    /// An empty record of a visit, by those who were appointed.
    #[must_use]
    pub fn begin(visit: &VisitRow) -> Self {
        Self {
            number: visit.number.clone(),
            on: visit.plan.on.to_string(),
            seen: visit.events,
            inspectors: visit.plan.inspectors.clone(),
            found: BTreeMap::new(),
            state: State::Open,
        }
    }

    /// Whether it is the record of this visit, and not of an earlier one to the same place.
    #[must_use]
    pub fn is_of(&self, visit: &VisitRow) -> bool {
        self.on == visit.plan.on.to_string() && (self.state != State::Sent || self.seen == visit.events)
    }

    /// How many points of the checklist are judged.
    #[must_use]
    pub fn judged(&self) -> usize {
        self.found.values().filter(|found| found.passed.is_some()).count()
    }

    /// The phone still holds something that the server has not.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        match self.state {
            State::Ready | State::Changed { .. } | State::Refused { .. } => true,
            State::Open | State::Sent => false,
        }
    }

    /// Losing the phone's memory would lose something.
    #[must_use]
    pub fn is_worth_keeping(&self) -> bool {
        self.is_unsent() || (self.state == State::Open && !self.found.is_empty())
    }

    /// Whether it can be handed in.
    ///
    /// # Errors
    /// What is lacking.
    pub fn complete(&self, visit: &VisitRow) -> Result<(), Lacking> {
        let points = visit.checklist.iter().map(|point| &point.point);
        let judged = |point: &&PointId| self.found.get(*point).is_some_and(|found| found.passed.is_some());
        let left = points.clone().filter(|point| !judged(point)).count();
        if left > 0 {
            return Err(Lacking::Points(left));
        }
        let lacks = |found: &Found| found.passed == Some(false) && found.remark.trim().is_empty();
        if let Some(point) = points.clone().find(|point| self.found.get(*point).is_some_and(lacks)) {
            return Err(Lacking::Remark(point.clone()));
        }
        if self.inspectors.len() < 2 {
            return Err(Lacking::People);
        }
        Ok(())
    }

    /// The results as the server takes them; photographs that are not there yet are left out.
    #[must_use]
    pub fn results(&self) -> BTreeMap<PointId, PointResult> {
        let judged = self.found.iter().filter_map(|(point, found)| {
            let result = PointResult {
                passed: found.passed?,
                remark: found.remark.trim().to_owned(),
                pictures: found.pictures.iter().filter_map(|one| one.sent.clone()).collect(),
            };
            Some((point.clone(), result))
        });
        judged.collect()
    }

    /// What is sent.
    #[must_use]
    pub fn request(&self) -> ActRequest {
        ActRequest {
            seen: self.seen,
            act: Act::RecordInspection {
                inspectors: self.inspectors.clone(),
                results: self.results(),
            },
        }
    }

    /// Whether a visit in the record of the case is this one: it arrived, and only the answer was lost.
    #[must_use]
    pub fn is_in(&self, visits: &[Visit]) -> bool {
        visits
            .last()
            .is_some_and(|visit| visit.results == self.results() && visit.inspectors == self.inspectors)
    }

    /// Whether it is so old that the phone need not keep it.
    #[must_use]
    pub fn is_done_before(&self, day: Date) -> bool {
        !self.is_worth_keeping() && self.on.parse::<Date>().is_ok_and(|on| on < day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> VisitRow {
        serde_json::from_value(serde_json::json!({
            "number": "26110012", "events": 7, "theme_name": "开奶茶店", "holder": "周一",
            "plan": { "on": "2026-11-22", "hours": "09:00-10:00", "mode": "on_site",
                      "inspectors": [{ "id": "a", "name": "甲" }, { "id": "b", "name": "乙" }] },
            "checklist": [
                { "point": "exit", "name": "出口畅通", "departments": ["消防"], "remote": false, "pictures": [] },
                { "point": "sink", "name": "有洗手池", "departments": ["市场"], "remote": true, "pictures": [] }
            ],
            "rectify": []
        }))
        .expect("the shape of the contract")
    }

    fn judged(passed: bool, remark: &str) -> Found {
        Found {
            passed: Some(passed),
            remark: remark.to_owned(),
            pictures: Vec::new(),
        }
    }

    #[test]
    fn a_record_is_complete_when_every_point_is_judged_and_failures_say_what_to_do() {
        let visit = visit();
        let mut record = Record::begin(&visit);
        assert_eq!(record.complete(&visit), Err(Lacking::Points(2)));
        record.found.insert("exit".into(), judged(true, ""));
        record.found.insert("sink".into(), judged(false, " "));
        assert_eq!(record.complete(&visit), Err(Lacking::Remark("sink".into())));
        record.found.insert("sink".into(), judged(false, "装洗手池"));
        assert_eq!(record.complete(&visit), Ok(()));
        record.inspectors.pop();
        assert_eq!(record.complete(&visit), Err(Lacking::People));
    }

    #[test]
    fn a_record_survives_the_phone_being_closed() {
        let mut record = Record::begin(&visit());
        record.found.insert("exit".into(), judged(true, ""));
        record.state = State::Changed {
            events: 9,
            lines: vec!["甲".to_owned()],
        };
        let kept = serde_json::to_string(&record).expect("it is text");
        assert_eq!(
            serde_json::from_str::<Record>(&kept).expect("it was just written"),
            record
        );
        assert!(record.is_unsent() && record.is_worth_keeping());
    }

    #[test]
    fn a_record_whose_answer_was_lost_is_known_again() {
        let mut record = Record::begin(&visit());
        record.found.insert("exit".into(), judged(true, ""));
        let visits: Vec<Visit> = serde_json::from_value(serde_json::json!([{
            "at": "2026-11-22T09:50:00+08:00", "mode": "on_site", "inspectors": record.inspectors,
            "results": { "exit": { "passed": true } }
        }]))
        .expect("the shape of the contract");
        assert!(record.is_in(&visits));
        record.found.insert("exit".into(), judged(false, "杂物"));
        assert!(!record.is_in(&visits) && !record.is_in(&[]));
    }
}
