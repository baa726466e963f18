//! Who asks, as handlers get them.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};

use super::token;
use crate::{
    access::Asker,
    app::App,
    applicants::sessions,
    clock::Moment,
    http::{
        api::bearer,
        problem::{problem, respond},
    },
    ids,
    storage::{ApplicantSession, StorageFault},
};

/// Whoever asks: with the secret of a receipt in `Authorization`, signed in, both, or nobody.
#[derive(Debug, Clone)]
pub struct Asking(pub Asker);

impl FromRequestParts<App> for Asking {
    type Rejection = StorageFault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, StorageFault> {
        let session = session(app, &parts.headers).await?;
        let asker = Asker::applicant(session.map(|signed| signed.session.applicant));
        Ok(Self(match bearer(&parts.headers) {
            Some(secret) => asker.with_secret(secret),
            None => asker,
        }))
    }
}

/// An applicant who is signed in.
#[derive(Debug, Clone)]
pub struct Me {
    /// Their session.
    pub session: ApplicantSession,
    /// When it ends if nothing more is asked.
    pub ends_at: Moment,
}

impl Me {
    /// They, as [`crate::access`] knows them.
    #[must_use]
    pub fn asker(&self) -> Asker {
        Asker::applicant(Some(self.session.applicant.clone()))
    }

    /// Id of their account.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.session.applicant
    }
}

/// No applicant is signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignedOut {
    /// There is no session, or not any more, or another site asks.
    #[error("sign in first: POST /api/v1/sign-in/codes, then POST /api/v1/sign-in")]
    Nobody,
    /// It could not be looked for.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for SignedOut {
    fn into_response(self) -> Response {
        match self {
            Self::Nobody => {
                let mut problem = problem(StatusCode::UNAUTHORIZED, "signed_out", "Nobody is signed in.");
                problem.detail = Some(Self::Nobody.to_string());
                respond(&problem)
            }
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

impl FromRequestParts<App> for Me {
    type Rejection = SignedOut;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, SignedOut> {
        session(app, &parts.headers).await?.ok_or(SignedOut::Nobody)
    }
}

/// For pages that everybody may ask for.
impl axum::extract::OptionalFromRequestParts<App> for Me {
    type Rejection = StorageFault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, StorageFault> {
        session(app, &parts.headers).await
    }
}

/// The session of a request, if it counts.
async fn session(app: &App, headers: &HeaderMap) -> Result<Option<Me>, StorageFault> {
    let Some(token) = token(app, headers) else {
        return Ok(None);
    };
    let key = ids::digest(token.as_bytes());
    let now = app.clock.now();
    let session = app.storage.applicant_session(&key).await?;
    let Some(mut session) = session.filter(|session| sessions::counts(session, now)) else {
        return Ok(None);
    };
    if sessions::is_to_note(session.seen_at, now) {
        match app.storage.see_applicant_session(key, now).await {
            Ok(()) => session.seen_at = now,
            // A storage that is full must not keep anybody from reading.
            Err(fault) => tracing::warn!(%fault, "a session could not be prolonged"),
        }
    }
    let ends_at = sessions::end(session.seen_at, session.expires_at);
    Ok(Some(Me { session, ends_at }))
}
