//! Who is signed in, as every handler of the staff gets them.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use yijian_domain::case::Role;

use super::cookie;
use crate::{
    access::{self, Area, Matter},
    app::App,
    clock::Moment,
    http::problem::{problem, respond},
    ids,
    staff::{StaffMember, sessions},
    storage::StorageFault,
};

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Signed {
    /// They.
    pub member: StaffMember,
    /// Signing in with the password takes a one-time code.
    pub totp: bool,
    /// The directory that signed them in asked for a second factor.
    pub second_factor: bool,
    /// When the session ends if nothing more is asked.
    pub ends_at: Moment,
    /// Names the session.
    pub(super) session: String,
    /// SHA-256 of the session's token.
    pub(super) key: String,
}

impl Signed {
    /// They, in a part of the desk.
    ///
    /// # Errors
    /// When it is for other roles.
    pub fn to(&self, area: Area) -> Result<&StaffMember, NotYourRole> {
        if access::staff_may(&self.member, Matter::Area(area)) {
            Ok(&self.member)
        } else {
            Err(NotYourRole(area.roles().to_vec()))
        }
    }
}

/// Nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignedOut {
    /// There is no session, or not any more.
    #[error("sign in first")]
    Nobody,
    /// Somebody is, and does nothing before they have one-time codes.
    #[error("this role needs one-time codes: begin with POST /api/v1/staff/session/totp")]
    SecondFactor,
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
            Self::SecondFactor => {
                let title = "One-time codes have to be set up first.";
                let mut problem = problem(StatusCode::FORBIDDEN, "second_factor_needed", title);
                problem.detail = Some(Self::SecondFactor.to_string());
                respond(&problem)
            }
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Somebody else does this: one who has one of these roles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the right role would be {}", .0.iter().map(|role| role.code()).collect::<Vec<_>>().join(" or "))]
pub struct NotYourRole(pub Vec<Role>);

impl IntoResponse for NotYourRole {
    fn into_response(self) -> Response {
        let mut problem = problem(StatusCode::FORBIDDEN, "not_your_role", "Another role does this.");
        problem.detail = Some(self.to_string());
        respond(&problem)
    }
}

/// Who is signed in, also when their role needs one-time codes and they have none yet: for what they need to set them up.
#[derive(Debug, Clone)]
pub struct HalfSigned(pub Signed);

impl FromRequestParts<App> for Signed {
    type Rejection = SignedOut;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, SignedOut> {
        let HalfSigned(signed) = HalfSigned::from_request_parts(parts, app).await?;
        if lacks_second_factor(app, &signed.member, signed.totp || signed.second_factor) {
            return Err(SignedOut::SecondFactor);
        }
        Ok(signed)
    }
}

/// Whether somebody's role asks for a second factor and they have shown none. Demo accounts cannot set anything up.
pub(in crate::http::staff) fn lacks_second_factor(app: &App, member: &StaffMember, shown: bool) -> bool {
    let needs = |role| app.second_factor.contains(role);
    member.roles.iter().any(needs) && !shown && !member.demo
}

impl FromRequestParts<App> for HalfSigned {
    type Rejection = SignedOut;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, SignedOut> {
        let token = cookie::token(app, &parts.headers).ok_or(SignedOut::Nobody)?;
        let key = ids::digest(token.as_bytes());
        let now = app.clock.now();
        let session = app.storage.session(&key).await?;
        let session = session
            .filter(|session| sessions::counts(session, app.demo, now))
            .ok_or(SignedOut::Nobody)?;
        let mut seen_at = session.seen_at;
        if sessions::is_to_note(seen_at, now) {
            match app.storage.see_session(key.clone(), now).await {
                Ok(()) => seen_at = now,
                // A storage that is full must not keep anybody from reading.
                Err(fault) => tracing::warn!(%fault, "a session could not be prolonged"),
            }
        }
        Ok(Self(Signed {
            member: session.account.member,
            totp: session.account.totp_secret.is_some(),
            second_factor: session.second_factor,
            ends_at: sessions::end(seen_at, session.expires_at),
            session: session.id,
            key,
        }))
    }
}

/// For addresses that everybody may ask: who is signed in, if anybody is.
impl OptionalFromRequestParts<App> for Signed {
    type Rejection = StorageFault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, StorageFault> {
        match <Self as FromRequestParts<App>>::from_request_parts(parts, app).await {
            Ok(signed) => Ok(Some(signed)),
            Err(SignedOut::Nobody | SignedOut::SecondFactor) => Ok(None),
            Err(SignedOut::Storage(fault)) => Err(fault),
        }
    }
}

#[cfg(test)]
mod tests;
