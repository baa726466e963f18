//! Errors as RFC 9457 problem details with stable codes.

use std::any::Any;

use axum::{
    Extension,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use yijian_domain::wire::Problem;

use crate::{files::StoreFault, storage::StorageFault};

/// After so many seconds a caller whom a full or locked storage turned away may try again.
const RETRY_SECONDS: &str = "5";

/// A problem with its status and code. `title` is for developers.
pub(super) fn problem(status: StatusCode, code: &str, title: &str) -> Problem {
    Problem {
        code: code.to_owned(),
        status: status.as_u16(),
        title: title.to_owned(),
        ..Problem::default()
    }
}

/// The code of a problem, beside the answer that tells it: for the log.
#[derive(Debug, Clone)]
pub(super) struct Code(pub(super) String);

/// The answer that tells a problem.
pub(super) fn respond(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).expect("a problem has text keys only");
    let content_type = HeaderValue::from_static("application/problem+json");
    (
        status,
        Extension(Code(problem.code.clone())),
        [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, NO_STORE)],
        body,
    )
        .into_response()
}

/// Nothing that concerns a person is kept in between.
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

impl IntoResponse for StorageFault {
    fn into_response(self) -> Response {
        let (code, title) = match &self {
            Self::Full => (
                "storage_full",
                "The server has no space left. Nothing is lost; try again later.",
            ),
            Self::Busy | Self::Left => ("busy", "The server is busy. Nothing is lost; try again soon."),
            Self::Files(StoreFault::Unreachable(_)) => (
                "files_unreachable",
                "Files cannot be kept at the moment. Nothing is lost; try again soon.",
            ),
            Self::UploadGone
            | Self::Row { .. }
            | Self::Database(_)
            | Self::Files(_)
            | Self::Sealed(_)
            | Self::Vault(_) => {
                return internal(&self);
            }
        };
        tracing::error!(fault = %self, "storage");
        later(code, title)
    }
}

/// Something is out of order for a while: try again later.
pub(super) fn later(code: &str, title: &str) -> Response {
    let mut response = respond(&problem(StatusCode::SERVICE_UNAVAILABLE, code, title));
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_SECONDS));
    response
}

/// A fault of ours: detail goes to the log only.
pub(super) fn internal(fault: &dyn std::fmt::Display) -> Response {
    tracing::error!(%fault, "internal");
    respond(&problem(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong on the server.",
    ))
}

/// The answer after a panic. What it said may carry content, so it stays out of the log; the hook logs the place.
pub(super) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    internal(&"a handler panicked")
}

/// No such address.
pub(super) async fn not_found() -> Response {
    nothing_here()
}

/// The same, at once.
pub(super) fn nothing_here() -> Response {
    respond(&problem(
        StatusCode::NOT_FOUND,
        "not_found",
        "There is nothing at this address.",
    ))
}

/// The address takes other methods.
pub(super) async fn method_not_allowed() -> Response {
    respond(&problem(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "This address takes other methods.",
    ))
}
