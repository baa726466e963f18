//! Commitments and their later check; revocation and correction of what was issued.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};

fn worth(world: &World, item: &str) -> ComponentState {
    let licence = world.case.stage.licence().expect("it is issued");
    let mut components = licence.components.iter();
    let component = components.find(|component| component.item.as_str() == item);
    component.expect("it was granted").state.clone()
}

#[test]
fn a_commitment_is_checked_within_its_days_after_the_grant() {
    let mut world = World::accepted();
    assert_eq!(world.review().checks_due(&world.calendar).count(), 0);
    world.inspected(&[]).approves(FIRE);
    let due = world.calendar.add_working_days(MONDAY, 20);
    let dues: Vec<_> = world.review().checks_due(&world.calendar).map(|(_, due)| due).collect();
    assert_eq!(dues, [due]);
    world.does(&reviewer(FIRE), check(true));
    assert_eq!(world.review().checks_due(&world.calendar).count(), 0);
}

#[test]
fn a_commitment_is_checked_once_and_only_when_something_rests_on_it() {
    let mut world = World::accepted();
    assert_eq!(world.refuses(&reviewer(FIRE), check(true)).code(), "no_promise");
    let mut world = World::issued();
    world.does(&reviewer(FIRE), check(true));
    assert_eq!(world.refuses(&reviewer(FIRE), check(false)).code(), "no_promise");
}

/// 国办发〔2020〕42号: what was granted on a false commitment is revoked.
#[test]
fn a_false_commitment_leads_to_revocation_and_a_new_version_of_the_licence() {
    let mut world = World::issued();
    world
        .does(&reviewer(FIRE), check(false))
        .later(2)
        .does(&reviewer(FIRE), revoke(FIRE));
    assert_eq!(world.stage(FIRE).code(), PartCode::Revoked);
    let licence = world.case.stage.licence().expect("it is issued");
    assert_eq!((licence.version, licence.issued), (2, world.today));
    assert!(matches!(worth(&world, FIRE), ComponentState::Revoked { .. }));
    assert_eq!(worth(&world, FOOD), ComponentState::Granted);
    assert_eq!(world.refuses(&reviewer(FIRE), revoke(FIRE)).code(), "wrong_part_stage");
}

#[test]
fn nothing_more_is_granted_on_a_commitment_that_was_found_false() {
    let mut file = restaurant();
    file.promises[0].items.insert(REGISTRATION.into());
    let mut world = World::received(file, MONDAY);
    world.does(&clerk(), Act::Accept).approves(REGISTRATION);
    world.does(&reviewer(REGISTRATION), check(false));
    world.inspected(&[]).claims(FIRE);
    assert_eq!(world.refuses(&reviewer(FIRE), approve(FIRE)).code(), "no_promise");
    world.does(&reviewer(FIRE), deny(FIRE));
}

#[test]
fn what_is_taken_back_before_it_is_issued_is_not_issued() {
    let mut world = World::decided();
    world.does(&reviewer(FIRE), revoke(FIRE));
    assert_eq!(world.code(), StageCode::Decided);
    for item in [REGISTRATION, HEALTH, FOOD] {
        world.does(&reviewer(item), revoke(item));
    }
    assert_eq!(world.code(), StageCode::Denied, "nothing is left to issue");
    assert_eq!(
        world.refuses(&clerk(), Act::Issue { licence: None }).code(),
        "wrong_stage"
    );
}

#[test]
fn an_error_on_the_licence_is_put_right_by_a_new_version() {
    let mut world = World::issued();
    world.does(&clerk(), Act::Deliver { how: Delivery::Window });
    let correct = || Act::Correct {
        amendment: Amendment::Holder {
            holder: Holder {
                name: "千阳县小院餐饮店".to_owned(),
                ..Holder::default()
            },
        },
        reason: "a wrong character".to_owned(),
    };
    world.does(&clerk(), correct());
    assert_eq!(world.code(), StageCode::Delivered);
    assert_eq!(world.case.stage.licence().map(|licence| licence.version), Some(2));
    assert_eq!(world.refuses(&clerk(), correct()), Refusal::SaidBefore);
}
