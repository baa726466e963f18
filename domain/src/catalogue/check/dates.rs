//! Dates cover the time an item is in force: no overlap, no gap.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::{DefectKind, Report, file};
use crate::catalogue::{Item, Limit, RegionCode};

pub(super) fn check(report: &mut Report<'_>) {
    for (id, item) in &report.catalogue.items {
        let at = file("items", id);
        if item.until.is_some_and(|until| until < item.from) {
            report.add(DefectKind::BadValue, &at, "until", "the item ends before it starts");
        }
        limits(report, &at, item);
    }
}

/// A limit and its position in the item's list.
type Placed<'c> = (usize, &'c Limit);

fn limits(report: &mut Report<'_>, at: &str, item: &Item) {
    let mut by_region: BTreeMap<Option<&RegionCode>, Vec<Placed<'_>>> = BTreeMap::new();
    for (n, limit) in item.limits.iter().enumerate() {
        if limit.until.is_some_and(|until| until < limit.from) {
            let message = "the limit ends before it starts";
            report.add(DefectKind::BadValue, at, format!("limits[{n}].until"), message);
        }
        by_region.entry(limit.region.as_ref()).or_default().push((n, limit));
    }
    let everywhere = by_region.get_mut(&None).map(std::mem::take).unwrap_or_default();
    if everywhere.is_empty() {
        report.add(
            DefectKind::DatesGap,
            at,
            "limits",
            "there is no limit that holds everywhere",
        );
    }
    for limits in by_region.into_values() {
        // Where no regional limit holds, the general one does.
        in_order(report, at, limits, false);
    }
    let everywhere = in_order(report, at, everywhere, true);
    let (Some((first, start)), Some((last, end))) = (everywhere.first(), everywhere.last()) else {
        return;
    };
    if start.from > item.from {
        let message = format!("no limit covers the days from {}", item.from);
        report.add(DefectKind::DatesGap, at, format!("limits[{first}].from"), message);
    }
    let ends_early = |until: Date| item.until.is_none_or(|item| until < item);
    if end.until.is_some_and(ends_early) {
        let message = "no limit covers the days after it";
        report.add(DefectKind::DatesGap, at, format!("limits[{last}].until"), message);
    }
}

/// Limits by their first day, with everything that overlaps, and what they leave open where they must not.
fn in_order<'c>(report: &mut Report<'_>, at: &str, mut limits: Vec<Placed<'c>>, whole: bool) -> Vec<Placed<'c>> {
    limits.sort_by_key(|(_, limit)| limit.from);
    for pair in limits.windows(2) {
        let ((_, before), (n, after)) = (pair[0], pair[1]);
        let place = format!("limits[{n}].from");
        match before.until {
            Some(until) if until < after.from => {
                if whole && next_day(until) != Some(after.from) {
                    report.add(
                        DefectKind::DatesGap,
                        at,
                        place,
                        format!("no limit covers the days after {until}"),
                    );
                }
            }
            Some(_) | None => {
                let message = format!("the limit before it still holds on {}", after.from);
                report.add(DefectKind::DatesOverlap, at, place, message);
            }
        }
    }
    limits
}

fn next_day(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}
