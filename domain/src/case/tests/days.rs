//! Who caused which days.

use jiff::civil::{Date, date};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};

fn spans(world: &World, item: Option<&str>) -> Vec<(Cause, Date, Date, u32)> {
    days(&world.events, &world.calendar, world.today)
        .into_iter()
        .filter(|span| span.item.as_ref().map(|item| item.as_str()) == item)
        .map(|span| (span.cause, span.from, span.to, span.working_days))
        .collect()
}

#[test]
fn before_acceptance_the_days_are_the_windows_or_the_applicants() {
    let mut world = World::received(restaurant(), MONDAY);
    world.later(2).does(&clerk(), notice(date(2026, 3, 20)));
    world.later(4).does(&Actor::Applicant, answer());
    world.later(1).does(&clerk(), Act::Accept);
    assert_eq!(
        spans(&world, None),
        [
            (Cause::Window, MONDAY, date(2026, 3, 4), 2),
            (Cause::Applicant, date(2026, 3, 4), date(2026, 3, 10), 4),
            (Cause::Window, date(2026, 3, 10), date(2026, 3, 11), 1),
        ]
    );
}

#[test]
fn afterwards_the_days_of_each_part_add_up() {
    let mut world = World::accepted();
    world.later(1).approves(REGISTRATION).settles();
    world.later(1).claims(FIRE).does(&reviewer(FIRE), pause(FIRE, 5));
    world.later(3).does(&reviewer(FIRE), Act::Resume { item: FIRE.into() });
    world.later(2);
    let reason = PauseReason::Testing;
    assert_eq!(
        spans(&world, Some(REGISTRATION)),
        [(Cause::Department, MONDAY, date(2026, 3, 3), 1)]
    );
    assert_eq!(
        spans(&world, Some(FIRE)),
        [
            (Cause::Department, MONDAY, date(2026, 3, 4), 2),
            (Cause::Law { reason }, date(2026, 3, 4), date(2026, 3, 9), 3),
            (Cause::Department, date(2026, 3, 9), date(2026, 3, 11), 2),
        ]
    );
    assert_eq!(
        spans(&world, Some(FOOD)),
        [
            (Cause::OtherParts, MONDAY, date(2026, 3, 3), 1),
            (Cause::Department, date(2026, 3, 3), date(2026, 3, 11), 6),
        ]
    );
    for item in [FIRE, FOOD, HEALTH] {
        let sum: u32 = spans(&world, Some(item)).iter().map(|span| span.3).sum();
        assert_eq!(sum, world.calendar.working_days_between(MONDAY, world.today).value);
    }
}

#[test]
fn a_departments_days_are_what_its_clock_has_used() {
    let mut world = World::accepted();
    world.later(1).claims(FIRE).does(&reviewer(FIRE), pause(FIRE, 5));
    world.later(3).does(&reviewer(FIRE), Act::Resume { item: FIRE.into() });
    world.later(2).does(&reviewer(FIRE), deny(FIRE));
    world.later(9);
    let own = spans(&world, Some(FIRE))
        .into_iter()
        .filter(|span| span.0 == Cause::Department);
    let clock = world.stage(FIRE).clock().unwrap();
    assert_eq!(
        own.map(|span| span.3).sum::<u32>(),
        clock.used(&world.calendar, world.today).value
    );
}

#[test]
fn a_part_that_ended_for_a_missing_paper_takes_no_more_days() {
    let mut world = World::accepted();
    world.later(11).settles();
    let ended = world.today;
    world.later(10);
    for item in [HEALTH, FOOD] {
        assert_eq!(spans(&world, Some(item)).last().map(|span| span.2), Some(ended));
    }
    assert_eq!(spans(&world, Some(FIRE)).last().map(|span| span.2), Some(world.today));
}
