//! What comes from another site, and what comes from here.

use axum::http::header;

use super::*;
use crate::testing::World;

const SIGN_OUT: (&str, &str) = ("DELETE", "/api/v1/staff/session");

async fn sign_out(world: &World, headers: &[(&str, &str)]) -> crate::testing::Answer {
    world.call(SIGN_OUT.0, SIGN_OUT.1, headers, "").await
}

#[tokio::test]
async fn a_change_from_another_site_is_refused() {
    let world = World::new().await;
    for headers in [
        &[][..],
        &[(DESK, "0")],
        &[("origin", "https://yijian.test")],
        &[(DESK, "1"), ("origin", "https://evil.test")],
        &[(DESK, "1"), ("origin", "http://yijian.test")],
        &[(DESK, "1"), ("origin", "null")],
        &[(DESK, "1"), ("sec-fetch-site", "cross-site")],
        &[(DESK, "1"), ("sec-fetch-site", "same-site")],
        &[
            (DESK, "1"),
            ("origin", "https://yijian.test"),
            ("sec-fetch-site", "none"),
        ],
        &[
            (DESK, "1"),
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8081"),
        ],
    ] {
        let refused = sign_out(&world, headers).await;
        assert_eq!(refused.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(refused.header(header::SET_COOKIE), "", "{headers:?}");
        refused.assert_problem(403, "cross_site");
    }
}

#[tokio::test]
async fn a_change_from_here_goes_through() {
    let world = World::new().await;
    for headers in [
        &[(DESK, "1")][..],
        &[
            (DESK, "1"),
            ("origin", "https://yijian.test"),
            ("sec-fetch-site", "same-origin"),
        ],
        &[
            (DESK, "1"),
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080"),
        ],
    ] {
        sign_out(&world, headers).await.assert_status(204);
    }
}

#[tokio::test]
async fn no_other_site_is_told_that_it_may_ask() {
    let world = World::new().await;
    let asked = [
        ("origin", "https://evil.test"),
        ("access-control-request-method", "DELETE"),
        ("access-control-request-headers", DESK),
    ];
    let answer = world.call("OPTIONS", SIGN_OUT.1, &asked, "").await;
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "");
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
}
