//! Signing in, and what it opens.

mod authorising;
mod handing_in;
mod held;
mod joining;
mod provider;
mod wechat;

use axum::http::header;
use jiff::SignedDuration;
use yijian_domain::wire::applicant::{Applicant, CodeSent, OwnSessions};

use crate::testing::{
    World,
    applicants::{MOBILE, OTHER, Phone},
};

#[tokio::test]
async fn a_code_signs_in_and_its_owner_sees_themselves_masked() {
    let (world, inbox) = World::strict().await;
    let sent: CodeSent = world.ask_code("199 0000 0001").await.assert_status(202).json();
    assert_eq!(
        (sent.again_at.as_str(), sent.demo_code),
        ("2026-03-02T09:31:00+08:00", None)
    );
    assert_eq!(sent.expires_at, "2026-03-02T09:35:00+08:00");
    let [code] = inbox.codes(MOBILE).try_into().unwrap();
    let answer = world.use_code("+86 19900000001", &code).await.assert_status(200);
    let cookie = answer.header(header::SET_COOKIE);
    assert!(
        cookie.starts_with("__Host-yijian_applicant=")
            && cookie.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure")
    );
    let me: Applicant = answer.json();
    assert_eq!(me.mobile.as_deref(), Some("199****0001"));
    assert!(!answer.text().contains(MOBILE) && !me.verified && !me.wechat);
    let phone = Phone::after(&world, &answer);
    assert_eq!(phone.get("/api/v1/me").await.assert_status(200).json::<Applicant>(), me);
    world.get("/api/v1/me").await.assert_problem(401, "signed_out");
}

#[tokio::test]
async fn a_code_counts_once_for_five_minutes_and_five_attempts() {
    let (world, inbox) = World::strict().await;
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).pop().unwrap();
    world.use_code(MOBILE, &code).await.assert_status(200);
    world.use_code(MOBILE, &code).await.assert_problem(401, "code_wrong");

    world.clock.advance(SignedDuration::from_secs(60));
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).pop().unwrap();
    world.clock.advance(SignedDuration::from_secs(5 * 60));
    world.use_code(MOBILE, &code).await.assert_problem(401, "code_wrong");

    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).pop().unwrap();
    for _ in 0..5 {
        world
            .use_code(MOBILE, "no code")
            .await
            .assert_problem(401, "code_wrong");
    }
    world.use_code(MOBILE, &code).await.assert_problem(401, "code_wrong");
}

#[tokio::test]
async fn a_code_of_one_number_is_none_of_another() {
    let (world, inbox) = World::strict().await;
    world.ask_code(MOBILE).await.assert_status(202);
    world.ask_code(OTHER).await.assert_status(202);
    let (own, other) = (inbox.codes(MOBILE).remove(0), inbox.codes(OTHER).remove(0));
    assert_ne!(own, other);
    world.use_code(OTHER, &own).await.assert_problem(401, "code_wrong");
    world.use_code(OTHER, &other).await.assert_status(200);
}

#[tokio::test]
async fn a_number_gets_a_code_a_minute_and_ten_a_day() {
    let (world, inbox) = World::strict().await;
    world.ask_code(MOBILE).await.assert_status(202);
    let refused = world.ask_code(MOBILE).await;
    assert_eq!(refused.header(header::RETRY_AFTER), "60");
    let until = refused.assert_problem(429, "code_too_soon").until;
    assert_eq!(until.as_deref(), Some("2026-03-02T09:31:00+08:00"));
    for _ in 1..10 {
        world.clock.advance(SignedDuration::from_secs(60));
        world.ask_code(MOBILE).await.assert_status(202);
    }
    world.clock.advance(SignedDuration::from_secs(60));
    let until = world.ask_code(MOBILE).await.assert_problem(429, "code_too_many").until;
    assert_eq!(until.as_deref(), Some("2026-03-03T00:00:00+08:00"));
    assert_eq!(inbox.codes(MOBILE).len(), 10);
    world.ask_code(OTHER).await.assert_status(202);
    world.clock.advance(SignedDuration::from_hours(24));
    world.ask_code(MOBILE).await.assert_status(202);
}

#[tokio::test]
async fn a_known_and_an_unknown_number_get_the_same_answers() {
    let (world, inbox) = World::strict().await;
    world.phone(MOBILE).await;
    let (known, unknown) = (world.ask_code(MOBILE).await, world.ask_code(OTHER).await);
    assert_eq!((known.status(), known.text()), (unknown.status(), unknown.text()));
    let (known, unknown) = (world.ask_code(MOBILE).await, world.ask_code(OTHER).await);
    assert_eq!((known.status(), known.text()), (unknown.status(), unknown.text()));
    let mut wrong = Vec::new();
    for (mobile, code) in [
        (MOBILE, "000000"),
        (OTHER, "000000"),
        ("19900000003", "123456"),
        ("12345", "1"),
        (MOBILE, ""),
    ] {
        wrong.push(world.use_code(mobile, code).await.assert_problem(401, "code_wrong"));
    }
    assert!(wrong.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(inbox.codes(OTHER).len(), 1);
}

#[tokio::test]
async fn neither_code_nor_number_is_kept_readable() {
    let (world, inbox) = World::strict().await;
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).remove(0);
    // What the library of migrations keeps of itself has types of its own.
    let tables = world.tables().await;
    for table in tables.iter().filter(|table| !table.starts_with('_')) {
        let kept = world.everything_in(table).await;
        assert!(!kept.contains(&code) && !kept.contains(MOBILE), "{table}");
    }
    assert!(!format!("{inbox:?}").contains(MOBILE));
}

#[tokio::test]
async fn where_nobody_sends_messages_nobody_is_left_waiting() {
    let world = World::new().await;
    world.ask_code(MOBILE).await.assert_problem(503, "code_off");
    world.ask_code("110").await.assert_problem(422, "mobile_invalid");
}

#[tokio::test]
async fn who_tries_it_out_is_shown_the_code() {
    let world = World::in_demo_mode().await;
    let sent: CodeSent = world.ask_code(MOBILE).await.assert_status(202).json();
    let code = sent.demo_code.unwrap().0;
    world.use_code(MOBILE, &code).await.assert_status(200);
}

#[tokio::test]
async fn another_site_signs_nobody_in_and_does_nothing_in_their_name() {
    let (world, inbox) = World::strict().await;
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).remove(0);
    let body = serde_json::json!({ "mobile": MOBILE, "code": code }).to_string();
    for (path, body) in [
        ("/api/v1/sign-in", body.as_str()),
        ("/api/v1/sign-in/codes", "{\"mobile\":\"19900000002\"}"),
    ] {
        let answer = world
            .call("POST", path, &[("sec-fetch-site", "cross-site")], body)
            .await;
        answer.assert_problem(403, "cross_site");
    }
    let phone = Phone::after(&world, &world.use_code(MOBILE, &code).await);
    let headers = [("cookie", phone.cookie.as_str()), ("origin", "https://evil.example")];
    let answer = world.call("DELETE", "/api/v1/me/sessions", &headers, "").await;
    answer.assert_problem(403, "cross_site");
    phone.get("/api/v1/me").await.assert_status(200);
}

#[tokio::test]
async fn every_sign_in_has_a_token_of_its_own_and_the_one_before_ends() {
    let (world, inbox) = World::strict().await;
    let before = world.phone(MOBILE).await;
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).remove(0);
    let body = serde_json::json!({ "mobile": MOBILE, "code": code }).to_string();
    let answer = before.send("POST", "/api/v1/sign-in", &body).await.assert_status(200);
    let after = Phone::after(&world, &answer);
    assert_ne!(before.cookie, after.cookie);
    before.get("/api/v1/me").await.assert_problem(401, "signed_out");
    after.get("/api/v1/me").await.assert_status(200);
    // A token that somebody else chose opens nothing, before and after.
    let chosen = format!("__Host-yijian_applicant={}", "a".repeat(32));
    world
        .call("GET", "/api/v1/me", &[("cookie", &chosen)], "")
        .await
        .assert_problem(401, "signed_out");
}

#[tokio::test]
async fn somebody_sees_their_sessions_and_ends_them() {
    let world = World::new().await;
    let (here, there, other) = (
        world.phone(MOBILE).await,
        world.phone(MOBILE).await,
        world.phone(OTHER).await,
    );
    let sessions = here.get("/api/v1/me/sessions").await.json::<OwnSessions>().sessions;
    assert_eq!(sessions.iter().filter(|session| session.current).count(), 1);
    assert_eq!((sessions.len(), sessions[0].device.as_str()), (2, "Android"));
    let elsewhere = sessions.iter().find(|session| !session.current).unwrap();
    let path = format!("/api/v1/me/sessions/{}", elsewhere.id);
    other
        .send("DELETE", &path, "")
        .await
        .assert_problem(404, "session_unknown");
    here.send("DELETE", &path, "").await.assert_status(204);
    here.send("DELETE", &path, "")
        .await
        .assert_problem(404, "session_unknown");
    there.get("/api/v1/me").await.assert_problem(401, "signed_out");
    let gone = here.send("DELETE", "/api/v1/me/sessions", "").await.assert_status(204);
    assert!(
        gone.header(header::SET_COOKIE)
            .starts_with("__Host-yijian_applicant=; Path=/; Max-Age=0;")
    );
    here.get("/api/v1/me").await.assert_problem(401, "signed_out");
    other.get("/api/v1/me").await.assert_status(200);
    other.send("DELETE", "/api/v1/sign-in", "").await.assert_status(204);
    other.get("/api/v1/me").await.assert_problem(401, "signed_out");
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_a_question_and_after_twelve_hours() {
    let world = World::new().await;
    let phone = world.phone(MOBILE).await;
    for _ in 0..24 {
        world.clock.advance(SignedDuration::from_secs(30 * 60 - 60));
        phone.get("/api/v1/me").await.assert_status(200);
    }
    world.clock.advance(SignedDuration::from_secs(24 * 60));
    phone.get("/api/v1/me").await.assert_problem(401, "signed_out");
    let idle = world.phone(MOBILE).await;
    world.clock.advance(SignedDuration::from_mins(30));
    idle.get("/api/v1/me").await.assert_problem(401, "signed_out");
    crate::housekeeping::once(&world.app).await.unwrap();
    let now = world.clock.now();
    let all = world
        .app
        .storage
        .applicant_sessions(&idle.id, now, crate::clock::Moment::from_seconds(0))
        .await;
    assert!(all.unwrap().is_empty());
}

#[tokio::test]
async fn a_closed_account_is_signed_out_at_once_and_stays_so() {
    let (world, inbox) = World::strict().await;
    let phone = world.phone(MOBILE).await;
    world
        .app
        .storage
        .disable_applicant(&phone.id, world.clock.now())
        .await
        .unwrap();
    phone.get("/api/v1/me").await.assert_problem(401, "signed_out");
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).remove(0);
    world.use_code(MOBILE, &code).await.assert_problem(401, "code_wrong");
}
