//! What is looked at on site, and the commitments that are checked later.

use serde::{Deserialize, Serialize};

use crate::{
    case::{Rectification, StaffRef, Visit, VisitPlan},
    id::{ItemId, PointId, PromiseId},
};

/// The inspection of a case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InspectionView {
    /// Something is looked at on site.
    pub needed: bool,
    /// Every point has passed.
    pub passed: bool,
    /// The appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<VisitPlan>,
    /// The checklist of the next visit; all points before the first.
    pub checklist: Vec<CheckPoint>,
    /// What has to be put right.
    pub rectify: Vec<Rectification>,
    /// What was found, oldest first.
    pub visits: Vec<Visit>,
    /// Inspectors of the region, to choose from.
    pub inspectors: Vec<StaffRef>,
    /// Names of all points, for the visits.
    pub names: Vec<(PointId, String)>,
}

/// One point of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckPoint {
    /// The point.
    pub point: PointId,
    /// What is looked at.
    pub name: String,
    /// How it is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Names of the departments that want it looked at.
    pub departments: Vec<String>,
    /// Photographs are enough.
    pub remote: bool,
    /// Photographs the applicant sent.
    pub pictures: Vec<String>,
}

/// A commitment of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommitmentView {
    /// The commitment.
    pub promise: PromiseId,
    /// Its title.
    pub name: String,
    /// Version of the text that was agreed to.
    pub version: String,
    /// The items that rely on it.
    pub items: Vec<ItemId>,
    /// The day by which it is checked, once something resting on it was granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_due: Option<String>,
    /// What the check found; none before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// What was seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}
