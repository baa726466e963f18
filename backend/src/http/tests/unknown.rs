//! Numbers of applications can be counted, so a number alone opens nothing, and nobody learns from an answer whether there
//! is something behind it.

use axum::http::header;

use crate::testing::{Answer, TOKEN, World};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
/// A secret in the right form that nobody has.
const OTHER: &str = "00000000000000000000000000000000";
const NO_NUMBER: &str = "6103282603999999";

/// What a caller can tell apart: status, what it is, and the body without what was asked for.
fn seen(answer: &Answer, asked: &str) -> (u16, String, String) {
    (
        answer.status().as_u16(),
        answer.header(header::CONTENT_TYPE),
        answer.text().replace(asked, "ASKED"),
    )
}

/// Every way to ask for an application: method, path with `{number}` and `{secret}`, headers, body.
fn ways() -> Vec<(&'static str, &'static str, bool, &'static str)> {
    vec![
        ("GET", "/api/v1/applications/{number}", true, ""),
        ("GET", "/api/v1/applications/{number}/answer", true, ""),
        (
            "POST",
            "/api/v1/applications/{number}/acts",
            true,
            r#"{"seen":1,"act":{"verb":"deliver"}}"#,
        ),
        ("GET", "/r/{number}/{secret}", false, ""),
        ("GET", "/r/{number}/{secret}/events", false, ""),
        ("GET", "/r/{number}/{secret}/qr.svg", false, ""),
        ("GET", "/r/{number}/{secret}/papers/acceptance.pdf", false, ""),
        ("GET", "/r/{number}/{secret}/withdraw", false, ""),
        ("GET", "/r/{number}/{secret}/correct", false, ""),
        ("POST", "/r/{number}/{secret}/withdraw", false, "seen=1&reason="),
        ("GET", "/r/{number}/{secret}/wrong", false, ""),
        ("POST", "/r/{number}/{secret}/wrong", false, "seen=1"),
        ("POST", "/r/{number}/{secret}/deliver", false, "seen=1"),
    ]
}

async fn ask(world: &World, number: &str, secret: &str, way: (&str, &str, bool, &str)) -> (u16, String, String) {
    let (method, path, by_header, body) = way;
    let path = path.replace("{number}", number).replace("{secret}", secret);
    let bearer = format!("Bearer {secret}");
    let headers = if by_header {
        [("authorization", bearer.as_str())]
    } else {
        [FORM]
    };
    seen(&world.call(method, &path, &headers, body).await, number)
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_number_get_one_and_the_same_answer() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    for way in ways() {
        let wrong = ask(&world, &receipt.number, OTHER, way).await;
        let unknown = ask(&world, NO_NUMBER, OTHER, way).await;
        assert_eq!(wrong.0, 404, "{way:?} {wrong:?}");
        assert_eq!(wrong, unknown, "{way:?}");
        let malformed = ask(&world, &receipt.number, "x", way).await;
        assert_eq!(malformed.0, 404, "{way:?} {malformed:?}");
    }
}

#[tokio::test]
async fn nothing_is_served_by_a_number_alone() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    for (_, path, ..) in ways() {
        let path = path.replace("{number}", &receipt.number);
        let bare = path.replace("/{secret}", "");
        for path in [
            bare.as_str(),
            &path.replace("{secret}", ""),
            &path.replace("{secret}", "%20"),
        ] {
            let answer = world.get(path).await;
            let status = answer.status().as_u16();
            assert!(matches!(status, 404 | 405), "{path} {status}");
            assert!(!answer.text().contains(&receipt.secret), "{path}");
        }
    }
    for header in ["", "Bearer", "Bearer ", "Basic x", &receipt.secret] {
        let path = format!("/api/v1/applications/{}", receipt.number);
        world
            .call("GET", &path, &[("authorization", header)], "")
            .await
            .assert_problem(404, "not_found");
    }
}

#[tokio::test]
async fn somebody_elses_draft_looks_like_none() {
    let world = World::with_draft().await;
    let file = "e".repeat(32);
    for (method, path) in [
        ("GET", "/api/v1/drafts/{token}"),
        ("GET", "/api/v1/drafts/{token}/files/{file}"),
        ("GET", "/api/v1/drafts/{token}/files/{file}/state"),
        ("PATCH", "/api/v1/drafts/{token}/files/{file}"),
    ] {
        let at = |token: &str| path.replace("{token}", token).replace("{file}", &file);
        let unknown = world.call(method, &at(OTHER), &[("upload-offset", "0")], "x").await;
        assert_eq!(unknown.status(), 404, "{method} {path}");
        assert!(!unknown.text().contains(TOKEN));
    }
    // A page of a draft is the same frame for every token: the draft itself comes from the API.
    let own = world.get(&format!("/d/{TOKEN}")).await;
    let other = world.get(&format!("/d/{OTHER}")).await;
    assert_eq!(seen(&own, TOKEN), seen(&other, OTHER));
}

#[tokio::test]
async fn the_desk_says_the_same_of_cases_that_are_there_and_that_are_not() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    for path in ["", "/files/{file}", "/documents/acceptance.pdf"] {
        let at = |number: &str| format!("/api/v1/staff/cases/{number}{path}").replace("{file}", OTHER);
        let there = world.get(&at(&receipt.number)).await;
        let nowhere = world.get(&at(NO_NUMBER)).await;
        assert_eq!(there.status(), 401, "{path}");
        assert_eq!(seen(&there, &receipt.number), seen(&nowhere, NO_NUMBER), "{path}");
    }
}
