//! Rules between two fields of one application.

use std::collections::BTreeMap;

use super::{Finding, Place, answered::Answered};
use crate::{
    catalogue::{Catalogue, Must},
    id::FieldKey,
    plan::Persons,
    value::date,
};

/// Adds a finding for every rule that is not kept: at the left field, or where that is not typed but answered, at the
/// right one, or where both are, at the answer. A rule with an empty or unusable side says nothing, and neither does one
/// whose two sides are the same person's same field.
///
/// Where a role repeats, each person is judged: by the own other field when both sides are of that role, else by
/// everybody's.
pub(super) fn check(
    catalogue: &Catalogue,
    persons: &Persons,
    typed: &BTreeMap<FieldKey, String>,
    answered: &BTreeMap<FieldKey, Answered>,
    findings: &mut Vec<Finding>,
) {
    let mut values: BTreeMap<&FieldKey, &str> = typed.iter().map(|(key, value)| (key, value.as_str())).collect();
    values.extend(answered.iter().map(|(key, answer)| (key, answer.value.as_str())));
    let place = |key: &FieldKey, other: &FieldKey| match answered.get(key) {
        None => Place::Value(key.clone()),
        Some(_) if !answered.contains_key(other) => Place::Value(other.clone()),
        Some(answer) => Place::Answer(answer.question.clone()),
    };
    for (id, rule) in &catalogue.relations {
        let (left, right) = (persons.unify(&rule.left), persons.unify(&rule.right));
        if left == right {
            continue;
        }
        for (key, a) in of_everybody(&values, &left) {
            let others =
                of_everybody(&values, &right).filter(|(other, _)| left.role != right.role || other.no == key.no);
            let broken = others.filter(|(_, b)| !keeps(rule.must, a, b));
            findings.extend(broken.map(|(other, _)| Finding {
                at: place(key, other),
                code: "relation".to_owned(),
                weight: rule.weight,
                rule: Some(id.clone()),
            }));
        }
    }
}

/// A field's values of all persons of its role.
fn of_everybody<'a>(
    values: &BTreeMap<&'a FieldKey, &'a str>,
    key: &FieldKey,
) -> impl Iterator<Item = (&'a FieldKey, &'a str)> {
    let own = values.range::<FieldKey, _>(key.number(0)..=key.number(u16::MAX));
    own.map(|(key, value)| (*key, *value))
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
