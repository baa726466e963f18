//! Laws of the legal clock, whatever the calendar, the limits and the pauses are.

use std::collections::BTreeSet;

use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};
use proptest::{collection::vec, prelude::*};
use yijian_domain::{
    calendar::{Status, WorkingCalendar, Year, YearDays},
    case::{Clock, Extension, MOST_EXTENSION, Pace, Pause, PauseReason},
};

/// So many calendar days later.
fn after(day: Date, days: u16) -> Date {
    day.checked_add(i32::from(days).days())
        .expect("the calendar goes on for long")
}

/// A year with any days off and any weekends worked.
fn year(year: i16) -> impl Strategy<Value = Year> {
    let days = || vec(0..365_u16, 0..40);
    (days(), days(), any::<bool>()).prop_map(move |(off, work, official)| {
        let day = |days: u16| after(date(year, 1, 1), days);
        let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let off: BTreeSet<Date> = off.into_iter().map(day).collect();
        let work = work.into_iter().map(day).filter(weekend);
        let work = work.filter(|day| !off.contains(day)).collect();
        let status = if official {
            Status::Official
        } else {
            Status::Provisional
        };
        Year::new(YearDays {
            year,
            status,
            off,
            work,
        })
        .expect("the days fit together")
    })
}

pub(crate) fn calendar() -> impl Strategy<Value = WorkingCalendar> {
    (year(2026), year(2027)).prop_map(|(one, other)| WorkingCalendar::new([one, other]))
}

/// A clock whose pauses are all over. The gaps before and the lengths of pauses are calendar days.
fn clock() -> impl Strategy<Value = Clock> {
    let pauses = vec((0..20_u16, 0..20_u16), 0..4);
    let extension = prop::option::of(1..=MOST_EXTENSION);
    (0..600_u16, 0..60_u16, 0..60_u16, pauses, extension).prop_map(|(since, statutory, promised, pauses, extension)| {
        let mut clock = Clock::start(after(date(2026, 1, 1), since), statutory, promised);
        let mut day = clock.since;
        for (gap, length) in pauses {
            let from = after(day, gap);
            day = after(from, length);
            clock.pauses.push(pause(from, day));
        }
        clock.extension = extension.map(|days| Extension {
            days,
            reason: "many applications".to_owned(),
            head: "the head".to_owned(),
            on: clock.since,
        });
        clock
    })
}

fn pause(from: Date, to: Date) -> Pause {
    Pause {
        reason: PauseReason::Hearing,
        from,
        to: Some(to),
        expected: 1,
    }
}

/// The day from which nothing changes any more by itself.
fn settled(clock: &Clock) -> Date {
    clock.pauses.last().and_then(|pause| pause.to).unwrap_or(clock.since)
}

fn rank(pace: Pace) -> u8 {
    match pace {
        Pace::InTime => 0,
        Pace::DueSoon => 1,
        Pace::LateAsPromised => 2,
        Pace::Late => 3,
        Pace::Paused => panic!("its pauses are over"),
    }
}

proptest! {
    #[test]
    fn a_clock_never_runs_backwards(calendar in calendar(), clock in clock()) {
        let mut used = 0;
        let mut pace = 0;
        for days in 0..250 {
            let day = after(clock.since, days);
            let now = clock.used(&calendar, day).value;
            prop_assert!(now == used || now == used + 1, "{day}: {used}, {now}");
            used = now;
            if day >= settled(&clock) {
                let now = rank(clock.pace(&calendar, day));
                prop_assert!(now >= pace, "{day}");
                pace = now;
            }
        }
    }

    /// 行政许可法 art. 45: a pause takes nothing away, and gives nothing.
    #[test]
    fn pause_and_resume_conserve_what_is_left(
        calendar in calendar(), clock in clock(), gap in 0..20_u16, length in 0..40_u16,
    ) {
        let from = after(settled(&clock), gap);
        let to = after(from, length);
        let due = clock.dues(&calendar, to);
        let mut paused = clock.clone();
        paused.pauses.push(pause(from, to));
        let then = paused.dues(&calendar, to);
        let stood = calendar.working_days_between(from, to).value;
        let more = clock.extension.as_ref().map_or(0, |extension| extension.days);
        let used = clock.used(&calendar, from).value;
        for (limit, before, now) in [
            (clock.promised, due.promised, then.promised),
            (clock.statutory, due.statutory, then.statutory),
        ] {
            let expected = match before.date {
                // It had run out before.
                due if due < from => due,
                // Nothing is left: it is due when it goes on.
                _ if u32::from(limit + more) <= used => calendar.add_working_days(to, 0).date,
                due => calendar.add_working_days(due, stood).date,
            };
            prop_assert_eq!(now.date, expected);
        }
        prop_assert_eq!(paused.used(&calendar, to), paused.used(&calendar, from));
        prop_assert_eq!(paused.used(&calendar, from).value, clock.used(&calendar, from).value);
    }

    /// 行政许可法 art. 42: the limit, and ten working days at most. A clock that has nothing left and goes on on a day
    /// off is due on the next working day (民法典 art. 203).
    #[test]
    fn no_due_date_lies_beyond_what_the_law_allows(calendar in calendar(), clock in clock()) {
        let off = |pause: &&Pause| pause.to.is_some_and(|to| !calendar.is_working_day(to).value);
        let moved = clock.pauses.iter().filter(off).count();
        let stood = |pause: &Pause| calendar.working_days_between(pause.from, pause.to.expect("it is over")).value;
        let stood: u32 = clock.pauses.iter().map(stood).sum();
        let most = u32::from(clock.statutory + MOST_EXTENSION) + stood + u32::try_from(moved).expect("a few");
        let dues = clock.dues(&calendar, settled(&clock));
        prop_assert!(dues.promised.date <= dues.statutory.date);
        prop_assert!(clock.promised <= clock.statutory);
        prop_assert!(dues.statutory.date <= calendar.add_working_days(clock.since, most).date);
    }

    #[test]
    fn a_clock_without_pauses_has_used_its_limit_on_the_day_it_is_due(
        calendar in calendar(), since in 0..600_u16, limit in 1..60_u16,
    ) {
        let clock = Clock::start(after(date(2026, 1, 1), since), limit, limit);
        let due = clock.dues(&calendar, clock.since).statutory;
        prop_assert_eq!(clock.used(&calendar, due.date).value, u32::from(limit));
        prop_assert_eq!(clock.used(&calendar, due.date.yesterday().expect("not the first day")).value, u32::from(limit) - 1);
        prop_assert_eq!(clock.used(&calendar, due.date).provisional, due.provisional);
    }

    /// Until it goes on, the date that is shown is the one of a clock that goes on today.
    #[test]
    fn a_clock_that_stands_still_is_due_as_if_it_went_on_today(
        calendar in calendar(), clock in clock(), gap in 0..20_u16, length in 0..40_u16,
    ) {
        let from = after(settled(&clock), gap);
        let today = after(from, length);
        let (mut open, mut over) = (clock.clone(), clock);
        open.pauses.push(Pause { to: None, ..pause(from, today) });
        over.pauses.push(pause(from, today));
        prop_assert_eq!(open.dues(&calendar, today), over.dues(&calendar, today));
        prop_assert_eq!(open.used(&calendar, today), over.used(&calendar, today));
        let late = rank(over.pace(&calendar, today)) == rank(Pace::Late);
        prop_assert_eq!(open.pace(&calendar, today), if late { Pace::Late } else { Pace::Paused });
    }
}
