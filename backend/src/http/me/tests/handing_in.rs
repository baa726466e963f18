//! Handing in and seeing one's cases.

use axum::http::header;
use yijian_domain::{
    case::Role,
    wire::{
        Progress, Receipt,
        applicant::{OwnCases, Standing},
    },
};

use crate::testing::{
    KEY, World,
    applicants::{MOBILE, OTHER},
};

#[tokio::test]
async fn who_is_not_signed_in_is_asked_to_and_loses_nothing() {
    let (world, inbox) = World::strict().await;
    let draft = world.full_draft("restaurant").await;
    let body = world.submission(&draft);
    let problem = world.submit(KEY, &body).await.assert_problem(401, "sign_in_needed");
    assert!(problem.detail.unwrap().contains("sign in first"));
    world.ask_code(MOBILE).await.assert_status(202);
    let code = inbox.codes(MOBILE).remove(0);
    let signed_in = world.use_code(MOBILE, &code).await.assert_status(200);
    let cookie = signed_in.header(header::SET_COOKIE);
    let cookie = cookie.split(';').next().unwrap();
    let headers = [("idempotency-key", KEY), ("cookie", cookie)];
    let receipt: Receipt = world
        .call("POST", "/api/v1/applications", &headers, &body)
        .await
        .assert_status(201)
        .json();
    let owner = world.app.storage.owner(&receipt.number).await.unwrap();
    assert!(owner.is_some());
    // A lost answer is asked for again by its key.
    let again: Receipt = world.submit(KEY, &body).await.assert_status(200).json();
    assert_eq!(again, receipt);
}

#[tokio::test]
async fn a_clerk_at_the_window_hands_in_for_who_stands_there() {
    let (world, _) = World::strict().await;
    world.hire("clerk", &[Role::Clerk], None).await;
    let desk = world.signed_in("clerk").await;
    let body = serde_json::json!({ "theme": "restaurant", "authority": "本人到场" }).to_string();
    desk.send("POST", "/api/v1/staff/window", &body)
        .await
        .assert_status(201);
    let draft = world.full_draft("restaurant").await;
    let headers = [("idempotency-key", KEY), ("cookie", desk.cookie.as_str())];
    let body = world.submission(&draft);
    let answer = world.call("POST", "/api/v1/applications", &headers, &body).await;
    let receipt: Receipt = answer.assert_status(201).json();
    assert_eq!(world.app.storage.owner(&receipt.number).await.unwrap(), None);
}

#[tokio::test]
async fn an_applicant_sees_their_cases_without_the_secret_and_nobody_elses() {
    let world = World::new().await;
    let (phone, other) = (world.phone(MOBILE).await, world.phone(OTHER).await);
    let receipt = phone.hand_in("restaurant").await;
    let list: OwnCases = phone.get("/api/v1/me/applications").await.assert_status(200).json();
    let [case] = list.applications.as_slice() else {
        panic!("{list:?}");
    };
    assert_eq!(
        (case.number.as_str(), case.standing),
        (receipt.number.as_str(), Standing::Own)
    );
    assert_eq!(case.progress, format!("/r/{}/mine", receipt.number));
    let path = format!("/api/v1/applications/{}", receipt.number);
    let progress: Progress = phone.get(&path).await.assert_status(200).json();
    assert_eq!(progress.number, receipt.number);
    let none: OwnCases = other.get("/api/v1/me/applications").await.json();
    assert!(none.applications.is_empty());
    other.get(&path).await.assert_problem(404, "not_found");
    world.get(&path).await.assert_problem(404, "not_found");
}

#[tokio::test]
async fn the_pages_of_a_case_open_for_its_owner() {
    let world = World::new().await;
    let (phone, other) = (world.phone(MOBILE).await, world.phone(OTHER).await);
    let receipt = phone.hand_in("restaurant").await;
    let mine = format!("/r/{}/mine", receipt.number);
    let page = phone.get(&mine).await.assert_status(200);
    assert!(page.text().contains(&format!("{mine}/withdraw")) && !page.text().contains("qr.svg"));
    phone.get(&format!("{mine}/withdraw")).await.assert_status(200);
    phone
        .get(&format!("{mine}/qr.svg"))
        .await
        .assert_problem(404, "not_found");
    for path in [mine.clone(), format!("{mine}/withdraw"), format!("{mine}/events")] {
        other.get(&path).await.assert_status(404);
        world.get(&path).await.assert_status(404);
    }
    other
        .form(&format!("{mine}/withdraw"), "seen=1")
        .await
        .assert_status(404);
    let cross = [
        ("cookie", phone.cookie.as_str()),
        ("sec-fetch-site", "cross-site"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    world
        .call("POST", &format!("{mine}/withdraw"), &cross, "seen=1")
        .await
        .assert_problem(403, "cross_site");
    let done = phone
        .form(&format!("{mine}/withdraw"), "seen=1")
        .await
        .assert_status(303);
    assert_eq!(done.header(header::LOCATION), mine);
}
