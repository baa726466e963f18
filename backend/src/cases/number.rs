//! Numbers by the rules of the catalogue: which pattern holds, what it counts within, and how it is filled.

use jiff::civil::Date;
use yijian_domain::{
    catalogue::{Catalogue, NumberFault, NumberParts, NumberRule, Pattern, RegionCode},
    id::NumberId,
};

/// Stands for the region in the numbers of a case that names none.
const NO_REGION: &str = "000000";

/// Why a number or a licence cannot be made: the catalogue lacks something, or a sequence is used up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// The catalogue does not say how something is numbered or how long it holds.
    #[error("the catalogue has no rule for {0}")]
    NoRule(String),
    /// A number cannot be built.
    #[error("a number for {paper}: {fault}")]
    Number {
        /// For what.
        paper: String,
        /// Why not.
        fault: NumberFault,
    },
}

/// What the numbers of applications count within on a day.
///
/// # Errors
/// When the catalogue has no rule for that day and place.
pub fn application_key(catalogue: &Catalogue, region: Option<&RegionCode>, today: Date) -> Result<String, RuleFault> {
    let region = region_of(region);
    let parts = NumberParts::new(&region, today);
    Ok(application_pattern(catalogue, &region, today)?.counter_key(&parts))
}

/// The number of an application, which is that of its case.
///
/// # Errors
/// When the catalogue has no rule for that day and place, or the sequence is used up.
pub fn application_number(
    catalogue: &Catalogue,
    region: Option<&RegionCode>,
    today: Date,
    sequence: u32,
) -> Result<String, RuleFault> {
    let region = region_of(region);
    let parts = NumberParts::new(&region, today);
    let pattern = application_pattern(catalogue, &region, today)?;
    fill(pattern, &parts, sequence, NumberRule::APPLICATION)
}

fn application_pattern<'c>(
    catalogue: &'c Catalogue,
    region: &RegionCode,
    today: Date,
) -> Result<&'c Pattern, RuleFault> {
    pattern(catalogue, &NumberId::from(NumberRule::APPLICATION), region, today)
}

pub(super) fn region_of(region: Option<&RegionCode>) -> RegionCode {
    let none = || RegionCode::try_from(NO_REGION).expect("six digits are a region code");
    region.cloned().unwrap_or_else(none)
}

pub(super) fn pattern<'c>(
    catalogue: &'c Catalogue,
    id: &NumberId,
    region: &RegionCode,
    today: Date,
) -> Result<&'c Pattern, RuleFault> {
    let none = || RuleFault::NoRule(id.to_string());
    let rule = catalogue.numbers.get(id).ok_or_else(none)?;
    rule.pattern(today, Some(region)).map_err(|_| none())
}

pub(super) fn fill(
    pattern: &Pattern,
    parts: &NumberParts<'_>,
    sequence: u32,
    paper: &str,
) -> Result<String, RuleFault> {
    pattern.fill(parts, sequence).map_err(|fault| RuleFault::Number {
        paper: paper.to_owned(),
        fault,
    })
}
