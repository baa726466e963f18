//! Cases at the desks of Qianyang.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::{Value, json};
use yijian_domain::{
    case::{PartCode, Role, StageCode, Verb},
    wire::{
        Receipt,
        desk::{CaseProblem, CaseView},
    },
};

use crate::{
    cases::wake,
    testing::{Answer, World, staff::Desk},
};

/// Somebody at a desk, looking at one case.
struct At<'w> {
    desk: Desk<'w>,
    number: String,
}

impl<'w> At<'w> {
    async fn new(world: &'w World, name: &str, roles: &[Role], department: Option<&str>, receipt: &Receipt) -> Self {
        world.hire(name, roles, department).await;
        Self {
            desk: world.signed_in(name).await,
            number: receipt.number.clone(),
        }
    }

    async fn look(&self) -> CaseView {
        let path = format!("/api/v1/staff/cases/{}", self.number);
        self.desk.get(&path).await.assert_status(200).json()
    }

    /// Does something, having seen the case as it is now.
    async fn act(&self, act: Value) -> CaseView {
        self.try_act(self.look().await.events, act)
            .await
            .assert_status(200)
            .json()
    }

    async fn try_act(&self, seen: u32, act: Value) -> Answer {
        let path = format!("/api/v1/staff/cases/{}/acts", self.number);
        let body = json!({ "seen": seen, "act": act }).to_string();
        self.desk.send("POST", &path, &body).await
    }

    async fn refused(&self, act: Value) -> String {
        let answer = self.try_act(self.look().await.events, act).await.assert_status(422);
        let problem: CaseProblem = answer.json();
        problem
            .refusal
            .map_or(problem.problem.code, |refusal| refusal.code().to_owned())
    }
}

/// Every department decides, the inspectors find one thing wrong and come again, and a licence is issued.
#[tokio::test]
async fn a_case_goes_from_the_window_to_the_licence() {
    let world = World::new().await;
    let receipt = world.hand_in("hotel").await;
    let clerk = At::new(&world, "chuangkou", &[Role::Clerk], None, &receipt).await;
    let seen = clerk.look().await;
    assert_eq!(seen.stage, StageCode::Received);
    assert!(!seen.form.is_empty() && seen.papers.iter().all(|paper| !paper.files.is_empty()));
    assert!(
        seen.parts.len() > 2,
        "{:?}",
        seen.parts.iter().map(|part| &part.name).collect::<Vec<_>>()
    );

    let mut view = clerk.act(json!({ "verb": "accept" })).await;
    assert_eq!(view.stage, StageCode::InReview);
    let inspector = At::new(&world, "kancha", &[Role::Inspector], None, &receipt).await;
    world.hire("kancha2", &[Role::Inspector], None).await;
    assert!(view.inspection.needed);
    view = visit(&world, &clerk, &inspector).await;
    assert!(view.inspection.passed);
    let mut reviewers: BTreeMap<String, At<'_>> = BTreeMap::new();
    for _ in 0..view.parts.len() {
        let view = clerk.look().await;
        for part in &view.parts {
            let name = part.department.to_string();
            if !reviewers.contains_key(&name) {
                let desk = At::new(&world, &name, &[Role::Reviewer], Some(&name), &receipt).await;
                reviewers.insert(name.clone(), desk);
            }
            if part.stage == PartCode::Open {
                let reviewer = &reviewers[&name];
                let own = reviewer.look().await;
                assert!(own.form.is_empty(), "a reviewer sees no merged form");
                assert!(own.sheets.iter().all(|sheet| {
                    let theirs = own.parts.iter().find(|part| part.item == sheet.item);
                    theirs.is_some_and(|theirs| theirs.department == part.department)
                }));
                reviewer.act(json!({ "verb": "claim", "item": part.item })).await;
                reviewer
                    .act(json!({ "verb": "approve", "item": part.item, "opinion": "符合条件" }))
                    .await;
            }
        }
    }
    let view = clerk.look().await;
    assert_eq!(view.stage, StageCode::Decided, "{:?}", view.parts);
    clerk.desk.unmask(&receipt.number).await;
    let view = clerk.act(json!({ "verb": "issue" })).await;
    assert_eq!(view.stage, StageCode::Issued);
    let licence = view.licence.expect("a licence was issued");
    let issued = view.parts.iter().filter(|part| part.stage == PartCode::Granted).count();
    assert!(!licence.components.is_empty() && licence.components.len() <= issued);
    assert!(
        licence
            .components
            .iter()
            .all(|component| component.issuer.starts_with("千阳县") || component.issuer.contains("千阳县"))
    );
    let mut numbers: Vec<&str> = licence
        .components
        .iter()
        .map(|component| component.number.as_str())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), licence.components.len(), "every number once");
    let stored = world.app.storage.licence(&licence.code, None).await.unwrap().unwrap();
    assert_eq!(stored.licence, licence);
    let view = clerk
        .act(json!({ "verb": "deliver", "how": { "way": "window" } }))
        .await;
    assert_eq!(view.stage, StageCode::Delivered);
    let audit = world.audit(None).await;
    assert_eq!((audit.faults, audit.events), (Vec::new(), u64::from(view.events)));
}

/// Appoints a visit at which one point fails, and a second one for that point only.
async fn visit(world: &World, clerk: &At<'_>, inspector: &At<'_>) -> CaseView {
    let view = clerk.look().await;
    let both: Vec<Value> = view
        .inspection
        .inspectors
        .iter()
        .map(|one| json!({ "id": one.id, "name": "typed otherwise" }))
        .collect();
    assert_eq!(both.len(), 2);
    let plan = |inspectors: &[Value]| {
        json!({ "verb": "plan_inspection", "plan": { "on": world.today().to_string(), "hours": "09:00-10:00",
                "mode": "on_site", "inspectors": inspectors } })
    };
    assert_eq!(clerk.refused(plan(&both[..1])).await, "two_inspectors");
    let stranger = json!({ "id": "0".repeat(32), "name": "somebody" });
    assert_eq!(
        clerk.refused(plan(&[both[0].clone(), stranger])).await,
        "not_an_inspector"
    );
    let view = clerk.act(plan(&both)).await;
    let planned = view.inspection.plan.expect("the visit is appointed");
    assert!(planned.inspectors.iter().all(|one| one.name.ends_with("（测试）")));

    let mut points: Vec<String> = view
        .inspection
        .checklist
        .iter()
        .map(|point| point.point.to_string())
        .collect();
    let results = |points: &[String], failed: Option<&String>| {
        let result = |point: &String| match failed {
            Some(bad) if bad == point => json!({ "passed": false, "remark": "灭火器压力不足，换一只" }),
            _ => json!({ "passed": true }),
        };
        points
            .iter()
            .map(|point| (point.clone(), result(point)))
            .collect::<BTreeMap<_, _>>()
    };
    let record = |results| json!({ "verb": "record_inspection", "inspectors": both, "results": results });
    let failed = points.pop().expect("something is looked at");
    points.push(failed.clone());
    assert_eq!(
        inspector.refused(record(results(&points[1..], None))).await,
        "other_points"
    );
    let view = inspector.act(record(results(&points, Some(&failed)))).await;
    assert!(!view.inspection.passed);
    assert_eq!(view.inspection.rectify.len(), 1);
    assert_eq!(
        view.inspection.checklist.len(),
        1,
        "the second visit is for what failed only"
    );
    clerk.act(plan(&both)).await;
    inspector.act(record(results(&[failed], None))).await
}

#[tokio::test]
async fn the_later_of_two_reviewers_learns_what_the_first_did() {
    let world = World::new().await;
    let receipt = world.hand_in("hotel").await;
    let clerk = At::new(&world, "chuangkou", &[Role::Clerk], None, &receipt).await;
    let view = clerk.act(json!({ "verb": "accept" })).await;
    let open = view
        .parts
        .iter()
        .find(|part| part.stage == PartCode::Open)
        .expect("one is open");
    let department = open.department.to_string();
    let first = At::new(&world, "yi", &[Role::Reviewer], Some(&department), &receipt).await;
    let second = At::new(&world, "er", &[Role::Reviewer], Some(&department), &receipt).await;
    let seen = second.look().await.events;
    first.act(json!({ "verb": "claim", "item": open.item })).await;
    let answer = second
        .try_act(seen, json!({ "verb": "claim", "item": open.item }))
        .await;
    let problem: CaseProblem = answer.assert_status(409).json();
    assert_eq!(problem.problem.code, "case_changed");
    let case = problem.case.expect("the case as it is now comes along");
    assert_eq!(case.history[0].verb, Verb::Claim);
    let again = second.refused(json!({ "verb": "approve", "item": open.item })).await;
    assert_eq!(again, "claimed_by");
}

#[tokio::test]
async fn nobody_sees_the_cases_of_another_county_or_department() {
    let world = World::new().await;
    let receipt = world.hand_in("convenience_store").await;
    let path = format!("/api/v1/staff/cases/{}", receipt.number);
    let mut elsewhere = crate::testing::staff::member("qingshan", &[Role::Clerk], None);
    elsewhere.scope.region = yijian_domain::catalogue::RegionCode::try_from("150204").unwrap();
    world.keep(elsewhere).await;
    world
        .signed_in("qingshan")
        .await
        .get(&path)
        .await
        .assert_problem(404, "case_unknown");
    world.hire("yunshu", &[Role::Reviewer], Some("transport")).await;
    world
        .signed_in("yunshu")
        .await
        .get(&path)
        .await
        .assert_problem(404, "case_unknown");
    world.get(&path).await.assert_problem(401, "signed_out");
}

#[tokio::test]
async fn a_clerk_asks_once_for_everything_and_the_role_must_be_right() {
    let world = World::new().await;
    let receipt = world.hand_in("hotel").await;
    let clerk = At::new(&world, "chuangkou", &[Role::Clerk], None, &receipt).await;
    let notice = json!({ "missing": [{ "at": { "kind": "other" }, "name": "平面图", "reasons": ["要标出灭火器的位置"] }],
                         "by": "2026-03-20" });
    let inspector = At::new(&world, "kancha", &[Role::Inspector], None, &receipt).await;
    assert_eq!(
        inspector
            .refused(json!({ "verb": "ask_correction", "notice": notice }))
            .await,
        "not_yours"
    );
    let nothing = json!({ "missing": [], "by": "2026-03-20" });
    assert_eq!(
        clerk
            .refused(json!({ "verb": "ask_correction", "notice": nothing }))
            .await,
        "empty"
    );
    let view = clerk.act(json!({ "verb": "ask_correction", "notice": notice })).await;
    assert_eq!(view.stage, StageCode::CorrectionAsked);
    assert_eq!(view.answer_due, None);
    assert_eq!(
        clerk
            .refused(json!({ "verb": "ask_correction", "notice": notice }))
            .await,
        "asked_before"
    );
    assert!(view.open.iter().all(|open| open.verb != Verb::Accept));
}

#[tokio::test]
async fn a_case_that_nobody_answers_counts_as_accepted_from_the_day_it_arrived() {
    let world = World::new().await;
    let receipt = world.hand_in("hotel").await;
    let clerk = At::new(&world, "chuangkou", &[Role::Clerk], None, &receipt).await;
    assert_eq!(clerk.look().await.answer_due.as_deref(), Some("2026-03-09"));
    world.clock.advance(SignedDuration::from_hours(24 * 7));
    assert_eq!(wake(&world.app).await.unwrap(), 0, "its day is the last to answer");
    world.clock.advance(SignedDuration::from_hours(24));
    let clerk = At {
        desk: world.signed_in("chuangkou").await,
        ..clerk
    };
    assert_eq!(clerk.refused(json!({ "verb": "accept" })).await, "answer_late");
    assert_eq!(wake(&world.app).await.unwrap(), 1);
    assert_eq!(wake(&world.app).await.unwrap(), 0);
    let view = clerk.look().await;
    assert_eq!(view.stage, StageCode::InReview);
    let accepted = view.accepted.expect("it is accepted");
    assert_eq!((accepted.on.as_str(), accepted.deemed), ("2026-03-02", true));
}

#[tokio::test]
async fn what_a_clerk_types_for_somebody_says_so() {
    let world = World::new().await;
    world.hire("chuangkou", &[Role::Clerk], None).await;
    let desk = world.signed_in("chuangkou").await;
    let ask = |authority: &str| json!({ "theme": "hotel", "authority": authority }).to_string();
    desk.send("POST", "/api/v1/staff/window", &ask(" "))
        .await
        .assert_problem(400, "malformed_json");
    let answer = desk.send("POST", "/api/v1/staff/window", &ask("本人到场")).await;
    assert_eq!(
        answer.assert_status(201).json::<Value>()["path"],
        "/t/hotel?region=610328"
    );
    let draft = world.full_draft("hotel").await;
    let headers = [
        ("idempotency-key", "a-key-of-a-window-1"),
        ("cookie", desk.cookie.as_str()),
    ];
    let receipt: Receipt = world
        .call("POST", "/api/v1/applications", &headers, &world.submission(&draft))
        .await
        .assert_status(201)
        .json();
    let view: CaseView = desk
        .get(&format!("/api/v1/staff/cases/{}", receipt.number))
        .await
        .json();
    assert_eq!(serde_json::to_value(&view.channel).unwrap()["authority"], "本人到场");
    let first = view.history.last().expect("it was received");
    assert_eq!(
        first.by.member().map(|member| member.name.as_str()),
        Some("chuangkou（测试）")
    );
}

#[tokio::test]
async fn files_are_shown_to_whom_they_concern() {
    let world = World::new().await;
    let receipt = world.hand_in("hotel").await;
    let clerk = At::new(&world, "chuangkou", &[Role::Clerk], None, &receipt).await;
    let view = clerk.look().await;
    let file = &view.papers[0].files[0];
    let path = format!("/api/v1/staff/cases/{}/files/{}", receipt.number, file.id);
    clerk.desk.unmask(&receipt.number).await;
    let answer = clerk.desk.get(&path).await.assert_status(200);
    assert_eq!(answer.bytes(), crate::testing::png());
    assert_eq!(answer.header(axum::http::header::X_FRAME_OPTIONS), "SAMEORIGIN");
    let other = view.parts.iter().find(|part| {
        let own = view.papers[0].items.contains(&part.name);
        !own && view
            .parts
            .iter()
            .all(|same| same.department != part.department || !view.papers[0].items.contains(&same.name))
    });
    if let Some(other) = other {
        let department = other.department.to_string();
        let stranger = At::new(&world, "stranger", &[Role::Reviewer], Some(&department), &receipt).await;
        stranger.desk.unmask(&receipt.number).await;
        stranger.desk.get(&path).await.assert_problem(404, "file_unknown");
    }
    let unknown = format!("/api/v1/staff/cases/{}/files/{}", receipt.number, "9".repeat(32));
    clerk.desk.get(&unknown).await.assert_problem(404, "file_unknown");
}
