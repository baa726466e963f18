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

fn limits(report: &mut Report<'_>, at: &str, item: &Item) {
    let mut by_region: BTreeMap<Option<&RegionCode>, Vec<(usize, &Limit)>> = BTreeMap::new();
    for (n, limit) in item.limits.iter().enumerate() {
        if limit.until.is_some_and(|until| until < limit.from) {
            report.add(
                DefectKind::BadValue,
                at,
                format!("limits[{n}].until"),
                "the limit ends before it starts",
            );
        }
        by_region.entry(limit.region.as_ref()).or_default().push((n, limit));
    }
    if !by_region.contains_key(&None) {
        report.add(
            DefectKind::DatesGap,
            at,
            "limits",
            "there is no limit that holds everywhere",
        );
    }
    for (region, mut limits) in by_region {
        limits.sort_by_key(|(_, limit)| limit.from);
        for pair in limits.windows(2) {
            let ((_, before), (n, after)) = (pair[0], pair[1]);
            match before.until {
                Some(until) if until < after.from => {
                    if region.is_none() && next_day(until) != Some(after.from) {
                        report.add(
                            DefectKind::DatesGap,
                            at,
                            format!("limits[{n}].from"),
                            format!("no limit covers the days after {until}"),
                        );
                    }
                }
                Some(_) | None => report.add(
                    DefectKind::DatesOverlap,
                    at,
                    format!("limits[{n}].from"),
                    format!("the limit before it still holds on {}", after.from),
                ),
            }
        }
        let (Some((first, start)), Some((last, end))) = (limits.first(), limits.last()) else {
            continue;
        };
        if region.is_none() && start.from > item.from {
            report.add(
                DefectKind::DatesGap,
                at,
                format!("limits[{first}].from"),
                format!("no limit covers the days from {}", item.from),
            );
        }
        if region.is_none()
            && end
                .until
                .is_some_and(|until| item.until.is_none_or(|item| until < item))
        {
            report.add(
                DefectKind::DatesGap,
                at,
                format!("limits[{last}].until"),
                "no limit covers the days after it",
            );
        }
    }
}

fn next_day(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}
