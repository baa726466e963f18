//! Two rules for one thing: the same field, paper, code, region or name given twice.

use std::{collections::BTreeMap, fmt::Display};

use super::{DefectKind, Report, file};
use crate::catalogue::Relation;

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    report.twice("items", "code", &c.items, |item| item.code.clone());
    report.twice("regions", "code", &c.regions, |region| Some(region.code.to_string()));
    report.twice("materials", "name", &c.materials, |material| {
        Some(material.name.clone())
    });
    report.twice("departments", "name", &c.departments, |department| {
        Some(department.name.clone())
    });
    report.twice("elements", "name", &c.elements, |element| Some(element.name.clone()));
    report.twice("questions", "ask", &c.questions, |question| Some(question.ask.clone()));
    report.twice("themes", "name", &c.themes, |theme| Some(theme.name.clone()));
    report.twice("numbers", "name", &c.numbers, |rule| Some(rule.name.clone()));
    let rule = |rule: &Relation| Some(format!("{} {:?} {}", rule.left, rule.must, rule.right));
    report.twice("relations", "left", &c.relations, rule);
    for (id, item) in &c.items {
        let at = file("items", id);
        let papers = item
            .materials
            .iter()
            .map(|wants| (&wants.only, &wants.any, &wants.when, &wants.name));
        report.again(&at, "materials", papers);
        let fields = item
            .fields
            .iter()
            .map(|field| (&field.label, &field.field, &field.when));
        report.again(&at, "fields", fields);
    }
    for (id, theme) in &c.themes {
        let at = file("themes", id);
        report.again(&at, "items", theme.items.iter());
        report.again(&at, "questions", theme.questions.iter());
        for (n, question) in theme.questions.iter().enumerate() {
            if theme.assumes.contains_key(question) {
                let message = format!("the question `{question}` is asked and also assumed");
                report.add(DefectKind::TwoRules, &at, format!("questions[{n}]"), message);
            }
        }
    }
}

impl Report<'_> {
    /// Two files of one folder that say the same where each must say something of its own.
    fn twice<K: Display, V>(
        &mut self,
        folder: &str,
        place: &str,
        all: &BTreeMap<K, V>,
        own: impl Fn(&V) -> Option<String>,
    ) {
        let mut seen: BTreeMap<String, &K> = BTreeMap::new();
        for (id, value) in all.iter().filter_map(|(id, thing)| Some((id, own(thing)?))) {
            if let Some(first) = seen.get(&value) {
                let message = format!("`{value}` already stands in {}", file(folder, first));
                self.add(DefectKind::TwoRules, file(folder, id), place, message);
            } else {
                seen.insert(value, id);
            }
        }
    }

    /// An entry of a list that stands in it before.
    pub(super) fn again<T: Ord>(&mut self, at: &str, list: &str, entries: impl Iterator<Item = T>) {
        let mut seen = BTreeMap::new();
        for (n, entry) in entries.enumerate() {
            if let Some(first) = seen.insert(entry, n) {
                let message = format!("the same as {list}[{first}]");
                self.add(DefectKind::TwoRules, at, format!("{list}[{n}]"), message);
            }
        }
    }
}
