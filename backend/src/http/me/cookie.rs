//! The cookie that holds the token of an applicant's session.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{app::App, applicants::sessions::LONGEST_SECONDS, ids};

const NAME: &str = "yijian_applicant";
/// What a browser takes from this very host only, over TLS only, for all paths (RFC 6265bis, 4.1.3.2).
const HOST: &str = "__Host-";

/// The token in the cookies of a request.
pub(in crate::http) fn token<'h>(app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
    read(&name(app, NAME), headers)
}

/// A token in the cookie of a name.
pub(super) fn read<'h>(name: &str, headers: &'h HeaderMap) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(own, token)| *own == name && ids::is_id(token))
        .map(|(_, token)| token)
}

/// Has the browser keep a token for as long as a session can last.
pub(in crate::http) fn keep(app: &App, token: &str) -> HeaderValue {
    write(app, NAME, token, LONGEST_SECONDS)
}

/// Has the browser forget it.
pub(in crate::http) fn forget(app: &App) -> HeaderValue {
    write(app, NAME, "", 0)
}

/// The name of a cookie as it is set here.
pub(super) fn name(app: &App, name: &str) -> String {
    if is_encrypted(app) {
        [HOST, name].concat()
    } else {
        name.to_owned()
    }
}

/// No script reads it, no form of another site sends it, and where the pages are encrypted it only travels so. Links from
/// elsewhere do send it: messages lead to cases.
pub(super) fn write(app: &App, name: &str, token: &str, seconds: i64) -> HeaderValue {
    let secure = if is_encrypted(app) { "; Secure" } else { "" };
    let name = self::name(app, name);
    let cookie = format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).expect("a token has hex digits only")
}

fn is_encrypted(app: &App) -> bool {
    app.public_url.starts_with("https://")
}
