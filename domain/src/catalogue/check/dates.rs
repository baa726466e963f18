//! Dates cover the time they must: no overlap, no gap.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::{DefectKind, Report, file};
use crate::catalogue::{RegionCode, term::Term};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, item) in &c.items {
        let at = file("items", id);
        if item.until.is_some_and(|until| until < item.from) {
            report.add(DefectKind::BadValue, &at, "until", "the item ends before it starts");
        }
        terms(
            report,
            &at,
            ("limits", "limit"),
            &item.limits,
            (Some(item.from), item.until),
        );
    }
    for (id, rule) in &c.numbers {
        let at = file("numbers", id);
        terms(report, &at, ("patterns", "pattern"), &rule.patterns, (None, None));
    }
    for (id, licence) in &c.licences {
        let at = file("licences", id);
        terms(report, &at, ("validity", "validity"), &licence.validity, (None, None));
    }
}

/// A term and its position in its list.
type Placed<'c, T> = (usize, &'c T);

/// The list and what stands in it.
type Words = (&'static str, &'static str);

/// Terms that together cover the time from `first` (or from wherever they begin) to `last` (or without end) everywhere, and
/// in no region overlap.
fn terms<T: Term>(
    report: &mut Report<'_>,
    at: &str,
    words: Words,
    terms: &[T],
    (first, last): (Option<Date>, Option<Date>),
) {
    let (list, what) = words;
    let mut by_region: BTreeMap<Option<&RegionCode>, Vec<Placed<'_, T>>> = BTreeMap::new();
    for (n, term) in terms.iter().enumerate() {
        if term.until().is_some_and(|until| until < term.from()) {
            let message = format!("the {what} ends before it starts");
            report.add(DefectKind::BadValue, at, format!("{list}[{n}].until"), message);
        }
        by_region.entry(term.region()).or_default().push((n, term));
    }
    let everywhere = by_region.get_mut(&None).map(std::mem::take).unwrap_or_default();
    if everywhere.is_empty() {
        let message = format!("there is no {what} that holds everywhere");
        report.add(DefectKind::DatesGap, at, list, message);
    }
    for terms in by_region.into_values() {
        // Where no regional term holds, the general one does.
        in_order(report, at, words, terms, false);
    }
    let everywhere = in_order(report, at, words, everywhere, true);
    let (Some((start_no, start)), Some((end_no, end))) = (everywhere.first(), everywhere.last()) else {
        return;
    };
    if let Some(first) = first.filter(|first| start.from() > *first) {
        let message = format!("no {what} covers the days from {first}");
        report.add(DefectKind::DatesGap, at, format!("{list}[{start_no}].from"), message);
    }
    let ends_early = |until: Date| last.is_none_or(|last| until < last);
    if end.until().is_some_and(ends_early) {
        let message = format!("no {what} covers the days after it");
        report.add(DefectKind::DatesGap, at, format!("{list}[{end_no}].until"), message);
    }
}

/// Terms by their first day, with everything that overlaps, and what they leave open where they must not.
fn in_order<'c, T: Term>(
    report: &mut Report<'_>,
    at: &str,
    (list, what): Words,
    mut terms: Vec<Placed<'c, T>>,
    whole: bool,
) -> Vec<Placed<'c, T>> {
    terms.sort_by_key(|(_, term)| term.from());
    for pair in terms.windows(2) {
        let ((_, before), (n, after)) = (pair[0], pair[1]);
        let place = format!("{list}[{n}].from");
        match before.until() {
            Some(until) if until < after.from() => {
                if whole && next_day(until) != Some(after.from()) {
                    let message = format!("no {what} covers the days after {until}");
                    report.add(DefectKind::DatesGap, at, place, message);
                }
            }
            Some(_) | None => {
                let message = format!("the {what} before it still holds on {}", after.from());
                report.add(DefectKind::DatesOverlap, at, place, message);
            }
        }
    }
    terms
}

fn next_day(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}
