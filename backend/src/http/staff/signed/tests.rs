//! How long a session holds, and for whom.

use jiff::SignedDuration;
use yijian_domain::wire::staff::Me;

use super::*;
use crate::testing::{World, staff::Desk};

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_a_question() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    for _ in 0..3 {
        world.clock.advance(SignedDuration::from_secs(30 * 60 - 1));
        desk.get("/api/v1/staff/session").await.assert_status(200);
    }
    world.clock.advance(SignedDuration::from_mins(30));
    desk.get("/api/v1/staff/session")
        .await
        .assert_problem(401, "signed_out");
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_whatever_is_asked() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    for _ in 0..47 {
        world.clock.advance(SignedDuration::from_mins(15));
        desk.get("/api/v1/staff/session").await.assert_status(200);
    }
    let me: Me = desk.get("/api/v1/staff/session").await.json();
    assert_eq!(me.expires_at, "2026-03-02T21:30:00+08:00");
    world.clock.advance(SignedDuration::from_mins(15));
    desk.get("/api/v1/staff/session")
        .await
        .assert_problem(401, "signed_out");
}

#[tokio::test]
async fn what_was_seen_is_written_once_a_minute() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        world.clock.advance(SignedDuration::from_secs(29));
        desk.get("/api/v1/staff/session").await.assert_status(200);
        let session = world.app.storage.session(&desk.key()).await.unwrap().unwrap();
        seen.push(world.clock.now().seconds() - session.seen_at.seconds());
    }
    assert_eq!(seen, [29, 58, 0, 29]);
}

#[tokio::test]
async fn a_made_up_token_opens_nothing() {
    let world = World::new().await;
    world.signed_in("clerk").await;
    for cookie in [
        "",
        "__Host-yijian_desk=",
        "__Host-yijian_desk=x",
        "__Host-yijian_desk=00000000000000000000000000000fff",
        "a=b; c",
    ] {
        let answer = world
            .call("GET", "/api/v1/staff/session", &[("cookie", cookie)], "")
            .await;
        answer.assert_problem(401, "signed_out");
    }
}

#[tokio::test]
async fn who_is_disabled_is_signed_out_at_once() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    let account = world.app.storage.staff_named("clerk").await.unwrap().unwrap();
    let now = Some(world.clock.now());
    world.app.storage.set_disabled(&account.member, now).await.unwrap();
    desk.get("/api/v1/staff/session")
        .await
        .assert_problem(401, "signed_out");
    world.app.storage.set_disabled(&account.member, None).await.unwrap();
    desk.get("/api/v1/staff/session")
        .await
        .assert_problem(401, "signed_out");
}

#[test]
fn a_role_somebody_has_not_got_is_named() {
    let signed = Signed {
        member: crate::testing::staff::member("kancha", &[Role::Inspector], None),
        totp: false,
        second_factor: false,
        ends_at: Moment::from_seconds(0),
        session: String::new(),
        key: String::new(),
    };
    assert!(signed.to(Area::Pictures).is_ok());
    let refused = signed.to(Area::Letters).unwrap_err();
    assert_eq!(refused.to_string(), "the right role would be clerk or supervisor");
    assert_eq!(refused.into_response().status(), 403);
}

#[tokio::test]
async fn whom_a_directory_asked_for_a_second_factor_needs_no_codes_of_ours() {
    let world = World::with_second_factor(&[Role::Clerk]).await;
    let member = world.hire("clerk", &[Role::Clerk], None).await;
    for (second_factor, cases) in [(false, 403), (true, 200)] {
        let (token, now) = (world.app.dice.roll().unwrap(), world.clock.now());
        let session = crate::storage::NewSession {
            replaces: None,
            key: crate::ids::digest(token.as_bytes()),
            id: world.app.dice.roll().unwrap(),
            staff: member.id.clone(),
            device: String::new(),
            failures: String::new(),
            totp_step: None,
            second_factor,
            now,
            expires_at: sessions::latest_end(now),
        };
        assert!(world.app.storage.begin_session(session).await.unwrap());
        let cookie = format!("__Host-yijian_desk={token}");
        let ask = async |path: &str| world.call("GET", path, &[("cookie", &cookie)], "").await;
        let me: Me = ask("/api/v1/staff/session").await.assert_status(200).json();
        assert_eq!((me.second_factor_needed, me.totp), (!second_factor, false));
        ask("/api/v1/staff/cases").await.assert_status(cases);
    }
}

#[tokio::test]
async fn a_role_that_needs_a_second_factor_does_nothing_before_it_has_one() {
    let world = World::with_second_factor(&[Role::Clerk]).await;
    world.hire("kancha", &[Role::Inspector], None).await;
    let (desk, other) = (world.signed_in("clerk").await, world.signed_in("kancha").await);
    let needed = async |desk: &Desk<'_>| {
        let me: Me = desk.get("/api/v1/staff/session").await.assert_status(200).json();
        me.second_factor_needed
    };
    assert!(needed(&desk).await && !needed(&other).await);
    for path in ["/api/v1/staff/cases", "/api/v1/staff/visits", "/api/v1/staff/letters"] {
        desk.get(path).await.assert_problem(403, "second_factor_needed");
    }
    other.get("/api/v1/staff/cases").await.assert_status(200);
    let setup: yijian_domain::wire::staff::TotpSetup = desk
        .send(
            "POST",
            "/api/v1/staff/session/totp",
            &serde_json::json!({ "password": crate::testing::staff::PASSWORD }).to_string(),
        )
        .await
        .assert_status(200)
        .json();
    let code = crate::staff::totp::code(&setup.secret.0, world.clock.now());
    let body = serde_json::json!({ "code": code }).to_string();
    desk.send("PUT", "/api/v1/staff/session/totp", &body)
        .await
        .assert_status(204);
    desk.get("/api/v1/staff/cases").await.assert_status(200);
    assert!(!needed(&desk).await);
}
