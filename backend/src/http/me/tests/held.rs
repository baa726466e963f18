//! What is held about somebody, and closing their account.

use yijian_domain::wire::{applicant::OwnCases, desk::UnmaskReason, held::Held};

use crate::testing::{World, applicants::MOBILE};

const HELD: &str = "/api/v1/me/held";

/// Somebody with a case, at which the window looked.
async fn with_case(world: &World) -> String {
    let phone = world.phone(MOBILE).await;
    let draft = world.full_draft("restaurant").await;
    let receipt: yijian_domain::wire::Receipt = phone
        .submit("a-key-of-a-phone-1", &draft, None)
        .await
        .assert_status(201)
        .json();
    world.signed_in("clerk").await.unmask(&receipt.number).await;
    receipt.number
}

#[tokio::test]
async fn somebody_sees_everything_that_is_held_about_them_and_who_looked() {
    let world = World::new().await;
    let number = with_case(&world).await;
    let phone = world.phone(MOBILE).await;
    let answer = phone.get(HELD).await.assert_status(200);
    assert!(!answer.text().contains(MOBILE) && !answer.text().contains("11010519491231002X"));
    let held: Held = answer.json();
    assert_eq!(held.proofs.len(), 1);
    assert!(!held.sessions.is_empty() && !held.kept_for.is_empty());
    let [case] = held.cases.as_slice() else {
        panic!("{held:?}")
    };
    assert_eq!(case.number, number);
    assert!(!case.form.is_empty() && !case.letters.is_empty());
    assert_eq!(case.seen_by[0].reason, UnmaskReason::CheckMaterials);
    assert_eq!(case.seen_by[0].by, "clerk（测试）");

    let whole = phone.get(&format!("{HELD}?whole=1")).await.assert_status(200);
    assert!(whole.text().contains(MOBILE) && whole.text().contains("11010519491231002X"));
    assert!(
        whole
            .header(axum::http::header::CONTENT_DISPOSITION)
            .starts_with("attachment")
    );
    world.get(HELD).await.assert_problem(401, "signed_out");
    let page = phone.get("/me").await.assert_status(200);
    assert!(page.text().contains("clerk（测试）") && page.text().contains("/api/v1/me/held?whole=1"));
}

#[tokio::test]
async fn others_are_not_in_it() {
    let world = World::new().await;
    with_case(&world).await;
    let held: Held = world
        .phone("19900000011")
        .await
        .get(HELD)
        .await
        .assert_status(200)
        .json();
    assert!(held.cases.is_empty());
}

#[tokio::test]
async fn a_closed_account_has_no_personal_value_left_and_its_cases_stay() {
    let world = World::new().await;
    let number = with_case(&world).await;
    let phone = world.phone(MOBILE).await;
    let body = serde_json::json!({ "mobile": "19900000012", "may": ["see"], "until": "2026-12-31" });
    let authorisation = phone.authorise(body).await;
    phone.send("DELETE", "/api/v1/me", "").await.assert_status(204);
    phone.get("/api/v1/me").await.assert_problem(401, "signed_out");
    let left = world.app.storage.applicant(&phone.id).await.unwrap().unwrap();
    assert!(left.disabled && left.proofs.is_empty() && left.name.is_none() && left.id_number.is_none());
    let authorisation = world.app.storage.authorisation(&authorisation).await.unwrap().unwrap();
    assert!(authorisation.revoked_at.is_some());
    assert!(world.app.storage.case(&number).await.unwrap().is_some());
    // The same number is a new account, to which nothing belongs.
    let again = world.phone(MOBILE).await;
    assert_ne!(again.id, phone.id);
    let cases: OwnCases = again.get("/api/v1/me/applications").await.json();
    assert!(cases.applications.is_empty());
}
