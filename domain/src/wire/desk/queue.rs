//! Lists of cases: what is asked for, and a page of it.

use serde::{Deserialize, Serialize};

use crate::{
    case::{Pace, PartCode, StageCode},
    id::{DepartmentId, ThemeId},
};

/// Which cases to list. Every filter narrows; none shows everything in the person's scope.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct QueueQuery {
    /// What the person wants to see.
    pub view: QueueView,
    /// Only cases in this stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageCode>,
    /// Only cases of this theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeId>,
    /// Only cases with a part of this department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// The beginning of a number or of an applicant's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// The order.
    pub sort: QueueSort,
    /// Where the page before ended; the first page without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What somebody wants to see of the cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueView {
    /// What waits for the person's role: for a clerk what is to be accepted or handed out, for a reviewer open parts of
    /// their department.
    #[default]
    ToDo,
    /// What the reviewer has taken on.
    Mine,
    /// What is past its promised day.
    Late,
    /// Where the applicant says that something kept is wrong, for the window to answer; also of cases that are over.
    Objected,
    /// What waits for the applicant or stands still by law.
    Waiting,
    /// Everything that is not over.
    Running,
    /// Everything.
    All,
}

/// The order of a list of cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueSort {
    /// What is due first stands first; what has no day stands last.
    #[default]
    Due,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
}

/// A page of a list of cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueuePage {
    /// The cases.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins; none after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many there are, up to 1,000; more are not counted.
    pub count: u32,
    /// There are more than that.
    pub more: bool,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueRow {
    /// Its number.
    pub number: String,
    /// Name of the theme.
    pub theme_name: String,
    /// The applicant's name, masked.
    pub holder: String,
    /// Name of the region.
    pub region_name: String,
    /// Where it stands.
    pub stage: StageCode,
    /// For a reviewer: where the part of their department stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartCode>,
    /// Name of that part's item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_name: Option<String>,
    /// Who works on that part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// The day it is due, `YYYY-MM-DD`; none while it waits for the applicant or is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How near that day is.
    pub pace: Pace,
    /// When it arrived, RFC 3339 with offset.
    pub submitted_at: String,
    /// Parts with an outcome.
    pub parts_over: u16,
    /// Parts in all.
    pub parts: u16,
    /// A supervisor presses for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urged: bool,
    /// The applicant says that something kept is wrong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub objected: bool,
    /// A visit is to be appointed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_plan: bool,
}
