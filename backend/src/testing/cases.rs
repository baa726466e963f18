//! Cases that have gone some way.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use yijian_domain::{
    case::{Act, Actor, Case, PartStage, Role},
    wire::Receipt,
};

use super::World;

impl World {
    /// Does something with a case that must be allowed.
    pub(crate) async fn does(&self, number: &str, by: Actor, act: Value) -> Case {
        let act: Act = serde_json::from_value(act).unwrap();
        self.act(number, by, act).await;
        self.case(number).await
    }

    /// Hands in an application of a draft under a key of its own.
    pub(crate) async fn hand_in_as(&self, key: &str, draft: &yijian_domain::application::Draft) -> Receipt {
        self.submit(key, &self.submission(draft))
            .await
            .assert_status(201)
            .json()
    }

    /// Grants every part, one after another as their needs are met.
    pub(crate) async fn grant_all(&self, number: &str) -> Case {
        let reviewer = || self.reviewer();
        loop {
            let case = self.case(number).await;
            let Some(review) = case.stage.review() else { return case };
            let open = review
                .parts
                .iter()
                .find(|part| matches!(part.stage, PartStage::Open { .. }));
            let Some(part) = open else { return case };
            let item = part.file.item.clone();
            self.does(number, reviewer(), json!({ "verb": "claim", "item": item }))
                .await;
            self.does(number, reviewer(), json!({ "verb": "approve", "item": item }))
                .await;
        }
    }

    /// A visit at which everything passes, or the first point does not.
    pub(crate) async fn visit(&self, number: &str, fails: bool) -> Case {
        let both = json!([{ "id": "a", "name": "甲" }, { "id": "b", "name": "乙" }]);
        let plan =
            json!({ "on": self.today().to_string(), "hours": "09:00-10:00", "mode": "on_site", "inspectors": both });
        let case = self
            .does(number, self.clerk(), json!({ "verb": "plan_inspection", "plan": plan }))
            .await;
        let inspection = &case.stage.review().unwrap().inspection;
        let list = inspection.checklist(&case.file.points).enumerate();
        let result = |no: usize| match fails && no == 0 {
            true => json!({ "passed": false, "remark": "换一只灭火器" }),
            false => json!({ "passed": true }),
        };
        let results: BTreeMap<String, Value> = list.map(|(no, point)| (point.point.to_string(), result(no))).collect();
        let record = json!({ "verb": "record_inspection", "inspectors": both, "results": results });
        self.does(number, self.staff(Role::Inspector), record).await
    }
}

/// Cases that together have every document: one granted after a correction and two visits, one with
/// a paper that follows, one not accepted.
pub(crate) async fn walk(world: &mut World) -> Vec<String> {
    let clerk = || world.clerk();
    let reviewer = || world.reviewer();
    let draft = world.draft_saying(true, "hotel").await;
    let whole = world.hand_in_as("a-key-of-a-walk-1", &draft).await.number;
    let notice = json!({ "missing": [{ "at": { "kind": "other" }, "name": "平面图", "reasons": ["要标出出口"] }],
                         "by": "2026-03-20" });
    world
        .does(&whole, clerk(), json!({ "verb": "ask_correction", "notice": notice }))
        .await;
    world
        .does(
            &whole,
            Actor::Applicant,
            json!({ "verb": "resubmit", "answered": [{ "kind": "other" }] }),
        )
        .await;
    world.does(&whole, clerk(), json!({ "verb": "accept" })).await;
    world.visit(&whole, true).await;
    let case = world.visit(&whole, false).await;
    let open = case.stage.review().unwrap().parts.iter();
    let first = open
        .filter(|part| matches!(part.stage, PartStage::Open { .. }))
        .map(|part| part.file.item.clone())
        .next()
        .unwrap();
    world
        .does(&whole, reviewer(), json!({ "verb": "claim", "item": first }))
        .await;
    let pause = json!({ "verb": "pause", "item": first, "reason": "testing", "notice": "要做水质检测", "expected": 5 });
    world.does(&whole, reviewer(), pause).await;
    world
        .does(&whole, reviewer(), json!({ "verb": "resume", "item": first }))
        .await;
    let extend = json!({ "verb": "extend", "item": first, "days": 5, "reason": "要会同其他部门研究", "head": "局长" });
    world.does(&whole, reviewer(), extend).await;
    world
        .does(&whole, reviewer(), json!({ "verb": "approve", "item": first }))
        .await;
    world.grant_all(&whole).await;
    world.does(&whole, clerk(), json!({ "verb": "issue" })).await;

    // Other phones.
    world.token = "00112233445566778899aabbccddeeff".to_owned();
    let deferred = world.hand_in_with_a_paper_to_follow().await.0.number;
    world.does(&deferred, world.clerk(), json!({ "verb": "accept" })).await;

    world.token = "fedcba9876543210fedcba9876543210".to_owned();
    let draft = world.full_draft("restaurant").await;
    let refused = world.hand_in_as("a-key-of-a-walk-2", &draft).await.number;
    let refuse = json!({ "verb": "refuse_acceptance", "ground": "not_competent", "go_to": "宝鸡市市场监督管理局",
                         "reason": "这件事由市里办" });
    world.does(&refused, world.clerk(), refuse).await;
    vec![whole, deferred, refused]
}
