//! Figures others have published for a theme, and the situations they are compared in.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::library::no_source;
use crate::{id::SourceId, number::Number, situation::Answers};

/// A figure somebody published for a theme, for comparison with what is computed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// What is counted.
    pub metric: Metric,
    /// Before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u16>,
    /// After.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u16>,
    /// The change from before to after, in percent, where only that is published: -50 is half.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Number>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who says so.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What explains that the computed figure differs, in English, for `docs/savings.md`. No computed figure stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
}

/// What a published figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Forms.
    Forms,
    /// Fields to fill.
    Fields,
    /// Papers to bring.
    Materials,
    /// Trips.
    Visits,
    /// Departments or windows.
    Departments,
    /// Working days.
    WorkingDays,
    /// Items.
    Items,
    /// Licences.
    Licences,
    /// Steps inside the offices (办理环节). A plan has no such steps, so nothing is computed.
    Steps,
}

/// The situation in which figures of some sources are compared with what is computed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compared {
    /// The sources of the published figures.
    pub sources: Vec<SourceId>,
    /// The situation in one English sentence.
    pub situation: String,
    /// The day the rules are taken from, so that the figures never depend on the day they are computed.
    #[serde(with = "crate::calendar::iso")]
    pub on: Date,
    /// The answers; they leave no question open.
    pub answers: Answers,
    /// How far the published matter is the same as this one, in English.
    pub remark: String,
}
