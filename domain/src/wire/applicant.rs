//! What applicants and the server say to each other about who somebody is.

use serde::{Deserialize, Serialize};

use super::staff::Secret;
use crate::{case::StageCode, id::ThemeId};

/// Asks for a code by text message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskCode {
    /// A mobile number of the mainland, in any way of writing.
    pub mobile: Secret,
}

/// A code is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeSent {
    /// When another one may be asked for, RFC 3339 with offset.
    pub again_at: String,
    /// Until when it counts, RFC 3339 with offset.
    pub expires_at: String,
    /// Only where somebody tries the system out (`YIJIAN_DEMO`): the code, for no message leaves the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demo_code: Option<Secret>,
}

/// Signs in by a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInByCode {
    /// The number the code was sent to.
    pub mobile: Secret,
    /// The code, six digits.
    pub code: Secret,
}

/// Who is signed in. Of personal values only as much is shown as its owner needs to recognise them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Applicant {
    /// Stays the same whatever is proved.
    pub id: String,
    /// The mobile number, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// The name, masked, when a provider of identities vouched for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A provider of identities vouched for name or identity number.
    pub verified: bool,
    /// Messages go out by WeChat too.
    pub wechat: bool,
    /// When the session ends if nothing more is asked, RFC 3339 with offset.
    pub expires_at: String,
}

/// Why somebody sees a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is theirs.
    Own,
    /// Somebody authorised them.
    Authorised,
}

/// A case in the list of an applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnCase {
    /// Its number.
    pub number: String,
    /// Name of the theme at the time.
    pub theme_name: String,
    /// That name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme_name_en: Option<String>,
    /// Where it stands.
    pub stage: StageCode,
    /// When it arrived, RFC 3339 with offset.
    pub submitted_at: String,
    /// Why they see it.
    pub standing: Standing,
    /// Path of its page for who is signed in.
    pub progress: String,
}

/// The cases of an applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnCases {
    /// Their own and those they are authorised to see, newest first.
    pub applications: Vec<OwnCase>,
}

/// A session of an applicant or of a member of the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSession {
    /// Names it; opens nothing.
    pub id: String,
    /// What it runs on, in a word; empty, when the browser does not say.
    pub device: String,
    /// When it began, RFC 3339 with offset.
    pub begun_at: String,
    /// When something was last asked in it, at most a minute behind.
    pub seen_at: String,
    /// It is the one that asks.
    pub current: bool,
}

/// The sessions of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSessions {
    /// Newest first.
    pub sessions: Vec<OwnSession>,
}

/// What somebody may do for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// Fill in and hand in new cases.
    Submit,
    /// See cases.
    See,
    /// Answer what the authorities ask, bring papers, send photographs.
    Answer,
}

impl Power {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Submit, Self::See, Self::Answer];

    /// Its word, as in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::See => "see",
            Self::Answer => "answer",
        }
    }

    /// The power of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|power| power.code() == code)
    }
}

/// Authorises somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authorise {
    /// The mobile number of who may act.
    pub mobile: Secret,
    /// Only for this theme; for every one, when none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeId>,
    /// Only for this case of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// What they may do; at least one.
    pub may: Vec<Power>,
    /// The last day, `YYYY-MM-DD`, at most a year ahead.
    pub until: String,
}

/// Where an authorisation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuthorisationState {
    /// It holds.
    Active,
    /// Its last day is over.
    Ended,
    /// One of the two ended it.
    Revoked,
}

/// An entry of the record of an authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorisationEntry {
    /// When, RFC 3339 with offset.
    pub at: String,
    /// `given`, `submitted`, `answered` or `revoked`.
    pub what: String,
    /// They did it themselves.
    pub by_you: bool,
    /// The case it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
}

/// An authorisation as one of the two sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorisationView {
    /// Its id; name it when handing in for the other person.
    pub id: String,
    /// They gave it; otherwise it was given to them.
    pub given: bool,
    /// The mobile number of the other person, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// Only for this theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeId>,
    /// Only for this case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// What may be done.
    pub may: Vec<Power>,
    /// When it was given, RFC 3339 with offset.
    pub given_at: String,
    /// The last day, `YYYY-MM-DD`.
    pub until: String,
    /// Where it stands.
    pub state: AuthorisationState,
    /// Everything that became of it, oldest first.
    pub record: Vec<AuthorisationEntry>,
}

impl AuthorisationView {
    /// Whether who received it may hand in a new case of a theme under it, as far as the view tells; the server decides.
    #[must_use]
    pub fn lets_hand_in(&self, theme: &ThemeId) -> bool {
        !self.given
            && self.state == AuthorisationState::Active
            && self.may.contains(&Power::Submit)
            && self.application.is_none()
            && self.theme.as_ref().is_none_or(|only| only == theme)
    }
}

/// The authorisations of an applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authorisations {
    /// Given and received, newest first.
    pub authorisations: Vec<AuthorisationView>,
}

/// What a page inside WeChat needs to use the JS-SDK (`wx.config`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WechatSignature {
    /// AppID of the account.
    pub app_id: String,
    /// Seconds since 1970.
    pub timestamp: i64,
    /// A random text.
    pub nonce_str: String,
    /// SHA-1 over ticket, random text, time and address.
    pub signature: String,
}
