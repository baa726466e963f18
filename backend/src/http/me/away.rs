//! Signing in elsewhere: what is remembered while somebody is away, and that it is the same browser that comes back.

use axum::http::{HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    applicants::sign_in::Refusal,
    clock::Moment,
    http::cookie::{self, SameSite},
    ids,
    storage::NewState,
};

/// How long somebody may be away, in seconds.
const LONGEST_SECONDS: i64 = 600;
const NAME: &str = "yijian_away";

/// What is remembered.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Held {
    /// Where to go on afterwards, on this server.
    pub(in crate::http) back: String,
    /// The account that was signed in, which gets what is proved.
    pub(in crate::http) link: Option<String>,
    /// The nonce that has to stand in the token of a provider of identities.
    pub(in crate::http) nonce: String,
    /// What shows the provider that it is us again (RFC 7636).
    pub(in crate::http) verifier: String,
}

/// Remembers it under a new state; the state, and a cookie for the browser.
pub(in crate::http) async fn leave(app: &App, provider: &str, held: &Held) -> Result<(String, HeaderValue), Refusal> {
    let (state, browser) = (app.dice.roll()?, app.dice.roll()?);
    let held = serde_json::to_string(held).expect("a record has text keys only");
    let expires_at = Moment::from_seconds(app.clock.now().seconds() + LONGEST_SECONDS);
    app.storage
        .keep_state(NewState {
            key: ids::digest(state.as_bytes()),
            browser: ids::digest(browser.as_bytes()),
            provider: provider.to_owned(),
            held,
            expires_at,
        })
        .await?;
    Ok((
        state,
        cookie::write(app, NAME, SameSite::Lax, &browser, LONGEST_SECONDS),
    ))
}

/// What was remembered under a state, once, if this is the browser that went; none otherwise.
pub(in crate::http) async fn back(
    app: &App,
    headers: &HeaderMap,
    provider: &str,
    state: &str,
) -> Result<Option<Held>, Refusal> {
    let browser = cookie::read(app, NAME, headers).unwrap_or_default();
    let held = app
        .storage
        .take_state(
            ids::digest(state.as_bytes()),
            ids::digest(browser.as_bytes()),
            provider.to_owned(),
            app.clock.now(),
        )
        .await?;
    Ok(held.and_then(|held| serde_json::from_str(&held).ok()))
}
