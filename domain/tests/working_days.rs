//! The working-day calendar against the published calendars and the worked examples of `holidays.json`.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use serde::Deserialize;
use yijian_domain::calendar::{Status, WorkingCalendar, Year, YearDays, YearFault};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[derive(Deserialize)]
struct Holidays {
    years: BTreeMap<String, Published>,
    flat: BTreeMap<String, Flat>,
    counts: BTreeMap<String, Counts>,
    working_day_tests: Cases<After>,
    working_days_before_tests: Cases<Before>,
}

#[derive(Deserialize)]
struct Published {
    status: Status,
}

#[derive(Deserialize)]
struct Flat {
    off: Vec<String>,
    work: Vec<String>,
}

#[derive(Deserialize)]
struct Counts {
    days: i32,
    working_days: u32,
    listed_off: usize,
    makeup: usize,
}

#[derive(Deserialize)]
struct Cases<T> {
    cases: Vec<T>,
}

#[derive(Deserialize)]
struct After {
    start: String,
    start_is_workday: bool,
    working_days: u32,
    deadline: String,
    why: String,
}

#[derive(Deserialize)]
struct Before {
    expiry: String,
    working_days_before: u32,
    result: String,
    why: String,
}

fn holidays() -> Holidays {
    serde_json::from_str(include_str!("holidays.json")).expect("holidays.json has this shape")
}

fn day(text: &str) -> Date {
    text.parse().expect("holidays.json has ISO dates")
}

fn year(holidays: &Holidays, name: &str) -> YearDays {
    let days = |list: &[String]| list.iter().map(|text| day(text)).collect();
    let flat = &holidays.flat[name];
    YearDays {
        year: name.parse().expect("years are numbers"),
        status: holidays.years[name].status,
        off: days(&flat.off),
        work: days(&flat.work),
    }
}

fn calendar() -> WorkingCalendar {
    let holidays = holidays();
    WorkingCalendar::new(
        holidays
            .flat
            .keys()
            .map(|name| Year::new(year(&holidays, name)).expect("published years are consistent")),
    )
}

/// 民法典 art. 201 and 203, 行政许可法 art. 82.
#[test]
fn limits_end_on_the_published_day() {
    let calendar = calendar();
    let cases = holidays().working_day_tests.cases;
    assert_eq!(cases.len(), 18);
    for case in cases {
        let start = day(&case.start);
        assert_eq!(
            calendar.is_working_day(start).value,
            case.start_is_workday,
            "{}",
            case.why
        );
        let deadline = calendar.add_working_days(start, case.working_days);
        assert_eq!(deadline.date, day(&case.deadline), "{}", case.why);
        assert!(!deadline.provisional, "{}", case.why);
        let between = calendar.working_days_between(start, deadline.date);
        assert_eq!(between.value, case.working_days, "{}", case.why);
    }
}

#[test]
fn renewal_windows_open_on_the_published_day() {
    let calendar = calendar();
    let cases = holidays().working_days_before_tests.cases;
    assert_eq!(cases.len(), 5);
    for case in cases {
        let found = calendar.working_days_before(day(&case.expiry), case.working_days_before);
        assert_eq!(found.date, day(&case.result), "{}", case.why);
        assert!(!found.provisional, "{}", case.why);
    }
}

#[test]
fn years_have_the_published_number_of_working_days() {
    let (holidays, calendar) = (holidays(), calendar());
    assert_eq!(holidays.counts.len(), 3);
    for (name, counts) in &holidays.counts {
        let days = year(&holidays, name);
        let (before, last) = (date(days.year - 1, 12, 31), date(days.year, 12, 31));
        let counted = calendar.working_days_between(before, last);
        assert_eq!(
            (counted.value, counted.provisional),
            (counts.working_days, false),
            "{name}"
        );
        assert_eq!(i32::from(last.day_of_year()), counts.days, "{name}");
        assert_eq!(
            (days.off.len(), days.work.len()),
            (counts.listed_off, counts.makeup),
            "{name}"
        );
    }
}

#[test]
fn a_provisional_or_unknown_year_marks_what_passes_through_it() {
    let calendar = calendar();
    assert!(!calendar.add_working_days(date(2026, 12, 30), 1).provisional);
    let provisional = calendar.add_working_days(date(2026, 12, 30), 2);
    assert_eq!((provisional.date, provisional.provisional), (date(2027, 1, 4), true));
    assert!(calendar.is_working_day(date(2027, 3, 1)).provisional);
    assert!(!calendar.is_working_day(date(2027, 6, 9)).value);
    let unknown = calendar.add_working_days(date(2031, 1, 3), 1);
    assert_eq!((unknown.date, unknown.provisional), (date(2031, 1, 6), true));
    assert!(
        calendar
            .working_days_between(date(2026, 12, 31), date(2027, 1, 2))
            .provisional
    );
    assert!(calendar.working_days_before(date(2024, 1, 3), 5).provisional);
}

/// 民法典 art. 203: a last day that is off moves to the next working day.
#[test]
fn no_working_days_lead_to_the_nearest_working_day() {
    let calendar = calendar();
    assert_eq!(calendar.add_working_days(date(2026, 10, 3), 0).date, date(2026, 10, 8));
    assert_eq!(calendar.add_working_days(date(2026, 10, 8), 0).date, date(2026, 10, 8));
    assert_eq!(
        calendar.working_days_before(date(2026, 10, 3), 0).date,
        date(2026, 9, 30)
    );
}

#[test]
fn the_calendar_ends_with_the_year_9999_without_an_error() {
    let last = WorkingCalendar::default().add_working_days(date(9999, 12, 30), u32::MAX);
    assert_eq!((last.date, last.provisional), (date(9999, 12, 31), true));
    let none = calendar().working_days_between(date(2026, 3, 2), date(2026, 3, 2));
    assert_eq!((none.value, none.provisional), (0, false));
}

#[test]
fn an_official_year_replaces_a_provisional_one_and_never_the_reverse() {
    let empty = |status| {
        let days = YearDays {
            year: 2027,
            status,
            off: Default::default(),
            work: Default::default(),
        };
        Year::new(days).unwrap()
    };
    let mut calendar = calendar();
    calendar.insert(empty(Status::Official));
    calendar.insert(empty(Status::Provisional));
    assert_eq!(calendar.years().last().map(Year::status), Some(Status::Official));
    assert!(calendar.is_working_day(date(2027, 6, 9)).value);
}

#[test]
fn a_year_must_be_consistent() {
    let holidays = holidays();
    let new_year = date(2026, 1, 1);
    let mut days = year(&holidays, "2026");
    days.work.insert(new_year);
    assert_eq!(Year::new(days), Err(YearFault::OffAndWorked(new_year)));
    let mut days = year(&holidays, "2026");
    days.off.insert(date(2027, 1, 1));
    assert_eq!(Year::new(days), Err(YearFault::OtherYear(date(2027, 1, 1))));
    let mut days = year(&holidays, "2026");
    days.work.insert(date(2026, 1, 5));
    assert_eq!(Year::new(days), Err(YearFault::WorkedAnyhow(date(2026, 1, 5))));
}

#[test]
fn a_calendar_survives_json() {
    let calendar = calendar();
    let text = serde_json::to_string(&calendar).unwrap();
    assert!(text.starts_with(r#"[{"year":2024,"status":"official","off":["2024-01-01","2024-02-10""#));
    assert_eq!(serde_json::from_str::<WorkingCalendar>(&text).unwrap(), calendar);
    assert!(serde_json::from_str::<Year>(r#"{"year":2026,"status":"official","off":["2026-2-1"]}"#).is_err());
    let bare: Year = serde_json::from_str(r#"{"year":2028,"status":"provisional"}"#).unwrap();
    assert!(!bare.is_off(date(2028, 1, 1)));
}

#[cfg(not(target_arch = "wasm32"))]
mod laws {
    use proptest::prelude::*;

    use super::*;

    fn any_day() -> impl Strategy<Value = Date> {
        // From two years before to two years after the years with data.
        (0_i64..365 * 8).prop_map(|days| date(2022, 1, 1).saturating_add(jiff::Span::new().days(days)))
    }

    proptest! {
        #[test]
        fn before_undoes_after(start in any_day(), n in 0_u32..120) {
            let calendar = calendar();
            let start = calendar.add_working_days(start, 0).date;
            let end = calendar.add_working_days(start, n).date;
            prop_assert_eq!(calendar.working_days_before(end, n).date, start);
            prop_assert_eq!(calendar.working_days_between(start, end).value, n);
        }

        #[test]
        fn a_deadline_is_a_working_day_and_steps_add_up(start in any_day(), n in 1_u32..60, m in 1_u32..60) {
            let calendar = calendar();
            let middle = calendar.add_working_days(start, n);
            prop_assert!(calendar.is_working_day(middle.date).value);
            prop_assert!(middle.date > start);
            let end = calendar.add_working_days(middle.date, m);
            prop_assert_eq!(calendar.add_working_days(start, n + m).date, end.date);
            prop_assert_eq!(
                calendar.add_working_days(start, n + m).provisional,
                middle.provisional || end.provisional
            );
        }
    }
}
