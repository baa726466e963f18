//! The cookie that holds the token of a session at the desk.

use axum::http::{HeaderMap, HeaderValue};

use crate::{
    app::App,
    http::{
        caller::device,
        cookie::{self, SameSite},
    },
    ids,
    staff::{sessions::LONGEST_SECONDS, sign_in::Browser},
};

const NAME: &str = "yijian_desk";

/// The token in the cookies of a request.
pub(super) fn token<'h>(app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
    cookie::read(app, NAME, headers)
}

/// The browser of a request, for signing in with it.
pub(super) fn browser(app: &App, headers: &HeaderMap) -> Browser {
    Browser {
        device: device(headers),
        session: token(app, headers).map(|token| ids::digest(token.as_bytes())),
    }
}

/// Has the browser keep a token for as long as a session can last. Nothing from elsewhere sends it.
pub(super) fn keep(app: &App, token: &str) -> HeaderValue {
    cookie::write(app, NAME, SameSite::Strict, token, LONGEST_SECONDS)
}

/// Has the browser forget it.
pub(super) fn forget(app: &App) -> HeaderValue {
    cookie::write(app, NAME, SameSite::Strict, "", 0)
}
