//! A supervisor's word to whoever's turn it is.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, world::*};

fn urge() -> Act {
    Act::Urge {
        text: "answer today".to_owned(),
    }
}

#[test]
fn a_supervisors_word_stands_until_the_turn_passes_on() {
    let mut world = World::received(restaurant(), MONDAY);
    world.does(&supervisor(), urge());
    let said = world.case.urged.as_ref().map(|urged| urged.text.as_str());
    assert_eq!(said, Some("answer today"));
    world.does(&clerk(), Act::Accept);
    assert_eq!(world.case.urged, None, "the window answered");
    world.does(&supervisor(), urge());
    world.does(
        &reviewer(REGISTRATION),
        Act::Claim {
            item: REGISTRATION.into(),
        },
    );
    assert!(world.case.urged.is_some(), "who takes it on has not decided it");
    let again = Case::of(&world.events).expect("the record is whole");
    assert_eq!(again, world.case);
}

#[test]
fn a_word_changes_no_limit() {
    let mut world = World::accepted();
    let before = world.case.stage.clone();
    world.does(&supervisor(), urge());
    assert_eq!(world.case.stage, before);
}
