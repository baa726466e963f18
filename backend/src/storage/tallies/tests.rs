//! Whatever is done, the numbers are those that counting gives.

use serde_json::json;
use yijian_domain::{application::Draft, case::PartStage};

use super::*;
use crate::{
    storage::{NO_DAY, samples},
    testing::World,
};

/// Everything that is kept, as numbers.
async fn kept(world: &World) -> Vec<(String, String, String, String, i64)> {
    sqlx::query_as("SELECT county, kind, day, department, amount FROM tallies ORDER BY county, kind, day, department")
        .fetch_all(&mut world.meddler().await)
        .await
        .unwrap()
}

async fn right(world: &World, after: &str) {
    let wrong = world.app.storage.check_tallies().await.unwrap();
    assert!(wrong.is_empty(), "{after}: {wrong:?}");
}

#[tokio::test]
async fn after_every_act_the_counters_are_those_of_a_recount() {
    let mut world = World::new().await;
    for (no, (theme, yes)) in [("restaurant", false), ("hotel", true)].into_iter().enumerate() {
        world.token = format!("{no:032x}");
        let draft: Draft = world.draft_saying(yes, theme).await;
        let number = world.hand_in_as(&format!("a-key-of-a-tally-{no}"), &draft).await.number;
        right(&world, "receive").await;
        let notice = json!({ "missing": [{ "at": { "kind": "other" }, "name": "平面图", "reasons": ["要标出出口"] }],
                             "by": "2026-12-20" });
        let asked = json!({ "verb": "ask_correction", "notice": notice });
        world.does(&number, world.clerk(), asked).await;
        right(&world, "ask_correction").await;
        let answer = json!({ "verb": "resubmit", "answered": [{ "kind": "other" }] });
        world.does(&number, yijian_domain::case::Actor::Applicant, answer).await;
        right(&world, "resubmit").await;
        world.does(&number, world.clerk(), json!({ "verb": "accept" })).await;
        right(&world, "accept").await;
        let case = world.case(&number).await;
        let open = case.stage.review().unwrap().parts.iter();
        let first = open
            .filter(|part| matches!(part.stage, PartStage::Open { .. }))
            .map(|part| part.file.item.clone())
            .next()
            .unwrap();
        for act in [
            json!({ "verb": "claim", "item": first }),
            json!({ "verb": "pause", "item": first, "reason": "testing", "notice": "要做水质检测", "expected": 5 }),
            json!({ "verb": "resume", "item": first }),
        ] {
            let after = act.to_string();
            world.does(&number, world.reviewer(), act).await;
            right(&world, &after).await;
        }
        // Late: what is promised within days is decided after months.
        world.clock.advance(jiff::SignedDuration::from_hours(24 * 60));
        if !case.file.points.is_empty() {
            world.inspect(&number, 0).await;
        }
        let deny = json!({ "verb": "approve", "item": first });
        world.does(&number, world.reviewer(), deny).await;
        right(&world, "approve").await;
        world.decide_all(&number, true).await;
        right(&world, "decide").await;
        world.does(&number, world.clerk(), json!({ "verb": "issue" })).await;
        right(&world, "issue").await;
    }
    let kinds: Vec<String> = kept(&world).await.into_iter().map(|row| row.1).collect();
    assert!(
        kinds.iter().any(|kind| kind == LATE) && kinds.iter().any(|kind| kind == ARRIVED),
        "{kinds:?}"
    );
    assert!(
        kept(&world).await.iter().all(|row| row.4 > 0),
        "nothing of nothing is kept"
    );
}

#[tokio::test]
async fn rows_that_are_written_over_and_removed_keep_the_counters_right() {
    let world = World::new().await;
    // A walk that looks like chance and is always the same.
    let mut chance = 7_u32;
    let mut draw = |sides: u32| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 16) % sides
    };
    let days = ["2026-02-27", "2026-03-02", "2026-03-09", NO_DAY];
    for round in 0..60 {
        let mut row = samples::case(["610328", "610322", ""][draw(3) as usize], draw(12));
        let stage = ["received", "correction_asked", "resubmitted", "in_review", "delivered"][draw(5) as usize];
        row.stage = stage.to_owned();
        (row.to_do, row.running) = (draw(2) == 0, stage != "delivered");
        row.due = days[draw(4) as usize].to_owned();
        row.law_due = days[draw(4) as usize].to_owned();
        row.over_on = if row.running { "" } else { "2026-03-01" }.to_owned();
        let parts = (0..draw(4)).map(|item| {
            let department = ["health", "tax"][draw(2) as usize];
            let mut part = samples::part(&format!("item_{item}"), department, days[draw(4) as usize]);
            part.stage = ["waiting", "open", "paused", "granted"][draw(4) as usize].to_owned();
            (part.running, part.late) = (part.stage != "granted", part.stage == "granted");
            part.decided_on = if part.late { "2026-02-28" } else { "" }.to_owned();
            part
        });
        let parts = parts.collect();
        // A part stays in the list once it is there, under its department.
        world.app.storage.replace(row, parts).await;
        right(&world, &format!("round {round}")).await;
    }
    assert!(!kept(&world).await.is_empty());
}

#[tokio::test]
async fn a_wrong_counter_is_found_and_put_right() {
    let (world, number) = World::with_record().await;
    let good = kept(&world).await;
    world
        .meddle(&[
            "UPDATE tallies SET amount = amount + 3 WHERE kind = 'arrived'",
            "DELETE FROM tallies WHERE kind = 'open'",
            "INSERT INTO tallies (county, kind, day, department, amount) VALUES ('999999', 'over', '2026-01-01', '', 2)",
        ])
        .await;
    let wrong = world.app.storage.check_tallies().await.unwrap();
    let found: Vec<_> = wrong
        .iter()
        .map(|one| (one.kind.as_str(), one.kept, one.counted))
        .collect();
    assert!(
        found.contains(&("arrived", 4, 1)) && found.contains(&("over", 2, 0)),
        "{wrong:?}"
    );
    assert!(found.iter().any(|(kind, kept, _)| *kind == "open" && *kept == 0));
    assert_eq!(world.app.storage.mend_tallies().await.unwrap(), wrong);
    assert_eq!(kept(&world).await, good);
    // Work goes on from there.
    world
        .does(
            &number,
            world.staff(yijian_domain::case::Role::Supervisor),
            json!({ "verb": "urge", "text": "快" }),
        )
        .await;
    right(&world, "urge").await;
}
