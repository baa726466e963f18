//! Before acceptance.

use jiff::civil::date;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};

fn received() -> World {
    World::received(restaurant(), MONDAY)
}

/// 行政许可法 art. 32(4): no word in five working days, and it counts as accepted from the day of receipt.
#[test]
fn a_case_nobody_answers_in_five_working_days_counts_as_accepted_from_its_receipt() {
    let mut world = received();
    assert_eq!(world.case.wakes(&world.calendar), Some(date(2026, 3, 10)));
    assert!(world.later(5).settles().is_empty(), "the fifth day is not over");
    assert_eq!(world.later(1).settles(), [Verb::DeemAccepted]);
    let accepted = &world.review().accepted;
    assert!(accepted.deemed);
    assert_eq!(accepted.on, MONDAY);
    assert_eq!(world.stage(FIRE).clock().map(|clock| clock.since), Some(MONDAY));
}

#[test]
fn when_five_working_days_have_passed_the_window_is_too_late_for_everything() {
    let mut world = received();
    world.later(6);
    let refuse = Act::RefuseAcceptance {
        ground: Ground::NotNeeded,
        reason: "no licence is needed".to_owned(),
    };
    for act in [Act::Accept, notice(date(2026, 3, 20)), refuse] {
        assert_eq!(world.refuses(&clerk(), act), Refusal::AnswerLate);
    }
    world.does(&Actor::Applicant, Act::Withdraw { reason: String::new() });
}

#[test]
fn nothing_counts_as_accepted_while_the_window_still_has_time() {
    let mut world = received();
    world.later(5);
    assert_eq!(world.refuses(&Actor::System, Act::DeemAccepted), Refusal::NotDue);
    world.does(&clerk(), Act::Accept);
    assert!(!world.review().accepted.deemed);
    assert_eq!(world.review().accepted.on, world.today);
}

/// 行政许可法 art. 32(4): everything at once, and once.
#[test]
fn a_correction_is_asked_for_once() {
    let mut world = received();
    world.does(&clerk(), notice(date(2026, 3, 20)));
    assert_eq!(world.refuses(&clerk(), notice(date(2026, 3, 20))), Refusal::AskedBefore);
    world.does(&Actor::Applicant, answer());
    assert_eq!(world.refuses(&clerk(), notice(date(2026, 3, 20))), Refusal::AskedBefore);
    world.does(&clerk(), Act::Accept);
    assert!(world.review().accepted.notice.is_some());
}

#[test]
fn an_answer_that_leaves_something_out_is_none() {
    let mut world = received();
    world.does(&clerk(), notice(date(2026, 3, 20)));
    let nothing = Act::Resubmit {
        answered: [MissingAt::Other].into(),
    };
    let at = vec![identity_card()];
    assert_eq!(world.refuses(&Actor::Applicant, nothing), Refusal::StillMissing { at });
}

#[test]
fn while_the_applicant_is_to_answer_the_window_waits_and_its_five_days_begin_again() {
    let mut world = received();
    world.does(&clerk(), notice(date(2026, 3, 20)));
    assert_eq!(world.case.wakes(&world.calendar), None);
    world.later(8);
    assert_eq!(world.refuses(&clerk(), Act::Accept), Refusal::WaitsForApplicant);
    assert_eq!(
        world.refuses(&Actor::System, Act::DeemAccepted),
        Refusal::WaitsForApplicant
    );
    let answered = world.today;
    world.does(&Actor::Applicant, answer());
    assert!(world.later(5).settles().is_empty());
    assert_eq!(world.later(1).settles(), [Verb::DeemAccepted]);
    assert_eq!(world.review().accepted.on, answered);
    assert_eq!(world.review().accepted.received, at(MONDAY));
}

#[test]
fn a_notice_that_is_not_answered_ends_the_case_after_its_day_and_not_before() {
    let mut world = received();
    world.does(&clerk(), notice(date(2026, 3, 6)));
    world.today = date(2026, 3, 6);
    let not_corrected = || Act::RefuseAcceptance {
        ground: Ground::NotCorrected,
        reason: "the card is missing still".to_owned(),
    };
    assert_eq!(world.refuses(&clerk(), default_of(None)), Refusal::NotDue);
    assert_eq!(world.refuses(&clerk(), not_corrected()), Refusal::WaitsForApplicant);
    world.today = date(2026, 3, 7);
    world.clone().does(&clerk(), not_corrected());
    world.does(&clerk(), default_of(None));
    assert_eq!(world.code(), StageCode::Ended);
    assert_eq!(world.case.stage.review(), None);
}

#[test]
fn a_notice_says_what_is_wrong_and_gives_time() {
    let mut world = received();
    assert_eq!(world.refuses(&clerk(), notice(MONDAY)), Refusal::DayPassed);
    let empty = Act::AskCorrection {
        notice: Notice {
            missing: Vec::new(),
            by: date(2026, 3, 20),
            remark: String::new(),
        },
    };
    assert_eq!(world.refuses(&clerk(), empty).code(), "empty");
    let nowhere = Act::RefuseAcceptance {
        ground: Ground::NotCompetent { go_to: " ".to_owned() },
        reason: "another authority".to_owned(),
    };
    assert_eq!(world.refuses(&clerk(), nowhere).code(), "empty");
}

#[test]
fn a_case_that_is_not_accepted_says_on_what_ground() {
    let mut world = received();
    let ground = Ground::NotCompetent {
        go_to: "the city".to_owned(),
    };
    let refuse = Act::RefuseAcceptance {
        ground: ground.clone(),
        reason: "the city decides on this".to_owned(),
    };
    world.does(&clerk(), refuse);
    let CaseStage::NotAccepted(stage) = &world.case.stage else {
        panic!("{:?}", world.case.stage);
    };
    assert_eq!(stage.ground, ground);
    assert_eq!(world.refuses(&clerk(), Act::Accept).code(), "wrong_stage");
}
