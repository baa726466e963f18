//! Cookies that hold a secret of a browser: the token of a session, or what is remembered while somebody is away.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{app::App, ids};

/// What a browser takes from this very host only, over TLS only, for all paths (RFC 6265bis, 4.1.3.2).
const HOST: &str = "__Host-";

/// Whether links from elsewhere send a cookie along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SameSite {
    /// They do: messages lead to cases.
    Lax,
    /// Nothing from elsewhere does.
    Strict,
}

/// The token in a cookie of a request.
pub(super) fn read<'h>(app: &App, name: &str, headers: &'h HeaderMap) -> Option<&'h str> {
    let name = self::name(app, name);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(own, token)| *own == name && ids::is_id(token))
        .map(|(_, token)| token)
}

/// Has the browser keep a token for so many seconds; for none, forget it. No script reads it, no form of another site sends
/// it, and where the pages are encrypted it only travels so.
pub(super) fn write(app: &App, name: &str, same_site: SameSite, token: &str, seconds: i64) -> HeaderValue {
    let name = self::name(app, name);
    let same_site = match same_site {
        SameSite::Lax => "Lax",
        SameSite::Strict => "Strict",
    };
    let secure = if is_encrypted(app) { "; Secure" } else { "" };
    let cookie = format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite={same_site}{secure}");
    HeaderValue::from_str(&cookie).expect("a token has hex digits only")
}

/// The name of a cookie as it is set here.
fn name(app: &App, name: &str) -> String {
    if is_encrypted(app) {
        [HOST, name].concat()
    } else {
        name.to_owned()
    }
}

fn is_encrypted(app: &App) -> bool {
    app.public_url.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use yijian_domain::case::Role;

    use crate::testing::{Setup, World, staff::PASSWORD};

    const SESSION: &str = "/api/v1/staff/session";

    #[tokio::test]
    async fn without_encryption_a_cookie_has_neither_the_mark_nor_the_name_for_it() {
        let world = World::with_files(Setup {
            public_url: "http://192.0.2.7".to_owned(),
            ..Setup::default()
        })
        .await;
        world.hire("clerk", &[Role::Clerk], None).await;
        let answer = world.sign_in("clerk", PASSWORD, None).await.assert_status(200);
        let cookie = answer.header(header::SET_COOKIE);
        assert!(
            cookie.starts_with("yijian_desk=") && !cookie.contains("Secure"),
            "{cookie}"
        );
        let cookie = cookie.split(';').next().unwrap();
        world
            .call("GET", SESSION, &[("cookie", cookie)], "")
            .await
            .assert_status(200);
    }

    #[tokio::test]
    async fn with_encryption_a_cookie_that_another_host_could_have_set_opens_nothing() {
        let world = World::new().await;
        let desk = world.signed_in("clerk").await;
        let plain = desk.cookie.strip_prefix("__Host-").unwrap();
        world
            .call("GET", SESSION, &[("cookie", plain)], "")
            .await
            .assert_problem(401, "signed_out");
        desk.get(SESSION).await.assert_status(200);
    }
}
