//! Signing in by a code.

use serde::Serialize;
use yijian_domain::wire::{
    applicant::{AskCode, CodeSent, SignInByCode},
    staff::Secret,
};

use super::{
    Fault,
    proof::send_working,
    send::{Extra, done, read, send},
};

/// Has a code sent to a number.
///
/// # Errors
/// With the code `code_too_soon`, `code_too_many`, `mobile_invalid`, `code_off`, or another problem.
pub async fn ask_code(mobile: String) -> Result<CodeSent, Fault> {
    let asked = AskCode { mobile: Secret(mobile) };
    let body = json(&asked)?;
    read(send_working("POST", "/api/v1/sign-in/codes", Extra::json(&body)).await?)
}

/// Signs in by the code; the browser keeps the session.
///
/// # Errors
/// With the code `code_wrong`, or another problem.
pub async fn sign_in(mobile: String, code: String) -> Result<(), Fault> {
    let asked = SignInByCode {
        mobile: Secret(mobile),
        code: Secret(code),
    };
    let body = json(&asked)?;
    done(send("POST", "/api/v1/sign-in", Extra::json(&body)).await?)
}

fn json(asked: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(asked).map_err(|_| Fault::Unreadable)
}
