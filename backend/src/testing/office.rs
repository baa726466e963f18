//! The authorities in a test's world: cases are moved by their acts, without anybody signing in.

use std::collections::BTreeMap;

use yijian_domain::{
    application::{Draft, Provision},
    case::{
        Act, Actor, Case, Missing, MissingAt, Notice, PartStage, PointResult, Role, Scope, StaffRef, VisitMode,
        VisitPlan,
    },
    catalogue::RegionCode,
    id::{ItemId, MaterialKey},
    wire::{OwnAct, OwnRequest, Progress, Receipt},
};

use super::{Answer, KEY, World, full};
use crate::storage::{Doing, Done};

impl World {
    /// Somebody at the office, whose word counts in Qianyang for every department.
    pub(crate) fn staff(&self, role: Role) -> Actor {
        Actor::Staff {
            member: StaffRef {
                id: role.code().to_owned(),
                name: format!("{}（测试）", role.code()),
            },
            role,
            scope: Scope {
                region: RegionCode::try_from("610328").unwrap(),
                department: None,
            },
        }
    }

    pub(crate) fn clerk(&self) -> Actor {
        self.staff(Role::Clerk)
    }

    pub(crate) fn reviewer(&self) -> Actor {
        self.staff(Role::Reviewer)
    }

    /// The case as its record says.
    pub(crate) async fn case(&self, number: &str) -> Case {
        let events = self.app.storage.events(number).await.unwrap();
        Case::of(&events).unwrap()
    }

    /// Does something with a case as it stands now.
    #[track_caller]
    pub(crate) fn act(&self, number: &str, by: Actor, act: Act) -> impl Future<Output = ()> {
        let place = std::panic::Location::caller();
        let number = number.to_owned();
        async move {
            let seen = self.case(&number).await.events;
            let doing = Doing::act(number, seen, by, self.clock.now(), act);
            let done = self.app.storage.act(self.app.office(), doing).await.unwrap();
            assert!(matches!(done, Done::Events(_)), "{place}: {done:?}");
        }
    }

    /// Where the case stands, as its applicant sees it.
    pub(crate) async fn progress(&self, receipt: &Receipt) -> Progress {
        let bearer = format!("Bearer {}", receipt.secret);
        let path = format!("/api/v1/applications/{}", receipt.number);
        self.call("GET", &path, &[("authorization", &bearer)], "")
            .await
            .assert_status(200)
            .json()
    }

    /// What the applicant does through the API, having seen the case as it stands now.
    pub(crate) async fn own_act(&self, receipt: &Receipt, act: OwnAct) -> Answer {
        let seen = self.case(&receipt.number).await.events;
        self.own_act_having_seen(receipt, seen, act).await
    }

    pub(crate) async fn own_act_having_seen(&self, receipt: &Receipt, seen: u32, act: OwnAct) -> Answer {
        let bearer = format!("Bearer {}", receipt.secret);
        let path = format!("/api/v1/applications/{}/acts", receipt.number);
        let body = serde_json::to_string(&OwnRequest { seen, act }).unwrap();
        self.call("POST", &path, &[("authorization", &bearer)], &body).await
    }

    /// An application with one paper that is to follow.
    pub(crate) async fn hand_in_with_a_paper_to_follow(&self) -> (Receipt, MaterialKey) {
        let catalogue = &self.app.published.catalogue;
        let (theme, line) = catalogue
            .themes
            .keys()
            .find_map(|theme| {
                let (_, plan) = full::draft(catalogue, theme, true, self.today());
                let line = plan.materials.into_iter().find(|line| line.deferrable.is_some())?;
                Some((theme, line))
            })
            .expect("some paper may follow");
        let mut draft = self.draft_saying(true, theme.as_str()).await;
        draft.provisions.insert(line.id.clone(), Provision::Later);
        let answer = self.submit(KEY, &self.submission(&draft)).await.assert_status(201);
        (answer.json(), line.id)
    }

    /// A full draft in which a commitment stands for a paper.
    pub(crate) async fn draft_that_promises(&self) -> Draft {
        let catalogue = &self.app.published.catalogue;
        let (theme, paper) = catalogue
            .themes
            .keys()
            .find_map(|theme| {
                let (draft, plan) = full::draft(catalogue, theme, true, self.today());
                plan.materials.iter().find_map(|line| {
                    let mut promised = draft.clone();
                    promised.promised.insert(line.id.clone());
                    let plan = yijian_domain::plan::plan(catalogue, &promised.request(self.today())).ok()?;
                    let spared = !plan.materials.iter().any(|other| other.id == line.id);
                    spared.then(|| (theme.clone(), line.id.clone()))
                })
            })
            .expect("some paper can be promised");
        let mut draft = self.draft_saying(true, theme.as_str()).await;
        draft.promised.insert(paper);
        draft
    }

    /// The window names what is missing; an answer is expected in a week.
    pub(crate) async fn ask(&self, number: &str, missing: &[MissingAt]) {
        let line = |at: &MissingAt| Missing {
            at: at.clone(),
            name: "看不清的一项".to_owned(),
            reasons: vec!["请重新交一份清楚的".to_owned()],
        };
        let by = self.today().checked_add(jiff::Span::new().days(7)).unwrap();
        let notice = Notice {
            missing: missing.iter().map(line).collect(),
            by,
            remark: String::new(),
        };
        self.act(number, self.clerk(), Act::AskCorrection { notice }).await;
    }

    /// A visit is appointed for today.
    pub(crate) async fn appoint(&self, number: &str, mode: VisitMode) {
        let person = |id: &str| StaffRef {
            id: id.to_owned(),
            name: id.to_owned(),
        };
        let plan = VisitPlan {
            on: self.today(),
            hours: "09:00-10:00".to_owned(),
            mode,
            inspectors: vec![person("one"), person("two")],
        };
        self.act(number, self.clerk(), Act::PlanInspection { plan }).await;
    }

    /// Inspectors go and record; the first `failed` points do not pass.
    pub(crate) async fn inspect(&self, number: &str, failed: usize) {
        self.appoint(number, VisitMode::OnSite).await;
        let case = self.case(number).await;
        let review = case.stage.review().unwrap();
        let points = review.inspection.checklist(&case.file.points);
        let results: BTreeMap<_, _> = points
            .enumerate()
            .map(|(no, point)| {
                let result = PointResult {
                    passed: no >= failed,
                    remark: "请把地面修平".to_owned(),
                    pictures: Vec::new(),
                };
                (point.point.clone(), result)
            })
            .collect();
        let inspectors = review.inspection.plan().unwrap().inspectors.clone();
        let act = Act::RecordInspection { inspectors, results };
        self.act(number, self.staff(Role::Inspector), act).await;
    }

    /// A reviewer takes a part on.
    pub(crate) async fn claim(&self, number: &str, item: &ItemId) {
        let act = Act::Claim { item: item.clone() };
        self.act(number, self.reviewer(), act).await;
    }

    /// Accepts a case, inspects it where that is wanted, grants everything and issues the licence.
    pub(crate) async fn grant_everything(&self, number: &str) {
        self.act(number, self.clerk(), Act::Accept).await;
        if !self.case(number).await.file.points.is_empty() {
            self.inspect(number, 0).await;
        }
        self.decide_all(number, true).await;
        self.act(number, self.clerk(), Act::Issue { licence: None }).await;
    }

    /// Grants or refuses every part that can be decided, until none is left.
    pub(crate) async fn decide_all(&self, number: &str, grant: bool) {
        loop {
            let case = self.case(number).await;
            let review = case.stage.review().unwrap();
            let open = review
                .parts
                .iter()
                .find(|part| matches!(part.stage, PartStage::Open { .. }));
            let Some(item) = open.map(|part| part.file.item.clone()) else {
                break;
            };
            self.claim(number, &item).await;
            let act = if grant {
                Act::Approve {
                    item,
                    opinion: String::new(),
                }
            } else {
                Act::Deny {
                    item,
                    reasons: vec!["场所不符合要求".to_owned()],
                    basis: "《食品经营许可和备案管理办法》第十二条".to_owned(),
                }
            };
            self.act(number, self.reviewer(), act).await;
        }
    }
}
