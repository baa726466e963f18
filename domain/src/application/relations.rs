//! Rules between two fields of one application.

use std::collections::BTreeMap;

use super::{Finding, Place};
use crate::{
    catalogue::{Catalogue, Must},
    id::FieldKey,
    number::Number,
    plan::Persons,
    value::date,
};

/// Adds a finding at the left field of every rule that is not kept. A rule with an empty or unusable side says nothing,
/// and neither does one whose two sides are the same person's same field.
pub(super) fn check(
    catalogue: &Catalogue,
    persons: &Persons,
    values: &BTreeMap<FieldKey, String>,
    findings: &mut Vec<Finding>,
) {
    for (id, rule) in &catalogue.relations {
        let (left, right) = (persons.unify(&rule.left), persons.unify(&rule.right));
        let (Some(a), Some(b)) = (values.get(&left), values.get(&right)) else { continue };
        if left != right && !keeps(rule.must, a, b) {
            findings.push(Finding {
                at: Place::Value(left),
                code: "relation".to_owned(),
                weight: rule.weight,
                rule: Some(id.clone()),
            });
        }
    }
}

fn keeps(must: Must, a: &str, b: &str) -> bool {
    let dates = || Some((date::parse_iso(a).ok()?, date::parse_iso(b).ok()?));
    match must {
        Must::Differ => a != b,
        Must::AtMost => match (a.parse::<Number>(), b.parse::<Number>()) {
            (Ok(a), Ok(b)) => a <= b,
            (Ok(_) | Err(_), _) => true,
        },
        Must::Before => dates().is_none_or(|(a, b)| a < b),
        Must::After => dates().is_none_or(|(a, b)| a > b),
    }
}
