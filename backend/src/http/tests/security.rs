//! What an operator can follow afterwards, and that nobody stands in it: lines of the log under `security`.

use jiff::SignedDuration;
use yijian_domain::{
    case::Role,
    wire::staff::{Me, TotpSetup},
};

use crate::{
    staff::totp,
    testing::{
        World,
        applicants::{MOBILE, OTHER, Phone},
        log,
        staff::PASSWORD,
    },
};

const SESSION: &str = "/api/v1/staff/session";

/// What was noted, in order, without moments and ids of requests.
fn noted(log: &str) -> Vec<&str> {
    let lines = log.lines().filter_map(|line| line.split_once(" security: "));
    lines
        .map(|(before, event)| {
            assert!(before.contains("request{id="), "the id of the request: {before}");
            event.trim()
        })
        .collect()
}

fn has_none(log: &str, secrets: &[String]) {
    for secret in secrets {
        assert!(!secret.is_empty() && !log.contains(secret), "{secret} in\n{log}");
    }
}

#[tokio::test]
async fn what_decides_who_is_at_the_desk_is_told_without_names() {
    let world = World::new().await;
    let mut secrets = vec![PASSWORD.to_owned(), "zhangsan".to_owned(), "（测试）".to_owned()];
    let new = "another good one";
    let mut id = String::new();
    let walk = async {
        let desk = world.signed_in("zhangsan").await;
        id = desk.get(SESSION).await.json::<Me>().id;
        let wrong = format!(r#"{{"password":"a wrong guess","new":"{new}"}}"#);
        let path = "/api/v1/staff/session/password";
        desk.send("PUT", path, &wrong).await.assert_status(403);
        let right = format!(r#"{{"password":"{PASSWORD}","new":"{new}"}}"#);
        desk.send("PUT", path, &right).await.assert_status(204);
        let path = "/api/v1/staff/session/totp";
        let known = format!(r#"{{"password":"{new}"}}"#);
        let setup: TotpSetup = desk.send("POST", path, &known).await.json();
        let code = totp::code(&setup.secret.0, world.clock.now());
        let confirm = format!(r#"{{"code":"{code}"}}"#);
        desk.send("PUT", path, &confirm).await.assert_status(204);
        world.sign_in("zhangsan", new, None).await.assert_status(401);
        world.clock.advance(SignedDuration::from_secs(30));
        let code = totp::code(&setup.secret.0, world.clock.now());
        world.sign_in("zhangsan", new, Some(&code)).await.assert_status(200);
        desk.send("DELETE", path, &known).await.assert_status(204);
        desk.send("DELETE", SESSION, "").await.assert_status(204);
        // There is nobody to sign out any more.
        desk.send("DELETE", SESSION, "").await.assert_status(204);
        for _ in 0..6 {
            world.sign_in("zhangsan", "a wrong guess", None).await;
        }
        secrets.extend([desk.cookie.split_once('=').unwrap().1.to_owned(), code, setup.secret.0]);
    };
    let log = log::of(walk).await;
    secrets.extend([new.to_owned(), "a wrong guess".to_owned()]);
    has_none(&log, &secrets);
    let of_them = |line: &str| line.replace("MEMBER", &id);
    let wrong = r#"event="sign_in_refused" who="staff" by="password" why="wrong""#;
    let expected = [
        r#"event="signed_in" who="staff" member="MEMBER" by="password""#,
        r#"event="password_refused" who="staff" member="MEMBER" why="wrong""#,
        r#"event="password_changed" who="staff" member="MEMBER""#,
        r#"event="second_factor_on" who="staff" member="MEMBER""#,
        r#"event="sign_in_refused" who="staff" by="password" why="code_needed""#,
        r#"event="signed_in" who="staff" member="MEMBER" by="password_and_code""#,
        r#"event="second_factor_off" who="staff" member="MEMBER""#,
        r#"event="signed_out" who="staff" member="MEMBER""#,
        wrong,
        wrong,
        wrong,
        wrong,
        r#"a sign-in name is locked after too many failures event="name_locked" who="staff""#,
        r#"event="sign_in_refused" who="staff" by="password" why="locked""#,
        r#"event="sign_in_refused" who="staff" by="password" why="locked""#,
    ];
    assert_eq!(noted(&log), expected.map(of_them));
}

#[tokio::test]
async fn applicants_come_and_go_in_the_log_without_any_trace_of_who_they_are() {
    let (world, inbox) = World::strict().await;
    let mut secrets = vec![MOBILE.to_owned(), OTHER.to_owned(), "0001".to_owned()];
    let walk = async {
        world.ask_code(MOBILE).await.assert_status(202);
        let code = inbox.codes(MOBILE).remove(0);
        world.use_code(MOBILE, "135790").await.assert_status(401);
        let answer = world.use_code(MOBILE, &code).await.assert_status(200);
        let phone = Phone::after(&world, &answer);
        let id = answer.json::<serde_json::Value>()["id"].as_str().unwrap().to_owned();
        world.ask_code(OTHER).await.assert_status(202);
        let other = inbox.codes(OTHER).remove(0);
        let body = serde_json::json!({ "mobile": OTHER, "code": "246801" }).to_string();
        phone.send("POST", "/api/v1/me/mobile", &body).await.assert_status(401);
        let body = serde_json::json!({ "mobile": OTHER, "code": other }).to_string();
        phone.send("POST", "/api/v1/me/mobile", &body).await.assert_status(200);
        phone.send("DELETE", "/api/v1/sign-in", "").await.assert_status(204);
        // The pages without a program.
        world.clock.advance(SignedDuration::from_secs(60));
        world.ask_code(MOBILE).await.assert_status(202);
        let again = inbox.codes(MOBILE).pop().unwrap();
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let sent = format!("mobile={MOBILE}&code={again}");
        let answer = world.call("POST", "/me/sign-in", &form, &sent).await.assert_status(303);
        let page = Phone::after(&world, &answer);
        page.form("/me/close", "sure=yes").await.assert_status(303);
        for cookie in [&phone.cookie, &page.cookie] {
            secrets.push(cookie.split_once('=').unwrap().1.to_owned());
        }
        secrets.extend([id, code, other, again]);
    };
    let log = log::of(walk).await;
    secrets.extend(["135790".to_owned(), "246801".to_owned()]);
    has_none(&log, &secrets);
    assert_eq!(
        noted(&log),
        [
            r#"event="sign_in_refused" who="applicant" by="message_code" why="wrong""#,
            r#"event="signed_in" who="applicant" by="message_code""#,
            r#"event="sign_in_refused" who="applicant" by="message_code" why="wrong""#,
            r#"event="proof_added" who="applicant""#,
            r#"event="signed_out" who="applicant""#,
            r#"event="signed_in" who="applicant" by="message_code""#,
            r#"event="account_closed" who="applicant""#,
        ]
    );
}

#[tokio::test]
async fn who_is_refused_something_and_who_sees_a_case_whole_is_told_without_the_case() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let number = &receipt.number;
    world.hire("shenpi", &[Role::Reviewer], Some("emergency")).await;
    let (clerk, reviewer) = (world.signed_in("clerk").await, world.signed_in("shenpi").await);
    let (clerk_id, reviewer_id) = (
        clerk.get(SESSION).await.json::<Me>().id,
        reviewer.get(SESSION).await.json::<Me>().id,
    );
    let path = format!("/api/v1/staff/cases/{number}");
    let walk = async {
        world.get(&path).await.assert_status(401);
        reviewer.get(&path).await.assert_problem(404, "case_unknown");
        reviewer.get("/api/v1/staff/overview").await.assert_status(403);
        let document = format!("{path}/documents/acceptance");
        clerk.get(&document).await.assert_problem(403, "masked");
        clerk.unmask(number).await;
        let foreign = [("sec-fetch-site", "cross-site")];
        world.call("POST", "/api/v1/sign-in", &foreign, "").await;
        let wrong = [("authorization", "Bearer 00000000000000000000000000000000")];
        let path = format!("/api/v1/applications/{number}");
        world.call("GET", &path, &wrong, "").await.assert_status(404);
        let nothing = "/api/v1/applications/61032820250101000099";
        world.call("GET", nothing, &wrong, "").await.assert_status(404);
    };
    let log = log::of(walk).await;
    has_none(&log, &[number.clone(), receipt.secret.clone(), "shenpi".to_owned()]);
    let of_them = |line: &str| line.replace("CLERK", &clerk_id).replace("REVIEWER", &reviewer_id);
    let expected = [
        r#"event="access_refused" why="signed_out" route="/api/v1/staff/cases/{number}" status=401"#,
        r#"event="access_refused" who="staff" member="REVIEWER" why="foreign" what="case""#,
        r#"event="access_refused" why="not_your_role" route="/api/v1/staff/overview" status=403"#,
        r#"event="access_refused" why="masked" route="/api/v1/staff/cases/{number}/documents/{document}" status=403"#,
        r#"event="case_opened" who="staff" member="CLERK" why="check_materials""#,
        r#"event="access_refused" why="cross_site" route="/api/v1/sign-in" status=403"#,
        r#"event="access_refused" why="foreign" what="application""#,
    ];
    assert_eq!(noted(&log), expected.map(of_them));
}
