//! The cookie that holds the token of a session.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{app::App, ids, staff::sessions::LONGEST_SECONDS};

const NAME: &str = "yijian_desk";

/// The token in the cookies of a request.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, token)| *name == NAME && ids::is_id(token))
        .map(|(_, token)| token)
}

/// Has the browser keep a token for as long as a session can last.
pub(super) fn keep(app: &App, token: &str) -> HeaderValue {
    write(app, token, LONGEST_SECONDS)
}

/// Has the browser forget it.
pub(super) fn forget(app: &App) -> HeaderValue {
    write(app, "", 0)
}

/// No script reads it, no other site causes it to be sent, and where the pages are encrypted it only travels so.
fn write(app: &App, token: &str, seconds: i64) -> HeaderValue {
    let secure = if app.public_url.starts_with("https://") {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!("{NAME}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&cookie).expect("a token has hex digits only")
}
