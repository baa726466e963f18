//! Signing in with a provider of identities by OpenID Connect: a province's platform for applicants, a city's own directory
//! for the staff. Authorisation code with PKCE (RFC 7636), state and nonce; discovery and keys are asked for each time, so a
//! provider that changes its keys locks nobody out.

use std::{collections::BTreeMap, future::Future, pin::Pin};

use openidconnect::{
    AdditionalClaims, AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse, UserInfoClaims,
    core::{CoreClient, CoreGenderClaim, CoreProviderMetadata, CoreResponseType},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    sending::{Client, ClientFault, SendFault},
    settings::Oidc,
};

/// The providers of the settings.
#[derive(Debug, Default)]
pub struct Providers {
    /// For applicants.
    pub applicants: Option<Provider>,
    /// For the staff.
    pub staff: Option<Provider>,
}

/// Where a sign-in broke off. What a provider writes may name the person and is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OidcFault {
    /// Its description cannot be read, or it is another provider's.
    #[error("the provider cannot be asked what it is")]
    Discovery,
    /// It does not take the code.
    #[error("the provider did not take the code")]
    Code,
    /// The token does not hold: signature, audience, end or nonce.
    #[error("the provider's token does not hold")]
    Token,
    /// It does not say who it is.
    #[error("the provider cannot be asked who it is")]
    Claims,
}

/// Who came back.
#[derive(Clone)]
pub struct Known {
    /// The same for the same person at this provider.
    pub subject: String,
    /// Everything the provider says about them.
    pub claims: BTreeMap<String, Value>,
}

/// Nothing of a person is printed.
impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known(***)")
    }
}

impl Known {
    /// A claim that is a text.
    #[must_use]
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str().filter(|text| !text.is_empty())
    }

    /// A claim that is several texts, or one.
    #[must_use]
    pub fn texts(&self, claim: &str) -> Vec<&str> {
        match self.claims.get(claim) {
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
            Some(value) => value.as_str().into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Whether the provider says that something is verified.
    #[must_use]
    pub fn is_verified(&self, claim: &str) -> bool {
        match self.claims.get(&format!("{claim}_verified")) {
            // Providers that verify everything do not say so.
            None => true,
            Some(verified) => verified.as_bool() == Some(true) || verified.as_str() == Some("true"),
        }
    }

    /// Whether one of these methods or classes of authentication was used (`amr`, `acr`).
    #[must_use]
    pub fn used(&self, methods: &[String]) -> bool {
        let mut used = ["acr", "amr"].into_iter().flat_map(|claim| self.texts(claim));
        used.any(|used| methods.iter().any(|method| method == used))
    }
}

/// Claims as they come.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct All(BTreeMap<String, Value>);

impl AdditionalClaims for All {}

type Ready =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;
type Going = Pin<Box<dyn Future<Output = Result<HttpResponse, SendFault>> + Send>>;

/// A provider of identities.
#[derive(Debug)]
pub struct Provider {
    /// How it is set.
    pub settings: Oidc,
    client: Client,
}

impl Provider {
    /// A provider by its settings.
    ///
    /// # Errors
    /// When nothing can be asked over TLS.
    pub fn new(settings: Oidc) -> Result<Self, ClientFault> {
        let client = Client::new(&[&settings.issuer])?;
        Ok(Self { settings, client })
    }

    fn http(&self) -> impl Fn(HttpRequest) -> Going + Send + Sync + use<> {
        let client = self.client.clone();
        move |request| {
            let client = client.clone();
            Box::pin(async move { client.exchange(request).await })
        }
    }

    async fn ready(&self, back: &str) -> Result<Ready, OidcFault> {
        let Oidc {
            issuer,
            client_id,
            client_secret,
            ..
        } = &self.settings;
        let issuer = IssuerUrl::new(issuer.clone()).map_err(|_| OidcFault::Discovery)?;
        let http = self.http();
        let metadata = CoreProviderMetadata::discover_async(issuer, &http)
            .await
            .map_err(|_| OidcFault::Discovery)?;
        let back = RedirectUrl::new(back.to_owned()).map_err(|_| OidcFault::Discovery)?;
        let secret = ClientSecret::new(client_secret.0.clone());
        let client = CoreClient::from_provider_metadata(metadata, ClientId::new(client_id.clone()), Some(secret));
        Ok(client.set_redirect_uri(back))
    }

    /// Where a browser goes to be signed in, and comes back from to `back`.
    ///
    /// # Errors
    /// When the provider cannot be asked where that is.
    pub async fn away(&self, back: &str, state: String, nonce: String, verifier: &str) -> Result<String, OidcFault> {
        let client = self.ready(back).await?;
        let verifier = PkceCodeVerifier::new(verifier.to_owned());
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        Ok(request.url().0.to_string())
    }

    /// Who came back with a code.
    ///
    /// # Errors
    /// When the code is not taken, or what comes for it does not hold.
    pub async fn who(&self, back: &str, code: &str, nonce: &str, verifier: &str) -> Result<Known, OidcFault> {
        let (client, http) = (self.ready(back).await?, self.http());
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| OidcFault::Discovery)?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()));
        let answer = request.request_async(&http).await.map_err(|_| OidcFault::Code)?;
        let token = answer.id_token().ok_or(OidcFault::Token)?;
        let holds = token
            .claims(&client.id_token_verifier(), &Nonce::new(nonce.to_owned()))
            .map_err(|_| OidcFault::Token)?;
        let subject = holds.subject().clone();
        let mut claims = payload(&token.to_string()).ok_or(OidcFault::Token)?;
        // Many providers say more there than in the token. The library checks that it is about the same subject.
        if let Ok(request) = client.user_info(answer.access_token().clone(), Some(subject.clone())) {
            let more: UserInfoClaims<All, CoreGenderClaim> =
                request.request_async(&http).await.map_err(|_| OidcFault::Claims)?;
            if let Ok(Value::Object(more)) = serde_json::to_value(&more) {
                claims.extend(more);
            }
        }
        Ok(Known {
            subject: subject.to_string(),
            claims,
        })
    }
}

/// What a token says whose signature was just checked.
fn payload(token: &str) -> Option<BTreeMap<String, Value>> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&payload).ok()
}

#[cfg(test)]
mod tests;
