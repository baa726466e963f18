//! Signing in from the outside: what fails, what locks, what is told, and what is not.

use axum::http::header;
use jiff::SignedDuration;
use yijian_domain::{
    case::Role,
    wire::staff::{Me, TotpSetup},
};

use crate::{
    staff::{demo, rules::DEMO_PASSWORD, totp},
    testing::{
        World, log,
        staff::{Desk, PASSWORD},
    },
};

const SESSION: &str = "/api/v1/staff/session";
const TOTP: &str = "/api/v1/staff/session/totp";

#[tokio::test]
async fn the_cookie_is_for_this_server_alone_and_no_script_reads_it() {
    let world = World::new().await;
    world.hire("clerk", &[Role::Clerk], None).await;
    let answer = world.sign_in(" Clerk ", PASSWORD, None).await.assert_status(200);
    let cookie = answer.header(header::SET_COOKIE);
    let (token, attributes) = cookie.split_once(';').unwrap();
    assert!(token.starts_with("__Host-yijian_desk="));
    assert_eq!(token.len(), "__Host-yijian_desk=".len() + 32);
    assert_eq!(attributes, " Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure");
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    let me: Me = answer.json();
    assert_eq!((me.name.as_str(), me.roles.as_slice()), ("clerk", &[Role::Clerk][..]));
    assert!(!answer.text().contains(&token["__Host-yijian_desk=".len()..]));
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_get_one_answer() {
    let world = World::new().await;
    world.hire("clerk", &[Role::Clerk], None).await;
    let disabled = world.hire("gone", &[Role::Clerk], None).await;
    let now = Some(world.clock.now());
    world.app.storage.set_disabled(&disabled, now).await.unwrap();
    let mut answers = Vec::new();
    for (name, password) in [("clerk", "wrong"), ("nobody", "wrong"), ("gone", PASSWORD), ("", "")] {
        let answer = world.sign_in(name, password, None).await;
        assert_eq!(answer.header(header::SET_COOKIE), "");
        answers.push(answer.assert_problem(401, "sign_in_failed"));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn five_failures_lock_a_name_whether_anybody_has_it_or_not() {
    let world = World::new().await;
    world.hire("clerk", &[Role::Clerk], None).await;
    for name in ["clerk", "nobody"] {
        for _ in 0..4 {
            world
                .sign_in(name, "wrong", None)
                .await
                .assert_problem(401, "sign_in_failed");
        }
        let locked = world.sign_in(name, "wrong", None).await;
        assert_eq!(locked.header(header::RETRY_AFTER), "60");
        let until = locked.assert_problem(429, "locked").until;
        assert_eq!(until.as_deref(), Some("2026-03-02T09:31:00+08:00"));
        // The right password opens no lock, and trying makes it no longer.
        let again = world.sign_in(name, PASSWORD, None).await.assert_problem(429, "locked");
        assert_eq!(again.until, until);
    }
    world.clock.advance(SignedDuration::from_secs(60));
    for name in ["clerk", "nobody"] {
        let locked = world.sign_in(name, "wrong", None).await;
        assert_eq!(locked.header(header::RETRY_AFTER), "120", "{name}");
    }
    world.clock.advance(SignedDuration::from_secs(120));
    world.sign_in("clerk", PASSWORD, None).await.assert_status(200);
    // In a row: what went before is forgotten.
    world
        .sign_in("clerk", "wrong", None)
        .await
        .assert_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn many_attempts_at_once_are_no_more_than_one_after_another() {
    let world = World::new().await;
    world.hire("clerk", &[Role::Clerk], None).await;
    let attempts = (0..12).map(|_| world.sign_in("clerk", "wrong", None));
    let mut wrong = 0;
    let mut together = Vec::from_iter(attempts.map(Box::pin));
    while let Some(attempt) = together.pop() {
        let (one, other) = match together.pop() {
            Some(other) => {
                let (one, other) = tokio::join!(attempt, other);
                (one, Some(other))
            }
            None => (attempt.await, None),
        };
        wrong += [Some(one), other]
            .into_iter()
            .flatten()
            .filter(|answer| answer.status() == 401)
            .count();
    }
    assert_eq!(wrong, 4);
}

/// What confirms a password.
fn right() -> String {
    serde_json::json!({ "password": PASSWORD }).to_string()
}

/// Turns one-time codes on; their secret.
async fn with_codes(world: &World, desk: &Desk<'_>) -> String {
    let setup: TotpSetup = desk.send("POST", TOTP, &right()).await.assert_status(200).json();
    assert!(setup.uri.0.contains(&setup.secret.0) && setup.uri.0.starts_with("otpauth://totp/"));
    assert!(setup.code.0.starts_with("<svg"));
    let code = totp::code(&setup.secret.0, world.clock.now());
    let body = format!(r#"{{"code":"{code}"}}"#);
    desk.send("PUT", TOTP, &body).await.assert_status(204);
    setup.secret.0
}

#[tokio::test]
async fn a_code_opens_once() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    let secret = with_codes(&world, &desk).await;
    let me: Me = desk.get(SESSION).await.json();
    assert!(me.totp);
    let now = || totp::code(&secret, world.clock.now());
    // The code that was shown to begin with is used up.
    world
        .sign_in("clerk", PASSWORD, Some(&now()))
        .await
        .assert_problem(401, "sign_in_failed");
    world.clock.advance(SignedDuration::from_secs(30));
    world.sign_in("clerk", PASSWORD, Some(&now())).await.assert_status(200);
    world
        .sign_in("clerk", PASSWORD, Some(&now()))
        .await
        .assert_problem(401, "sign_in_failed");
    let late = now();
    world.clock.advance(SignedDuration::from_secs(30));
    let code = now();
    world.clock.advance(SignedDuration::from_secs(30));
    world.sign_in("clerk", PASSWORD, Some(&code)).await.assert_status(200);
    world
        .sign_in("clerk", PASSWORD, Some(&late))
        .await
        .assert_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn without_a_code_only_the_right_password_is_told_that_one_is_needed() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    with_codes(&world, &desk).await;
    world
        .sign_in("clerk", "wrong", None)
        .await
        .assert_problem(401, "sign_in_failed");
    // Typing the password first is no failure.
    for _ in 0..8 {
        world
            .sign_in("clerk", PASSWORD, None)
            .await
            .assert_problem(401, "code_needed");
    }
    // Guessing codes is.
    for _ in 0..3 {
        world
            .sign_in("clerk", PASSWORD, None)
            .await
            .assert_problem(401, "code_needed");
        world
            .sign_in("clerk", PASSWORD, Some("000000"))
            .await
            .assert_problem(401, "sign_in_failed");
    }
    world
        .sign_in("clerk", PASSWORD, Some("000000"))
        .await
        .assert_problem(429, "locked");
    world
        .sign_in("clerk", PASSWORD, None)
        .await
        .assert_problem(429, "locked");
}

#[tokio::test]
async fn codes_begin_with_password_and_a_right_one_and_end_with_the_password() {
    let world = World::new().await;
    let desk = world.signed_in("clerk").await;
    let wrong = r#"{"code":"12345"}"#;
    desk.send("PUT", TOTP, wrong)
        .await
        .assert_problem(409, "totp_not_begun");
    desk.send("POST", TOTP, r#"{"password":"wrong"}"#)
        .await
        .assert_problem(403, "password_wrong");
    desk.send("POST", TOTP, &right()).await.assert_status(200);
    desk.send("PUT", TOTP, wrong).await.assert_problem(422, "code_wrong");
    let elsewhere = world.signed_in("clerk").await;
    with_codes(&world, &desk).await;
    // Nobody has shown a code there.
    elsewhere.get(SESSION).await.assert_problem(401, "signed_out");
    desk.send("POST", TOTP, &right()).await.assert_problem(409, "totp_on");
    desk.send("DELETE", TOTP, r#"{"password":"wrong"}"#)
        .await
        .assert_problem(403, "password_wrong");
    desk.send("DELETE", TOTP, &right()).await.assert_status(204);
    world.sign_in("clerk", PASSWORD, None).await.assert_status(200);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_the_browser_had() {
    let world = World::new().await;
    let (desk, elsewhere) = (world.signed_in("clerk").await, world.signed_in("clerk").await);
    let body = format!(r#"{{"name":"clerk","password":"{PASSWORD}"}}"#);
    desk.send("POST", SESSION, &body).await.assert_status(200);
    desk.get(SESSION).await.assert_problem(401, "signed_out");
    elsewhere.get(SESSION).await.assert_status(200);
}

#[tokio::test]
async fn demo_accounts_are_there_in_demo_mode_and_stay_as_they_are() {
    let world = World::in_demo_mode().await;
    demo::prepare(&world.app).await.unwrap();
    let answer = world.sign_in("shenpi_weisheng", DEMO_PASSWORD, None).await;
    let answer = answer.assert_status(200);
    let me: Me = answer.json();
    assert!(me.demo && me.department.is_some_and(|department| department.as_str() == "health"));
    let cookie = answer.header(header::SET_COOKIE);
    let headers = [("cookie", cookie.as_str()), ("x-yijian-desk", "1")];
    let body = format!(r#"{{"password":"{DEMO_PASSWORD}","new":"another good one"}}"#);
    let change = world
        .call("PUT", "/api/v1/staff/session/password", &headers, &body)
        .await;
    change.assert_problem(403, "demo_account");
    world
        .call("POST", TOTP, &headers, &right())
        .await
        .assert_problem(403, "demo_account");
}

#[tokio::test]
async fn demo_accounts_count_for_nothing_outside_demo_mode() {
    let world = World::new().await;
    let mut member = crate::testing::staff::member("kancha", &[Role::Inspector], None);
    member.demo = true;
    world.keep(member.clone()).await;
    world
        .sign_in("kancha", PASSWORD, None)
        .await
        .assert_problem(401, "sign_in_failed");
    // A session from before the server was started again without demo mode.
    let token = world.app.dice.roll().unwrap();
    let now = world.clock.now();
    let session = crate::storage::NewSession {
        replaces: None,
        key: crate::ids::digest(token.as_bytes()),
        id: world.app.dice.roll().unwrap(),
        staff: member.id,
        device: String::new(),
        failures: String::new(),
        totp_step: None,
        second_factor: false,
        now,
        expires_at: crate::staff::sessions::latest_end(now),
    };
    assert!(world.app.storage.begin_session(session).await.unwrap());
    let cookie = format!("__Host-yijian_desk={token}");
    let asked = world.call("GET", SESSION, &[("cookie", &cookie)], "").await;
    asked.assert_problem(401, "signed_out");
    world.hire("clerk", &[Role::Clerk], None).await;
    assert_eq!(demo::prepare(&world.app).await.unwrap(), []);
    let left = world.app.storage.all_staff().await.unwrap();
    assert!(left.len() == 1 && left[0].member.name == "clerk");
}

#[tokio::test]
async fn a_real_account_keeps_its_name_from_a_demo_account() {
    let world = World::in_demo_mode().await;
    world.hire("duban", &[Role::Supervisor], None).await;
    let demo = demo::prepare(&world.app).await.unwrap();
    assert!(demo.iter().all(|member| member.name != "duban"));
    world.sign_in("duban", PASSWORD, None).await.assert_status(200);
    world
        .sign_in("duban", DEMO_PASSWORD, None)
        .await
        .assert_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn no_name_password_code_or_token_reaches_the_log() {
    let world = World::new().await;
    let mut secrets = vec![PASSWORD.to_owned(), "zhangsan".to_owned(), "（测试）".to_owned()];
    let walk = async {
        let desk = world.signed_in("zhangsan").await;
        secrets.push(desk.cookie.split_once('=').unwrap().1.to_owned());
        secrets.push(with_codes(&world, &desk).await);
        for _ in 0..6 {
            world.sign_in("zhangsan", "wrong-guess", Some("135790")).await;
        }
        let malformed = r#"{"name":"zhangsan","password":["wrong-guess"]}"#;
        world.call("POST", SESSION, &[("x-yijian-desk", "1")], malformed).await;
        world.clock.advance(SignedDuration::from_mins(2));
        desk.send("DELETE", SESSION, "").await.assert_status(204);
    };
    let log = log::of(walk).await;
    secrets.extend(["wrong-guess".to_owned(), "135790".to_owned()]);
    assert!(log.contains("/api/v1/staff/session/totp") && log.contains("locked after too many failures"));
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} in\n{log}");
    }
}
