//! Values that cannot be right: lists of options, ranges, empty lists of ways.

use std::collections::BTreeSet;

use super::{DefectKind, Report, file};
use crate::{
    catalogue::{Choice, Element, QuestionKind},
    id::OptionId,
    value::Kind,
};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, question) in &c.questions {
        let at = file("questions", id);
        let chooses = matches!(question.kind, QuestionKind::OneOf | QuestionKind::ManyOf);
        report.options(&at, chooses, &question.options);
        if question.kind == QuestionKind::Number && (question.min.is_none() || question.max.is_none()) {
            report.add(DefectKind::BadValue, &at, "min", "a number needs min and max");
        }
        report.range(&at, question.min, question.max);
    }
    for (id, element) in &c.elements {
        let at = file("elements", id);
        report.options(&at, element.kind == Kind::Choice, &element.options);
        report.range(&at, element.min, element.max);
        let base = element.derived_from.as_ref().and_then(|base| c.elements.get(base));
        let can_follow =
            Element::DERIVED.contains(&id.as_str()) && base.is_some_and(|base| base.kind == Kind::ResidentId);
        if base.is_some() && !can_follow {
            let message = format!("only {} follow from a resident_id", Element::DERIVED.join(" and "));
            report.add(DefectKind::BadValue, &at, "derived_from", message);
        }
    }
    for (id, item) in &c.items {
        let at = file("items", id);
        for (n, material) in item.materials.iter().enumerate() {
            let place = format!("materials[{n}]");
            if material.only.is_some() != material.any.is_empty() {
                report.add(DefectKind::BadValue, &at, &place, "say either `use` or `any`");
            }
            if material.copies == 0 {
                report.add(
                    DefectKind::BadValue,
                    &at,
                    format!("{place}.copies"),
                    "at least one copy",
                );
            }
        }
        for (n, limit) in item.limits.iter().enumerate() {
            if limit.promised.is_some_and(|promised| promised > limit.statutory) {
                report.add(
                    DefectKind::BadValue,
                    &at,
                    format!("limits[{n}].promised"),
                    "a promise cannot be longer than the law allows",
                );
            }
        }
    }
}

impl Report<'_> {
    fn options(&mut self, at: &str, wanted: bool, options: &[Choice]) {
        if wanted && options.len() < 2 {
            self.add(
                DefectKind::BadValue,
                at,
                "options",
                "a choice needs at least two options",
            );
        }
        if !wanted && !options.is_empty() {
            self.add(DefectKind::BadValue, at, "options", "only a choice has options");
        }
        let mut seen: BTreeSet<&OptionId> = BTreeSet::new();
        for (n, option) in options.iter().enumerate() {
            if !seen.insert(&option.id) {
                self.add(
                    DefectKind::TwoRules,
                    at,
                    format!("options[{n}].id"),
                    format!("the option `{}` stands there twice", option.id),
                );
            }
        }
    }

    fn range(&mut self, at: &str, min: Option<crate::number::Number>, max: Option<crate::number::Number>) {
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            self.add(DefectKind::BadValue, at, "max", "max is below min");
        }
    }
}
