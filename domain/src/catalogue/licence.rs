//! What items issue: what sort of paper it is, how it is numbered, how long it holds and when it is renewed.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    RegionCode,
    library::no_source,
    term::{most_local, term},
};
use crate::{
    calendar::WorkingCalendar,
    id::{NumberId, SourceId},
};

/// A paper of the catalogue as the result of an item.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// What sort of result it is.
    pub kind: LicenceKind,
    /// The rule its number is built by.
    pub number: NumberId,
    /// Whether it stands on the composite licence (行业综合许可证) of a shop or a firm. Papers about a person do not.
    pub component: bool,
    /// How long it holds, by time and region.
    pub validity: Vec<Validity>,
    /// When it is renewed; none for a paper without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Renewal>,
}

/// What sort of result a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LicenceKind {
    /// 许可证: somebody may do what is otherwise forbidden.
    Licence,
    /// 备案: somebody told the authority.
    Filing,
    /// 批准、意见书: the authority agrees to one thing.
    Approval,
    /// 证明、登记: the authority confirms a fact.
    Certificate,
}

/// How long a paper holds that is granted in a time and a region.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// For papers granted from this day on.
    #[serde(with = "crate::calendar::iso")]
    pub from: Date,
    /// Up to and including this day.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::calendar::iso_option"
    )]
    pub until: Option<Date>,
    /// Only there and below; everywhere, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// For so many years; without end (长期), when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u8>,
    /// Where it comes from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

term!(Validity);

impl Validity {
    /// The last day on which a paper holds that is granted on a day, or none for one without end (长期).
    ///
    /// It is the day before the anniversary: granted on 2026-03-02 for five years, a licence ends on 2031-03-01. Where the
    /// year has no such day, the last day of the month ends the period (民法典 art. 202): granted on 2024-02-29 for five
    /// years, it ends on 2029-02-28.
    #[must_use]
    pub fn last_day(&self, granted: Date) -> Option<Date> {
        let anniversary = granted.checked_add(i16::from(self.years?).years()).ok()?;
        if anniversary.day() == granted.day() {
            anniversary.yesterday().ok()
        } else {
            Some(anniversary)
        }
    }
}

/// No validity of the paper covers the day: an error, never "the last one".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the licence has no validity for {on}")]
pub struct NoValidity {
    /// The day.
    pub on: Date,
}

impl Licence {
    /// How long the paper holds when it is granted on this day in this region: the most local rule that covers the day.
    ///
    /// # Errors
    /// When no rule covers the day.
    pub fn validity(&self, on: Date, region: Option<&RegionCode>) -> Result<&Validity, NoValidity> {
        most_local(&self.validity, on, region).ok_or(NoValidity { on })
    }
}

/// When a paper with an end is renewed, counted back from its last day.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// May be asked for from so many units before the last day.
    pub opens: u16,
    /// Must be asked for by so many units before the last day.
    pub closes: u16,
    /// What is counted.
    pub unit: Unit,
    /// Where it comes from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

/// What a renewal is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Working days.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Months.
    Months,
}

/// The days on which a renewal can be asked for, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first one.
    pub opens: Date,
    /// The last one.
    pub closes: Date,
    /// Whether a year without an official notice took part in it.
    pub provisional: bool,
}

impl Renewal {
    /// When the renewal of a paper can be asked for whose last day this is.
    #[must_use]
    pub fn window(&self, last_day: Date, calendar: &WorkingCalendar) -> Window {
        let (opens, provisional) = self.before(last_day, self.opens, calendar);
        let (closes, also) = self.before(last_day, self.closes, calendar);
        Window {
            opens,
            closes,
            provisional: provisional || also,
        }
    }

    fn before(&self, day: Date, n: u16, calendar: &WorkingCalendar) -> (Date, bool) {
        match self.unit {
            Unit::WorkingDays => {
                let deadline = calendar.working_days_before(day, u32::from(n));
                (deadline.date, deadline.provisional)
            }
            Unit::Days => (day.saturating_sub(i32::from(n).days()), false),
            Unit::Months => (day.saturating_sub(i32::from(n).months()), false),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn for_years(years: Option<u8>) -> Validity {
        Validity {
            from: date(2020, 1, 1),
            until: None,
            region: None,
            years,
            source: no_source(),
            assumed: None,
        }
    }

    #[test]
    fn a_licence_ends_the_day_before_the_anniversary() {
        assert_eq!(for_years(Some(5)).last_day(date(2026, 3, 2)), Some(date(2031, 3, 1)));
        assert_eq!(for_years(Some(4)).last_day(date(2026, 1, 1)), Some(date(2029, 12, 31)));
        assert_eq!(for_years(None).last_day(date(2026, 3, 2)), None);
    }

    /// 民法典 art. 202.
    #[test]
    fn where_the_anniversary_does_not_exist_the_month_ends_the_period() {
        assert_eq!(for_years(Some(5)).last_day(date(2024, 2, 29)), Some(date(2029, 2, 28)));
        assert_eq!(for_years(Some(4)).last_day(date(2024, 2, 29)), Some(date(2028, 2, 28)));
    }

    #[test]
    fn a_renewal_is_counted_back_from_the_last_day_in_its_own_unit() {
        let window = |opens, closes, unit| {
            let renewal = Renewal {
                opens,
                closes,
                unit,
                source: no_source(),
                assumed: None,
            };
            let window = renewal.window(date(2026, 8, 31), &WorkingCalendar::default());
            (window.opens, window.closes, window.provisional)
        };
        let months = (date(2026, 2, 28), date(2026, 6, 30), false);
        assert_eq!(window(6, 2, Unit::Months), months);
        assert_eq!(window(60, 30, Unit::Days), (date(2026, 7, 2), date(2026, 8, 1), false));
        let provisional = (date(2026, 8, 17), date(2026, 8, 24), true);
        assert_eq!(window(10, 5, Unit::WorkingDays), provisional);
    }
}
