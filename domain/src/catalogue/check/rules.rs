//! Two rules for one thing: the same field, paper, code, region or name given twice.

use std::{collections::BTreeMap, fmt::Display};

use super::{DefectKind, Report, file};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    report.twice(
        "items",
        "code",
        c.items
            .iter()
            .filter_map(|(id, item)| Some((id, item.code.as_deref()?))),
    );
    report.twice(
        "regions",
        "code",
        c.regions.iter().map(|(id, region)| (id, region.code.as_str())),
    );
    report.twice(
        "materials",
        "name",
        c.materials.iter().map(|(id, material)| (id, material.name.as_str())),
    );
    report.twice(
        "departments",
        "name",
        c.departments
            .iter()
            .map(|(id, department)| (id, department.name.as_str())),
    );
    report.twice(
        "elements",
        "name",
        c.elements.iter().map(|(id, element)| (id, element.name.as_str())),
    );
    report.twice(
        "questions",
        "ask",
        c.questions.iter().map(|(id, question)| (id, question.ask.as_str())),
    );
    report.twice(
        "themes",
        "name",
        c.themes.iter().map(|(id, theme)| (id, theme.name.as_str())),
    );
    report.twice(
        "relations",
        "left",
        c.relations
            .iter()
            .map(|(id, rule)| (id, format!("{} {:?} {}", rule.left, rule.must, rule.right)))
            .collect::<Vec<_>>()
            .iter()
            .map(|(id, rule)| (*id, rule.as_str())),
    );
    for (id, item) in &c.items {
        let at = file("items", id);
        let mut lines = BTreeMap::new();
        for (n, wants) in item.materials.iter().enumerate() {
            if let Some(first) = lines.insert((&wants.only, &wants.any, &wants.when, &wants.name), n) {
                report.add(
                    DefectKind::TwoRules,
                    &at,
                    format!("materials[{n}]"),
                    format!("the same as materials[{first}]"),
                );
            }
        }
        let mut labels = BTreeMap::new();
        for (n, field) in item.fields.iter().enumerate() {
            if let Some(first) = labels.insert((&field.label, &field.field, &field.when), n) {
                report.add(
                    DefectKind::TwoRules,
                    &at,
                    format!("fields[{n}]"),
                    format!("the same as fields[{first}]"),
                );
            }
        }
    }
    for (id, theme) in &c.themes {
        let at = file("themes", id);
        for (n, item) in theme
            .items
            .iter()
            .enumerate()
            .filter(|(n, item)| theme.items[..*n].contains(item))
        {
            report.add(
                DefectKind::TwoRules,
                &at,
                format!("items[{n}]"),
                format!("the item `{item}` stands there twice"),
            );
        }
        for (n, question) in theme.questions.iter().enumerate() {
            if theme.questions[..n].contains(question) || theme.assumes.contains_key(question) {
                report.add(
                    DefectKind::TwoRules,
                    &at,
                    format!("questions[{n}]"),
                    format!("the question `{question}` is asked twice or also assumed"),
                );
            }
        }
    }
}

impl Report<'_> {
    fn twice<'a, K: Display + 'a>(&mut self, folder: &str, place: &str, all: impl Iterator<Item = (&'a K, &'a str)>) {
        let mut seen: BTreeMap<&str, &K> = BTreeMap::new();
        for (id, value) in all {
            if let Some(first) = seen.get(value) {
                self.add(
                    DefectKind::TwoRules,
                    file(folder, id),
                    place,
                    format!("`{value}` already stands in {}", file(folder, first)),
                );
            } else {
                seen.insert(value, id);
            }
        }
    }
}
