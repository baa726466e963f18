//! What every request of the staff passes: nothing that changes something comes from another site, nothing is kept in
//! between.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    http::problem::{NO_STORE, problem, respond},
};

/// What the desk's program sends with every change. Another site can send a header of its own only where the server
/// allows it (Fetch Standard, CORS-preflight), and this one never does.
pub(super) const DESK: &str = "x-yijian-desk";

/// A change that another site may have caused.
#[derive(Debug, thiserror::Error)]
pub(super) enum CrossSite {
    /// Without the header.
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

/// Lets through what reads, and what changes from here.
pub(super) async fn gate(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let mut response = match check(request.headers(), &app.public_url) {
        Err(refusal) if !reads => refusal.into_response(),
        _ => next.run(request).await,
    };
    response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    response
}

/// Whether the headers show that the request comes from a page of this server, or from no page at all.
fn check(headers: &HeaderMap, public_url: &str) -> Result<(), CrossSite> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if text(DESK) != Some("1") {
        return Err(CrossSite::NoHeader);
    }
    if text("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Err(CrossSite::OtherOrigin);
    }
    let Some(origin) = text("origin") else {
        return Ok(());
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    if origin == self::origin(public_url) || (host.is_some() && host == text("host")) {
        Ok(())
    } else {
        Err(CrossSite::OtherOrigin)
    }
}

/// Scheme, host and port of an address.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |scheme| scheme + 3);
    let end = address[host..].find('/').map_or(address.len(), |path| host + path);
    &address[..end]
}

#[cfg(test)]
mod tests;
