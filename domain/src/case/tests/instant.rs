//! What is decided in one sitting (秒批).

use jiff::civil::date;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};

#[test]
fn a_case_of_low_risk_is_decided_in_one_sitting() {
    let mut world = World::received(instant_shop(), MONDAY);
    let (accept, approve, open, decide) = (Verb::Accept, Verb::Approve, Verb::Open, Verb::Decide);
    assert_eq!(
        world.settles(),
        [accept, approve, approve, approve, open, approve, decide]
    );
    assert!(world.case.issues_by_itself());
    let licence = world.licence();
    world.does(&Actor::System, Act::Issue { licence });
    world.does(&Actor::System, Act::Deliver { how: Delivery::Online });
    assert_eq!(world.code(), StageCode::Delivered);
}

#[test]
fn a_case_with_anything_in_doubt_waits_for_people() {
    let doubts: [fn(&mut CaseFile); 4] = [
        |file| file.clean = false,
        |file| file.parts[0].instant = false,
        |file| file.points = restaurant().points,
        |file| file.papers = restaurant().papers,
    ];
    for doubt in doubts {
        let mut file = instant_shop();
        doubt(&mut file);
        let mut world = World::received(file, MONDAY);
        assert!(world.settles().is_empty());
        assert!(!world.case.issues_by_itself());
    }
}

#[test]
fn the_parts_that_allow_it_are_granted_as_soon_as_the_case_is_accepted() {
    let mut file = restaurant();
    file.parts[0].instant = true;
    let mut world = World::received(file, MONDAY);
    world.does(&clerk(), Act::Accept);
    assert_eq!(world.settles(), [Verb::Approve, Verb::Open]);
    assert_eq!(world.stage(REGISTRATION).reviewer(), None);
}

#[test]
fn the_program_grants_nothing_else_and_takes_nothing_from_a_reviewer() {
    let mut world = World::accepted();
    assert_eq!(world.refuses(&Actor::System, approve(REGISTRATION)).code(), "not_yours");
    let mut file = restaurant();
    file.parts[0].instant = true;
    let mut world = World::received(file, MONDAY);
    world.does(&clerk(), Act::Accept).claims(REGISTRATION);
    assert_eq!(
        world.refuses(&Actor::System, approve(REGISTRATION)).code(),
        "claimed_by"
    );
    assert!(world.settles().is_empty());
}

#[test]
fn an_instant_case_that_the_program_comes_to_late_counts_as_accepted() {
    let mut world = World::received(instant_shop(), MONDAY);
    world.today = date(2026, 3, 20);
    assert_eq!(world.settles().first(), Some(&Verb::DeemAccepted));
    assert_eq!(world.code(), StageCode::Decided);
    assert_eq!(world.review().accepted.on, MONDAY);
}

#[test]
fn the_program_grants_nothing_on_a_commitment_that_was_found_false() {
    let mut file = instant_shop();
    file.parts[0].instant = false;
    file.promises[0].items.insert(FOOD.into());
    let mut world = World::received(file, MONDAY);
    world.does(&clerk(), Act::Accept);
    assert_eq!(world.settles(), [Verb::Approve, Verb::Approve]);
    world.does(&reviewer(FIRE), check(false)).approves(REGISTRATION);
    assert_eq!(world.settles(), [Verb::Open]);
    world.denies(FOOD);
    assert_eq!(world.settles(), [Verb::Decide]);
}
