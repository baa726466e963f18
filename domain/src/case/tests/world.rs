//! One world for all tests of a case: a restaurant with four parts in three departments.
//!
//! The business is registered first, and the food licence waits for it. Health and fire look at the hall together, fire
//! alone at the exits. The lease may follow for food and health; the fire check rests on a promise.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::{super::*, acts::*};
use crate::{
    calendar::WorkingCalendar,
    id::{DepartmentId, ItemId, PointId},
};

/// A Monday with nothing but working days around it.
pub(super) const MONDAY: Date = date(2026, 3, 2);
pub(super) const REGISTRATION: &str = "registration";
pub(super) const FOOD: &str = "food";
pub(super) const HEALTH: &str = "health";
pub(super) const FIRE: &str = "fire";

/// The calendar as published: 2027 is provisional.
pub(super) fn calendar() -> WorkingCalendar {
    let holidays: Value =
        serde_json::from_str(include_str!("../../../tests/holidays.json")).expect("holidays.json is JSON");
    let years = ["2026", "2027"].map(|name| {
        let days = &holidays["flat"][name];
        let year: i16 = name.parse().expect("a year");
        let status = &holidays["years"][name]["status"];
        json!({ "year": year, "status": status, "off": days["off"], "work": days["work"] })
    });
    serde_json::from_value(json!(years)).expect("holidays.json has this shape")
}

pub(super) fn at(day: Date) -> At {
    At(day.at(10, 0, 0, 0))
}

/// A member of staff of the county.
pub(super) fn staff(id: &str, role: Role, department: Option<&str>) -> Actor {
    Actor::Staff {
        member: person(id),
        role,
        scope: Scope {
            region: "610328".try_into().expect("six digits"),
            department: department.map(DepartmentId::from),
        },
    }
}

pub(super) fn person(id: &str) -> StaffRef {
    StaffRef {
        id: id.to_owned(),
        name: format!("name of {id}"),
    }
}

pub(super) fn clerk() -> Actor {
    staff("clerk", Role::Clerk, None)
}

pub(super) fn inspector() -> Actor {
    staff("inspector", Role::Inspector, None)
}

pub(super) fn supervisor() -> Actor {
    staff("supervisor", Role::Supervisor, None)
}

/// The reviewer of the department that decides an item.
pub(super) fn reviewer(item: &str) -> Actor {
    let department = department(item);
    staff(&format!("reviewer of {department}"), Role::Reviewer, Some(department))
}

fn department(item: &str) -> &'static str {
    match item {
        REGISTRATION | FOOD => "market_regulation",
        HEALTH => "health",
        _ => "fire_rescue",
    }
}

fn part(item: &str, days: (u16, u16), after: &[&str]) -> PartFile {
    PartFile {
        item: item.into(),
        name: item.to_owned(),
        name_en: None,
        department: department(item).into(),
        statutory: days.0,
        promised: days.1,
        after: after.iter().map(|item| ItemId::from(*item)).collect(),
        issues: vec![format!("{item}_licence").as_str().into()],
        instant: false,
    }
}

fn items(items: &[&str]) -> BTreeSet<ItemId> {
    items.iter().map(|item| ItemId::from(*item)).collect()
}

fn paper(name: &str, asked_by: &[&str], deferred: Option<u16>) -> PaperFile {
    PaperFile {
        paper: name.parse().expect("a key"),
        name: name.to_owned(),
        items: items(asked_by),
        deferred,
    }
}

fn point(name: &str, asked_by: &[&str], remote: bool) -> PointFile {
    PointFile {
        point: name.into(),
        name: name.to_owned(),
        items: items(asked_by),
        remote,
    }
}

pub(super) fn restaurant() -> CaseFile {
    CaseFile {
        number: "610328202603020001".to_owned(),
        theme: "restaurant".into(),
        region: Some("610328".try_into().expect("six digits")),
        catalogue_version: "test".to_owned(),
        channel: Channel::Online,
        clean: true,
        promised: 13,
        parts: vec![
            part(REGISTRATION, (5, 3), &[]),
            part(HEALTH, (20, 10), &[]),
            part(FIRE, (10, 5), &[]),
            part(FOOD, (20, 10), &[REGISTRATION]),
        ],
        papers: vec![
            paper("identity_card", &[REGISTRATION, FOOD, HEALTH], None),
            paper("lease", &[FOOD, HEALTH], Some(10)),
        ],
        promises: vec![PromiseFile {
            promise: "fire_safety".into(),
            name: "fire_safety".to_owned(),
            version: "1".to_owned(),
            papers: BTreeSet::new(),
            items: items(&[FIRE]),
            check_within: 20,
        }],
        points: vec![point("hall", &[HEALTH, FIRE], true), point("exits", &[FIRE], false)],
    }
}

/// A shop that may be decided in one sitting: nothing is looked at, and nothing follows.
pub(super) fn instant_shop() -> CaseFile {
    let mut file = restaurant();
    file.points.clear();
    file.papers.retain(|paper| paper.deferred.is_none());
    for part in &mut file.parts {
        part.instant = true;
    }
    file
}

/// A case, its record, and the day it is.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) case: Case,
    pub(super) events: Vec<Event>,
    pub(super) calendar: WorkingCalendar,
    pub(super) today: Date,
}

impl World {
    /// A case that arrives on a day.
    pub(super) fn received(file: CaseFile, today: Date) -> Self {
        let (case, event) = Case::receive(file, Actor::Applicant, at(today));
        Self {
            case,
            events: vec![event],
            calendar: calendar(),
            today,
        }
    }

    /// The restaurant, accepted on Monday.
    pub(super) fn accepted() -> Self {
        let mut world = Self::received(restaurant(), MONDAY);
        world.does(&clerk(), Act::Accept);
        world
    }

    /// So many working days later.
    pub(super) fn later(&mut self, days: u32) -> &mut Self {
        self.today = self.calendar.add_working_days(self.today, days).date;
        self
    }

    /// Somebody does something, and the program what follows from it.
    pub(super) fn does(&mut self, by: &Actor, act: Act) -> &mut Self {
        let told = format!("{by:?}: {act:?}");
        let event = self.case.perform(act, by, at(self.today), &self.calendar);
        self.events
            .push(event.unwrap_or_else(|refusal| panic!("{told}: {refusal}")));
        self
    }

    /// Somebody wants to do something and may not; nothing changes.
    pub(super) fn refuses(&mut self, by: &Actor, act: Act) -> Refusal {
        let before = self.case.clone();
        let refusal = self.case.perform(act, by, at(self.today), &self.calendar);
        assert_eq!(self.case, before);
        refusal.expect_err("it was to be refused")
    }

    /// The program does what is due.
    pub(super) fn settles(&mut self) -> Vec<Verb> {
        let events = self.case.settle(at(self.today), &self.calendar);
        let verbs = events.iter().map(|event| event.act.verb()).collect();
        self.events.extend(events);
        verbs
    }

    /// Its reviewer takes a part on.
    pub(super) fn claims(&mut self, item: &str) -> &mut Self {
        self.does(&reviewer(item), Act::Claim { item: item.into() })
    }

    /// Its reviewer grants a part.
    pub(super) fn approves(&mut self, item: &str) -> &mut Self {
        self.claims(item).does(&reviewer(item), approve(item))
    }

    /// Its reviewer refuses a part.
    pub(super) fn denies(&mut self, item: &str) -> &mut Self {
        self.claims(item).does(&reviewer(item), deny(item))
    }

    /// Two inspectors come today and find these points wanting, and the others as they must be.
    pub(super) fn inspected(&mut self, failed: &[&str]) -> &mut Self {
        let plan = visit(self.today, VisitMode::OnSite);
        let results = self.results(failed);
        self.does(&inspector(), plan).does(&inspector(), record(results))
    }

    /// What is found at the points of the checklist.
    pub(super) fn results(&self, failed: &[&str]) -> BTreeMap<PointId, PointResult> {
        let list = self.review().inspection.checklist(&self.case.file.points);
        list.map(|point| (point.point.clone(), result(!failed.contains(&point.point.as_str()))))
            .collect()
    }

    /// The lease arrives.
    pub(super) fn provides(&mut self) -> &mut Self {
        self.does(&Actor::Applicant, provide())
    }

    /// Everything is granted, and the case decided.
    pub(super) fn decided() -> Self {
        let mut world = Self::accepted();
        world.approves(REGISTRATION).settles();
        world.provides().inspected(&[]);
        for item in [HEALTH, FIRE, FOOD] {
            world.approves(item);
        }
        assert_eq!(world.settles(), [Verb::Decide]);
        world
    }

    /// The licence of everything that was granted is issued.
    pub(super) fn issued() -> Self {
        let mut world = Self::decided();
        let licence = world.licence();
        world.does(&clerk(), Act::Issue { licence });
        world
    }

    /// A licence of everything that was granted; none, when nothing was.
    pub(super) fn licence(&self) -> Option<Box<Composite>> {
        let granted = self.case.stage.review().into_iter().flat_map(Review::granted);
        let components: Vec<_> = granted.map(|part| component(&part.file, self.today)).collect();
        (!components.is_empty()).then(|| {
            Box::new(Composite {
                number: "610328202600001".to_owned(),
                code: "7H2K9M4P6Q8R3S5T".to_owned(),
                version: 1,
                theme: self.case.file.theme.clone(),
                trade: "餐饮店".to_owned(),
                holder: Holder::default(),
                issued: self.today,
                components,
            })
        })
    }

    pub(super) fn review(&self) -> &Review {
        self.case.stage.review().expect("it is accepted")
    }

    pub(super) fn stage(&self, item: &str) -> &PartStage {
        &self.review().part(&item.into()).expect("the case has it").stage
    }

    pub(super) fn code(&self) -> StageCode {
        self.case.stage.code()
    }
}

fn component(part: &PartFile, on: Date) -> Component {
    Component {
        item: part.item.clone(),
        paper: part.issues[0].clone(),
        name: part.name.clone(),
        number: format!("no. 1 of {}", part.item),
        issuer: part.department.to_string(),
        from: on,
        until: None,
        state: ComponentState::Granted,
        base: part.item.as_str() == REGISTRATION,
    }
}
