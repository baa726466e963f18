//! How numbers are built: one rule for each kind of number, with a pattern for each time and place.
//!
//! The numbers of cases are local (standards 6.2), those of licences follow their sector (9.2, 10.3). So a pattern is data,
//! and the program only knows how to fill one. Who counts the sequences is none of its business: [`Pattern::counter_key`]
//! says within what they count.

mod fill;
mod pattern;
#[cfg(test)]
mod tests;
mod verify;

pub use fill::{NumberFault, NumberParts};
pub use pattern::{CheckMethod, Pattern, PatternFault};
pub use verify::VerifyFault;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    RegionCode,
    library::no_source,
    term::{most_local, term},
};
use crate::id::SourceId;

/// How one kind of number is built.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRule {
    /// What the number names, in Chinese.
    pub name: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Patterns by time and region.
    pub patterns: Vec<NumberPattern>,
}

/// A pattern, for a time and a region.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberPattern {
    /// Only there and below; everywhere, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// For numbers given from this day on.
    #[serde(with = "crate::calendar::iso")]
    pub from: Date,
    /// Up to and including this day.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::calendar::iso_option"
    )]
    pub until: Option<Date>,
    /// The pattern.
    pub pattern: Pattern,
    /// Where it comes from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

term!(NumberPattern);

/// No pattern of the rule covers the day: an error, never "the last one".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the number rule has no pattern for {on}")]
pub struct NoPattern {
    /// The day.
    pub on: Date,
}

impl NumberRule {
    /// The rules that the program itself gives numbers by. Every catalogue has them; the others are named by its licences.
    pub const NEEDED: [&'static str; 4] = [
        Self::APPLICATION,
        Self::CASE_PART,
        Self::COMPOSITE_LICENCE,
        Self::COMPOSITE_LICENCE_ID,
    ];
    /// Numbers of applications.
    pub const APPLICATION: &'static str = "application";
    /// Numbers of the parts of a case (办件编号).
    pub const CASE_PART: &'static str = "case_part";
    /// Numbers of composite licences (行业综合许可证).
    pub const COMPOSITE_LICENCE: &'static str = "composite_licence";
    /// Their identifiers as electronic licences (证照标识, GB/T 36904).
    pub const COMPOSITE_LICENCE_ID: &'static str = "composite_licence_id";

    /// The pattern for a day and a region: the most local one that covers the day.
    ///
    /// # Errors
    /// When no pattern covers the day.
    pub fn pattern(&self, on: Date, region: Option<&RegionCode>) -> Result<&Pattern, NoPattern> {
        most_local(&self.patterns, on, region)
            .map(|term| &term.pattern)
            .ok_or(NoPattern { on })
    }
}
