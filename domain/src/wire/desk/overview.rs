//! What a supervisor sees.

use serde::{Deserialize, Serialize};

use super::QueueRow;
use crate::id::DepartmentId;

/// What a supervisor sees.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// One line for each department, and one for the windows.
    pub departments: Vec<LoadRow>,
    /// One point for each of the last days, oldest first.
    pub days: Vec<DayLoad>,
    /// What is late or due soon, worst first; at most 100.
    pub late: Vec<QueueRow>,
    /// Messages that could not be delivered.
    pub dead_letters: u32,
}

/// The load of a department.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoadRow {
    /// The department; none for the windows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Its name.
    pub name: String,
    /// Parts that are open; for windows: cases that wait for an answer.
    pub open: u32,
    /// Of these, due soon.
    pub due_soon: u32,
    /// Of these, past the promised day.
    pub late: u32,
    /// Of these, past the law's limit.
    pub overdue: u32,
    /// Of these, standing still by law.
    pub paused: u32,
}

/// One day of a city's work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayLoad {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Cases that arrived.
    pub arrived: u32,
    /// Cases that were decided or ended.
    pub over: u32,
    /// Parts that were decided after their promised day.
    pub late: u32,
}
