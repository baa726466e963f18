//! What the desk's program and the server say to each other about messages that reached nobody.

use serde::{Deserialize, Serialize};

/// Which letters to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// Given up: tried often enough, or refused for good.
    #[default]
    Dead,
    /// Not tried: the channel is off, or has no template for it.
    Skipped,
}

impl LetterState {
    /// Its name in JSON and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Skipped => "skipped",
        }
    }
}

/// Asks for a list of letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterQuery {
    /// Which; the dead ones, when not said.
    pub state: LetterState,
}

/// A message that did not leave the house. What it says stands on the progress page in any case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadLetter {
    /// Its id.
    pub id: String,
    /// Number of the case.
    pub number: String,
    /// `sms` or `wechat`.
    pub channel: String,
    /// To whom, masked: `138****0000`; empty when there is nobody.
    pub to: String,
    /// What it is about: the verb of the event, such as `ask_correction`.
    pub kind: String,
    /// How often it was tried.
    pub attempts: u32,
    /// Why, as a code such as `timeout`, `wechat_43101` or `number_invalid`.
    pub fault: String,
    /// When it was given up, RFC 3339 with offset.
    pub at: String,
}
