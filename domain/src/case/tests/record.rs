//! The record: a case is its events and nothing else.

use jiff::civil::date;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{
    super::*,
    acts::*,
    table::{everybody, stages},
    world::*,
};

#[test]
fn a_case_of_every_stage_is_what_its_record_says() {
    for (stage, world) in stages() {
        assert_eq!(Case::of(&world.events), Ok(world.case), "{stage}");
    }
}

/// One event for every verb, and everybody once.
#[test]
fn every_event_reads_back_as_it_was_written() {
    let world = World::issued();
    let acts = Verb::ALL.map(|verb| suitable(&world, verb, FIRE));
    let grounds = [
        Ground::NotCompetent {
            go_to: "the city".to_owned(),
        },
        Ground::NotCorrected,
    ];
    let refusals = grounds.map(|ground| Act::RefuseAcceptance {
        ground,
        reason: "another authority".to_owned(),
    });
    let longer = Act::Correct {
        amendment: Amendment::Validity {
            item: FIRE.into(),
            from: MONDAY,
            until: Some(date(2031, 3, 1)),
        },
        reason: "a wrong year".to_owned(),
    };
    let post = Act::Deliver {
        how: Delivery::Post {
            number: "SF1000000000001".to_owned(),
        },
    };
    let acts = acts.into_iter().chain(refusals).chain([longer, post, default_of(None)]);
    for act in acts {
        for (_, by) in everybody() {
            let event = Event {
                seq: 7,
                at: at(MONDAY),
                by,
                act: act.clone(),
            };
            let text = serde_json::to_string(&event).unwrap();
            assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event, "{text}");
        }
    }
}

#[test]
fn a_record_that_is_none_is_found_out() {
    let world = World::issued();
    assert_eq!(Case::of(&[]), Err(BadRecord::Beginning));
    assert_eq!(Case::of(&world.events[1..]), Err(BadRecord::Beginning));
    let mut gap = world.events.clone();
    gap.remove(3);
    assert!(matches!(Case::of(&gap), Err(BadRecord::Event { seq: 5, .. })));
    let mut twice = world.events;
    twice[1].act = Act::Decide;
    assert!(matches!(Case::of(&twice), Err(BadRecord::Event { seq: 2, .. })));
}

#[test]
fn what_lies_below_the_second_is_not_part_of_the_record() {
    let exact = At(MONDAY.at(10, 0, 0, 123_456_789));
    let (mut case, first) = Case::receive(restaurant(), Actor::Applicant, exact);
    let second = case.perform(Act::Accept, &clerk(), exact, &calendar()).unwrap();
    let text = serde_json::to_string(&[first, second]).unwrap();
    let events: Vec<Event> = serde_json::from_str(&text).unwrap();
    assert_eq!(Case::of(&events), Ok(case));
}

#[test]
fn every_refusal_is_known_by_its_code() {
    let verb = Verb::Accept;
    let refusals = [
        Refusal::WrongStage {
            verb,
            stage: StageCode::Ended,
        },
        Refusal::NotYours { verb },
        Refusal::WaitsForApplicant,
        Refusal::AskedBefore,
        Refusal::NothingAsked,
        Refusal::StillMissing {
            at: vec![MissingAt::Other],
        },
        Refusal::Empty {
            field: "reason".to_owned(),
        },
        Refusal::DayPassed,
        Refusal::NotDue,
        Refusal::AnswerLate,
        Refusal::UnknownItem { item: FIRE.into() },
        Refusal::WrongPartStage {
            verb,
            stage: PartCode::Open,
        },
        Refusal::ClaimedBy {
            name: "name".to_owned(),
        },
        Refusal::NotClaimed,
        Refusal::NeedsResults {
            items: vec![FIRE.into()],
        },
        Refusal::PointsOpen {
            points: vec!["hall".into()],
        },
        Refusal::PapersOpen { papers: Vec::new() },
        Refusal::ExtendedBefore,
        Refusal::TooManyDays { most: 10 },
        Refusal::LimitPassed,
        Refusal::TwoInspectors,
        Refusal::OtherPoints,
        Refusal::NotRemote {
            points: vec!["exits".into()],
        },
        Refusal::NothingToInspect,
        Refusal::NoVisit,
        Refusal::NotDeferred {
            paper: "lease".parse().unwrap(),
        },
        Refusal::NoPromise {
            promise: "fire_safety".into(),
        },
        Refusal::PartsOpen {
            items: vec![FIRE.into()],
        },
        Refusal::OtherLicences,
        Refusal::SaidBefore,
    ];
    for refusal in refusals {
        let json = serde_json::to_value(&refusal).unwrap();
        assert_eq!(json["code"], refusal.code());
        assert_eq!(serde_json::from_value::<Refusal>(json).unwrap(), refusal);
    }
}
