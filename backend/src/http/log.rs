//! One line for each request: method, route, status, duration, id. Never parameters, queries, bodies or tokens.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use crate::{app::App, metrics, traces};

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
    span.in_scope(|| tracing::info!(%method, route, status, milliseconds, "answered"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
