//! Rules between two fields of one application.

use std::collections::BTreeMap;

use super::{Finding, Place};
use crate::{
    catalogue::{Catalogue, Must},
    id::FieldKey,
    plan::Persons,
    value::date,
};

/// Adds a finding at the left field of every rule that is not kept. A rule with an empty or unusable side says nothing,
/// and neither does one whose two sides are the same person's same field.
///
/// Where a role repeats, each person is judged: by the own other field when both sides are of that role, else by
/// everybody's.
pub(super) fn check(
    catalogue: &Catalogue,
    persons: &Persons,
    values: &BTreeMap<FieldKey, String>,
    findings: &mut Vec<Finding>,
) {
    for (id, rule) in &catalogue.relations {
        let (left, right) = (persons.unify(&rule.left), persons.unify(&rule.right));
        if left == right {
            continue;
        }
        for (key, a) in of_everybody(values, &left) {
            let mut others =
                of_everybody(values, &right).filter(|(other, _)| left.role != right.role || other.no == key.no);
            if others.any(|(_, b)| !keeps(rule.must, a, b)) {
                findings.push(Finding {
                    at: Place::Value(key.clone()),
                    code: "relation".to_owned(),
                    weight: rule.weight,
                    rule: Some(id.clone()),
                });
            }
        }
    }
}

/// A field's values of all persons of its role.
fn of_everybody<'a>(
    values: &'a BTreeMap<FieldKey, String>,
    key: &FieldKey,
) -> impl Iterator<Item = (&'a FieldKey, &'a String)> {
    values.range(key.number(0)..=key.number(u16::MAX))
}

fn keeps(must: Must, a: &str, b: &str) -> bool {
    let dates = || Some((date::parse_iso(a).ok()?, date::parse_iso(b).ok()?));
    match must {
        Must::Differ => a != b,
        // Checked numbers are short decimals, which doubles compare rightly.
        Must::AtMost => match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(a), Ok(b)) => a <= b,
            (Ok(_) | Err(_), _) => true,
        },
        Must::Before => dates().is_none_or(|(a, b)| a < b),
        Must::After => dates().is_none_or(|(a, b)| a > b),
    }
}
