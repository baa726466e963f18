//! Every stage meets every verb. Each table is a file, so that each cell is decided by somebody and not by accident.

use std::fmt::Write;

use jiff::civil::date;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};

/// A name for a column, and the case that stands there.
type Column = (&'static str, World);

fn made(mut world: World, change: impl FnOnce(&mut World)) -> World {
    change(&mut world);
    world
}

/// A case at every stage; at some at two moments.
pub(super) fn stages() -> Vec<Column> {
    let received = || World::received(restaurant(), MONDAY);
    let asked = || {
        made(received(), |world| {
            world.does(&clerk(), notice(date(2026, 3, 20)));
        })
    };
    let withdraw = || Act::Withdraw { reason: String::new() };
    let denied = || {
        made(World::accepted(), |world| {
            world.denies(REGISTRATION).denies(HEALTH).denies(FIRE).settles();
        })
    };
    vec![
        ("received", received()),
        ("unanswered", made(received(), |world| world.today = date(2026, 3, 20))),
        ("asked", asked()),
        ("asked_late", made(asked(), |world| world.today = date(2026, 3, 23))),
        (
            "resubmitted",
            made(asked(), |world| {
                world.does(&Actor::Applicant, answer());
            }),
        ),
        (
            "not_accepted",
            made(received(), |world| {
                let act = suitable(world, Verb::RefuseAcceptance, "");
                world.does(&clerk(), act);
            }),
        ),
        (
            "in_review",
            made(World::accepted(), |world| {
                world.claims(REGISTRATION);
            }),
        ),
        (
            "visit",
            made(World::accepted(), |world| {
                world.inspected(&["hall"]).claims(REGISTRATION);
                let remote = visit(world.today, VisitMode::Remote);
                world.does(&inspector(), remote);
                let pictures = suitable(world, Verb::SendPictures, "");
                world.does(&Actor::Applicant, pictures);
            }),
        ),
        (
            "paper_late",
            made(World::accepted(), |world| {
                world.claims(REGISTRATION).later(11);
            }),
        ),
        (
            "all_denied",
            made(World::accepted(), |world| {
                world.denies(REGISTRATION).denies(HEALTH).denies(FIRE);
                world.does(&Actor::System, suitable(world, Verb::Stop, FOOD));
            }),
        ),
        ("decided", World::decided()),
        ("denied", denied()),
        ("issued", World::issued()),
        (
            "delivered",
            made(World::issued(), |world| {
                world.does(&clerk(), Act::Deliver { how: Delivery::Window });
            }),
        ),
        (
            "withdrawn",
            made(World::accepted(), |world| {
                world.does(&Actor::Applicant, withdraw());
            }),
        ),
        (
            "ended",
            made(asked(), |world| {
                world.today = date(2026, 3, 23);
                world.does(&clerk(), default_of(None));
            }),
        ),
    ]
}

/// A part at every stage: first while the case is under review, then once it is decided.
fn part_stages() -> Vec<(&'static str, &'static str, World)> {
    let claimed = || {
        made(World::accepted(), |world| {
            world.claims(REGISTRATION);
        })
    };
    let decided = || {
        made(World::accepted(), |world| {
            world
                .inspected(&[])
                .approves(REGISTRATION)
                .approves(FIRE)
                .denies(HEALTH)
                .settles();
            world.later(11).settles();
        })
    };
    vec![
        ("waiting", FOOD, World::accepted()),
        (
            "lost",
            FOOD,
            made(World::accepted(), |world| {
                world.denies(REGISTRATION);
            }),
        ),
        ("open", REGISTRATION, World::accepted()),
        ("in_review", REGISTRATION, claimed()),
        (
            "late",
            REGISTRATION,
            made(claimed(), |world| {
                world.later(6);
            }),
        ),
        (
            "paused",
            REGISTRATION,
            made(claimed(), |world| {
                world.does(&reviewer(REGISTRATION), pause(REGISTRATION, 5));
            }),
        ),
        (
            "granted",
            REGISTRATION,
            made(World::accepted(), |world| {
                world.approves(REGISTRATION);
            }),
        ),
        (
            "denied",
            REGISTRATION,
            made(World::accepted(), |world| {
                world.denies(REGISTRATION);
            }),
        ),
        (
            "stopped",
            FOOD,
            made(World::accepted(), |world| {
                world.denies(REGISTRATION).settles();
            }),
        ),
        ("GRANTED", REGISTRATION, decided()),
        ("DENIED", HEALTH, decided()),
        ("STOPPED", FOOD, decided()),
        (
            "REVOKED",
            FIRE,
            made(decided(), |world| {
                world.does(&reviewer(FIRE), revoke(FIRE));
            }),
        ),
    ]
}

/// A word of an enum as JSON writes it.
fn word(code: impl serde::Serialize) -> String {
    let value = serde_json::to_value(code).expect("it is a word");
    value.as_str().expect("it is a word").to_owned()
}

/// What comes of a verb: the new stage, or the refusal; a dot when it does not fit the stage.
fn outcome(world: &World, verb: Verb, item: &str, by: &Actor) -> Result<World, String> {
    let mut world = world.clone();
    let act = suitable(&world, verb, item);
    match world.case.perform(act, by, at(world.today), &world.calendar) {
        Ok(_) => Ok(world),
        Err(Refusal::WrongStage { .. } | Refusal::WrongPartStage { .. }) => Err(".".to_owned()),
        Err(refusal) => Err(format!("!{}", refusal.code())),
    }
}

/// Lines of cells under a head, each column as wide as its widest cell.
fn written(head: &[&str], lines: &[Vec<String>]) -> String {
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let all: Vec<&Vec<String>> = std::iter::once(&head).chain(lines).collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| all.iter().map(|line| line[column].len()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for line in all {
        let cells = line.iter().zip(&widths);
        let cells: Vec<String> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
        writeln!(text, "{}", cells.join("  ").trim_end()).expect("a string takes everything");
    }
    text
}

/// Compares with the table as it stands in the file, below what explains it.
fn same_as(table: &str, file: &str) {
    let kept: Vec<&str> = file.lines().filter(|line| !line.starts_with('#')).collect();
    let found: Vec<&str> = table.lines().collect();
    let same = kept.iter().map(|line| line.trim_end()).eq(found.iter().copied());
    assert!(same, "the table would now be:\n\n{table}");
}

#[test]
fn every_stage_meets_every_verb() {
    let stages = stages();
    let head: Vec<&str> = std::iter::once("")
        .chain(stages.iter().map(|(name, _)| *name))
        .collect();
    let lines: Vec<Vec<String>> = Verb::ALL
        .iter()
        .map(|verb| {
            let cells = stages.iter().map(|(_, world)| {
                let after = outcome(world, *verb, REGISTRATION, &whose(*verb, REGISTRATION));
                after.map_or_else(|refusal| refusal, |after| word(after.code()))
            });
            std::iter::once(word(verb)).chain(cells).collect()
        })
        .collect();
    same_as(&written(&head, &lines), include_str!("stages.txt"));
}

#[test]
fn every_stage_of_a_part_meets_every_verb_of_parts() {
    let stages = part_stages();
    let head: Vec<&str> = std::iter::once("")
        .chain(stages.iter().map(|(name, ..)| *name))
        .collect();
    let lines: Vec<Vec<String>> = Verb::ALL
        .iter()
        .filter(|verb| verb.is_of_a_part())
        .map(|verb| {
            let cells = stages.iter().map(|(_, item, world)| {
                let after = outcome(world, *verb, item, &whose(*verb, item));
                after.map_or_else(|refusal| refusal, |after| word(after.stage(item).code()))
            });
            std::iter::once(word(verb)).chain(cells).collect()
        })
        .collect();
    same_as(&written(&head, &lines), include_str!("parts.txt"));
}

/// Everybody there is, with a name for the column.
pub(super) fn everybody() -> Vec<(&'static str, Actor)> {
    let elsewhere = |role| Actor::Staff {
        member: person("somebody elsewhere"),
        role,
        scope: Scope {
            region: "150204".try_into().expect("six digits"),
            department: None,
        },
    };
    vec![
        ("applicant", Actor::Applicant),
        ("program", Actor::System),
        ("clerk", clerk()),
        ("reviewer", reviewer(REGISTRATION)),
        ("of_another", reviewer(HEALTH)),
        ("inspector", inspector()),
        ("supervisor", supervisor()),
        ("elsewhere_c", elsewhere(Role::Clerk)),
        ("elsewhere_r", elsewhere(Role::Reviewer)),
    ]
}

#[test]
fn every_verb_is_somebodys() {
    let everybody = everybody();
    let head: Vec<&str> = std::iter::once("")
        .chain(everybody.iter().map(|(name, _)| *name))
        .collect();
    let mut file = instant_shop();
    file.promises[0].items = [REGISTRATION.into()].into();
    let world = World::received(file, MONDAY);
    let lines: Vec<Vec<String>> = Verb::ALL
        .iter()
        .map(|verb| {
            let cells = everybody.iter().map(|(_, by)| {
                let refused = outcome(&world, *verb, REGISTRATION, by).is_err_and(|code| code == "!not_yours");
                if refused { "." } else { "yes" }.to_owned()
            });
            std::iter::once(word(verb)).chain(cells).collect()
        })
        .collect();
    same_as(&written(&head, &lines), include_str!("roles.txt"));
}
