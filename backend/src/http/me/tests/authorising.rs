//! Acting for somebody else.

use jiff::SignedDuration;
use serde_json::json;
use yijian_domain::wire::{
    Progress, Receipt,
    applicant::{AuthorisationState, Authorisations, OwnCases, Standing},
};

use crate::testing::{
    KEY, World,
    applicants::{MOBILE, OTHER, Phone},
};

async fn list(phone: &Phone<'_>) -> Authorisations {
    phone.get("/api/v1/me/authorisations").await.assert_status(200).json()
}

#[tokio::test]
async fn both_see_it_and_everything_done_by_it() {
    let world = World::new().await;
    let (principal, agent) = (world.phone(MOBILE).await, world.phone(OTHER).await);
    let id = principal
        .authorise(json!({ "mobile": OTHER, "theme": "restaurant", "may": ["submit", "see"], "until": "2026-03-09" }))
        .await;
    let draft = world.full_draft("restaurant").await;
    let receipt: Receipt = agent.submit(KEY, &draft, Some(&id)).await.assert_status(201).json();
    assert_eq!(
        (receipt.secret.as_str(), receipt.progress.ends_with("/mine")),
        ("mine", true)
    );
    let owner = world.app.storage.owner(&receipt.number).await.unwrap();
    assert_eq!(owner.as_deref(), Some(principal.id.as_str()));
    for (phone, standing, given, other) in [
        (&principal, Standing::Own, true, "199****0002"),
        (&agent, Standing::Authorised, false, "199****0001"),
    ] {
        let cases: OwnCases = phone.get("/api/v1/me/applications").await.json();
        assert_eq!(cases.applications[0].standing, standing);
        let [view] = list(phone).await.authorisations.try_into().unwrap();
        assert_eq!(
            (view.given, view.other.as_deref(), view.state),
            (given, Some(other), AuthorisationState::Active)
        );
        let record: Vec<_> = view
            .record
            .iter()
            .map(|entry| (entry.what.as_str(), entry.by_you))
            .collect();
        assert_eq!(record, [("given", given), ("submitted", !given)]);
        let progress: Progress = phone
            .get(&format!("/api/v1/applications/{}", receipt.number))
            .await
            .json();
        assert_eq!(progress.number, receipt.number);
    }
}

#[tokio::test]
async fn either_ends_it_at_any_time_and_then_nothing_is_seen() {
    let world = World::new().await;
    let (principal, agent) = (world.phone(MOBILE).await, world.phone(OTHER).await);
    let receipt = principal.hand_in("restaurant").await;
    let path = format!("/api/v1/applications/{}", receipt.number);
    for ends in [&principal, &agent] {
        let id = principal
            .authorise(json!({ "mobile": OTHER, "application": receipt.number, "may": ["see"], "until": "2026-12-31" }))
            .await;
        agent.get(&path).await.assert_status(200);
        let own = format!("/api/v1/me/authorisations/{id}");
        world
            .phone("19900000003")
            .await
            .send("DELETE", &own, "")
            .await
            .assert_problem(404, "authorisation_unknown");
        ends.send("DELETE", &own, "").await.assert_status(204);
        agent.get(&path).await.assert_problem(404, "not_found");
        assert!(
            agent
                .get("/api/v1/me/applications")
                .await
                .json::<OwnCases>()
                .applications
                .is_empty()
        );
        let view = list(&agent)
            .await
            .authorisations
            .into_iter()
            .find(|view| view.id == id)
            .unwrap();
        assert_eq!(view.state, AuthorisationState::Revoked);
    }
}

#[tokio::test]
async fn it_reaches_no_further_than_its_powers_theme_and_day() {
    let world = World::new().await;
    let (principal, agent) = (world.phone(MOBILE).await, world.phone(OTHER).await);
    let receipt = principal.hand_in("restaurant").await;
    let path = format!("/api/v1/applications/{}", receipt.number);
    let hotel = principal
        .authorise(json!({ "mobile": OTHER, "theme": "hotel", "may": ["submit", "see"], "until": "2026-03-09" }))
        .await;
    agent.get(&path).await.assert_problem(404, "not_found");
    principal
        .authorise(json!({ "mobile": OTHER, "theme": "restaurant", "may": ["see"], "until": "2026-03-02" }))
        .await;
    agent.get(&path).await.assert_status(200);
    let seen = world.case(&receipt.number).await.events;
    let withdraw = json!({ "seen": seen, "act": { "verb": "withdraw", "reason": "" } }).to_string();
    let acts = format!("{path}/acts");
    agent
        .send("POST", &acts, &withdraw)
        .await
        .assert_problem(404, "not_found");
    agent
        .get(&format!("{path}/answer"))
        .await
        .assert_problem(404, "not_found");
    world.clock.advance(SignedDuration::from_hours(24));
    let agent = world.phone(OTHER).await;
    agent.get(&path).await.assert_problem(404, "not_found");
    let principal = world.phone(MOBILE).await;
    principal
        .authorise(json!({ "mobile": OTHER, "application": receipt.number, "may": ["answer"], "until": "2026-03-09" }))
        .await;
    agent.get(&format!("{path}/answer")).await.assert_status(200);
    // Taking it back is not answering.
    agent
        .send("POST", &acts, &withdraw)
        .await
        .assert_problem(404, "not_found");

    let mut world = world;
    world.token = "00112233445566778899aabbccddeeff".to_owned();
    let draft = world.full_draft("restaurant").await;
    let agent = world.phone(OTHER).await;
    agent
        .submit("a-key-of-a-phone-2", &draft, Some(&hotel))
        .await
        .assert_problem(403, "not_authorised");
    let body = world
        .submission(&draft)
        .replacen('{', &format!("{{\"authorisation\":\"{hotel}\","), 1);
    world
        .submit("a-key-of-a-phone-3", &body)
        .await
        .assert_problem(401, "sign_in_needed");
}

#[tokio::test]
async fn an_authorisation_that_makes_no_sense_says_what_would() {
    let world = World::new().await;
    let (principal, other) = (world.phone(MOBILE).await, world.phone(OTHER).await);
    let foreign = other.hand_in("restaurant").await;
    let good = json!({ "mobile": OTHER, "may": ["see"], "until": "2026-03-09" });
    for (key, value, status, code) in [
        ("mobile", json!("110"), 400, "malformed_json"),
        ("mobile", json!(MOBILE), 422, "authorise_self"),
        ("may", json!([]), 400, "malformed_json"),
        ("may", json!(["everything"]), 400, "malformed_json"),
        ("until", json!("2026-03-01"), 400, "malformed_json"),
        ("until", json!("2027-03-03"), 400, "malformed_json"),
        ("until", json!("soon"), 400, "malformed_json"),
        ("theme", json!("rule_the_world"), 400, "malformed_json"),
        ("application", json!(foreign.number), 400, "malformed_json"),
        ("application", json!("1"), 400, "malformed_json"),
    ] {
        let mut body = good.clone();
        body[key] = value;
        let answer = principal
            .send("POST", "/api/v1/me/authorisations", &body.to_string())
            .await;
        answer.assert_problem(status, code);
    }
    assert!(list(&principal).await.authorisations.is_empty());
}
