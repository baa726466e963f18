//! Security headers, on every answer.

use std::{collections::BTreeSet, sync::OnceLock};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::{
    caller::Caller,
    problem::{NO_STORE, nothing_here, problem, respond},
};
use crate::app::App;

static POLICY: OnceLock<HeaderValue> = OnceLock::new();
static DESK_POLICY: OnceLock<HeaderValue> = OnceLock::new();

/// The content policy of what is neither a page nor a script: looked at alone, nothing in it runs, loads or is framed.
const ALONE: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
/// The same, inside a page of this server.
const FRAMED: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
/// Both for what needs no viewer of the browser, in a sandbox.
const ALONE_BOXED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
);
const FRAMED_BOXED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
);
/// A year, as browsers ask of the sites they know by heart.
const ENCRYPTED_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Longest path with its query in bytes; all answers of the largest theme have some 2,000.
const LONGEST_ADDRESS: usize = 8 * 1024;

/// The same on every answer.
const EVERYWHERE: [(HeaderName, HeaderValue); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Secrets of drafts and receipts stand in paths.
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), autoplay=(), camera=(self), display-capture=(), fullscreen=(self), geolocation=(self), \
             gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("x-permitted-cross-domain-policies"),
        HeaderValue::from_static("none"),
    ),
];

/// Adds what every answer carries. A handler that needs another content policy sets its own; what names no time to keep
/// is not kept anywhere.
pub(super) async fn guard(State(app): State<App>, caller: Caller, request: Request, next: Next) -> Response {
    // Ids are words; a path that is no text names nothing.
    let readable = percent_decode_str(request.uri().path()).decode_utf8().is_ok();
    let length = request
        .uri()
        .path_and_query()
        .map_or(0, |address| address.as_str().len());
    let signs_in = request.uri().path() == "/me" || request.uri().path().starts_with("/me/");
    let mut response = match (readable, length <= LONGEST_ADDRESS) {
        (true, true) => next.run(request).await,
        (false, _) => nothing_here(),
        (true, false) => respond(&problem(
            StatusCode::URI_TOO_LONG,
            "address_too_long",
            "Path and query are too long.",
        )),
    };
    let headers = response.headers_mut();
    let policy = if runs(headers) {
        POLICY.get_or_init(|| policy(app.site.shells(), false)).clone()
    } else {
        ALONE
    };
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    headers
        .entry(header::X_FRAME_OPTIONS)
        .or_insert(HeaderValue::from_static("DENY"));
    headers.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    headers.extend(EVERYWHERE);
    if signs_in {
        // Its address holds no secret. Without a referrer its forms would name no origin, and browsers that do not send
        // `Sec-Fetch-Site` (older ones, all where nothing is encrypted) could not sign in.
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    }
    if caller.secure || app.public_url.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ENCRYPTED_ONLY);
    }
    response
}

/// Whether an answer is a page or a script. Workers obey the policy of their own script.
fn runs(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|kind| kind.starts_with("text/html") || kind.contains("javascript"))
}

/// Marks an answer as a paper of a person: kept nowhere, shown alone, or with `framed` inside a page of this server.
/// `boxed`, it may do nothing at all; a browser would not start its viewer of PDF there.
pub(super) fn paper(headers: &mut HeaderMap, framed: bool, boxed: bool) {
    headers.insert(header::CACHE_CONTROL, NO_STORE);
    let policy = match (framed, boxed) {
        (false, false) => ALONE,
        (false, true) => ALONE_BOXED,
        (true, false) => FRAMED,
        (true, true) => FRAMED_BOXED,
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    if framed {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
}

/// The content policy of the staff's pages: documents that a page has fetched may be shown inside it.
pub(super) fn desk_policy(app: &App) -> HeaderValue {
    DESK_POLICY
        .get_or_init(|| policy(std::iter::once(app.site.desk()), true))
        .clone()
}

/// The content policy of the pages. Of inline scripts only those of the frames that trunk built may run, and no style
/// stands in an element: how long a bar is says an attribute of a picture, or the program by the interface of the browser.
fn policy<'a>(shells: impl Iterator<Item = &'a str>, documents: bool) -> HeaderValue {
    let scripts: BTreeSet<String> = shells
        .flat_map(inline_scripts)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    let scripts: String = scripts.into_iter().collect();
    let objects = if documents {
        "frame-src blob:; object-src blob:"
    } else {
        "frame-src 'none'; object-src 'none'"
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; {objects}; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
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
mod tests;
