//! What the desk shows of people, before and after somebody said what for.

use jiff::SignedDuration;
use serde_json::json;
use yijian_domain::{
    case::{Act, Role, VisitMode},
    wire::desk::{CaseView, UnmaskReason, UnmaskingRow, VisitRow},
};

use crate::{
    sending,
    testing::{World, cases, staff::Desk},
};

/// Whole values of the full drafts of tests: a name, an identity number, a second one, a mobile number, a home.
const WHOLE: [&str; 5] = [
    "𠮷田𬱖",
    "11010519491231002X",
    "34052419800101001X",
    "13800138000",
    "owner@example.com",
];

fn has_none(text: &str, what: &str) {
    for whole in WHOLE {
        assert!(!text.contains(whole), "{what}: {whole} in {text}");
    }
}

async fn look(desk: &Desk<'_>, number: &str) -> CaseView {
    let path = format!("/api/v1/staff/cases/{number}");
    desk.get(&path).await.assert_status(200).json()
}

#[tokio::test]
async fn nothing_the_desk_reads_says_whole_who_somebody_is() {
    let mut world = World::new().await;
    let numbers = cases::walk(&mut world).await;
    world.token = "0123456789abcdef0123456789abcde0".to_owned();
    let visited = world
        .hand_in_as("a-key-of-a-visit-1", &world.full_draft("restaurant").await)
        .await
        .number;
    world.act(&visited, world.clerk(), Act::Accept).await;
    world.appoint(&visited, VisitMode::OnSite).await;
    let urge = json!({ "verb": "urge", "text": "𠮷田𬱖来电13800138000催办，身份证11010519491231002X" });
    world.does(&visited, world.staff(Role::Supervisor), urge).await;
    sending::once(&world.app).await.unwrap();
    world.hire("all", &Role::ALL, None).await;
    let desk = world.signed_in("all").await;
    for path in [
        "cases?view=all",
        "cases?view=running",
        "cases?q=%F0%A0%AE%B7%E7%94%B0",
        "visits?on=2026-03-02",
        "letters?state=skipped",
        "letters?state=dead",
        "overview",
        "session",
        "unmaskings",
    ] {
        let answer = desk.get(&format!("/api/v1/staff/{path}")).await.assert_status(200);
        has_none(answer.text(), path);
    }
    for number in numbers.iter().chain([&visited]) {
        let answer = desk
            .get(&format!("/api/v1/staff/cases/{number}"))
            .await
            .assert_status(200);
        has_none(answer.text(), number);
        let view: CaseView = answer.json();
        assert_eq!(view.open_seconds, None);
        assert!(
            !view.form.is_empty() && !view.sheets.is_empty(),
            "something is there to be hidden"
        );
        let files = view.papers.iter().flat_map(|paper| &paper.files);
        assert!(files.clone().count() > 0 && files.clone().all(|file| file.name.starts_with("****")));
        assert_eq!(view.holder, "千阳县好邻居便利店", "the name of a business is public");
    }
}

#[tokio::test]
async fn who_says_what_for_sees_whole_for_a_quarter_of_an_hour() {
    let world = World::new().await;
    let number = world.hand_in("hotel").await.number;
    let clerk = world.signed_in("clerk").await;
    let masked = look(&clerk, &number).await;
    let file = format!("/api/v1/staff/cases/{number}/files/{}", masked.papers[0].files[0].id);
    let document = format!("/api/v1/staff/cases/{number}/documents/receipt.pdf");
    for path in [&file, &document] {
        let problem = clerk.get(path).await.assert_problem(403, "masked");
        assert!(problem.detail.is_some_and(|detail| detail.contains("unmasking")));
    }
    let path = format!("/api/v1/staff/cases/{number}/unmasking");
    for refused in [
        json!({ "reason": "other" }),
        json!({ "reason": "other", "note": " 三个字" }),
        json!({ "reason": "curious" }),
    ] {
        clerk
            .send("POST", &path, &refused.to_string())
            .await
            .assert_problem(400, "malformed_json");
    }
    assert!(look(&clerk, &number).await.open_seconds.is_none());
    let whole: CaseView = clerk
        .send("POST", &path, r#"{"reason":"prepare_document"}"#)
        .await
        .assert_status(200)
        .json();
    assert_eq!(whole.open_seconds, Some(900));
    let values: Vec<&str> = whole
        .form
        .iter()
        .flat_map(|one| &one.fields)
        .map(|row| row.value.as_str())
        .collect();
    assert!(values.contains(&"11010519491231002X") && values.contains(&"13800138000"));
    clerk.get(&file).await.assert_status(200);
    clerk.get(&document).await.assert_status(200);
    let other = world.signed_in("another").await;
    has_none(
        &serde_json::to_string(&look(&other, &number).await).unwrap(),
        "somebody else",
    );
    other.get(&document).await.assert_problem(403, "masked");

    world.clock.advance(SignedDuration::from_secs(899));
    assert_eq!(look(&clerk, &number).await.open_seconds, Some(1));
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(look(&clerk, &number).await.open_seconds, None);
    clerk.get(&file).await.assert_problem(403, "masked");

    clerk.unmask(&number).await;
    let again: CaseView = clerk.send("DELETE", &path, "").await.assert_status(200).json();
    has_none(&serde_json::to_string(&again).unwrap(), "after hiding");
}

#[tokio::test]
async fn a_supervisor_reads_who_saw_what_for_and_nobody_else_does() {
    let world = World::new().await;
    let number = world.hand_in("hotel").await.number;
    let clerk = world.signed_in("clerk").await;
    let path = format!("/api/v1/staff/cases/{number}/unmasking");
    let request = json!({ "reason": "other", "note": "核对委托书" }).to_string();
    clerk.send("POST", &path, &request).await.assert_status(200);
    world.hire("duban", &[Role::Supervisor], None).await;
    let supervisor = world.signed_in("duban").await;
    let rows: Vec<UnmaskingRow> = supervisor
        .get("/api/v1/staff/unmaskings")
        .await
        .assert_status(200)
        .json();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((&row.number, row.by.as_str()), (&number, "clerk（测试）"));
    assert_eq!((row.reason, row.note.as_str()), (UnmaskReason::Other, "核对委托书"));
    assert_eq!(look(&supervisor, &number).await.unmaskings, rows);
    assert!(look(&clerk, &number).await.unmaskings.is_empty());
    clerk
        .get("/api/v1/staff/unmaskings")
        .await
        .assert_problem(403, "not_your_role");
    world
        .hire("bumen", &[Role::Supervisor], Some("market_regulation"))
        .await;
    let theirs: Vec<UnmaskingRow> = world
        .signed_in("bumen")
        .await
        .get("/api/v1/staff/unmaskings")
        .await
        .json();
    assert!(theirs.is_empty(), "a department reads of its own people: {theirs:?}");
    let mut meddler = world.meddler().await;
    let kept: (String,) = sqlx::query_as("SELECT note FROM unmaskings")
        .fetch_one(&mut meddler)
        .await
        .unwrap();
    assert!(!kept.0.contains("委托书"), "what was said is sealed");
}

#[tokio::test]
async fn an_inspector_calls_after_saying_so() {
    let world = World::new().await;
    let number = world.hand_in("restaurant").await.number;
    world.act(&number, world.clerk(), Act::Accept).await;
    world.appoint(&number, VisitMode::OnSite).await;
    let clerk = world.signed_in("clerk").await;
    let visits = async || -> Vec<VisitRow> {
        let path = format!("/api/v1/staff/visits?on={}", world.today());
        clerk.get(&path).await.assert_status(200).json()
    };
    let masked = &visits().await[0];
    assert_eq!(
        (masked.phone.as_deref(), masked.holder.as_str()),
        (Some("138****8000"), "**𬱖")
    );
    assert_eq!(
        masked.address.as_deref(),
        Some("示例东大街12号"),
        "where a business is, is public"
    );
    let path = format!("/api/v1/staff/cases/{number}/unmasking");
    clerk
        .send("POST", &path, r#"{"reason":"inspection"}"#)
        .await
        .assert_status(200);
    let whole = &visits().await[0];
    assert_eq!(
        (whole.phone.as_deref(), whole.open_seconds),
        (Some("13800138000"), Some(900))
    );
}

#[tokio::test]
async fn nobody_writes_masked_values_onto_a_licence() {
    let world = World::new().await;
    let number = world.hand_in("restaurant").await.number;
    world.grant_everything(&number).await;
    let clerk = world.signed_in("clerk").await;
    let view = look(&clerk, &number).await;
    let holder = view.licence.expect("it was issued").holder;
    assert_eq!(holder.principal.as_deref(), Some("**𬱖"));
    let act = json!({ "verb": "correct", "amendment": { "what": "holder", "holder": holder }, "reason": "写错了" });
    let body = json!({ "seen": view.events, "act": act }).to_string();
    let path = format!("/api/v1/staff/cases/{number}/acts");
    clerk.send("POST", &path, &body).await.assert_problem(403, "masked");
}
