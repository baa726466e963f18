//! One line for each request: method, route, status, duration, id. Never parameters, queries, bodies or tokens.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use super::problem::Code;
use crate::{
    app::App,
    metrics,
    security::{self, Event},
    traces,
};

/// Refusals of who somebody says they are. They are noted where they are decided.
const DECIDED: [&str; 8] = [
    "sign_in_failed",
    "code_needed",
    "directory_first",
    "code_wrong",
    "password_wrong",
    "account_unknown",
    "away_lost",
    "away_failed",
];
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Logs a request when it is answered. The id stands in the answer and in every line about the request.
pub(super) async fn log(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = app
        .dice
        .roll()
        .map_or_else(|_| "none".to_owned(), |id| id[..16].to_owned());
    let method = request.method().clone();
    // The template, not the path: tokens stand in paths.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other", |path| path.as_str())
        .to_owned();
    let begun = Instant::now();
    let trace = traces::request(method.as_str(), &route, request.headers());
    // For the lines of the log only; what is traced has its own span.
    let span = tracing::error_span!(target: "request", parent: &trace, "request", id);
    let mut response = next
        .run(request)
        .instrument(span.clone())
        .instrument(trace.clone())
        .await;
    let status = response.status().as_u16();
    traces::answered(&trace, status);
    let took = begun.elapsed();
    metrics::answered(&route, method.as_str(), status, took);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        note_refusal(&route, &response);
        tracing::info!(%method, route, status, milliseconds, "answered");
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Notes a request that somebody may not make.
fn note_refusal(route: &str, response: &Response) {
    let status = response.status();
    if !matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        return;
    }
    let why = response.extensions().get::<Code>().map(|Code(code)| code.as_str());
    if why.is_none_or(|why| !DECIDED.contains(&why)) {
        security::note(Event::AccessRefused {
            route,
            status: status.as_u16(),
            why,
        });
    }
}
