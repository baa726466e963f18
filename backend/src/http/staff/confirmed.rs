//! What changes an account asks for its password once more, and leaves the demo accounts alone.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{Signed, sign_in::Refused};
use crate::{
    app::App,
    http::problem::{problem, respond},
    staff::{
        StaffMember,
        passwords::Turn,
        sign_in::{self, Refusal},
    },
};

/// Why an account is not changed.
#[derive(Debug, thiserror::Error)]
pub enum Unconfirmed {
    /// Everybody uses a demo account; nobody may lock the others out.
    #[error("a demo account keeps its password and takes no codes")]
    Demo,
    /// The password is not right, or could not be looked at.
    #[error(transparent)]
    Refused(Refused),
}

impl IntoResponse for Unconfirmed {
    fn into_response(self) -> Response {
        let (code, title) = match self {
            Self::Demo => ("demo_account", "A demo account stays as it is."),
            // Not 401: who asks is signed in.
            Self::Refused(Refused {
                refusal: Refusal::Wrong,
                ..
            }) => ("password_wrong", "The password is wrong."),
            Self::Refused(refused) => return refused.into_response(),
        };
        let mut problem = problem(StatusCode::FORBIDDEN, code, title);
        if matches!(self, Self::Demo) {
            problem.detail = Some(self.to_string());
        }
        respond(&problem)
    }
}

/// Whose account it is, when it may be changed.
///
/// # Errors
/// When it is a demo account.
pub(super) fn changeable(signed: &Signed) -> Result<&StaffMember, Unconfirmed> {
    if signed.member.demo {
        Err(Unconfirmed::Demo)
    } else {
        Ok(&signed.member)
    }
}

/// Checks the password; gives the turn in which it was checked.
///
/// # Errors
/// When it is not right or cannot be checked, or the account is a demo account.
pub(super) async fn confirmed(app: &App, signed: &Signed, password: &str) -> Result<Turn, Unconfirmed> {
    let member = changeable(signed)?;
    sign_in::confirm(app, member, password).await.map_err(|refusal| {
        Unconfirmed::Refused(Refused {
            refusal,
            now: app.clock.now(),
        })
    })
}
