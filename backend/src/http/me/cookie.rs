//! The cookie that holds the token of an applicant's session.

use axum::http::{HeaderMap, HeaderValue};

use crate::{
    app::App,
    applicants::sessions::LONGEST_SECONDS,
    http::cookie::{self, SameSite},
};

const NAME: &str = "yijian_applicant";

/// The token in the cookies of a request.
pub(in crate::http) fn token<'h>(app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
    cookie::read(app, NAME, headers)
}

/// Has the browser keep a token for as long as a session can last. Links from elsewhere send it: messages lead to cases.
pub(in crate::http) fn keep(app: &App, token: &str) -> HeaderValue {
    cookie::write(app, NAME, SameSite::Lax, token, LONGEST_SECONDS)
}

/// Has the browser forget it.
pub(in crate::http) fn forget(app: &App) -> HeaderValue {
    cookie::write(app, NAME, SameSite::Lax, "", 0)
}
