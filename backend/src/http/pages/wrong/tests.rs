use axum::http::header;
use serde_json::{Value, json};
use yijian_domain::{
    case::{Act, Actor},
    wire::desk::{CaseView, QueuePage, QueueRow},
};

use super::*;
use crate::testing::{Answer, World, staff::Desk};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
/// A number of a range that nobody has.
const RIGHT: &str = "19900000009";

/// The mobile number of a form, which every theme asks for.
async fn mobile(world: &World, number: &str) -> (FieldKey, String) {
    let kept = world.app.storage.kept(number).await.unwrap().unwrap();
    let mut values = kept.values.into_iter();
    let (key, value) = values
        .find(|(key, _)| key.what.as_str() == "mobile")
        .expect("a mobile number is asked for");
    (key, value)
}

async fn send(world: &World, path: &str, seen: u32, key: &FieldKey, value: &str) -> Answer {
    let body = encoded(&[
        ("seen", &seen.to_string()),
        ("field", &key.to_string()),
        ("value", value),
        ("says", "号码写错一位"),
    ]);
    world.call("POST", path, &[FORM], &body).await
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs = pairs.iter().map(|(key, value)| format!("{key}={}", encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Where somebody at the desk is to answer.
async fn objected(desk: &Desk<'_>) -> Vec<QueueRow> {
    let page: QueuePage = desk
        .get("/api/v1/staff/cases?view=objected")
        .await
        .assert_status(200)
        .json();
    page.rows
}

async fn look(desk: &Desk<'_>, number: &str) -> CaseView {
    let path = format!("/api/v1/staff/cases/{number}");
    desk.get(&path).await.assert_status(200).json()
}

async fn answer(desk: &Desk<'_>, case: &CaseView, act: &Value) -> Answer {
    let path = format!("/api/v1/staff/cases/{}/acts", case.number);
    let body = json!({ "seen": case.events, "act": act }).to_string();
    desk.send("POST", &path, &body).await
}

#[tokio::test]
async fn what_is_wrong_is_put_right_by_the_window_and_not_before() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let path = format!("{}/wrong", receipt.progress);
    let (key, wrong) = mobile(&world, &receipt.number).await;
    let page = world.get(&path).await.assert_status(200);
    assert!(page.text().contains(&format!("?field={key}")), "{}", page.text());
    assert!(!page.text().contains(&wrong), "whoever has the receipt reads no number");
    let one = world.get(&format!("{path}?field={key}")).await.assert_status(200);
    assert!(one.text().contains("type=\"tel\"") && !one.text().contains(&wrong));

    let sent = send(&world, &path, 1, &key, RIGHT).await.assert_status(303);
    assert_eq!(sent.header(header::LOCATION), path);
    assert_eq!(mobile(&world, &receipt.number).await.1, wrong, "nobody has checked it");
    let progress = world.progress(&receipt).await;
    assert!(
        progress
            .objection
            .is_some_and(|objection| objection.answered_at.is_none())
    );
    assert!(world.get(&path).await.text().contains("收回更正申请"));

    let desk = world.signed_in("clerk").await;
    let row = &objected(&desk).await[0];
    assert!(row.objected && row.number == receipt.number);
    let case = look(&desk, &receipt.number).await;
    let line = &case.objection.as_ref().unwrap().lines[0];
    assert!(line.right.contains('*') && line.stood.contains('*'), "{line:?}");
    let grants = json!({ "verb": "answer_objection", "granted": true });
    answer(&desk, &case, &grants).await.assert_problem(403, "masked");
    desk.unmask(&receipt.number).await;
    let case = look(&desk, &receipt.number).await;
    assert_eq!(case.objection.as_ref().unwrap().lines[0].right, RIGHT);
    let case: CaseView = answer(&desk, &case, &grants).await.assert_status(200).json();
    let objection = case.objection.unwrap();
    assert!(objection.answer.unwrap().granted);
    assert_eq!(objection.lines[0].stood, wrong, "the record tells what stood there");
    assert_eq!(mobile(&world, &receipt.number).await.1, RIGHT);
    let sheets = world.app.storage.sheets(&receipt.number).await.unwrap();
    let filled = serde_json::to_string(&sheets).unwrap();
    assert!(filled.contains(RIGHT), "each department has it");
    assert!(objected(&desk).await.is_empty());
    let page = world.get(&receipt.progress).await;
    assert!(page.text().contains("窗口已经更正"), "{}", page.text());
}

#[tokio::test]
async fn what_cannot_be_is_told_at_once_with_what_was_typed() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let path = format!("{}/wrong", receipt.progress);
    let (key, wrong) = mobile(&world, &receipt.number).await;
    let page = send(&world, &path, 1, &key, "12\"<3").await.assert_status(422);
    assert!(
        page.text().contains("role=\"alert\"") && page.text().contains("value=\"12&quot;&lt;3\""),
        "{}",
        page.text()
    );
    assert!(page.text().contains("号码写错一位</textarea>"));
    let page = send(&world, &path, 1, &key, &wrong).await.assert_status(422);
    assert!(page.text().contains("不用更正"));
    assert_eq!(world.progress(&receipt).await.objection, None);
    world.act(&receipt.number, world.clerk(), Act::Accept).await;
    let page = send(&world, &path, 1, &key, RIGHT).await.assert_status(409);
    let seen = world.progress(&receipt).await.events;
    let next = format!("name=\"seen\" value=\"{seen}\"");
    assert!(page.text().contains(&next), "the next try counts");
}

#[tokio::test]
async fn several_fields_go_together_and_can_be_taken_back() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let path = format!("{}/wrong", receipt.progress);
    let (mobile, _) = mobile(&world, &receipt.number).await;
    send(&world, &path, 1, &mobile, RIGHT).await.assert_status(303);
    let kept = world.app.storage.kept(&receipt.number).await.unwrap().unwrap();
    let other = kept
        .values
        .keys()
        .find(|key| key.what.as_str() == "name")
        .unwrap()
        .clone();
    send(&world, &path, 2, &other, "钱二").await.assert_status(303);
    let asked = world.progress(&receipt).await.objection.unwrap();
    assert_eq!(asked.fields.len(), 2, "the second goes beside the first");
    world.call("POST", &path, &[FORM], "seen=3").await.assert_status(303);
    assert_eq!(world.progress(&receipt).await.objection, None);
    let page = world.call("POST", &path, &[FORM], "seen=4").await.assert_status(422);
    assert!(page.text().contains("窗口已经答复"));
}

#[tokio::test]
async fn a_refusal_reaches_the_applicant_with_its_reason() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let path = format!("{}/wrong", receipt.progress);
    let (key, wrong) = mobile(&world, &receipt.number).await;
    send(&world, &path, 1, &key, RIGHT).await.assert_status(303);
    let act = Act::AnswerObjection {
        granted: false,
        reason: "和营业执照上的不一样".to_owned(),
    };
    world.act(&receipt.number, world.clerk(), act).await;
    assert_eq!(mobile(&world, &receipt.number).await.1, wrong);
    let page = world.get(&receipt.progress).await;
    assert!(page.text().contains("窗口没有更正") && page.text().contains("和营业执照上的不一样"));
}

#[tokio::test]
async fn only_fields_of_the_form_and_only_whoever_may_answer() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let path = format!("{}/wrong", receipt.progress);
    for field in ["nothing@nobody", "", "%00"] {
        world.get(&format!("{path}?field={field}")).await.assert_status(404);
    }
    let other = format!("/r/{}/{}/wrong", receipt.number, "0".repeat(32));
    world.get(&other).await.assert_status(404);
    world.call("POST", &other, &[FORM], "seen=1").await.assert_status(404);
    let nobodys: FieldKey = "nothing@nobody".parse().unwrap();
    let page = send(&world, &path, 1, &nobodys, "1").await;
    assert!(page.status().is_client_error(), "nothing of the sort is kept");
    world
        .act(
            &receipt.number,
            Actor::Applicant,
            Act::Withdraw { reason: String::new() },
        )
        .await;
    world.get(&path).await.assert_status(200);
}
