//! The visits of a day, with their checklists.

use serde::{Deserialize, Serialize};

use super::CheckPoint;
use crate::case::{Rectification, VisitPlan};

/// A visit on an inspector's day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitRow {
    /// The case.
    pub number: String,
    /// How many events it has: what the record is based on.
    pub events: u32,
    /// Name of the theme.
    pub theme_name: String,
    /// For so many seconds the person's name and number stand whole here; none, while they are masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_seconds: Option<u32>,
    /// Whom to ask for; masked, unless it was opened.
    pub holder: String,
    /// Their telephone number, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The appointment.
    pub plan: VisitPlan,
    /// The checklist.
    pub checklist: Vec<CheckPoint>,
    /// What had to be put right.
    pub rectify: Vec<Rectification>,
}
