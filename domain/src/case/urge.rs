//! A supervisor's word to whoever's turn it is (督办). It changes no stage and no limit, and the applicant hears nothing of it.

use serde::{Deserialize, Serialize};

use super::{At, Case, Refusal, StaffRef, Turn, Verb, review::Moment};

/// A supervisor's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Urged {
    /// When.
    pub at: At,
    /// Who.
    pub by: StaffRef,
    /// What is asked.
    pub text: String,
}

impl Case {
    /// The word that stands from now on.
    ///
    /// # Errors
    /// When it is nobody's turn at the authority.
    pub(super) fn urge(&self, text: &str, now: Moment<'_>) -> Result<Urged, Refusal> {
        match self.turn() {
            Turn::Window | Turn::Departments => {}
            Turn::Applicant | Turn::Nobody => return Err(self.stage.wrong(Verb::Urge)),
        }
        Ok(Urged {
            at: now.at,
            by: now.by.cloned().ok_or(Refusal::NotYours { verb: Verb::Urge })?,
            text: text.to_owned(),
        })
    }
}
