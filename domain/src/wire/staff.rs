//! What the desk's program and the server say to each other about who is at the desk.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{case::Role, catalogue::RegionCode, id::DepartmentId};

/// A password, a one-time code or their secret: text that debug output shows as stars.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Asks to be signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The sign-in name, in any case. Starred like the password, which people type here by mistake.
    pub name: Secret,
    /// The password.
    pub password: Secret,
    /// The one-time code, six digits, where the account has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Secret>,
}

/// How the staff may sign in here beside name and password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInWays {
    /// What the city's own directory is called, when there is one; its way begins at `/desk/provider`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Stays the same when names change.
    pub id: String,
    /// The sign-in name.
    pub name: String,
    /// The name others see.
    pub display_name: String,
    /// What they do.
    pub roles: Vec<Role>,
    /// Where: this region with everything below it.
    pub region: RegionCode,
    /// Its name with province and prefecture.
    pub region_name: String,
    /// The department they decide for; every department, when none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_name: Option<String>,
    /// Signing in takes a one-time code.
    pub totp: bool,
    /// Their role asks for one-time codes, and they have to set them up before anything else.
    #[serde(default)]
    pub second_factor_needed: bool,
    /// The account exists in demo mode only.
    pub demo: bool,
    /// When the session ends if nothing more is asked, RFC 3339 with offset.
    pub expires_at: String,
}

/// What an authenticator needs to make one-time codes (RFC 6238: SHA-1, 30 seconds, 6 digits).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpSetup {
    /// The shared secret in base32, to type in.
    pub secret: Secret,
    /// The same as an `otpauth://` address.
    pub uri: Secret,
    /// That address as a QR code, in SVG.
    pub code: Secret,
}

/// Shows that the authenticator makes the right codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmTotp {
    /// The present one-time code, six digits.
    pub code: Secret,
}

/// Shows that it is still the same person who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmPassword {
    /// The password.
    pub password: Secret,
}

/// Asks for another password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The present one.
    pub password: Secret,
    /// The one from now on.
    pub new: Secret,
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn debug_output_shows_no_secret() {
        let asked = SignIn {
            name: "zhangsan".into(),
            password: "correct horse".into(),
            code: Some("123456".into()),
        };
        let shown = format!("{asked:?}");
        assert!(!shown.contains("zhangsan") && !shown.contains("horse") && !shown.contains("123"));
        let sent = serde_json::to_string(&asked).expect("keys are texts");
        assert_eq!(
            sent,
            r#"{"name":"zhangsan","password":"correct horse","code":"123456"}"#
        );
    }
}
