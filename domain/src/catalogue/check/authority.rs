//! What the authorities need: numbers, licences, organs, commitments with their check, decisions on the spot, pauses.

use super::{DefectKind, Report, file};
use crate::catalogue::{Department, Item, ItemKind, Licence, MaterialKind, NumberRule, Promise, Renewal};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    numbers(report);
    for (id, licence) in &c.licences {
        let at = file("licences", id);
        report.want(&c.materials, id, "material", &at, "");
        of_licence(report, &at, licence);
    }
    for (id, item) in &c.items {
        of_item(report, &file("items", id), item);
    }
    for (id, department) in &c.departments {
        let decides = c.items.values().any(|item| item.department == *id && decides(item));
        of_department(report, &file("departments", id), department, decides);
    }
    for (id, promise) in &c.promises {
        of_promise(report, &file("promises", id), promise);
    }
    points(report);
    review(report);
}

/// The rules the program itself needs once there are items, and the sources of all.
fn numbers(report: &mut Report<'_>) {
    let c = report.catalogue;
    for needed in NumberRule::NEEDED {
        if !c.items.is_empty() && !c.numbers.contains_key(needed) {
            let message = format!("the program numbers by it: add the rule `{needed}`");
            report.add(DefectKind::DanglingReference, file("numbers", needed), "", message);
        }
    }
    for (id, rule) in &c.numbers {
        let at = file("numbers", id);
        for (n, term) in rule.patterns.iter().enumerate() {
            report.source(&term.source, &at, format!("patterns[{n}].source"));
            if let Some(region) = &term.region {
                report.region(region, &at, format!("patterns[{n}].region"));
            }
        }
    }
}

fn of_licence(report: &mut Report<'_>, at: &str, licence: &Licence) {
    report.want(&report.catalogue.numbers, &licence.number, "number rule", at, "number");
    for (n, term) in licence.validity.iter().enumerate() {
        report.source(&term.source, at, format!("validity[{n}].source"));
        if let Some(region) = &term.region {
            report.region(region, at, format!("validity[{n}].region"));
        }
        if term.years == Some(0) {
            let message = "leave it out for a paper without end";
            report.add(DefectKind::BadValue, at, format!("validity[{n}].years"), message);
        }
    }
    let ends = licence.validity.iter().any(|term| term.years.is_some());
    match &licence.renewal {
        Some(renewal) => of_renewal(report, at, renewal, ends),
        None if ends => {
            let message = "the paper ends: say when it is renewed";
            report.add(DefectKind::NoText, at, "renewal", message);
        }
        None => {}
    }
}

fn of_renewal(report: &mut Report<'_>, at: &str, renewal: &Renewal, ends: bool) {
    report.source(&renewal.source, at, "renewal.source");
    if !ends {
        let message = "a paper without end is never renewed";
        report.add(DefectKind::BadValue, at, "renewal", message);
    }
    if renewal.opens < renewal.closes {
        let message = "it closes before it opens: both count back from the last day";
        report.add(DefectKind::BadValue, at, "renewal.closes", message);
    }
}

fn of_item(report: &mut Report<'_>, at: &str, item: &Item) {
    for (n, paper) in item.issues.iter().enumerate() {
        if report.catalogue.materials.contains_key(paper) {
            let licences = &report.catalogue.licences;
            report.want(licences, paper, "licence", at, format!("issues[{n}]"));
        }
    }
    if item.instant_when.is_some() && !item.instant {
        let message = "it says when an item is decided on the spot that never is";
        report.add(DefectKind::BadValue, at, "instant_when", message);
    }
    for (n, pause) in item.pauses.iter().enumerate() {
        report.source(&pause.source, at, format!("pauses[{n}].source"));
        if pause.days == 0 {
            let message = "say how many working days it usually takes";
            report.add(DefectKind::BadValue, at, format!("pauses[{n}].days"), message);
        }
    }
    report.again(at, "pauses", item.pauses.iter().map(|pause| pause.reason));
}

/// Whether an item ends in a decision that somebody can have reviewed.
fn decides(item: &Item) -> bool {
    match item.kind {
        ItemKind::Licence | ItemKind::Filing | ItemKind::Confirmation | ItemKind::Payment | ItemKind::Registration => {
            true
        }
        ItemKind::PublicService => false,
    }
}

fn of_department(report: &mut Report<'_>, at: &str, department: &Department, decides: bool) {
    report.text(at, "organ", department.organ.as_deref().unwrap_or(""));
    for (n, organ) in department.organs.iter().enumerate() {
        report.text(at, format!("organs[{n}].name"), &organ.name);
        report.region(&organ.region, at, format!("organs[{n}].region"));
        report.source(&organ.source, at, format!("organs[{n}].source"));
    }
    report.again(at, "organs", department.organs.iter().map(|organ| &organ.region));
    match &department.review_body {
        Some(body) => {
            report.text(at, "review_body.name", &body.name);
            report.source(&body.source, at, "review_body.source");
        }
        None if decides => {
            let message = "say who reviews its decisions: every refusal tells it";
            report.add(DefectKind::NoText, at, "review_body", message);
        }
        None => {}
    }
}

fn of_promise(report: &mut Report<'_>, at: &str, promise: &Promise) {
    report.optional_source(promise.check_source.as_ref(), at, "check_source");
    match promise.check_within {
        Some(0) => report.add(
            DefectKind::BadValue,
            at,
            "check_within",
            "it is checked after the grant",
        ),
        Some(_) => {}
        None => {
            let message = "say within how many working days after the grant it is checked";
            report.add(DefectKind::NoText, at, "check_within", message);
        }
    }
}

/// A point that is judged from photographs says which.
fn points(report: &mut Report<'_>) {
    for (id, point) in &report.catalogue.points {
        let at = file("points", id);
        match &point.photo {
            Some(photo) => report.both(&at, "photo", photo, point.photo_en.as_ref()),
            None if point.remote => report.add(DefectKind::NoText, &at, "photo", "say what to photograph"),
            None => {}
        }
    }
}

/// Every paper that somebody looks at has points to tick, line by line in both languages. Application forms are made by the
/// program.
fn review(report: &mut Report<'_>) {
    for (id, material) in &report.catalogue.materials {
        let at = file("materials", id);
        if material.review.is_empty() && material.kind != MaterialKind::ApplicationForm {
            let message = "say what a clerk ticks when looking at it";
            report.add(DefectKind::NoText, &at, "review", message);
        }
        if material.review.len() != material.review_en.len() {
            let message = "both languages have the same lines";
            report.add(DefectKind::BadValue, &at, "review_en", message);
        }
        for (n, (zh, en)) in material.review.iter().zip(&material.review_en).enumerate() {
            report.text(&at, format!("review[{n}]"), zh);
            report.text(&at, format!("review_en[{n}]"), en);
        }
        report.again(&at, "review", material.review.iter());
    }
}
