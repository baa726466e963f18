//! The merged form, filled.

use std::collections::{BTreeMap, BTreeSet};

use yijian_domain::{
    catalogue::Choice,
    id::FieldKey,
    plan::{LineField, Plan, SectionPart},
    value::Kind,
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
    let value = values
        .get(&key)
        .map_or_else(String::new, |value| shown(field.kind, &field.options, value));
    FormRow {
        field: key,
        label: field.label.clone(),
        value,
    }
}

/// A value as people read it: of a choice the name of its option, of a yes or no the word.
pub(super) fn shown(kind: Kind, options: &[Choice], value: &str) -> String {
    let option = options.iter().find(|option| option.id.as_str() == value);
    match (option, kind, value) {
        (Some(option), ..) => option.name.clone(),
        (None, Kind::YesNo, "yes") => "是".to_owned(),
        (None, Kind::YesNo, "no") => "否".to_owned(),
        (None, ..) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_by_the_name_of_its_option() {
        let options: Vec<Choice> = serde_json::from_str(r#"[{"id": "sole", "name": "个体工商户"}]"#).unwrap();
        assert_eq!(shown(Kind::Choice, &options, "sole"), "个体工商户");
        assert_eq!(shown(Kind::Choice, &options, "other"), "other");
        assert_eq!(shown(Kind::YesNo, &[], "no"), "否");
        assert_eq!(shown(Kind::Text, &[], "no"), "no");
    }
}
