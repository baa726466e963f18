//! How a case ends.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, world::*};

fn withdraw() -> Act {
    Act::Withdraw { reason: String::new() }
}

#[test]
fn a_case_is_decided_when_its_last_part_is() {
    let mut world = World::accepted();
    world.approves(REGISTRATION).settles();
    world.provides().inspected(&[]).approves(HEALTH).approves(FIRE);
    let items = vec![FOOD.into()];
    assert_eq!(world.refuses(&Actor::System, Act::Decide), Refusal::PartsOpen { items });
    world.denies(FOOD);
    assert_eq!(world.settles(), [Verb::Decide]);
    assert_eq!(world.code(), StageCode::Decided);
}

#[test]
fn a_case_of_which_nothing_is_granted_is_denied() {
    let mut world = World::accepted();
    world.denies(REGISTRATION).denies(HEALTH).denies(FIRE);
    assert_eq!(world.settles(), [Verb::Stop, Verb::Decide]);
    assert_eq!(world.code(), StageCode::Denied);
}

#[test]
fn a_case_of_which_every_part_ended_without_a_decision_ends() {
    let mut file = restaurant();
    file.papers[1].items = file.parts.iter().map(|part| part.item.clone()).collect();
    let mut world = World::received(file, MONDAY);
    world.does(&clerk(), Act::Accept).later(11);
    assert_eq!(world.settles(), [Verb::EndForDefault, Verb::Decide]);
    assert_eq!(world.code(), StageCode::Ended);
    assert!(world.case.stage.review().is_some());
}

#[test]
fn the_licence_carries_what_was_granted_and_nothing_else() {
    let mut world = World::accepted();
    world.approves(REGISTRATION).settles();
    world
        .provides()
        .inspected(&[])
        .approves(HEALTH)
        .denies(FIRE)
        .denies(FOOD);
    world.settles();
    let right = world.licence().expect("something was granted");
    let mut less = right.clone();
    less.components.pop();
    let mut more = right.clone();
    more.components[0].item = FIRE.into();
    let mut second = right.clone();
    second.version = 2;
    for wrong in [None, Some(less), Some(more), Some(second)] {
        assert_eq!(
            world.refuses(&clerk(), Act::Issue { licence: wrong }),
            Refusal::OtherLicences
        );
    }
    let licence = Some(right);
    world.does(&clerk(), Act::Issue { licence });
    assert_eq!(
        world.case.stage.licence().map(|licence| licence.components.len()),
        Some(2)
    );
}

#[test]
fn what_is_granted_and_not_issued_on_paper_needs_no_licence() {
    let mut file = instant_shop();
    for part in &mut file.parts {
        part.issues.clear();
    }
    let mut world = World::received(file, MONDAY);
    world.settles();
    world.does(&clerk(), Act::Issue { licence: None });
    assert_eq!(world.case.stage.licence(), None);
    let correct = Act::Correct {
        amendment: Amendment::Holder {
            holder: Holder::default(),
        },
        reason: "a wrong character".to_owned(),
    };
    assert_eq!(world.refuses(&clerk(), correct), Refusal::OtherLicences);
    world.does(&clerk(), Act::Deliver { how: Delivery::Window });
}

#[test]
fn what_is_sent_by_post_has_a_number() {
    let mut world = World::issued();
    let post = |number: &str| Act::Deliver {
        how: Delivery::Post {
            number: number.to_owned(),
        },
    };
    assert_eq!(world.refuses(&clerk(), post(" ")).code(), "empty");
    world.does(&clerk(), post("SF1000000000001"));
}

#[test]
fn the_applicant_may_take_a_case_back_until_it_is_decided() {
    let mut world = World::accepted();
    world.approves(REGISTRATION).does(&Actor::Applicant, withdraw());
    assert_eq!(world.code(), StageCode::Withdrawn);
    let codes = [REGISTRATION, HEALTH, FIRE, FOOD].map(|item| world.stage(item).code());
    assert_eq!(
        codes,
        [
            PartCode::Granted,
            PartCode::Stopped,
            PartCode::Stopped,
            PartCode::Stopped
        ]
    );
    assert!(world.settles().is_empty());
    assert_eq!(
        World::decided().refuses(&Actor::Applicant, withdraw()).code(),
        "wrong_stage"
    );
}

#[test]
fn before_acceptance_a_case_is_taken_back_without_a_trace_in_the_departments() {
    let mut world = World::received(restaurant(), MONDAY);
    world.does(&clerk(), withdraw());
    assert_eq!(world.code(), StageCode::Withdrawn);
    assert_eq!(world.case.stage.review(), None);
}
