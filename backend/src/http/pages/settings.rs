//! `GET /settings`: language and reading size.

use axum::{
    extract::Query,
    http::{HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use percent_encoding::{CONTROLS, utf8_percent_encode};

use super::{ELDER, LANG, Pairs, first};

/// Sets what is named and goes back to where the person was.
pub async fn settings(Query(pairs): Pairs) -> Response {
    let lang = Some(first(&pairs, "lang"))
        .filter(|lang| matches!(*lang, "zh" | "en"))
        .map(|lang| cookie(LANG, lang));
    let elder = Some(first(&pairs, "elder"))
        .filter(|on| matches!(*on, "0" | "1"))
        .map(|on| cookie(ELDER, on));
    let cookies: Vec<_> = [lang, elder]
        .into_iter()
        .flatten()
        .map(|cookie| (header::SET_COOKIE, cookie))
        .collect();
    let back = pairs
        .iter()
        .find(|(key, _)| key == "back")
        .map_or("/", |(_, path)| path.as_str());
    let back = if is_own_path(back) { back } else { "/" };
    let back = utf8_percent_encode(back, CONTROLS).to_string();
    (
        StatusCode::SEE_OTHER,
        AppendHeaders(cookies),
        [(header::LOCATION, back)],
    )
        .into_response()
}

/// A cookie for a year that the program of the phone can read.
fn cookie(name: &str, value: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"))
        .expect("names and values are plain words")
}

/// A path that stays on this server, or else the one to who is signed in.
pub(in crate::http) fn own_path(path: &str) -> &str {
    if is_own_path(path) && path.is_ascii() {
        path
    } else {
        "/me"
    }
}

/// Whether a path stays on this server: `//host` and `/\host` lead elsewhere.
fn is_own_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn a_choice_is_kept_and_leads_back() {
        let world = World::new().await;
        let answer = world
            .get("/settings?lang=en&elder=1&back=/t/convenience_store%3Fregion%3D610328")
            .await;
        let answer = answer.assert_status(303);
        assert_eq!(answer.header(header::LOCATION), "/t/convenience_store?region=610328");
        let cookies = answer.all(header::SET_COOKIE);
        assert!(
            cookies[0].starts_with("lang=en; ") && cookies[1].starts_with("elder=1; "),
            "{cookies:?}"
        );
    }

    #[tokio::test]
    async fn nobody_is_led_elsewhere() {
        let world = World::new().await;
        for back in [
            "https://evil.example",
            "//evil.example",
            "/%5Cevil.example",
            "evil",
            "/%0D%0AX:1",
            "",
        ] {
            let answer = world
                .get(&format!("/settings?lang=xx&back={back}"))
                .await
                .assert_status(303);
            assert_eq!(answer.header(header::LOCATION), "/", "{back}");
            assert!(answer.all(header::SET_COOKIE).is_empty());
        }
    }
}
