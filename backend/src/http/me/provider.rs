//! `GET /me/provider` and `GET /me/provider/back`: signing in with a provider of identities.

use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use yijian_domain::value::Mobile;

use super::{
    away::{self, Held},
    keep, sign_in,
    wechat::{Pairs, came_in, failed, lost, to, turned_away},
};
use crate::{
    app::App,
    applicants::{
        Proof, ProofKind, personal,
        sign_in::{Refusal, Vouched, account},
    },
    http::problem::nothing_here,
    oidc::{Known, Provider},
    security::Means,
    storage::StorageFault,
};

const PROVIDER: &str = "oidc";

/// Sends a browser to the provider. Who comes back is who the provider knows, whoever was signed in here before: on a phone
/// that was lent, nobody is joined to the account of the one before. Accounts meet by what both have proved.
pub async fn away(State(app): State<App>) -> Response {
    let Some(provider) = &app.providers.applicants else {
        return nothing_here();
    };
    match begin(&app, provider, PROVIDER, &back_of(&app)).await {
        Ok(response) => response,
        Err(refusal) => failed(refusal),
    }
}

/// Signs in who comes back from it.
pub async fn back(State(app): State<App>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    let Some(provider) = &app.providers.applicants else {
        return nothing_here();
    };
    let came = async {
        let known = match come(&app, provider, PROVIDER, &back_of(&app), &headers, &pairs).await? {
            Ok(came) => came,
            Err(said) => return Ok(lost(Means::Provider, said)),
        };
        let (proofs, vouched) = proofs(&app, provider, &known)?;
        let id = account(&app, proofs, vouched, None).await?;
        let begun = sign_in::begin(&app, &headers, &id).await?;
        Ok::<_, Refusal>(came_in(Means::Provider, "/me", keep(&app, &begun.token)))
    };
    came.await
        .unwrap_or_else(|refusal| turned_away(Means::Provider, refusal))
}

fn back_of(app: &App) -> String {
    format!("{}/me/provider/back", app.public_url)
}

/// What the provider vouches for.
fn proofs(app: &App, provider: &Provider, known: &Known) -> Result<(Vec<Proof>, Vouched), StorageFault> {
    let settings = &provider.settings;
    let subject = format!("{} {}", settings.issuer, known.subject);
    let mut proofs = vec![personal::proof(app, ProofKind::Oidc, &subject)?];
    let mut vouched = Vouched {
        name: known
            .text(&settings.name_claim)
            .map(|name| personal::seal(app, "name", name))
            .transpose()?,
        ..Vouched::default()
    };
    if let Some(number) = settings.id_number_claim.as_deref().and_then(|claim| known.text(claim)) {
        let number = number.trim().to_uppercase();
        proofs.push(personal::proof(app, ProofKind::Identity, &number)?);
        vouched.id_number = Some(personal::seal(app, ProofKind::Identity.code(), &number)?);
    }
    let mobile = known
        .text(&settings.mobile_claim)
        .and_then(|text| Mobile::parse(text).ok());
    if let Some(mobile) = mobile.filter(|_| known.is_verified(&settings.mobile_claim)) {
        proofs.push(personal::proof(app, ProofKind::Mobile, mobile.as_str())?);
    }
    Ok((proofs, vouched))
}

/// Sends a browser to a provider, for applicants or for the staff.
pub(in crate::http) async fn begin(
    app: &App,
    provider: &Provider,
    name: &str,
    back: &str,
) -> Result<Response, Refusal> {
    let held = Held {
        nonce: app.dice.roll()?,
        // 64 characters, of 43 to 128 that are allowed (RFC 7636, 4.1).
        verifier: [app.dice.roll()?, app.dice.roll()?].concat(),
        ..Held::default()
    };
    let (state, cookie) = away::leave(app, name, &held).await?;
    match provider.away(back, state, held.nonce, &held.verifier).await {
        Ok(address) => Ok(to(&address, Some(cookie))),
        Err(fault) => {
            tracing::warn!(%fault, "nobody can be sent to the provider of identities");
            Err(Refusal::NotSent)
        }
    }
}

/// Who came back from a provider; or the word that says why nobody did.
pub(in crate::http) async fn come(
    app: &App,
    provider: &Provider,
    name: &str,
    back: &str,
    headers: &HeaderMap,
    pairs: &std::collections::BTreeMap<String, String>,
) -> Result<Result<Known, &'static str>, Refusal> {
    let Some(state) = pairs.get("state") else {
        return Ok(Err("away_lost"));
    };
    let Some(held) = away::back(app, headers, name, state).await? else {
        return Ok(Err("away_lost"));
    };
    // They said no there, or something went wrong there.
    let Some(code) = pairs.get("code") else {
        return Ok(Err("away_lost"));
    };
    match provider.who(back, code, &held.nonce, &held.verifier).await {
        Ok(known) => Ok(Ok(known)),
        Err(fault) => {
            tracing::warn!(%fault, "somebody came back from the provider of identities and was not known");
            Ok(Err("away_failed"))
        }
    }
}
