//! Limits as callers meet them.

use axum::http::header;
use yijian_domain::wire::{Problem, proof};

use crate::{
    settings::Surface,
    testing::{Answer, World},
};

async fn world(class: &str, most: u32) -> World {
    let mut surface = Surface::default();
    surface.limits.classes.insert(class.to_owned(), most);
    World::facing(surface).await
}

async fn from(world: &World, address: &str, method: &str, path: &str, more: &[(&str, &str)]) -> Answer {
    let mut headers = vec![("x-forwarded-for", address)];
    headers.extend(more);
    world.call(method, path, &headers, "{}").await
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let world = world("verifying", 3).await;
    for _ in 0..3 {
        from(&world, "192.0.2.1", "GET", "/api/v1/licences/0", &[])
            .await
            .assert_status(200);
    }
    let refused = from(&world, "192.0.2.1", "GET", "/api/v1/licences/0", &[]).await;
    let seconds: i64 = refused.header(header::RETRY_AFTER).parse().unwrap();
    assert_eq!(refused.header(header::CACHE_CONTROL), "no-store");
    refused.assert_problem(429, "too_many_requests");
    // Somebody else, and something else, is not meant.
    from(&world, "192.0.2.2", "GET", "/api/v1/licences/0", &[])
        .await
        .assert_status(200);
    from(&world, "192.0.2.1", "GET", "/api/v1/themes", &[])
        .await
        .assert_status(200);
    world.clock.advance(jiff::SignedDuration::from_secs(seconds));
    from(&world, "192.0.2.1", "GET", "/api/v1/licences/0", &[])
        .await
        .assert_status(200);
}

#[tokio::test]
async fn who_reads_pages_is_asked_kindly_to_wait() {
    let world = world("verifying", 1).await;
    let html = [("accept", "text/html,*/*"), ("cookie", "lang=en")];
    from(&world, "192.0.2.1", "GET", "/v", &html).await.assert_status(200);
    let page = from(&world, "192.0.2.1", "GET", "/v", &html).await.assert_status(429);
    assert!(page.text().contains("Please wait a moment"), "{}", page.text());
    assert_ne!(page.header(header::RETRY_AFTER), "");
    let page = from(&world, "192.0.2.1", "GET", "/v", &html[..1])
        .await
        .assert_status(429);
    assert!(page.text().contains("请稍等一会儿"));
}

#[tokio::test]
async fn a_secret_has_its_own_limit_whatever_address_it_is_used_from() {
    let world = world("changing", 10).await;
    let path = format!("/api/v1/drafts/{}", world.token);
    let mut through = 0;
    for caller in 1..=10 {
        let answer = from(&world, &format!("192.0.2.{caller}"), "DELETE", &path, &[]).await;
        through += u32::from(answer.status() != 429);
    }
    assert_eq!(through, 2);
    let other = format!("/api/v1/drafts/{}", "e".repeat(32));
    from(&world, "192.0.2.1", "DELETE", &other, &[])
        .await
        .assert_status(204);
}

#[tokio::test]
async fn who_hands_in_very_often_works_for_it() {
    let world = world("submitting", 30).await;
    let ask = |more: Vec<(String, String)>| {
        let world = &world;
        async move {
            let more: Vec<_> = more
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            from(world, "192.0.2.1", "POST", "/api/v1/applications", &more).await
        }
    };
    for _ in 0..2 {
        assert_eq!(ask(Vec::new()).await.status(), 400);
    }
    let asked = ask(Vec::new()).await;
    assert_eq!(asked.header(header::RETRY_AFTER), "1");
    let problem: Problem = asked.json();
    assert_eq!((problem.status, problem.code.as_str()), (429, "proof_needed"));
    let challenge = problem.proof.unwrap();
    let number = proof::find(&challenge, 0, challenge.numbers).unwrap();
    let answer = vec![("yijian-proof".to_owned(), proof::write(&challenge, number))];
    assert_eq!(
        ask(answer.clone()).await.status(),
        400,
        "it goes through to who reads the body"
    );
    ask(answer).await.assert_problem(429, "proof_needed");
    // From elsewhere nothing is asked.
    assert_eq!(
        from(&world, "192.0.2.9", "POST", "/api/v1/applications", &[])
            .await
            .status(),
        400
    );
}

#[tokio::test]
async fn without_limits_nobody_is_turned_away() {
    let mut surface = Surface::default();
    surface.limits.percent = 0;
    surface.limits.classes.insert("verifying".to_owned(), 1);
    let world = World::facing(surface).await;
    for _ in 0..20 {
        from(&world, "192.0.2.1", "GET", "/v", &[]).await.assert_status(200);
    }
}
