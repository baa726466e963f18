//! Random walks: random cases, people who do whatever comes to their mind, and days that pass.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::{collection::vec, prelude::*, sample::subsequence};
use yijian_domain::{
    calendar::WorkingCalendar,
    case::{
        Act, Actor, Amendment, At, Case, CaseFile, Channel, Component, ComponentState, Composite, Delivery, Event,
        Ground, Holder, Missing, MissingAt, Notice, PaperFile, PartFile, PauseReason, PointFile, PointResult,
        PromiseFile, Reminder, Review, Role, Scope, StaffRef, Verb, VisitMode, VisitPlan,
    },
    id::ItemId,
};

const ITEMS: [&str; 4] = ["i0", "i1", "i2", "i3"];
const DEPARTMENTS: [&str; 2] = ["d0", "d1"];

/// One attempt: days that pass first, who, what, with which part, and dice for what the act says.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    days: u8,
    who: usize,
    verb: usize,
    item: usize,
    dice: u8,
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let days = prop_oneof![6 => Just(0_u8), 2 => 1..3_u8, 1 => 3..12_u8];
    let step = (days, 0..ACTORS, 0..Verb::ALL.len(), 0..ITEMS.len(), any::<u8>());
    vec(
        step.prop_map(|(days, who, verb, item, dice)| Step {
            days,
            who,
            verb,
            item,
            dice,
        }),
        150..400,
    )
}

fn ids(ids: &[&str]) -> BTreeSet<ItemId> {
    ids.iter().map(|id| ItemId::from(*id)).collect()
}

fn some_items() -> impl Strategy<Value = BTreeSet<ItemId>> {
    subsequence(ITEMS.to_vec(), 1..=ITEMS.len()).prop_map(|items| ids(&items))
}

/// A part; it may need earlier parts, and one that is no part of the case.
fn part(n: usize) -> impl Strategy<Value = PartFile> {
    let earlier: Vec<&str> = ITEMS[..n].iter().copied().chain(["elsewhere"]).collect();
    let most = earlier.len().min(2);
    (
        0..DEPARTMENTS.len(),
        0..20_u16,
        0..10_u16,
        subsequence(earlier, 0..=most),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            move |(department, statutory, promised, after, paper, instant)| PartFile {
                item: ITEMS[n].into(),
                name: ITEMS[n].to_owned(),
                name_en: None,
                department: DEPARTMENTS[department].into(),
                statutory,
                promised: promised.min(statutory),
                after: ids(&after),
                issues: if paper { vec!["licence".into()] } else { Vec::new() },
                instant,
            },
        )
}

pub(crate) fn file() -> impl Strategy<Value = CaseFile> {
    let parts = (part(0), part(1), part(2), part(3)).prop_map(|(a, b, c, d)| vec![a, b, c, d]);
    let papers = vec((some_items(), prop::option::of(0..12_u16)), 0..3);
    let points = vec((some_items(), any::<bool>()), 0..3);
    (
        parts,
        1..=ITEMS.len(),
        papers,
        points,
        prop::option::of(some_items()),
        any::<bool>(),
    )
        .prop_map(|(mut parts, count, papers, points, promised, clean)| {
            parts.truncate(count);
            let papers = papers.into_iter().enumerate();
            let points = points.into_iter().enumerate();
            CaseFile {
                number: "1".to_owned(),
                theme: "theme".into(),
                region: None,
                catalogue_version: "generated".to_owned(),
                channel: Channel::Online,
                clean,
                promised: 10,
                parts,
                papers: papers
                    .map(|(n, (items, deferred))| PaperFile {
                        paper: format!("paper{n}").parse().expect("a key"),
                        name: "paper".to_owned(),
                        items,
                        deferred,
                    })
                    .collect(),
                promises: promised
                    .into_iter()
                    .map(|items| PromiseFile {
                        promise: "promise".into(),
                        name: "promise".to_owned(),
                        version: "1".to_owned(),
                        papers: BTreeSet::new(),
                        items,
                        check_within: 20,
                    })
                    .collect(),
                points: points
                    .map(|(n, (items, remote))| PointFile {
                        point: format!("point{n}").as_str().into(),
                        name: "point".to_owned(),
                        items,
                        remote,
                    })
                    .collect(),
            }
        })
}

const ACTORS: usize = 9;

/// Everybody who tries: two reviewers of one department, and one of another, among them.
fn actors() -> [Actor; ACTORS] {
    let staff = |id: &str, role, department: Option<&str>| Actor::Staff {
        member: person(id),
        role,
        scope: Scope {
            region: "610328".try_into().expect("six digits"),
            department: department.map(Into::into),
        },
    };
    [
        Actor::Applicant,
        Actor::System,
        staff("clerk", Role::Clerk, None),
        staff("a", Role::Reviewer, Some(DEPARTMENTS[0])),
        staff("b", Role::Reviewer, Some(DEPARTMENTS[0])),
        staff("c", Role::Reviewer, Some(DEPARTMENTS[1])),
        staff("d", Role::Reviewer, None),
        staff("inspector", Role::Inspector, None),
        staff("supervisor", Role::Supervisor, None),
    ]
}

fn person(id: &str) -> StaffRef {
    StaffRef {
        id: id.to_owned(),
        name: id.to_owned(),
    }
}

/// A case, its record, and the day.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    pub(crate) case: Case,
    pub(crate) events: Vec<Event>,
    pub(crate) calendar: WorkingCalendar,
    pub(crate) today: Date,
}

impl Walk {
    pub(crate) fn begin(file: CaseFile, calendar: WorkingCalendar, days: i32) -> Self {
        let today = date(2026, 1, 1).checked_add(days.days()).expect("not far");
        let (case, event) = Case::receive(file, Actor::Applicant, At(today.at(9, 0, 0, 0)));
        Self {
            case,
            events: vec![event],
            calendar,
            today,
        }
    }

    pub(crate) fn now(&self) -> At {
        At(self.today.at(10, 0, 0, 0))
    }

    /// Lets the days of a step pass, and says who tries what. Half of the steps pick one of the verbs that are open.
    pub(crate) fn attempt(&mut self, step: &Step) -> (Actor, Act) {
        self.today = self.today.checked_add(i32::from(step.days).days()).expect("not far");
        let [mut verb, mut item] = [step.verb, step.item];
        let by = actors()[step.who].clone();
        if step.dice.is_multiple_of(2) {
            let open = self.case.open_to(&by, self.now(), &self.calendar);
            // Talk, and appointments for visits, are open nearly always.
            let talk = [Verb::Opinion, Verb::PlanInspection];
            let open: Vec<_> = open.iter().filter(|opening| !talk.contains(&opening.verb)).collect();
            if let Some(opening) = open.get(step.verb % open.len().max(1)) {
                verb = Verb::ALL
                    .iter()
                    .position(|verb| *verb == opening.verb)
                    .expect("it is one");
                let named = |id: &str| opening.item.as_ref().is_some_and(|item| item.as_str() == id);
                item = ITEMS.iter().position(|id| named(id)).unwrap_or(item);
            }
        }
        // Taking the case back at once would end most walks before they begin.
        let verb = match Verb::ALL[verb] {
            Verb::Withdraw if !step.dice.is_multiple_of(16) => Verb::Approve,
            verb => verb,
        };
        let act = self.act(verb, ITEMS[item], step.dice / 2);
        (by, act)
    }

    fn act(&self, verb: Verb, item: &str, dice: u8) -> Act {
        let text = if dice.is_multiple_of(31) { "" } else { "because" };
        let text = || text.to_owned();
        let item = || ItemId::from(item);
        let days = u16::from(dice % 13);
        let on = self
            .today
            .checked_add((i32::from(dice % 20) - 1).days())
            .expect("not far");
        let paper = || format!("paper{}", dice % 3).parse().expect("a key");
        let inspectors = vec![
            person("inspector"),
            person(if dice.is_multiple_of(29) { "inspector" } else { "other" }),
        ];
        let passed = |n: usize| !(usize::from(dice) + n).is_multiple_of(3);
        match verb {
            Verb::Receive => Act::Receive {
                file: Box::new(self.case.file.clone()),
            },
            Verb::Accept => Act::Accept,
            Verb::AskCorrection => Act::AskCorrection {
                notice: Notice {
                    missing: vec![Missing {
                        at: MissingAt::Paper { paper: paper() },
                        name: "paper".to_owned(),
                        reasons: vec![text()],
                    }],
                    by: on,
                    remark: String::new(),
                },
            },
            Verb::Resubmit => Act::Resubmit {
                answered: [MissingAt::Paper { paper: paper() }].into(),
            },
            Verb::RefuseAcceptance => Act::RefuseAcceptance {
                ground: match dice % 6 {
                    0 => Ground::NotNeeded,
                    1 => Ground::NotCompetent { go_to: text() },
                    _ => Ground::NotCorrected,
                },
                reason: text(),
            },
            Verb::DeemAccepted => Act::DeemAccepted,
            Verb::Open => Act::Open { item: item() },
            Verb::Claim => Act::Claim { item: item() },
            Verb::Release => Act::Release { item: item() },
            Verb::Approve => Act::Approve {
                item: item(),
                opinion: text(),
            },
            Verb::Deny => Act::Deny {
                item: item(),
                reasons: vec![text()],
                basis: text(),
            },
            Verb::Pause => Act::Pause {
                item: item(),
                reason: PauseReason::ALL[usize::from(dice) % PauseReason::ALL.len()],
                notice: text(),
                expected: days,
            },
            Verb::Resume => Act::Resume { item: item() },
            Verb::Extend => Act::Extend {
                item: item(),
                days,
                reason: text(),
                head: text(),
            },
            Verb::Opinion => Act::Opinion {
                item: item(),
                text: text(),
            },
            Verb::Urge => Act::Urge { text: text() },
            Verb::PlanInspection => Act::PlanInspection {
                plan: VisitPlan {
                    on,
                    hours: String::new(),
                    mode: if dice.is_multiple_of(2) {
                        VisitMode::OnSite
                    } else {
                        VisitMode::Remote
                    },
                    inspectors,
                },
            },
            Verb::SendPictures => Act::SendPictures {
                pictures: BTreeMap::from([(format!("point{}", dice % 3).as_str().into(), vec![text()])]),
            },
            Verb::RecordInspection => Act::RecordInspection {
                inspectors,
                results: self.results(passed),
            },
            Verb::Provide => Act::Provide {
                paper: paper(),
                files: vec![text()],
            },
            Verb::Remind => Act::Remind {
                reminder: Reminder::Paper { paper: paper() },
            },
            Verb::EndForDefault => Act::EndForDefault {
                paper: (!dice.is_multiple_of(4)).then(paper),
            },
            Verb::Stop => Act::Stop {
                item: item(),
                need: ITEMS[usize::from(dice) % ITEMS.len()].into(),
            },
            Verb::Decide => Act::Decide,
            Verb::Issue => Act::Issue {
                licence: self.licence().map(Box::new),
            },
            Verb::Deliver => Act::Deliver {
                how: match dice % 3 {
                    0 => Delivery::Online,
                    1 => Delivery::Window,
                    _ => Delivery::Post { number: text() },
                },
            },
            Verb::Withdraw => Act::Withdraw { reason: text() },
            Verb::CheckPromise => Act::CheckPromise {
                promise: "promise".into(),
                kept: dice.is_multiple_of(2),
                remark: text(),
            },
            Verb::Revoke => Act::Revoke {
                item: item(),
                reason: text(),
            },
            Verb::Correct => Act::Correct {
                amendment: Amendment::Validity {
                    item: item(),
                    from: on,
                    until: None,
                },
                reason: text(),
            },
            Verb::Object => Act::Object {
                right: (!dice.is_multiple_of(5))
                    .then(|| ("mobile@operator".parse().expect("a key"), text()))
                    .into_iter()
                    .collect(),
                stood: BTreeMap::new(),
                says: text(),
            },
            Verb::AnswerObjection => Act::AnswerObjection {
                granted: dice.is_multiple_of(2),
                reason: text(),
            },
        }
    }

    fn results(&self, passed: impl Fn(usize) -> bool) -> BTreeMap<yijian_domain::id::PointId, PointResult> {
        let Some(review) = self.case.stage.review() else {
            return BTreeMap::new();
        };
        let list = review.inspection.checklist(&self.case.file.points).enumerate();
        list.map(|(n, point)| {
            let result = PointResult {
                passed: passed(n),
                remark: "put it right".to_owned(),
                pictures: Vec::new(),
            };
            (point.point.clone(), result)
        })
        .collect()
    }

    fn licence(&self) -> Option<Composite> {
        let granted = self.case.stage.review().into_iter().flat_map(Review::granted);
        let on_paper = granted.filter(|part| !part.file.issues.is_empty());
        let components: Vec<Component> = on_paper
            .map(|part| Component {
                item: part.file.item.clone(),
                paper: part.file.issues[0].clone(),
                name: part.file.name.clone(),
                number: "1".to_owned(),
                issuer: "organ".to_owned(),
                from: self.today,
                until: None,
                state: ComponentState::Granted,
                base: false,
            })
            .collect();
        (!components.is_empty()).then(|| Composite {
            number: "1".to_owned(),
            code: "code".to_owned(),
            version: 1,
            theme: "theme".into(),
            trade: "trade".to_owned(),
            holder: Holder::default(),
            issued: self.today,
            components,
        })
    }
}
