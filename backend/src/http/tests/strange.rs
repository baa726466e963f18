//! Input that is too long, too deep, too much, or of another kind: refused, never a fault of the server.

use serde_json::Value;

use crate::{
    http::MOST_BODY_BYTES,
    testing::{FILE, TOKEN, World},
};

#[tokio::test]
async fn an_address_that_is_too_long_is_refused_everywhere() {
    let world = World::new().await;
    let long = "a".repeat(9000);
    for path in [
        format!("/?s={long}"),
        format!("/p/{long}"),
        format!("/v/{long}"),
        format!("/t/convenience_store/plan?business_form={long}"),
        format!("/r/{long}/{long}"),
        format!("/api/v1/staff/cases?cursor={long}"),
        format!("/{long}"),
    ] {
        world.get(&path).await.assert_problem(414, "address_too_long");
    }
}

#[tokio::test]
async fn long_parts_and_many_pairs_of_an_address_are_no_fault() {
    let world = World::new().await;
    let long = "a".repeat(7000);
    let many = "x=1&".repeat(1900);
    for path in [
        format!("/p/{long}"),
        format!("/v?code={long}"),
        format!("/api/v1/licences/{long}"),
        format!("/api/v1/themes/{long}"),
        format!("/api/v1/drafts/{long}"),
        format!("/api/v1/applications/{long}"),
        format!("/?{many}"),
        format!("/t/convenience_store/plan?{many}"),
        format!("/api/v1/plates/x?{many}"),
        format!("/settings?{many}"),
    ] {
        let status = world.get(&path).await.status().as_u16();
        assert!(status < 500, "{status} {}", &path[..40]);
    }
}

#[tokio::test]
async fn bodies_that_are_too_deep_or_too_large_are_refused() {
    let world = World::new().await;
    let receipt = world.hand_in("convenience_store").await;
    let secret = format!("Bearer {}", receipt.secret);
    let deep = format!("{{\"theme\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let large = format!("{{\"theme\":\"{}\"}}", "a".repeat(MOST_BODY_BYTES));
    for (method, path) in [
        ("POST", "/api/v1/plans".to_owned()),
        ("POST", "/api/v1/applications".to_owned()),
        ("POST", format!("/api/v1/applications/{}/acts", receipt.number)),
        ("PUT", format!("/api/v1/drafts/{TOKEN}")),
        ("POST", format!("/api/v1/drafts/{TOKEN}/files")),
        ("POST", "/api/v1/staff/session".to_owned()),
    ] {
        let headers = [
            ("x-yijian-desk", "1"),
            ("idempotency-key", "a-key-that-is-new-here"),
            ("authorization", secret.as_str()),
        ];
        let answer = world.call(method, &path, &headers, &deep).await;
        assert_eq!(answer.status(), 400, "{path} {}", answer.text());
        let answer = world.call(method, &path, &headers, &large).await;
        assert_eq!(answer.status(), 413, "{path} {}", answer.text());
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let large = format!("seen=1&reason={}", "a".repeat(MOST_BODY_BYTES));
    for path in ["/r/1/2/withdraw", "/r/1/2/deliver"] {
        assert_eq!(world.call("POST", path, &form, &large).await.status(), 413, "{path}");
    }
}

#[tokio::test]
async fn lists_and_texts_have_a_length_that_makes_sense() {
    let world = World::with_draft().await;
    let answers = |count: usize| {
        let pairs: serde_json::Map<String, Value> = (0..count)
            .map(|place| (format!("q{place}"), Value::Bool(true)))
            .collect();
        Value::Object(pairs)
    };
    let plan = serde_json::json!({ "theme": "convenience_store", "answers": answers(20_000) });
    let status = world
        .call("POST", "/api/v1/plans", &[], &plan.to_string())
        .await
        .status()
        .as_u16();
    assert!(status < 500, "{status}");
    let mut draft = world.empty_draft();
    for place in 0..6_000 {
        let name = format!("applicant.x{place}");
        if let Ok(field) = serde_json::from_value(Value::String(name)) {
            draft.values.insert(field, String::new());
        }
    }
    if draft.values.len() > 5_000 {
        let status = world.save(1, &draft).await.status().as_u16();
        assert!((400..500).contains(&status), "{status}");
    }
    for name in ["a".repeat(300), "a\u{7}".to_owned()] {
        let body = serde_json::json!({ "id": FILE, "name": name, "bytes": 10 }).to_string();
        let path = format!("/api/v1/drafts/{TOKEN}/files");
        world
            .call("POST", &path, &[], &body)
            .await
            .assert_problem(400, "malformed_json");
    }
    let sign_in = serde_json::json!({ "name": "a".repeat(10_000), "password": "b".repeat(500_000) }).to_string();
    let answer = world
        .call("POST", "/api/v1/staff/session", &[("x-yijian-desk", "1")], &sign_in)
        .await;
    assert_eq!(answer.status(), 401, "{}", answer.text());
}
