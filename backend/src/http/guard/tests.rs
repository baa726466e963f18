use super::*;
use crate::testing::{Answer, FILE, TOKEN, World, png};

#[tokio::test]
async fn a_path_that_is_no_text_names_nothing() {
    let world = World::new().await;
    for path in ["/api/v1/themes/%FF", "/p/%C0%AF", "/%FF"] {
        world.get(path).await.assert_problem(404, "not_found");
    }
}

#[test]
fn only_the_inline_script_of_the_frame_is_allowed_by_its_hash() {
    let page = "<script src=\"a.js\"></script><script type=\"module\">init()</script>";
    let hash = STANDARD.encode(Sha256::digest("init()"));
    let policy = policy([page, page].into_iter(), false);
    let policy = policy.to_str().unwrap();
    assert!(policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';")));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
}

/// What every answer carries, whatever it is.
fn assert_guarded(path: &str, answer: &Answer) {
    for (name, value) in EVERYWHERE {
        assert_eq!(answer.header(name.clone()), value, "{path} {name}");
    }
    assert_eq!(
        answer.header(header::STRICT_TRANSPORT_SECURITY),
        ENCRYPTED_ONLY,
        "{path}"
    );
    let policy = answer.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("default-src 'none'"), "{path} {policy}");
    assert!(policy.contains("base-uri 'none'"), "{path} {policy}");
    assert!(policy.contains("frame-ancestors '"), "{path} {policy}");
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{path} {policy}"
    );
    assert!(!policy.contains('*') && !policy.contains("http"), "{path} {policy}");
    let framed = answer.header(header::X_FRAME_OPTIONS);
    assert!(
        framed == "DENY" || policy.contains("frame-ancestors 'self'"),
        "{path} {framed}"
    );
    assert_ne!(answer.header(header::CACHE_CONTROL), "", "{path}");
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "", "{path}");
}

#[tokio::test]
async fn answers_of_every_kind_carry_every_header() {
    let world = World::new().await;
    let plate = format!("/p/{}", world.plate());
    let api_plate = format!("/api/v1/plates/{}", world.plate());
    for path in [
        "/",
        "/t/convenience_store",
        "/t/convenience_store/q",
        "/t/convenience_store/plan",
        "/t/convenience_store/apply",
        "/v",
        "/settings?lang=en",
        "/desk",
        "/desk/cases",
        "/nowhere",
        "/r/1/2",
        "/api/v1/themes",
        "/api/v1/themes/convenience_store",
        "/api/v1/themes/nothing",
        "/api/v1/licences/0",
        "/api/v1/staff/session",
        "/api/v1/staff/cases",
        "/api/nowhere",
        "/api/openapi.json",
        "/api/docs",
        "/api/docs/",
        "/api/docs/swagger-ui.css",
        "/.well-known/yijian-licence-keys.json",
        "/healthz",
        "/readyz",
        "/%FF",
        &plate,
        &api_plate,
    ] {
        assert_guarded(path, &world.get(path).await);
    }
    for path in world.app.site.paths() {
        assert_guarded(path, &world.get(&format!("/{path}")).await);
    }
    for (method, path) in [
        ("POST", "/api/v1/plans"),
        ("PUT", "/"),
        ("POST", "/api/v1/applications"),
    ] {
        assert_guarded(path, &world.call(method, path, &[], "{").await);
    }
}

#[tokio::test]
async fn what_concerns_a_person_is_kept_nowhere() {
    let world = World::with_draft().await;
    world.upload(FILE, "a.png", &png()).await;
    let draft = format!("/api/v1/drafts/{TOKEN}");
    let file = format!("{draft}/files/{FILE}");
    let mut paths = vec![format!("/d/{TOKEN}"), format!("{file}/state"), file, draft];
    for path in &paths {
        let answer = world.get(path).await.assert_status(200);
        assert_guarded(path, &answer);
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
    }
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let secret = receipt.progress.clone();
    paths = [
        "",
        "/withdraw",
        "/wrong",
        "/correct",
        "/qr.svg",
        "/papers/acceptance.pdf",
    ]
    .iter()
    .map(|task| format!("{secret}{task}"))
    .collect();
    paths.extend([
        format!("/api/v1/applications/{}", receipt.number),
        "/api/v1/staff/session".to_owned(),
        "/api/v1/staff/cases/1".to_owned(),
        "/v".to_owned(),
        "/healthz".to_owned(),
    ]);
    for path in &paths {
        let answer = world.get(path).await;
        assert_guarded(path, &answer);
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
    }
}

#[tokio::test]
async fn no_page_has_a_style_in_an_element_or_a_script_of_its_own() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let plan = "/t/convenience_store/plan?business_form=sole&has_business_licence=no&premises_area=40";
    for path in [
        "/",
        "/t/convenience_store",
        "/t/convenience_store/q",
        plan,
        &format!("/p/{}", world.plate()),
        "/t/convenience_store/apply",
        &format!("/d/{TOKEN}"),
        &receipt.progress,
        &format!("{}/withdraw", receipt.progress),
        "/v",
        "/desk",
        "/nowhere",
    ] {
        let page = world.get(path).await;
        let html = page.text();
        assert!(html.contains("<html"), "{path}");
        assert!(!html.contains(" style=") && !html.contains("<style"), "{path}");
        assert!(!html.contains("javascript:") && !html.contains(" onclick="), "{path}");
    }
}

#[tokio::test]
async fn browsers_are_told_to_come_encrypted_once_they_did() {
    let world = World::reached_under("http://yijian.test").await;
    let plain = world.get("/").await;
    assert_eq!(plain.header(header::STRICT_TRANSPORT_SECURITY), "");
    let proxied = world.call("GET", "/", &[("x-forwarded-proto", "https")], "").await;
    assert_eq!(proxied.header(header::STRICT_TRANSPORT_SECURITY), ENCRYPTED_ONLY);
}
