//! Taking an application in at the window.

use serde::{Deserialize, Serialize};

use crate::id::ThemeId;

/// What is needed to take an application in at the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WindowRequest {
    /// The theme.
    pub theme: ThemeId,
    /// On what authority: the applicant is there, or an authorisation and its date.
    pub authority: String,
}

/// Where the clerk fills the form in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WindowDraft {
    /// Path of the form.
    pub path: String,
}
