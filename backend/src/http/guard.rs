//! Security headers, on every answer.

use std::{collections::BTreeSet, sync::OnceLock};

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::problem::nothing_here;
use crate::app::App;

static POLICY: OnceLock<HeaderValue> = OnceLock::new();
static DESK_POLICY: OnceLock<HeaderValue> = OnceLock::new();

/// Adds what every answer carries. A handler that needs another content policy sets its own.
pub(super) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    // Ids are words; a path that is no text names nothing.
    let readable = percent_decode_str(request.uri().path()).decode_utf8().is_ok();
    let mut response = if readable {
        next.run(request).await
    } else {
        nothing_here()
    };
    let headers = response.headers_mut();
    let policy = POLICY.get_or_init(|| policy(app.site.shells(), false));
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(|| policy.clone());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Secrets of drafts and receipts stand in paths.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers
        .entry(header::X_FRAME_OPTIONS)
        .or_insert(HeaderValue::from_static("DENY"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    response
}

/// The content policy of the staff's pages: documents that a page has fetched may be shown inside it.
pub(super) fn desk_policy(app: &App) -> HeaderValue {
    DESK_POLICY
        .get_or_init(|| policy(std::iter::once(app.site.desk()), true))
        .clone()
}

/// The content policy of the pages. Of inline scripts only those of the frames that trunk built may run; style attributes
/// say how long bars are.
fn policy<'a>(shells: impl Iterator<Item = &'a str>, documents: bool) -> HeaderValue {
    let scripts: BTreeSet<String> = shells
        .flat_map(inline_scripts)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    let scripts: String = scripts.into_iter().collect();
    let objects = if documents {
        "frame-src blob:; object-src blob:"
    } else {
        "object-src 'none'"
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; style-src-attr 'unsafe-inline'; \
         img-src 'self' data: blob:; connect-src 'self'; {objects}; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("the policy is plain ASCII")
}

/// The contents of script elements without `src`.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (content, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(content)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_path_that_is_no_text_names_nothing() {
        let world = crate::testing::World::new().await;
        for path in ["/api/v1/themes/%FF", "/p/%C0%AF", "/%FF"] {
            world.get(path).await.assert_problem(404, "not_found");
        }
    }

    #[test]
    fn only_the_inline_script_of_the_frame_is_allowed_by_its_hash() {
        let page = "<script src=\"a.js\"></script><script type=\"module\">init()</script>";
        let hash = STANDARD.encode(Sha256::digest("init()"));
        let policy = policy([page, page].into_iter(), false);
        assert!(
            policy
                .to_str()
                .unwrap()
                .contains(&format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';"))
        );
        assert!(
            !policy
                .to_str()
                .unwrap()
                .replace("style-src-attr 'unsafe-inline'", "")
                .contains("unsafe-inline")
        );
    }
}
