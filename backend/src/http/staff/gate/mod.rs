//! What every request of the staff passes, besides what every other passes: what changes something carries a header of
//! the desk's program, nothing is kept in between.

use axum::{
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::http::{
    origin::{self, CrossSite},
    problem::NO_STORE,
};

/// What the desk's program sends with every change. Another site can send a header of its own only where the server
/// allows it (Fetch Standard, CORS-preflight), and this one never does.
pub(super) const DESK: &str = "x-yijian-desk";

/// Lets through what reads, and what changes with the header.
pub(super) async fn gate(request: Request, next: Next) -> Response {
    let mut response = if origin::reads(request.method()) || request.headers().get(DESK).is_some_and(|desk| desk == "1")
    {
        next.run(request).await
    } else {
        CrossSite::NoHeader.into_response()
    };
    response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    response
}

#[cfg(test)]
mod tests;
