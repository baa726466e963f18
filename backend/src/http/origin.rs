//! Nothing that changes something comes from another site. Every request passes this, so that whatever is added later is
//! protected too.
//!
//! Browsers say from where a request comes: the newer ones in `Sec-Fetch-Site`, nearly all in `Origin`. What says neither is
//! no browser, or so old that cookies with `SameSite` protect it. There is no answer to the question of another site
//! whether it may ask (CORS), so it may not.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    caller::Caller,
    problem::{problem, respond},
};
use crate::app::App;

/// Here the secret stands in the path, which another site does not know. Pages name no referrer, and then some browsers
/// say `Origin: null` when their forms are sent.
const SECRET_PATHS: &str = "/r/";
/// Stands in place of the secret for who is signed in; everybody knows it.
const MINE: &str = "mine";

/// A change that another site may have caused.
#[derive(Debug, thiserror::Error)]
pub(super) enum CrossSite {
    /// Without the header of the desk's program.
    #[error("send the header X-Yijian-Desk: 1")]
    NoHeader,
    /// From a page of another origin, as the browser says.
    #[error("send it from a page of this server; behind a proxy, set YIJIAN_PUBLIC_URL to what people reach it under")]
    OtherOrigin,
}

impl IntoResponse for CrossSite {
    fn into_response(self) -> Response {
        let mut problem = problem(
            StatusCode::FORBIDDEN,
            "cross_site",
            "The request may come from another site.",
        );
        problem.detail = Some(self.to_string());
        respond(&problem)
    }
}

/// Whether a method changes nothing.
pub(super) fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Lets through what reads, and what changes from here or from no page at all.
pub(super) async fn own(State(app): State<App>, caller: Caller, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let knows_secret = path.starts_with(SECRET_PATHS) && path.split('/').nth(3) != Some(MINE);
    if reads(request.method()) || is_own(request.headers(), caller, &app.public_url, knows_secret) {
        next.run(request).await
    } else {
        CrossSite::OtherOrigin.into_response()
    }
}

fn is_own(headers: &HeaderMap, caller: Caller, public_url: &str, knows_secret: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return false;
    }
    match text("origin") {
        None => true,
        Some("null") => site.is_some() || knows_secret,
        Some(origin) if origin == self::origin(public_url) => true,
        Some(origin) => origin.split_once("://").is_some_and(|(scheme, host)| {
            Some(host) == text("host") && (scheme == "https" || (scheme == "http" && !caller.secure))
        }),
    }
}

/// Scheme, host and port of an address.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |scheme| scheme + 3);
    let end = address[host..].find('/').map_or(address.len(), |path| host + path);
    &address[..end]
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;
    use crate::testing::World;

    const CHANGES: [(&str, &str); 7] = [
        ("POST", "/api/v1/plans"),
        ("POST", "/api/v1/applications"),
        ("PUT", "/api/v1/drafts/0123456789abcdef0123456789abcdef"),
        ("POST", "/api/v1/staff/session"),
        ("POST", "/r/1/2/withdraw"),
        ("POST", "/r/1/2/wrong"),
        ("DELETE", "/nothing/there"),
    ];

    #[tokio::test]
    async fn whatever_changes_something_is_refused_from_another_site() {
        let world = World::new().await;
        for (method, path) in CHANGES {
            for (name, value) in [
                ("origin", "https://evil.test"),
                ("origin", "http://yijian.test"),
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("sec-fetch-site", "none"),
            ] {
                let refused = world.call(method, path, &[(name, value)], "").await;
                refused.assert_problem(403, "cross_site");
            }
        }
    }

    #[tokio::test]
    async fn another_site_that_asks_whether_it_may_gets_no_answer() {
        let world = World::new().await;
        let paths = CHANGES.map(|(_, path)| path);
        for path in paths.into_iter().chain(["/", "/api/v1/themes", "/healthz"]) {
            for method in ["OPTIONS", "GET"] {
                let asked = [
                    ("origin", "https://evil.test"),
                    ("access-control-request-method", "POST"),
                    ("access-control-request-headers", "content-type"),
                ];
                let answer = world.call(method, path, &asked, "").await;
                for name in [
                    header::ACCESS_CONTROL_ALLOW_ORIGIN,
                    header::ACCESS_CONTROL_ALLOW_METHODS,
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
                ] {
                    assert_eq!(answer.header(name), "", "{method} {path}");
                }
            }
        }
    }

    #[test]
    fn what_comes_from_here_or_from_no_page_goes_through() {
        let passes = |secure: bool, knows_secret: bool, given: &[(&'static str, &str)]| {
            let headers = given
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect();
            let caller = Caller {
                address: [192, 0, 2, 1].into(),
                secure,
            };
            is_own(&headers, caller, "https://a.test/", knows_secret)
        };
        assert!(passes(true, false, &[]));
        assert!(passes(true, false, &[("origin", "https://a.test")]));
        assert!(passes(true, false, &[("origin", "https://b.test"), ("host", "b.test")]));
        assert!(passes(
            false,
            false,
            &[("origin", "http://b.test:1"), ("host", "b.test:1")]
        ));
        assert!(!passes(
            true,
            false,
            &[("origin", "http://b.test:1"), ("host", "b.test:1")]
        ));
        assert!(!passes(
            false,
            false,
            &[("origin", "http://b.test:1"), ("host", "b.test:2")]
        ));
        // Pages name no referrer, so their forms name no origin.
        let form = [("origin", "null"), ("sec-fetch-site", "same-origin")];
        assert!(passes(true, false, &form) && passes(true, true, &form));
        assert!(passes(true, true, &[("origin", "null")]) && !passes(true, false, &[("origin", "null")]));
    }

    #[test]
    fn an_origin_is_what_stands_before_the_path() {
        assert_eq!(origin("https://a.test:8/b/c"), "https://a.test:8");
        assert_eq!(origin("http://a.test"), "http://a.test");
    }
}
