//! What compares a theme with published figures: whole situations, each figure compared once and explained.

use std::collections::{BTreeMap, BTreeSet};

use super::{DefectKind, Report, file};
use crate::{
    catalogue::{Published, Theme},
    id::{SourceId, ThemeId},
    situation::check_answers,
};

pub(super) fn check(report: &mut Report<'_>) {
    for (id, theme) in &report.catalogue.themes {
        let at = file("themes", id);
        situations(report, &at, id, theme);
        sources(report, &at, theme);
        for (n, figure) in theme.published.iter().enumerate() {
            explained(report, &at, &format!("published[{n}]"), figure);
        }
    }
}

/// Answers that the theme takes, and words.
fn situations(report: &mut Report<'_>, at: &str, id: &ThemeId, theme: &Theme) {
    for (n, compared) in theme.compared.iter().enumerate() {
        for (question, fault) in check_answers(report.catalogue, id, &compared.answers) {
            let place = format!("compared[{n}].answers.{question}");
            report.add(
                DefectKind::WrongTest,
                at,
                place,
                format!("the theme does not take it: {}", fault.code()),
            );
        }
        for (key, text) in [("situation", &compared.situation), ("remark", &compared.remark)] {
            if text.trim().is_empty() {
                report.add(DefectKind::NoText, at, format!("compared[{n}].{key}"), "write it");
            }
        }
        no_number(report, at, format!("compared[{n}].remark"), &compared.remark);
    }
}

/// The sources of the published figures are compared in one situation each. A theme that compares nothing is right too.
fn sources(report: &mut Report<'_>, at: &str, theme: &Theme) {
    if theme.compared.is_empty() {
        return;
    }
    let published: BTreeSet<&SourceId> = theme.published.iter().map(|figure| &figure.source).collect();
    let mut seen: BTreeMap<&SourceId, usize> = BTreeMap::new();
    for (n, compared) in theme.compared.iter().enumerate() {
        let place = format!("compared[{n}].sources");
        for source in &compared.sources {
            if !published.contains(source) {
                let message = format!("no figure of `{source}` is published here");
                report.add(DefectKind::DanglingReference, at, &place, message);
            }
            if let Some(first) = seen.insert(source, n) {
                let message = format!("`{source}` is compared in compared[{first}] too");
                report.add(DefectKind::TwoRules, at, &place, message);
            }
        }
    }
    for source in published.into_iter().filter(|source| !seen.contains_key(source)) {
        let message = format!("say in which situation the figures of `{source}` are compared");
        report.add(DefectKind::NoText, at, "compared", message);
    }
    for (n, figure) in theme.published.iter().enumerate() {
        if figure.difference.is_none() {
            let message = "say what explains the difference from the computed figure";
            report.add(DefectKind::NoText, at, format!("published[{n}].difference"), message);
        }
    }
}

/// A figure says something, and so does its explanation.
fn explained(report: &mut Report<'_>, at: &str, place: &str, figure: &Published) {
    if figure.before.is_none() && figure.after.is_none() && figure.percent.is_none() {
        report.add(DefectKind::BadValue, at, place, "give `before`, `after` or `percent`");
    }
    let Some(difference) = &figure.difference else { return };
    let place = format!("{place}.difference");
    if difference.trim().is_empty() {
        report.add(DefectKind::NoText, at, &place, "write it, or leave it out");
    }
    no_number(report, at, place, difference);
}

/// Words that explain have no number of their own: a computed one would be wrong tomorrow.
fn no_number(report: &mut Report<'_>, at: &str, place: String, text: &str) {
    if text.contains(|c: char| c.is_ascii_digit()) {
        let message = "leave numbers out: the published ones stand beside it, the computed ones change";
        report.add(DefectKind::BadValue, at, place, message);
    }
}
