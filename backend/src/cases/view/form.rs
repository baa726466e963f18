//! The merged form, filled.

use std::collections::BTreeSet;

use yijian_domain::{
    catalogue::Choice,
    plan::{LineField, Plan, SectionPart},
    value::{
        Kind,
        personal::{Hidden, Personal},
    },
    wire::desk::{FormRow, FormSection},
};

use super::{Seen, masked};

/// Every section of the plan with what was typed, masked unless the person gave a reason.
pub(super) fn sections(seen: &Seen<'_>, plan: &Plan) -> Vec<FormSection> {
    let hidden = seen.open_seconds.is_none().then(|| seen.hidden());
    let sections = plan.form.sections.iter();
    sections
        .flat_map(|section| filled(seen, section, hidden.as_ref()))
        .collect()
}

/// A section once, or once for each person of a repeating role.
fn filled(seen: &Seen<'_>, section: &SectionPart, hidden: Option<&Hidden>) -> Vec<FormSection> {
    let values = &seen.kept.values;
    let persons: BTreeSet<u16> = if section.repeats {
        let about = |key: &&yijian_domain::id::FieldKey| {
            key.role == section.role && section.fields.iter().any(|field| field.id.what == key.what)
        };
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
            fields: section
                .fields
                .iter()
                .map(|field| row(seen, field, no, hidden))
                .collect(),
        })
        .collect()
}

fn row(seen: &Seen<'_>, field: &LineField, no: u16, hidden: Option<&Hidden>) -> FormRow {
    let key = field.id.number(no);
    let value = seen.kept.values.get(&key).map_or_else(String::new, |value| {
        let read = shown(field.kind, &field.options, value);
        match hidden {
            Some(hidden) => veiled(masked::personal(seen.catalogue, &key), field.kind, &read, hidden),
            None => read,
        }
    });
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

/// A value as somebody sees it who has not asked for it whole.
pub(super) fn veiled(personal: Personal, kind: Kind, value: &str, hidden: &Hidden) -> String {
    match (personal, kind) {
        (Personal::Nothing, Kind::Text | Kind::LongText) => hidden.scrub(value),
        // A business may be called after its owner or be where they live; its name and place are public.
        (Personal::Nothing, _) => value.to_owned(),
        (personal, _) => personal.hide(value),
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
