//! Cases grow old, and what was kept of people goes.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use yijian_domain::{
    case::{Act, Actor, Delivery, Role},
    wire::{Checked, Receipt},
};

use super::*;
use crate::{
    housekeeping,
    testing::{Setup, World},
};

const YEAR_HOURS: i64 = 366 * 24;
/// What the full drafts of tests say of people.
const WHOLE: [&str; 3] = ["𠮷田𬱖", "11010519491231002X", "13800138000"];

async fn later(world: &World, years: i64) {
    world.clock.advance(SignedDuration::from_hours(years * YEAR_HOURS));
}

/// A case that was withdrawn.
async fn withdrawn(world: &World) -> Receipt {
    let receipt = world.hand_in("restaurant").await;
    let reason = "不办了，联系𠮷田𬱖".to_owned();
    world
        .act(&receipt.number, Actor::Applicant, Act::Withdraw { reason })
        .await;
    receipt
}

async fn due(world: &World, word: &str) -> (u64, u64, u64) {
    let report = run(Keeper::of(&world.app), true).await.unwrap();
    let found = report.into_iter().find(|due| due.rule.id == word).unwrap();
    (found.due, found.removed, found.kept)
}

/// Every text of every table.
async fn everything(world: &World) -> String {
    let mut rows = world.app.storage.carry();
    let mut all = String::new();
    while let Some(row) = rows.recv().await {
        let row = row.unwrap();
        all.push_str(row.table);
        all.push_str(&serde_json::to_string(&row.columns).unwrap());
        all.push('\n');
    }
    all
}

#[tokio::test]
async fn a_case_goes_when_its_time_is_over_and_leaves_proof() {
    let world = World::new().await;
    let receipt = withdrawn(&world).await;
    let number = &receipt.number;
    let clerk = world.signed_in("clerk").await;
    clerk.unmask(number).await;
    let audit = world.audit(None).await;
    later(&world, 9).await;
    assert_eq!(due(&world, "case_ended").await, (0, 0, 0));
    later(&world, 2).await;
    assert_eq!(due(&world, "case_ended").await, (1, 0, 0));
    assert!(world.count_files() > 0, "counting takes nothing away");
    housekeeping::once(&world.app).await.unwrap();
    assert_eq!(due(&world, "case_ended").await, (0, 0, 0));

    assert_eq!(world.count_files(), 0);
    let storage = &world.app.storage;
    assert!(storage.events(number).await.unwrap().is_empty());
    assert!(storage.kept(number).await.unwrap().is_none());
    assert!(storage.case(number).await.unwrap().is_none());
    let left = storage.deletion(number).await.unwrap().unwrap();
    assert_eq!(
        (left.stage.as_str(), left.rule.as_str(), left.theme.as_str()),
        ("withdrawn", "case_ended", "restaurant")
    );
    assert_eq!((left.head, u64::from(left.events)), (audit.head.clone(), audit.events));
    let after = world.audit(Some(&audit.head)).await;
    assert_eq!(
        (after.faults, after.head, after.events),
        (Vec::new(), audit.head, audit.events),
        "the chain holds"
    );
    let again = storage.delete_case(number.clone(), "case_ended", world.clock.now());
    assert!(!again.await.unwrap(), "once");
    assert_eq!(
        world.app.storage.check_tallies().await.unwrap(),
        [],
        "numbers stay, and can still be counted"
    );
}

#[tokio::test]
async fn no_byte_of_the_person_can_be_opened_with_the_key_file() {
    let world = World::new().await;
    let receipt = withdrawn(&world).await;
    let mut meddler = world.meddler().await;
    let (key,): (String,) = sqlx::query_as("SELECT data_key FROM applications")
        .fetch_one(&mut meddler)
        .await
        .unwrap();
    let (name,): (String,) = sqlx::query_as("SELECT holder FROM cases")
        .fetch_one(&mut meddler)
        .await
        .unwrap();
    later(&world, 11).await;
    housekeeping::once(&world.app).await.unwrap();
    let all = everything(&world).await;
    assert!(
        all.contains(&receipt.number) && !all.contains(&key),
        "the number stays, the key does not"
    );
    assert!(!all.contains(&name), "the name in the lists, and its hash");
    for whole in WHOLE {
        assert!(!all.contains(whole), "{whole}");
    }
    // What the record still holds is sealed by a key that is nowhere.
    let bodies: Vec<(String,)> = sqlx::query_as("SELECT body FROM events")
        .fetch_all(&mut meddler)
        .await
        .unwrap();
    assert!(!bodies.is_empty() && bodies.iter().all(|(body,)| !body.starts_with('{')));
    for (table, of) in [
        ("uploads", "application"),
        ("parts", "application"),
        ("messages", "case_number"),
        ("deliveries", "case_number"),
        ("case_parts", "number"),
        ("cases", "number"),
        ("applicant_cases", "case_number"),
    ] {
        let count = format!("SELECT COUNT(*) FROM {table} WHERE {of} = $1");
        let (count,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(count))
            .bind(&receipt.number)
            .fetch_one(&mut meddler)
            .await
            .unwrap();
        assert_eq!(count, 0, "{table}");
    }
}

#[tokio::test]
async fn who_has_the_receipt_and_the_desk_are_told_and_others_learn_nothing() {
    let world = World::new().await;
    let receipt = withdrawn(&world).await;
    later(&world, 11).await;
    housekeeping::once(&world.app).await.unwrap();
    let path = format!("/api/v1/applications/{}", receipt.number);
    let bearer = format!("Bearer {}", receipt.secret);
    let problem = world
        .call("GET", &path, &[("authorization", &bearer)], "")
        .await
        .assert_problem(410, "deleted");
    assert!(problem.detail.unwrap().contains("已按规定删除"));
    world.get(&path).await.assert_problem(404, "not_found");
    let page = world.get(&receipt.progress).await.assert_status(410);
    assert!(page.text().contains("已按规定删除"));
    world
        .get(&format!("/r/{}/{}", receipt.number, "0".repeat(32)))
        .await
        .assert_status(404);

    let at_desk = format!("/api/v1/staff/cases/{}", receipt.number);
    world
        .signed_in("clerk")
        .await
        .get(&at_desk)
        .await
        .assert_problem(410, "case_deleted");
    world.hire("weisheng", &[Role::Reviewer], Some("health")).await;
    world
        .signed_in("weisheng")
        .await
        .get(&at_desk)
        .await
        .assert_problem(404, "case_unknown");
}

#[tokio::test]
async fn a_case_with_a_licence_in_force_stays_and_afterwards_the_licence_can_still_be_checked() {
    let world = World::new().await;
    let number = world.hand_in("restaurant").await.number;
    world.grant_everything(&number).await;
    let how = Delivery::Window;
    world.act(&number, world.clerk(), Act::Deliver { how }).await;
    let licence = world.case(&number).await.stage.licence().cloned().unwrap();
    later(&world, 31).await;
    let open = licence.components.iter().any(|component| component.until.is_none());
    assert!(open, "one of them has no end");
    assert_eq!(due(&world, "case_decided").await, (0, 0, 1));
    housekeeping::once(&world.app).await.unwrap();
    assert!(world.app.storage.case(&number).await.unwrap().is_some());

    // The part of a case that is deleted all the same, as it will be once every licence of it has ended.
    let now = world.clock.now();
    assert!(
        world
            .app
            .storage
            .delete_case(number.clone(), "case_decided", now)
            .await
            .unwrap()
    );
    let stored = world.app.storage.licence(&licence.code, None).await.unwrap().unwrap();
    assert_eq!(stored.licence.number, licence.number);
    assert_eq!(stored.licence.holder.principal.as_deref(), Some("**𬱖"));
    let checked: Checked = world
        .get(&format!("/api/v1/licences/{}", licence.code))
        .await
        .assert_status(200)
        .json();
    assert_eq!(checked.licence.unwrap().number, licence.number);
}

#[tokio::test]
async fn what_is_held_is_not_deleted_until_it_is_released() {
    let world = World::new().await;
    let number = withdrawn(&world).await.number;
    let storage = &world.app.storage;
    let now = world.clock.now();
    assert!(
        !storage
            .hold_case("61032820260302000099".to_owned(), "复议".to_owned(), now)
            .await
            .unwrap()
    );
    assert!(
        storage
            .hold_case(number.clone(), "行政复议".to_owned(), now)
            .await
            .unwrap()
    );
    later(&world, 11).await;
    housekeeping::once(&world.app).await.unwrap();
    assert!(storage.case(&number).await.unwrap().is_some());
    assert_eq!(storage.holds().await.unwrap().len(), 1);
    assert!(storage.release_case(number.clone(), world.clock.now()).await.unwrap());
    assert!(!storage.release_case(number.clone(), world.clock.now()).await.unwrap());
    housekeeping::once(&world.app).await.unwrap();
    assert!(storage.case(&number).await.unwrap().is_none());
}

#[tokio::test]
async fn a_running_case_never_grows_old() {
    let world = World::new().await;
    let number = world.hand_in("restaurant").await.number;
    world.act(&number, world.clerk(), Act::Accept).await;
    later(&world, 60).await;
    housekeeping::once(&world.app).await.unwrap();
    assert!(world.app.storage.case(&number).await.unwrap().is_some());
    let now = world.clock.now();
    assert!(!world.app.storage.delete_case(number, "case_ended", now).await.unwrap());
}

#[tokio::test]
async fn letters_and_who_saw_what_go_after_their_own_times() {
    let retention = Retention::read(BTreeMap::from([("letter".to_owned(), 30)])).unwrap();
    let world = World::with_files(Setup {
        retention,
        ..Setup::default()
    })
    .await;
    let number = world.hand_in("restaurant").await.number;
    crate::sending::once(&world.app).await.unwrap();
    world.signed_in("clerk").await.unmask(&number).await;
    world.clock.advance(SignedDuration::from_hours(31 * 24));
    assert!(due(&world, "letter").await.0 > 0);
    assert_eq!(due(&world, "unmasking").await.0, 0);
    housekeeping::once(&world.app).await.unwrap();
    assert_eq!(due(&world, "letter").await.0, 0);
    assert_eq!(world.app.storage.unmaskings_of(&number, 9).await.unwrap().len(), 1);
    later(&world, 4).await;
    housekeeping::once(&world.app).await.unwrap();
    assert!(world.app.storage.unmaskings_of(&number, 9).await.unwrap().is_empty());
}
