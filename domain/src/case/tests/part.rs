//! One part: taken on, paused, extended, decided; and parts that wait for others.

use jiff::civil::date;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};

fn resume(item: &str) -> Act {
    Act::Resume { item: item.into() }
}

fn release(item: &str) -> Act {
    Act::Release { item: item.into() }
}

fn other_reviewer() -> Actor {
    staff("another reviewer", Role::Reviewer, Some("fire_rescue"))
}

#[test]
fn what_a_reviewer_has_taken_on_is_theirs_until_they_give_it_back() {
    let mut world = World::accepted();
    let claim = || Act::Claim { item: FIRE.into() };
    assert_eq!(world.refuses(&reviewer(FIRE), deny(FIRE)), Refusal::NotClaimed);
    world.claims(FIRE);
    for act in [claim(), deny(FIRE), pause(FIRE, 5), extend(FIRE, 5), release(FIRE)] {
        assert_eq!(world.refuses(&other_reviewer(), act).code(), "claimed_by");
    }
    world
        .does(&reviewer(FIRE), release(FIRE))
        .does(&other_reviewer(), claim());
    assert_eq!(world.stage(FIRE).reviewer(), Some(&person("another reviewer")));
}

#[test]
fn a_supervisor_may_take_a_part_from_a_reviewer_even_while_it_stands_still() {
    let mut world = World::accepted();
    world.claims(FIRE).does(&reviewer(FIRE), pause(FIRE, 5));
    assert_eq!(world.refuses(&other_reviewer(), resume(FIRE)).code(), "claimed_by");
    world
        .does(&supervisor(), resume(FIRE))
        .does(&supervisor(), release(FIRE));
    assert_eq!(world.stage(FIRE).code(), PartCode::Open);
}

#[test]
fn a_paused_part_goes_on_where_it_stopped() {
    let mut world = World::accepted();
    let due = |world: &World| {
        let clock = world.stage(FIRE).clock().expect("it runs");
        clock.dues(&world.calendar, world.today).statutory.date
    };
    assert_eq!(due(&world), date(2026, 3, 16));
    world.claims(FIRE).later(3).does(&reviewer(FIRE), pause(FIRE, 4));
    assert_eq!(world.refuses(&reviewer(FIRE), deny(FIRE)).code(), "wrong_part_stage");
    world.later(4).does(&reviewer(FIRE), resume(FIRE));
    assert_eq!(due(&world), date(2026, 3, 20));
}

#[test]
fn a_pause_has_a_notice() {
    let mut world = World::accepted();
    world.claims(FIRE);
    let silent = Act::Pause {
        item: FIRE.into(),
        reason: PauseReason::Hearing,
        notice: " ".to_owned(),
        expected: 5,
    };
    assert_eq!(world.refuses(&reviewer(FIRE), silent).code(), "empty");
}

/// 行政许可法 art. 42(1).
#[test]
fn a_limit_is_extended_once_by_ten_working_days_at_most() {
    let mut world = World::accepted();
    world.claims(FIRE);
    for days in [0, 11] {
        assert_eq!(
            world.refuses(&reviewer(FIRE), extend(FIRE, days)),
            Refusal::TooManyDays { most: MOST_EXTENSION }
        );
    }
    world.does(&reviewer(FIRE), extend(FIRE, 10));
    assert_eq!(world.refuses(&supervisor(), extend(FIRE, 1)), Refusal::ExtendedBefore);
}

#[test]
fn a_limit_that_has_passed_is_not_extended() {
    let mut world = World::accepted();
    world.claims(FIRE).later(10);
    world.clone().does(&supervisor(), extend(FIRE, 1));
    world.later(1);
    assert_eq!(world.refuses(&supervisor(), extend(FIRE, 1)), Refusal::LimitPassed);
}

/// 行政许可法 art. 38(2): with reasons.
#[test]
fn a_refusal_says_why_and_on_what_law() {
    let mut world = World::accepted();
    world.claims(FIRE);
    let without = |reasons: &[&str], basis: &str| Act::Deny {
        item: FIRE.into(),
        reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect(),
        basis: basis.to_owned(),
    };
    for act in [without(&[], "law"), without(&["why", ""], "law"), without(&["why"], "")] {
        assert_eq!(world.refuses(&reviewer(FIRE), act).code(), "empty");
    }
}

#[test]
fn a_part_waits_for_what_it_needs_and_its_limit_begins_when_that_is_there() {
    let mut world = World::accepted();
    assert_eq!(world.stage(FOOD).code(), PartCode::Waiting);
    let items = vec![REGISTRATION.into()];
    assert_eq!(
        world.refuses(&Actor::System, Act::Open { item: FOOD.into() }),
        Refusal::NeedsResults { items }
    );
    world.later(2).approves(REGISTRATION);
    assert_eq!(world.settles(), [Verb::Open]);
    assert_eq!(world.stage(FOOD).clock().map(|clock| clock.since), Some(world.today));
}

#[test]
fn a_part_does_not_wait_for_what_is_no_part_of_the_case() {
    let mut file = restaurant();
    file.parts.retain(|part| part.item.as_str() != REGISTRATION);
    let mut world = World::received(file, MONDAY);
    world.does(&clerk(), Act::Accept);
    assert_eq!(world.settles(), [Verb::Open]);
    assert_eq!(world.stage(FOOD).code(), PartCode::Open);
}

#[test]
fn when_what_it_needs_is_refused_a_waiting_part_stops() {
    let mut world = World::accepted();
    world.denies(REGISTRATION);
    assert_eq!(world.settles(), [Verb::Stop]);
    let PartStage::Stopped { why, .. } = world.stage(FOOD) else {
        panic!("{:?}", world.stage(FOOD));
    };
    let item = REGISTRATION.into();
    assert_eq!(*why, Stop::NeedNotMet { item });
    assert_eq!(world.stage(FIRE).code(), PartCode::Open, "the others go on");
}

#[test]
fn an_opinion_is_kept_with_its_author() {
    let mut world = World::accepted();
    let text = "ask the owner about the door".to_owned();
    world.does(
        &reviewer(FIRE),
        Act::Opinion {
            item: FIRE.into(),
            text,
        },
    );
    world.inspected(&[]).claims(FIRE);
    let opinion = "all is well".to_owned();
    world.does(
        &reviewer(FIRE),
        Act::Approve {
            item: FIRE.into(),
            opinion,
        },
    );
    let part = world.review().part(&FIRE.into()).unwrap();
    let texts: Vec<_> = part.opinions.iter().map(|opinion| opinion.text.as_str()).collect();
    assert_eq!(texts, ["ask the owner about the door", "all is well"]);
    assert_eq!(part.opinions[0].by.as_ref(), reviewer(FIRE).member());
}
