//! What becomes of a made-up case: acts that the domain allows, one after another, as people would do them.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use yijian_domain::{
    calendar::WorkingCalendar,
    case::{
        Act, Actor, At, Case, CaseFile, Composite, Delivery, Event, Ground, Missing, MissingAt, Notice, PartStage,
        PauseReason, PointResult, Role, Scope, StaffRef, VisitMode, VisitPlan,
    },
};

use super::chance::Chance;

/// Where a case gets to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Fate {
    /// It has just arrived.
    Received,
    /// Something is missing.
    Asked,
    /// That was answered.
    Resubmitted,
    /// It is with the departments.
    Open,
    /// Somebody has taken a part on.
    Claimed,
    /// A part stands still.
    Paused,
    /// Everything is decided.
    Decided,
    /// The result waits at the window.
    Issued,
    /// It is handed over.
    Delivered,
    /// The same, too late.
    DeliveredLate,
    /// It is refused.
    Denied,
    /// The window does not take it.
    NotAccepted,
    /// The applicant took it back.
    Withdrawn,
}

impl Fate {
    /// Of a case that is not old: what is open stands at each point of the way.
    pub(super) fn of_the_last_weeks(chance: &mut Chance, age: i64) -> Self {
        // After five working days a case that nobody answered counts as accepted (行政许可法 art. 32).
        let young = if age <= 4 { 40 } else { 0 };
        match chance.below(100) {
            drawn if drawn < young / 2 => Self::Received,
            drawn if drawn < young * 3 / 4 => Self::Resubmitted,
            0..45 => Self::Asked,
            45..65 => Self::Open,
            65..80 => Self::Claimed,
            80..86 => Self::Paused,
            86..91 => Self::Decided,
            91..96 => Self::Issued,
            _ => Self::Delivered,
        }
    }

    /// Of an old case: nearly all are over, and a few were forgotten. More end early than in real life, because a short
    /// record takes less room.
    pub(super) fn of_old(chance: &mut Chance) -> Self {
        match chance.below(1000) {
            0 => Self::Open,
            1 => Self::Claimed,
            2..330 => Self::Delivered,
            330..350 => Self::DeliveredLate,
            350..380 => Self::Denied,
            380..660 => Self::NotAccepted,
            _ => Self::Withdrawn,
        }
    }
}

/// What happened to a case.
#[derive(Debug, Clone)]
pub(super) struct History {
    pub(super) case: Case,
    pub(super) events: Vec<Event>,
}

/// Makes the licence of a decided case.
pub(super) type Licence<'l> = &'l mut dyn FnMut(&Case, Date) -> Option<Composite>;

/// Lets a case live from its arrival, at nine in the morning, up to its fate. Where the rules do not allow a step it stays
/// where it is.
pub(super) fn live(
    file: CaseFile,
    arrived: Date,
    fate: Fate,
    calendar: &WorkingCalendar,
    licence: Licence<'_>,
) -> History {
    let (case, first) = Case::receive(file, Actor::Applicant, At(arrived.at(9, 0, 0, 0)));
    let mut life = Life {
        history: History {
            case,
            events: vec![first],
        },
        arrived,
        calendar,
    };
    life.settle(0);
    let _ = life.walk(fate, licence);
    life.history
}

struct Life<'a> {
    history: History,
    arrived: Date,
    calendar: &'a WorkingCalendar,
}

/// The rules did not allow something.
struct Stuck;

impl Life<'_> {
    fn walk(&mut self, fate: Fate, licence: Licence<'_>) -> Result<(), Stuck> {
        match fate {
            Fate::Received => return Ok(()),
            Fate::Withdrawn => return self.does(1, Actor::Applicant, Act::Withdraw { reason: String::new() }),
            Fate::NotAccepted => {
                let reason = "这件事不用办许可".to_owned();
                let ground = Ground::NotNeeded;
                return self.does(1, self.clerk(), Act::RefuseAcceptance { ground, reason });
            }
            Fate::Asked => return self.ask(),
            Fate::Resubmitted => {
                self.ask()?;
                let answered = [MissingAt::Other].into();
                return self.does(2, Actor::Applicant, Act::Resubmit { answered });
            }
            _ => {}
        }
        if self.history.case.stage.review().is_none() {
            self.does(1, self.clerk(), Act::Accept)?;
        }
        match fate {
            Fate::Open => return Ok(()),
            Fate::Claimed => return self.claim(2),
            Fate::Paused => {
                self.claim(2)?;
                return self.pause();
            }
            _ => {}
        }
        let decided_after = if fate == Fate::DeliveredLate { 75 } else { 3 };
        self.decide_all(decided_after, fate != Fate::Denied)?;
        if matches!(fate, Fate::Decided | Fate::Denied) {
            return Ok(());
        }
        let day = self.day(decided_after);
        let licence = licence(&self.history.case, day).map(Box::new);
        self.does(decided_after, self.clerk(), Act::Issue { licence })?;
        if fate == Fate::Issued {
            return Ok(());
        }
        let how = Delivery::Window;
        self.does(decided_after + 1, self.clerk(), Act::Deliver { how })
    }

    fn ask(&mut self) -> Result<(), Stuck> {
        let missing = Missing {
            at: MissingAt::Other,
            name: "看不清的一页".to_owned(),
            reasons: vec!["请重新交一份清楚的".to_owned()],
        };
        let notice = Notice {
            missing: vec![missing],
            by: self.day(30),
            remark: String::new(),
        };
        self.does(1, self.clerk(), Act::AskCorrection { notice })
    }

    fn claim(&mut self, after: i32) -> Result<(), Stuck> {
        let Some(item) = self.first_open() else {
            return Err(Stuck);
        };
        self.does(after, self.staff(Role::Reviewer), Act::Claim { item })
    }

    fn pause(&mut self) -> Result<(), Stuck> {
        let review = self.history.case.stage.review().ok_or(Stuck)?;
        let claimed = review.parts.iter().find(|part| part.stage.reviewer().is_some());
        let item = claimed.ok_or(Stuck)?.file.item.clone();
        let act = Act::Pause {
            item,
            reason: PauseReason::Testing,
            notice: "要做检测".to_owned(),
            expected: 10,
        };
        self.does(2, self.staff(Role::Reviewer), act)
    }

    fn decide_all(&mut self, after: i32, grant: bool) -> Result<(), Stuck> {
        if grant {
            self.inspect(after)?;
        }
        while let Some(item) = self.first_open() {
            let by = self.staff(Role::Reviewer);
            self.does(after, by.clone(), Act::Claim { item: item.clone() })?;
            let act = if grant {
                let opinion = String::new();
                Act::Approve { item, opinion }
            } else {
                Act::Deny {
                    item,
                    reasons: vec!["场所不符合要求".to_owned()],
                    basis: "《行政许可法》第三十八条".to_owned(),
                }
            };
            self.does(after, by, act)?;
        }
        Ok(())
    }

    fn inspect(&mut self, after: i32) -> Result<(), Stuck> {
        if self.history.case.file.points.is_empty() {
            return Ok(());
        }
        let inspectors = vec![self.person(Role::Inspector, 1), self.person(Role::Inspector, 2)];
        let plan = VisitPlan {
            on: self.day(after),
            hours: "09:00-10:00".to_owned(),
            mode: VisitMode::OnSite,
            inspectors: inspectors.clone(),
        };
        self.does(1, self.clerk(), Act::PlanInspection { plan })?;
        let case = &self.history.case;
        let review = case.stage.review().ok_or(Stuck)?;
        let passed = || PointResult {
            passed: true,
            remark: String::new(),
            pictures: Vec::new(),
        };
        let points = review.inspection.checklist(&case.file.points);
        let results: BTreeMap<_, _> = points.map(|point| (point.point.clone(), passed())).collect();
        let act = Act::RecordInspection { inspectors, results };
        self.does(after, self.staff(Role::Inspector), act)
    }

    fn first_open(&self) -> Option<yijian_domain::id::ItemId> {
        let parts = &self.history.case.stage.review()?.parts;
        let open = parts.iter().find(|part| matches!(part.stage, PartStage::Open { .. }));
        open.map(|part| part.file.item.clone())
    }

    fn does(&mut self, after: i32, by: Actor, act: Act) -> Result<(), Stuck> {
        let at = self.at(after);
        let event = self.history.case.perform(act, &by, at, self.calendar);
        self.history.events.push(event.map_err(|_| Stuck)?);
        self.settle(after);
        Ok(())
    }

    fn settle(&mut self, after: i32) {
        let at = self.at(after);
        let events = self.history.case.settle(at, self.calendar);
        self.history.events.extend(events);
    }

    fn day(&self, after: i32) -> Date {
        self.arrived.saturating_add(after.days())
    }

    /// A minute for each event, so that they stand one after another.
    fn at(&self, after: i32) -> At {
        let minutes = i64::try_from(self.history.events.len()).unwrap_or(0).min(59);
        let at = self.day(after).at(9, 0, 0, 0);
        At(at.saturating_add(minutes.minutes()))
    }

    fn clerk(&self) -> Actor {
        self.staff(Role::Clerk)
    }

    fn person(&self, role: Role, no: i8) -> StaffRef {
        StaffRef {
            id: format!("demo-{}-{no}", role.code()),
            name: format!("经办人{no}"),
        }
    }

    fn staff(&self, role: Role) -> Actor {
        let file = &self.history.case.file;
        let region = file.region.clone().expect("every template has a region");
        Actor::Staff {
            member: self.person(role, self.arrived.day() % 8),
            role,
            scope: Scope {
                region,
                department: None,
            },
        }
    }
}
