//! `GET /me/wechat` and `GET /me/wechat/back`: signing in with WeChat, inside WeChat.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};

use super::{
    Me,
    away::{self, Held},
    keep, sign_in,
};
use crate::{
    app::App,
    applicants::{
        ProofKind, is_wechat, personal,
        sign_in::{Refusal, Vouched, account, note},
    },
    http::{
        pages::settings::own_path,
        problem::{NO_STORE, internal, nothing_here},
    },
    security::{self, Event, Means},
    sending::Came,
};

const PROVIDER: &str = "wechat";

/// Pairs of a query.
pub(in crate::http) type Pairs = Query<std::collections::BTreeMap<String, String>>;

/// Sends a browser inside WeChat to be signed in. Who is signed in already adds WeChat to their account.
pub async fn away(State(app): State<App>, me: Option<Me>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    let Some(wechat) = app.sending.wechat_account() else {
        return nothing_here();
    };
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    if !is_wechat(agent.unwrap_or_default()) {
        return to("/me?said=wechat_only", None);
    }
    let held = Held {
        back: own_path(pairs.get("back").map_or("/me", String::as_str)).to_owned(),
        link: me.map(|me| me.account().to_owned()),
        ..Held::default()
    };
    match away::leave(&app, PROVIDER, &held).await {
        Ok((state, cookie)) => {
            let back = format!("{}/me/wechat/back", app.public_url);
            to(&wechat.away(&back, &state), Some(cookie))
        }
        Err(refusal) => failed(refusal),
    }
}

/// Signs in who comes back from WeChat.
pub async fn back(State(app): State<App>, me: Option<Me>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    match came(&app, me.as_ref(), &headers, &pairs).await {
        Ok(response) => response,
        Err(refusal) => turned_away(Means::Wechat, refusal),
    }
}

async fn came(
    app: &App,
    me: Option<&Me>,
    headers: &HeaderMap,
    pairs: &std::collections::BTreeMap<String, String>,
) -> Result<Response, Refusal> {
    let Some(wechat) = app.sending.wechat_account() else {
        return Ok(nothing_here());
    };
    let (Some(code), Some(state)) = (pairs.get("code"), pairs.get("state")) else {
        return Ok(lost(Means::Wechat, "away_lost"));
    };
    let Some(held) = away::back(app, headers, PROVIDER, state).await? else {
        return Ok(lost(Means::Wechat, "away_lost"));
    };
    let openid = match wechat.who(code).await {
        Ok(Came::Openid(openid)) => openid,
        Ok(Came::Snapshot) => return Ok(lost(Means::Wechat, "wechat_snapshot")),
        Ok(Came::Nobody) => return Ok(lost(Means::Wechat, "away_lost")),
        Err(fault) => {
            tracing::warn!(%fault, "WeChat could not be asked who came");
            return Ok(lost(Means::Wechat, "away_failed"));
        }
    };
    let proof = personal::proof(app, ProofKind::Wechat, &openid)?;
    // Only the account that went away gets it: somebody else may have signed in here meanwhile.
    let link = held.link.filter(|id| me.is_some_and(|me| me.account() == id));
    let vouched = Vouched {
        openid: Some(openid),
        ..Vouched::default()
    };
    let id = account(app, vec![proof], vouched, link).await?;
    let begun = sign_in::begin(app, headers, &id).await?;
    Ok(came_in(Means::Wechat, &held.back, keep(app, &begun.token)))
}

/// To where somebody wanted to go, signed in.
pub(super) fn came_in(by: Means, address: &str, cookie: HeaderValue) -> Response {
    note(by, None);
    to(address, Some(cookie))
}

/// To the page that says why nobody is signed in.
pub(super) fn lost(by: Means, said: &'static str) -> Response {
    security::note(Event::ApplicantRefused { by, why: said });
    to(&format!("/me?said={said}"), None)
}

/// The same, after a refusal.
pub(super) fn turned_away(by: Means, refusal: Refusal) -> Response {
    note(by, Some(&refusal));
    failed(refusal)
}

/// To an address, with a cookie.
pub(in crate::http) fn to(address: &str, cookie: Option<HeaderValue>) -> Response {
    let Ok(address) = HeaderValue::from_str(address) else {
        return internal(&"an address that is none");
    };
    let cookie = cookie.map(|cookie| (header::SET_COOKIE, cookie));
    (
        StatusCode::SEE_OTHER,
        [(header::LOCATION, address), (header::CACHE_CONTROL, NO_STORE)],
        AppendHeaders(cookie),
    )
        .into_response()
}

/// To the page that says what to do instead.
pub(super) fn failed(refusal: Refusal) -> Response {
    match refusal {
        Refusal::OtherPerson => to("/me?said=other_person", None),
        Refusal::Wrong => to("/me?said=closed", None),
        Refusal::Storage(fault) => fault.into_response(),
        Refusal::Dice(fault) => internal(&fault),
        Refusal::Mobile | Refusal::TooSoon(_) | Refusal::TooMany(_) | Refusal::Off | Refusal::NotSent => {
            to("/me?said=away_failed", None)
        }
    }
}
