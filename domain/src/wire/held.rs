//! Everything that is held about an applicant (个人信息保护法 art. 45: access and a copy).

use serde::{Deserialize, Serialize};

use super::{
    applicant::{AuthorisationView, OwnSession},
    desk::{FormRow, UnmaskReason},
};
use crate::case::StageCode;

/// Everything that is held about who is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Held {
    /// When it was put together, RFC 3339 with offset.
    pub at: String,
    /// Id of the account.
    pub account: String,
    /// The name a provider of identities vouched for; masked unless asked for whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The identity number it vouched for, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_number: Option<String>,
    /// What they proved, oldest first.
    pub proofs: Vec<HeldProof>,
    /// Where they are signed in.
    pub sessions: Vec<OwnSession>,
    /// Who may act for whom.
    pub authorisations: Vec<AuthorisationView>,
    /// Their own cases, newest first.
    pub cases: Vec<HeldCase>,
    /// How long each kind of data is kept, and why.
    pub kept_for: Vec<KeptFor>,
}

/// Something that somebody proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldProof {
    /// `mobile`, `wechat`, `oidc` or `identity`.
    pub kind: String,
    /// What it says; masked unless asked for whole.
    pub value: String,
}

/// A case of somebody's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldCase {
    /// Its number.
    pub number: String,
    /// Name of the theme at the time.
    pub theme_name: String,
    /// When it arrived, RFC 3339 with offset.
    pub submitted_at: String,
    /// Where it stands.
    pub stage: StageCode,
    /// What they filled in; personal values masked unless asked for whole.
    pub form: Vec<FormRow>,
    /// Names of the files they brought; only when asked for whole.
    pub files: Vec<String>,
    /// What they were told, oldest first.
    pub letters: Vec<HeldLetter>,
    /// Who at the desk saw it whole, newest first.
    pub seen_by: Vec<SeenBy>,
}

/// Something that somebody was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldLetter {
    /// What it was about, as a word.
    pub kind: String,
    /// When, RFC 3339 with offset.
    pub at: String,
}

/// Somebody at the desk saw a case whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenBy {
    /// Number of the case.
    pub number: String,
    /// When, RFC 3339 with offset.
    pub at: String,
    /// Their name.
    pub by: String,
    /// What for.
    pub reason: UnmaskReason,
}

/// How long a kind of data is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptFor {
    /// What.
    pub what: String,
    /// How long, in its unit.
    pub keep: u32,
    /// `minutes`, `hours`, `days` or `years`.
    pub unit: String,
    /// Why.
    pub why: String,
}
