//! What an applicant says is wrong in what is kept.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};

#[test]
fn an_objection_is_open_until_the_window_answers() {
    let mut world = World::received(restaurant(), MONDAY);
    assert_eq!(
        world.refuses(&clerk(), grants_it()),
        Refusal::NothingObjected,
        "nothing was said"
    );
    world.does(&Actor::Applicant, object("00000000001"));
    assert!(world.case.open_objection().is_some());
    world.does(&clerk(), grants_it());
    assert_eq!(world.case.open_objection(), None);
    let said = world.case.objection.clone().and_then(|objection| objection.answer);
    let said = said.expect("it was answered");
    assert!(said.granted && said.by.is_some(), "the record says who put it right");
    assert_eq!(world.refuses(&clerk(), grants_it()), Refusal::NothingObjected, "once");
    let again = Case::of(&world.events).expect("the record is whole");
    assert_eq!(again, world.case);
}

#[test]
fn it_changes_no_stage_no_limit_and_no_turn() {
    let mut world = World::accepted();
    let before = world.case.clone();
    world.does(&Actor::Applicant, object("00000000001"));
    assert_eq!((&world.case.stage, world.case.turn()), (&before.stage, before.turn()));
}

#[test]
fn the_last_word_of_the_applicant_counts() {
    let mut world = World::accepted();
    world.does(&Actor::Applicant, object("00000000001"));
    world.does(&Actor::Applicant, object("00000000002"));
    let open = world.case.open_objection().expect("one is open");
    assert!(open.right.values().eq(["00000000002"]), "a newer one takes its place");
}

#[test]
fn a_refusal_says_why() {
    let mut world = World::accepted();
    world.does(&Actor::Applicant, object("00000000001"));
    let empty = Refusal::Empty {
        field: "reason".to_owned(),
    };
    assert_eq!(
        world.refuses(&clerk(), refuses_it(" ")),
        empty,
        "个人信息保护法 art. 50"
    );
    world.does(&clerk(), refuses_it("the number is that of the licence"));
}

#[test]
fn an_objection_can_be_taken_back_while_it_is_open() {
    let nothing = Act::Object {
        right: Default::default(),
        stood: Default::default(),
        says: String::new(),
    };
    let mut world = World::accepted();
    assert_eq!(
        world.refuses(&Actor::Applicant, nothing.clone()),
        Refusal::NothingObjected
    );
    world.does(&Actor::Applicant, object("00000000001"));
    world.does(&Actor::Applicant, nothing.clone());
    assert_eq!(world.case.objection, None);
    world.does(&Actor::Applicant, object("00000000001"));
    world.does(&clerk(), grants_it());
    assert_eq!(world.refuses(&Actor::Applicant, nothing), Refusal::NothingObjected);
}

#[test]
fn what_is_kept_can_be_put_right_when_the_case_is_over() {
    let mut world = World::issued();
    world.does(&clerk(), Act::Deliver { how: Delivery::Window });
    world.does(&Actor::Applicant, object("00000000001"));
    world.does(&clerk(), grants_it());
    assert_eq!(world.code(), StageCode::Delivered);
}
