//! The legal clock. Worked examples are those of `holidays.json`.

use jiff::civil::{Date, date};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, world::*};

fn statutory(clock: &Clock, on: Date) -> Date {
    clock.dues(&calendar(), on).statutory.date
}

fn paused(from: Date, to: Option<Date>) -> Pause {
    Pause {
        reason: PauseReason::Testing,
        from,
        to,
        expected: 5,
    }
}

fn extended(mut clock: Clock, days: u16) -> Clock {
    clock.extension = Some(Extension {
        days,
        reason: "many applications".to_owned(),
        head: "head".to_owned(),
        on: clock.since,
    });
    clock
}

/// 民法典 art. 201: the day of acceptance does not count. 行政许可法 art. 82: working days only.
#[test]
fn limits_run_over_holidays_and_make_up_days() {
    for (accepted, limit, due) in [
        (date(2026, 2, 10), 5, date(2026, 2, 24)),
        (date(2026, 2, 13), 20, date(2026, 3, 19)),
        (date(2026, 4, 30), 45, date(2026, 7, 7)),
        (date(2026, 9, 24), 20, date(2026, 10, 29)),
    ] {
        let clock = Clock::start(accepted, limit, limit);
        assert_eq!(statutory(&clock, accepted), due, "{accepted} + {limit}");
        assert_eq!(clock.used(&calendar(), due).value, u32::from(limit));
    }
}

/// 行政许可法 art. 42(1): ten more, once.
#[test]
fn an_extension_moves_both_limits() {
    let clock = extended(Clock::start(date(2026, 9, 24), 20, 10), 10);
    let dues = clock.dues(&calendar(), clock.since);
    assert_eq!(dues.statutory.date, date(2026, 11, 12));
    assert_eq!(dues.promised.date, date(2026, 10, 29));
}

#[test]
fn what_is_promised_is_never_longer_than_what_the_law_allows() {
    assert_eq!(Clock::start(MONDAY, 10, 20).promised, 10);
}

#[test]
fn a_limit_that_ends_in_a_year_without_a_notice_is_provisional() {
    let clock = Clock::start(date(2026, 12, 24), 10, 5);
    let dues = clock.dues(&calendar(), clock.since);
    assert_eq!(
        (dues.promised.date, dues.promised.provisional),
        (date(2026, 12, 31), false)
    );
    assert_eq!(
        (dues.statutory.date, dues.statutory.provisional),
        (date(2027, 1, 8), true)
    );
    assert!(!clock.used(&calendar(), date(2026, 12, 31)).provisional);
    assert!(clock.used(&calendar(), date(2027, 1, 4)).provisional);
}

/// Saturday, 28 February 2026, is worked instead of a day of the Spring Festival.
#[test]
fn a_make_up_day_counts_and_a_swapped_day_does_not() {
    let clock = Clock::start(date(2026, 2, 13), 20, 20);
    let used = |day| clock.used(&calendar(), day).value;
    assert_eq!(used(date(2026, 2, 14)), 1, "a worked Saturday");
    assert_eq!(used(date(2026, 2, 23)), 1, "nine days off");
    assert_eq!(used(date(2026, 2, 27)), 5);
    assert_eq!(used(date(2026, 2, 28)), 6, "a worked Saturday");
    assert_eq!(used(date(2026, 3, 1)), 6, "a Sunday");
}

/// 行政许可法 art. 45: the time does not count.
#[test]
fn a_pause_over_a_holiday_costs_only_its_working_days() {
    let mut clock = Clock::start(date(2026, 4, 28), 10, 10);
    assert_eq!(statutory(&clock, clock.since), date(2026, 5, 14));
    clock.pauses.push(paused(date(2026, 4, 30), Some(date(2026, 5, 7))));
    let days = calendar()
        .working_days_between(date(2026, 4, 30), date(2026, 5, 7))
        .value;
    assert_eq!(days, 2, "1 to 5 May are off");
    assert_eq!(statutory(&clock, clock.since), date(2026, 5, 18));
    assert_eq!(clock.used(&calendar(), date(2026, 5, 7)).value, 2);
    assert_eq!(clock.used(&calendar(), date(2026, 5, 8)).value, 3);
}

#[test]
fn a_pause_that_ends_on_the_day_it_began_changes_nothing() {
    let mut clock = Clock::start(MONDAY, 10, 5);
    let before = (
        clock.dues(&calendar(), MONDAY),
        clock.used(&calendar(), date(2026, 3, 9)),
    );
    clock.pauses.push(paused(date(2026, 3, 4), Some(date(2026, 3, 4))));
    assert_eq!(
        (
            clock.dues(&calendar(), MONDAY),
            clock.used(&calendar(), date(2026, 3, 9))
        ),
        before
    );
}

#[test]
fn while_a_clock_stands_still_its_due_date_moves_with_the_day() {
    let mut clock = Clock::start(MONDAY, 10, 5);
    clock.pauses.push(paused(date(2026, 3, 4), None));
    assert!(clock.is_paused());
    assert_eq!(clock.pace(&calendar(), date(2026, 3, 30)), Pace::Paused);
    assert_eq!(statutory(&clock, date(2026, 3, 4)), date(2026, 3, 16));
    assert_eq!(statutory(&clock, date(2026, 3, 6)), date(2026, 3, 18));
    assert_eq!(clock.used(&calendar(), date(2026, 3, 30)).value, 2);
}

#[test]
fn a_clock_is_near_two_working_days_before_and_late_the_day_after() {
    // Promised until Monday, 9 March; by law until Monday, 16 March.
    let clock = Clock::start(MONDAY, 10, 5);
    for (day, pace) in [
        (date(2026, 3, 5), Pace::InTime),
        (date(2026, 3, 6), Pace::DueSoon),
        (date(2026, 3, 9), Pace::DueSoon),
        (date(2026, 3, 10), Pace::LateAsPromised),
        (date(2026, 3, 16), Pace::LateAsPromised),
        (date(2026, 3, 17), Pace::Late),
    ] {
        assert_eq!(clock.pace(&calendar(), day), pace, "{day}");
    }
}

/// Saturday with Monday and Tuesday to go is as near as Monday.
#[test]
fn on_a_day_off_what_is_near_is_counted_in_working_days_too() {
    let clock = Clock::start(MONDAY, 10, 6);
    assert_eq!(clock.pace(&calendar(), date(2026, 3, 6)), Pace::InTime);
    assert_eq!(clock.pace(&calendar(), date(2026, 3, 7)), Pace::DueSoon);
    assert_eq!(clock.pace(&calendar(), date(2026, 3, 9)), Pace::DueSoon);
}

#[test]
fn a_clock_that_has_stopped_is_judged_by_the_day_it_stopped() {
    let mut clock = Clock::start(MONDAY, 10, 5);
    clock.stopped = Some(date(2026, 3, 9));
    assert_eq!(clock.pace(&calendar(), date(2026, 12, 1)), Pace::DueSoon);
    assert_eq!(clock.used(&calendar(), date(2026, 12, 1)).value, 5);
    clock.stopped = Some(date(2026, 3, 10));
    assert_eq!(clock.pace(&calendar(), date(2026, 12, 1)), Pace::LateAsPromised);
}

#[test]
fn a_pause_does_not_make_good_what_was_late_before_it() {
    // Due on Friday; the reviewer lets it stand still on the Saturday after.
    let mut clock = Clock::start(MONDAY, 4, 4);
    clock.pauses.push(paused(date(2026, 3, 7), None));
    assert_eq!(clock.pace(&calendar(), date(2026, 3, 20)), Pace::Late);
    clock.pauses = vec![paused(date(2026, 3, 7), Some(date(2026, 3, 20)))];
    assert_eq!(statutory(&clock, date(2026, 3, 20)), date(2026, 3, 6));
    assert_eq!(clock.pace(&calendar(), date(2026, 3, 20)), Pace::Late);
}

/// 民法典 art. 203.
#[test]
fn a_clock_with_nothing_left_that_goes_on_on_a_day_off_is_due_on_the_next_working_day() {
    let mut clock = Clock::start(MONDAY, 4, 4);
    clock.pauses.push(paused(date(2026, 3, 6), Some(date(2026, 3, 14))));
    assert_eq!(statutory(&clock, date(2026, 3, 14)), date(2026, 3, 16));
    clock.pauses.push(paused(date(2026, 3, 16), Some(date(2026, 3, 18))));
    assert_eq!(statutory(&clock, date(2026, 3, 18)), date(2026, 3, 18));
}

#[test]
fn a_clock_that_pauses_on_its_last_day_is_due_the_day_it_goes_on() {
    let mut clock = Clock::start(MONDAY, 4, 4);
    clock.pauses.push(paused(date(2026, 3, 6), Some(date(2026, 3, 18))));
    assert_eq!(statutory(&clock, date(2026, 3, 18)), date(2026, 3, 18));
    assert_eq!(clock.pace(&calendar(), date(2026, 3, 19)), Pace::Late);
}
