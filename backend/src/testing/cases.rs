//! Cases that have gone some way.

use serde_json::{Value, json};
use yijian_domain::{
    case::{Act, Actor, Case, PartStage},
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
    world.inspect(&whole, 1).await;
    world.inspect(&whole, 0).await;
    let case = world.case(&whole).await;
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
    world.decide_all(&whole, true).await;
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
