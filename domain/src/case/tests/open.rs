//! What the pages show as open is what can be done.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{
    super::*,
    acts::*,
    table::{everybody, stages},
    world::*,
};

fn openings(world: &World, by: &Actor) -> Vec<Opening> {
    world.case.open_to(by, at(world.today), &world.calendar)
}

fn open(world: &World, by: &Actor) -> Vec<Verb> {
    let open = openings(world, by).into_iter().filter(|opening| opening.but.is_none());
    open.map(|opening| opening.verb).collect()
}

#[test]
fn what_is_open_can_be_done_and_nothing_else_by_anybody_at_any_stage() {
    for (stage, world) in stages() {
        for (name, by) in everybody() {
            let openings = openings(&world, &by);
            for verb in Verb::ALL {
                for item in [REGISTRATION, HEALTH, FIRE, FOOD] {
                    let shown = openings.iter().any(|opening| {
                        let same = opening.item.as_ref().is_none_or(|id| id.as_str() == item);
                        opening.verb == verb && same && opening.but.is_none()
                    });
                    let done = {
                        let mut world = world.clone();
                        let act = suitable(&world, verb, item);
                        world.case.perform(act, &by, at(world.today), &world.calendar)
                    };
                    // What follows from another part by itself is not shown: only the program stops parts.
                    let by_itself = verb == Verb::Stop;
                    assert_eq!(
                        shown || by_itself && done.is_ok(),
                        done.is_ok(),
                        "{stage}, {name}: {verb:?} {item}: {done:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_clerk_first_accepts_asks_or_refuses() {
    let world = World::received(restaurant(), MONDAY);
    let verbs = [
        Verb::Accept,
        Verb::AskCorrection,
        Verb::RefuseAcceptance,
        Verb::Withdraw,
    ];
    assert_eq!(open(&world, &clerk()), verbs);
    assert_eq!(open(&world, &Actor::Applicant), [Verb::Withdraw, Verb::Object]);
    assert!(open(&world, &reviewer(FIRE)).is_empty());
}

#[test]
fn what_only_waits_for_something_is_shown_with_what_it_waits_for() {
    let mut world = World::accepted();
    world.claims(HEALTH);
    let waits = |world: &World| {
        let approve = openings(world, &reviewer(HEALTH)).into_iter();
        let mut approve = approve.filter(|opening| opening.verb == Verb::Approve);
        approve.next().expect("it is shown").but.map(|but| but.code())
    };
    assert_eq!(waits(&world), Some("points_open"));
    world.inspected(&[]);
    assert_eq!(waits(&world), Some("papers_open"));
    world.provides();
    assert_eq!(waits(&world), None);
}

#[test]
fn a_part_that_is_over_is_not_shown_as_waiting_for_an_inspection() {
    let mut world = World::accepted();
    world.denies(HEALTH);
    let mut openings = openings(&world, &reviewer(HEALTH)).into_iter();
    assert!(!openings.any(|opening| opening.verb == Verb::Approve));
}

#[test]
fn somebody_with_two_roles_acts_in_one_of_them() {
    let scope = Scope {
        region: "610328".try_into().unwrap(),
        department: None,
    };
    let actors = actors(&person("both"), &[Role::Clerk, Role::Inspector], &scope);
    let world = World::received(restaurant(), MONDAY);
    let may: Vec<_> = actors.iter().map(|actor| open(&world, actor).len()).collect();
    assert_eq!(may, [4, 0]);
}
