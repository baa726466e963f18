//! Every reference leads somewhere, and every fact has a source.

use std::{collections::BTreeMap, fmt::Display};

use super::{DefectKind, Report, file};
use crate::{
    catalogue::{Condition, Item, RegionCode, Theme},
    id::{Of, RoleId, SourceId, Word},
};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, item) in &c.items {
        let at = file("items", id);
        of_item(report, &at, item);
        lines_of_item(report, &at, item);
    }
    for (id, theme) in &c.themes {
        of_theme(report, &file("themes", id), theme);
    }
    form(report);
    library(report);
    places(report);
}

fn of_item(report: &mut Report<'_>, at: &str, item: &Item) {
    let c = report.catalogue;
    report.want(&c.departments, &item.department, "department", at, "department");
    report.source(&item.source, at, "source");
    report.condition(item.when.as_ref(), at, "when");
    report.condition(item.instant_when.as_ref(), at, "instant_when");
    for (n, material) in item.issues.iter().enumerate() {
        report.want(&c.materials, material, "material", at, format!("issues[{n}]"));
    }
    for (n, region) in item.regions.iter().enumerate() {
        report.region(region, at, format!("regions[{n}]"));
    }
    for (n, limit) in item.limits.iter().enumerate() {
        report.source(&limit.source, at, format!("limits[{n}].source"));
        if let Some(region) = &limit.region {
            report.region(region, at, format!("limits[{n}].region"));
        }
    }
    for (n, look) in item.inspection.iter().enumerate() {
        report.want(
            &c.points,
            &look.point,
            "inspection point",
            at,
            format!("inspection[{n}].point"),
        );
        report.condition(look.when.as_ref(), at, format!("inspection[{n}].when"));
    }
}

fn lines_of_item(report: &mut Report<'_>, at: &str, item: &Item) {
    let c = report.catalogue;
    for (n, field) in item.fields.iter().enumerate() {
        let place = format!("fields[{n}]");
        report.key(&c.elements, &field.field, "element", at, format!("{place}.use"));
        report.condition(field.when.as_ref(), at, format!("{place}.when"));
        report.optional_source(field.source.as_ref(), at, format!("{place}.source"));
    }
    for (n, material) in item.materials.iter().enumerate() {
        let place = format!("materials[{n}]");
        for key in material.alternatives().flat_map(|way| &way.0) {
            report.key(&c.materials, key, "material", at, format!("{place}.use"));
        }
        if let Some(promise) = &material.promise {
            report.want(&c.promises, promise, "promise", at, format!("{place}.promise"));
        }
        report.condition(material.when.as_ref(), at, format!("{place}.when"));
        report.optional_source(material.source.as_ref(), at, format!("{place}.source"));
    }
}

fn of_theme(report: &mut Report<'_>, at: &str, theme: &Theme) {
    let c = report.catalogue;
    report.source(&theme.source, at, "source");
    for (n, question) in theme.questions.iter().enumerate() {
        report.want(&c.questions, question, "question", at, format!("questions[{n}]"));
    }
    for (n, item) in theme.items.iter().enumerate() {
        report.want(&c.items, item, "item", at, format!("items[{n}]"));
    }
    for (question, answer) in &theme.assumes {
        report.want(&c.questions, question, "question", at, "assumes");
        if c.questions.get(question).is_some_and(|q| answer.fits(q).is_err()) {
            let message = "the question does not take this answer";
            report.add(DefectKind::WrongTest, at, format!("assumes.{question}"), message);
        }
    }
    for (n, figure) in theme.published.iter().enumerate() {
        report.source(&figure.source, at, format!("published[{n}].source"));
    }
}

/// Questions, roles, elements and the rules between them.
fn form(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, question) in &c.questions {
        let at = file("questions", id);
        report.condition(question.when.as_ref(), &at, "when");
        report.optional_source(question.source.as_ref(), &at, "source");
    }
    for (id, role) in &c.roles {
        let at = file("roles", id);
        for (n, same) in role.same_as.iter().enumerate() {
            report.want(&c.roles, &same.role, "role", &at, format!("same_as[{n}].role"));
            report.condition(same.when.as_ref(), &at, format!("same_as[{n}].when"));
        }
    }
    for (id, element) in &c.elements {
        let at = file("elements", id);
        report.want(&c.sections, &element.section, "section", &at, "section");
        report.optional_source(element.source.as_ref(), &at, "source");
        if let Some(base) = &element.derived_from {
            report.want(&c.elements, base, "element", &at, "derived_from");
        }
        if let Some(question) = &element.answered_by {
            report.want(&c.questions, question, "question", &at, "answered_by");
        }
        if let Some(paper) = &element.comes_with {
            report.want(&c.materials, paper, "material", &at, "comes_with");
        }
    }
    for (id, rule) in &c.relations {
        let at = file("relations", id);
        report.key(&c.elements, &rule.left, "element", &at, "left");
        report.key(&c.elements, &rule.right, "element", &at, "right");
        report.source(&rule.source, &at, "source");
    }
}

/// Papers, commitments and inspection points.
fn library(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, material) in &c.materials {
        let at = file("materials", id);
        report.optional_source(material.source.as_ref(), &at, "source");
        report.optional_source(material.shared_source.as_ref(), &at, "shared_source");
        if let Some(department) = &material.shared_by {
            report.want(&c.departments, department, "department", &at, "shared_by");
            if material.shared_source.is_none() {
                let message = "say where it is known that the department shares this";
                report.add(DefectKind::NoSource, &at, "shared_source", message);
            }
        }
    }
    for (id, promise) in &c.promises {
        report.source(&promise.source, &file("promises", id), "source");
    }
    for (id, point) in &c.points {
        report.optional_source(point.source.as_ref(), &file("points", id), "source");
    }
}

fn places(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, region) in &c.regions {
        let at = file("regions", id);
        report.source(&region.source, &at, "source");
        if let Some(parent) = &region.parent {
            report.region(parent, &at, "parent");
        }
    }
    for (id, plate) in &c.plates {
        let at = file("plates", id);
        for (n, theme) in plate.themes.iter().enumerate() {
            report.want(&c.themes, theme, "theme", &at, format!("themes[{n}]"));
        }
        report.region(&plate.region, &at, "region");
    }
    for (id, hall) in &c.halls {
        report.region(&hall.region, &file("halls", id), "region");
    }
}

impl Report<'_> {
    pub(super) fn want<K: Ord + Display, V>(
        &mut self,
        all: &BTreeMap<K, V>,
        id: &K,
        what: &str,
        at: &str,
        place: impl Into<String>,
    ) {
        if !all.contains_key(id) {
            self.add(
                DefectKind::DanglingReference,
                at,
                place,
                format!("there is no {what} `{id}`"),
            );
        }
    }

    pub(super) fn source(&mut self, id: &SourceId, at: &str, place: impl Into<String>) {
        if id.as_str().is_empty() {
            self.add(DefectKind::NoSource, at, place, "name the source");
        } else {
            self.want(&self.catalogue.sources, id, "source", at, place);
        }
    }

    pub(super) fn optional_source(&mut self, id: Option<&SourceId>, at: &str, place: impl Into<String>) {
        if let Some(id) = id {
            self.source(id, at, place);
        }
    }

    fn key<T: Word + Ord, V>(
        &mut self,
        all: &BTreeMap<T, V>,
        key: &Of<T>,
        what: &str,
        at: &str,
        place: impl Into<String>,
    ) {
        let place = place.into();
        self.want(all, &key.what, what, at, &place);
        self.role(key.role.as_ref(), at, place);
    }

    fn role(&mut self, role: Option<&RoleId>, at: &str, place: String) {
        if let Some(role) = role {
            self.want(&self.catalogue.roles, role, "role", at, place);
        }
    }

    fn condition(&mut self, condition: Option<&Condition>, at: &str, place: impl Into<String>) {
        let place = place.into();
        let Some(condition) = condition else { return };
        condition.each_fact(&mut |fact| self.want(&self.catalogue.questions, &fact.question, "question", at, &place));
    }

    pub(super) fn region(&mut self, code: &RegionCode, at: &str, place: impl Into<String>) {
        if !self.catalogue.regions.values().any(|region| region.code == *code) {
            self.add(
                DefectKind::DanglingReference,
                at,
                place,
                format!("there is no region with the code {code}"),
            );
        }
    }
}
