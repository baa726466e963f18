//! The clock of the machine is set, back and forward, while people hand in and work.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use yijian_domain::{case::Act, wire::Receipt};

use crate::{
    housekeeping,
    testing::{World, applicants::MOBILE, staff::PASSWORD},
};

/// Back by a day and an hour, forward again, and a little back.
const SET: [i64; 5] = [0, -25, 25, -1, 1];

/// Hands in under a draft and a key of its own.
async fn hand_in(world: &mut World, no: usize) -> (String, Receipt) {
    world.token = format!("{no:032x}");
    let draft = world.full_draft("restaurant").await;
    let body = world.submission(&draft);
    let key = format!("a-key-of-a-phone-{no:04}");
    let receipt: Receipt = world.submit(&key, &body).await.assert_status(201).json();
    let again: Receipt = world.submit(&key, &body).await.assert_status(200).json();
    assert_eq!(receipt, again);
    (body, receipt)
}

#[tokio::test]
async fn numbers_are_given_once_and_cases_go_on_when_the_clock_is_set() {
    let mut world = World::new().await;
    let (mut cases, mut no) = (Vec::new(), 0);
    for hours in SET {
        world.clock.advance(SignedDuration::from_hours(hours));
        for _ in 0..2 {
            no += 1;
            cases.push(hand_in(&mut world, no).await);
        }
        // Whatever was handed in by another clock is worked on by this one.
        let (_, receipt) = &cases[cases.len().saturating_sub(3)];
        if world.case(&receipt.number).await.events == 1 {
            world.act(&receipt.number, world.clerk(), Act::Accept).await;
        }
        for (_, receipt) in &cases {
            let shown = world.progress(receipt).await;
            assert_eq!(shown.number, receipt.number);
        }
        housekeeping::once(&world.app).await.unwrap();
        crate::cases::wake(&world.app).await.unwrap();
    }
    let numbers: BTreeSet<&str> = cases.iter().map(|(_, receipt)| receipt.number.as_str()).collect();
    assert_eq!(numbers.len(), cases.len(), "no number twice");
    assert_eq!(world.audit(None).await.faults, []);
    // The same submission gets the same receipt by whatever clock.
    for (no, (body, receipt)) in (1..).zip(&cases) {
        let again: Receipt = world
            .submit(&format!("a-key-of-a-phone-{no:04}"), body)
            .await
            .assert_status(200)
            .json();
        assert_eq!(again, *receipt);
    }
}

#[tokio::test]
async fn whoever_is_signed_in_stays_so_when_the_clock_is_set() {
    let world = World::new().await;
    let (desk, phone) = (world.signed_in("clerk").await, world.phone(MOBILE).await);
    world.clock.advance(SignedDuration::from_hours(-25));
    desk.get("/api/v1/staff/session").await.assert_status(200);
    phone.get("/api/v1/me").await.assert_status(200);
    housekeeping::once(&world.app).await.unwrap();
    world.clock.advance(SignedDuration::from_hours(25));
    desk.get("/api/v1/staff/session").await.assert_status(200);
    phone.get("/api/v1/me").await.assert_status(200);
}

#[tokio::test]
async fn nobody_waits_a_day_for_a_code_or_a_lock_because_the_clock_was_set_back() {
    let (world, inbox) = World::strict().await;
    world.ask_code(MOBILE).await.assert_status(202);
    world.hire("clerk", &[yijian_domain::case::Role::Clerk], None).await;
    for _ in 0..6 {
        world.sign_in("clerk", "wrong", None).await;
    }
    world
        .sign_in("clerk", PASSWORD, None)
        .await
        .assert_problem(429, "locked");
    world.clock.advance(SignedDuration::from_hours(-25));
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).pop().unwrap();
    world.use_code(MOBILE, &code).await.assert_status(200);
    world.sign_in("clerk", PASSWORD, None).await.assert_status(200);
}
