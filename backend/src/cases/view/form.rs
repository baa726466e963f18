//! The merged form, filled.

use std::collections::{BTreeMap, BTreeSet};

use yijian_domain::{
    id::FieldKey,
    plan::{LineField, Plan, SectionPart},
    wire::desk::{FormRow, FormSection},
};

/// Every section of the plan with what was typed.
pub(super) fn sections(plan: &Plan, values: &BTreeMap<FieldKey, String>) -> Vec<FormSection> {
    plan.form
        .sections
        .iter()
        .flat_map(|section| filled(section, values))
        .collect()
}

/// A section once, or once for each person of a repeating role.
fn filled(section: &SectionPart, values: &BTreeMap<FieldKey, String>) -> Vec<FormSection> {
    let persons: BTreeSet<u16> = if section.repeats {
        let about =
            |key: &&FieldKey| key.role == section.role && section.fields.iter().any(|field| field.id.what == key.what);
        values.keys().filter(about).map(|key| key.no).collect()
    } else {
        BTreeSet::from([1])
    };
    let several = persons.len() > 1;
    persons
        .into_iter()
        .map(|no| FormSection {
            title: if several {
                format!("{} {no}", section.title)
            } else {
                section.title.clone()
            },
            fields: section.fields.iter().map(|field| row(field, no, values)).collect(),
        })
        .collect()
}

fn row(field: &LineField, no: u16, values: &BTreeMap<FieldKey, String>) -> FormRow {
    let key = field.id.number(no);
    let value = values.get(&key).map_or_else(String::new, |value| shown(field, value));
    FormRow {
        field: key,
        label: field.label.clone(),
        value,
    }
}

/// A value as people read it: of a choice the name of its option.
fn shown(field: &LineField, value: &str) -> String {
    let option = field.options.iter().find(|option| option.id.as_str() == value);
    option.map_or_else(|| value.to_owned(), |option| option.name.clone())
}
