//! The merged form, filled.

use std::collections::{BTreeMap, BTreeSet};

use yijian_domain::{
    catalogue::{Catalogue, Choice},
    id::FieldKey,
    plan::{LineField, Plan, SectionPart},
    value::{
        Kind,
        personal::{Hidden, Personal},
    },
    wire::desk::{FormRow, FormSection},
};

use super::masked;

/// A form with what was typed.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a> {
    /// What each field says of a person.
    pub catalogue: &'a Catalogue,
    /// The plan whose form it is.
    pub plan: &'a Plan,
    /// What was typed.
    pub values: &'a BTreeMap<FieldKey, String>,
    /// What is hidden; nothing, for who sees it whole.
    pub hidden: Option<&'a Hidden>,
}

impl<'a> Filled<'a> {
    /// Every section with what was typed.
    #[must_use]
    pub fn sections(self) -> Vec<FormSection> {
        let sections = self.plan.form.sections.iter();
        sections.flat_map(|section| self.filled(section)).collect()
    }

    /// A field of the form, whoever of several persons it is about.
    #[must_use]
    pub fn field(self, key: &FieldKey) -> Option<&'a LineField> {
        let mut fields = self.plan.form.sections.iter().flat_map(|section| &section.fields);
        fields.find(|field| field.id.number(key.no) == *key)
    }

    /// Another value of a field, as the form would show it.
    #[must_use]
    pub fn shown(self, key: &FieldKey, value: &str) -> String {
        self.field(key).map_or_else(
            || masked::personal(self.catalogue, key).hide(value),
            |field| self.read(key, field, value),
        )
    }

    /// A section once, or once for each person of a repeating role.
    fn filled(self, section: &SectionPart) -> Vec<FormSection> {
        let persons: BTreeSet<u16> = if section.repeats {
            let about = |key: &&FieldKey| {
                key.role == section.role && section.fields.iter().any(|field| field.id.what == key.what)
            };
            self.values.keys().filter(about).map(|key| key.no).collect()
        } else {
            BTreeSet::from([1])
        };
        let several = persons.len() > 1;
        let numbered = |title: &str, no: u16| {
            if several {
                format!("{title} {no}")
            } else {
                title.to_owned()
            }
        };
        persons
            .into_iter()
            .map(|no| FormSection {
                title: numbered(&section.title, no),
                title_en: section.title_en.as_ref().map(|title| numbered(title, no)),
                fields: section.fields.iter().map(|field| self.row(field, no)).collect(),
            })
            .collect()
    }

    fn row(self, field: &LineField, no: u16) -> FormRow {
        let key = field.id.number(no);
        let value = self.values.get(&key);
        let value = value.map_or_else(String::new, |value| self.read(&key, field, value));
        FormRow {
            field: key,
            label: field.label.clone(),
            label_en: field.label_en.clone(),
            value,
        }
    }

    fn read(self, key: &FieldKey, field: &LineField, value: &str) -> String {
        let read = shown(field.kind, &field.options, value);
        match self.hidden {
            Some(hidden) => veiled(masked::personal(self.catalogue, key), field.kind, &read, hidden),
            None => read,
        }
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
