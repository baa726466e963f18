//! Papers that follow: the lease, ten working days after Monday, 2 March 2026, is due on Monday, 16 March.

use jiff::civil::date;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};

#[test]
fn the_applicant_is_reminded_three_days_and_one_day_before_once_each() {
    let mut world = World::accepted();
    let mut reminded = Vec::new();
    while world.today < date(2026, 3, 17) {
        for verb in world.settles() {
            assert_eq!(verb, Verb::Remind);
            reminded.push(world.today);
        }
        world.today = world.today.tomorrow().unwrap();
    }
    assert_eq!(reminded, [date(2026, 3, 11), date(2026, 3, 13)]);
}

#[test]
fn one_reminder_makes_up_for_those_that_were_missed() {
    let mut world = World::accepted();
    world.today = date(2026, 3, 14);
    assert_eq!(world.settles(), [Verb::Remind]);
    world.today = date(2026, 3, 16);
    assert!(world.settles().is_empty());
}

#[test]
fn nobody_is_reminded_on_the_day_they_were_told() {
    let mut file = restaurant();
    file.papers[1].deferred = Some(2);
    let mut world = World::received(file, MONDAY);
    world.does(&clerk(), Act::Accept);
    assert!(world.settles().is_empty());
    assert_eq!(world.case.wakes(&world.calendar), Some(date(2026, 3, 3)));
    assert_eq!(world.later(1).settles(), [Verb::Remind]);
    assert_eq!(world.case.wakes(&world.calendar), Some(date(2026, 3, 5)));
}

#[test]
fn nothing_that_rests_on_the_paper_is_granted_before_it_is_there() {
    let mut world = World::accepted();
    world.inspected(&[]).claims(HEALTH);
    let papers = vec!["lease".parse().unwrap()];
    assert_eq!(
        world.refuses(&reviewer(HEALTH), approve(HEALTH)),
        Refusal::PapersOpen { papers }
    );
    world.approves(FIRE).provides();
    world.does(&reviewer(HEALTH), approve(HEALTH));
    assert_eq!(world.refuses(&Actor::Applicant, provide()).code(), "not_deferred");
}

#[test]
fn a_paper_that_does_not_come_ends_only_the_parts_that_asked_for_it() {
    let mut world = World::accepted();
    world.today = date(2026, 3, 16);
    assert_eq!(world.refuses(&clerk(), default_of(Some("lease"))), Refusal::NotDue);
    world.settles();
    world.today = date(2026, 3, 17);
    assert_eq!(world.case.wakes(&world.calendar), Some(world.today));
    assert_eq!(world.settles(), [Verb::EndForDefault]);
    let codes = [REGISTRATION, HEALTH, FIRE, FOOD].map(|item| world.stage(item).code());
    assert_eq!(
        codes,
        [PartCode::Open, PartCode::Stopped, PartCode::Open, PartCode::Stopped]
    );
    assert_eq!(world.refuses(&Actor::Applicant, provide()).code(), "not_deferred");
}

#[test]
fn a_paper_that_comes_late_but_before_anybody_noted_it_is_welcome() {
    let mut world = World::accepted();
    world.today = date(2026, 3, 17);
    world.provides();
    assert!(world.settles().is_empty());
}

#[test]
fn nobody_is_reminded_of_a_paper_no_part_waits_for() {
    let mut world = World::accepted();
    world.denies(HEALTH).denies(REGISTRATION);
    assert_eq!(world.settles(), [Verb::Stop]);
    assert_eq!(world.case.wakes(&world.calendar), None);
    world.today = date(2026, 3, 20);
    assert!(world.settles().is_empty());
}

/// The days may change when the notice for a year comes; what was done by them stays done.
#[test]
fn a_default_stays_on_record_when_the_calendar_changes_afterwards() {
    let mut world = World::received(restaurant(), date(2026, 12, 24));
    world.does(&clerk(), Act::Accept);
    world.today = date(2027, 1, 11);
    world.settles();
    assert_eq!(world.stage(HEALTH).code(), PartCode::Stopped);
    assert_eq!(Case::of(&world.events), Ok(world.case));
}
