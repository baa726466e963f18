//! What anybody sees of a licence who has its code.

use serde::{Deserialize, Serialize};

use crate::licence::ComponentStanding;

/// What a check of a licence gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checked {
    /// What it came to.
    pub verdict: Verdict,
    /// When it was checked, RFC 3339 with offset.
    pub at: String,
    /// The server that answers, as its address begins.
    pub server: String,
    /// The code carried a signature of this authority that fits.
    pub sealed: bool,
    /// The licence, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<LicenceView>,
}

/// What a check of a licence came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything on it is in force.
    Valid,
    /// Some of it is in force, and it says which.
    PartlyValid,
    /// A newer version replaces it.
    Replaced,
    /// Everything on it has run out.
    Expired,
    /// It was taken back.
    Revoked,
    /// Nothing on it is in force any more, for various reasons.
    Ended,
    /// There is no such licence here.
    Unknown,
    /// The signature does not fit: forged or altered.
    Forged,
    /// Signed with a key that is not this authority's.
    UnknownKey,
    /// No code of a licence: mistyped or cut off.
    NotACode,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Valid,
        Self::PartlyValid,
        Self::Replaced,
        Self::Expired,
        Self::Revoked,
        Self::Ended,
        Self::Unknown,
        Self::Forged,
        Self::UnknownKey,
        Self::NotACode,
    ];

    /// Its name in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::PartlyValid => "partly_valid",
            Self::Replaced => "replaced",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
            Self::Forged => "forged",
            Self::UnknownKey => "unknown_key",
            Self::NotACode => "not_a_code",
        }
    }
}

/// A licence, as anybody may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceView {
    /// Its number, as printed.
    pub number: String,
    /// The code in its address.
    pub code: String,
    /// The version.
    pub version: u16,
    /// The newest version there is.
    pub newest: u16,
    /// Name of the trade.
    pub trade: String,
    /// The name of a business; the masked name of a person.
    pub holder: String,
    /// Unified social credit code, which is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// The day this version was issued, `YYYY-MM-DD`.
    pub issued: String,
    /// What it carries.
    pub components: Vec<LicenceLine>,
}

/// One component of a licence and what it is worth today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceLine {
    /// Its name.
    pub name: String,
    /// Its own number.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// The first day it is valid, `YYYY-MM-DD`.
    pub from: String,
    /// The last day; none without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What it is worth today.
    pub standing: ComponentStanding,
}

/// The public keys of an authority, for checking codes without network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceKeys {
    /// The server, as its address begins.
    pub server: String,
    /// How codes are signed: `Ed25519`.
    pub algorithm: String,
    /// The keys, oldest first. Old ones go on checking what they signed.
    pub keys: Vec<LicenceKey>,
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceKey {
    /// Its number, which codes name.
    pub id: u8,
    /// The key as 64 hex digits.
    pub public: String,
}
