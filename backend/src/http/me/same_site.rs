//! Nothing that another site causes changes anything in somebody's name.

use axum::http::{HeaderMap, Method};

use crate::app::App;

/// Whether a request reads, or comes from a page of this server, or from no page at all.
///
/// The cookie is `SameSite=Lax`, so a form of another site does not send it; this is the second lock. Our own forms send
/// `Origin: null`, because our pages name no referrer (Fetch Standard, "append a request Origin header").
pub(in crate::http) fn comes_from_here(app: &App, method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    match text("origin") {
        None | Some("null") => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            app.public_url == origin
                || app.public_url.starts_with(&format!("{origin}/"))
                || (host.is_some() && host == text("host"))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn only_pages_of_this_server_change_something() {
        let world = World::new().await;
        let passes = |pairs: &[(&'static str, &'static str)]| {
            let headers = pairs
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            comes_from_here(&world.app, &Method::POST, &headers.collect())
        };
        assert!(passes(&[]));
        assert!(passes(&[
            ("origin", "https://yijian.test"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(passes(&[("origin", "null"), ("sec-fetch-site", "same-origin")]));
        assert!(passes(&[
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!passes(&[("origin", "null"), ("sec-fetch-site", "cross-site")]));
        assert!(!passes(&[("sec-fetch-site", "same-site")]));
        assert!(!passes(&[("origin", "https://evil.example"), ("host", "yijian.test")]));
        assert!(!passes(&[("origin", "https://yijian.test.evil.example")]));
        assert!(!passes(&[("origin", "https://yijian.tes")]));
    }
}
