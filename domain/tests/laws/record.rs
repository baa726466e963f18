//! Laws of the life of a case, whatever people try and however the days pass.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use yijian_domain::{
    case::{Act, Actor, Case, Event, PartCode, StageCode, Verb, days},
    id::ItemId,
};

use crate::{
    clock::calendar,
    walk::{Walk, file, steps},
};

/// Where a case may go from a stage; staying is always allowed.
fn next(stage: StageCode) -> &'static [StageCode] {
    use StageCode as S;
    match stage {
        S::Received => &[S::CorrectionAsked, S::InReview, S::NotAccepted, S::Withdrawn],
        S::CorrectionAsked => &[S::Resubmitted, S::NotAccepted, S::Ended, S::Withdrawn],
        S::Resubmitted => &[S::InReview, S::NotAccepted, S::Withdrawn],
        S::InReview => &[S::Decided, S::Denied, S::Ended, S::Withdrawn],
        S::Decided => &[S::Issued, S::Denied],
        S::Issued => &[S::Delivered],
        S::NotAccepted | S::Denied | S::Delivered | S::Withdrawn | S::Ended => &[],
    }
}

/// Where a part may go from a stage; staying is always allowed.
fn next_of_part(stage: PartCode) -> &'static [PartCode] {
    use PartCode as P;
    match stage {
        P::Received => &[],
        P::Waiting => &[P::Open, P::Stopped],
        P::Open => &[P::InReview, P::Granted, P::Stopped],
        P::InReview => &[P::Open, P::Paused, P::Granted, P::Denied, P::Stopped],
        P::Paused => &[P::InReview, P::Stopped],
        P::Granted => &[P::Revoked],
        P::Denied | P::Stopped | P::Revoked => &[],
    }
}

fn parts(case: &Case) -> BTreeMap<ItemId, PartCode> {
    let parts = case.stage.review().into_iter().flat_map(|review| &review.parts);
    parts.map(|part| (part.file.item.clone(), part.stage.code())).collect()
}

/// What must be true of every event that is recorded.
///
/// # Panics
/// When it is not.
fn fits(before: &Case, event: &Event, after: &Case) {
    let text = serde_json::to_string(event).expect("an event can be written");
    let read: Event = serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    assert_eq!(&read, event);
    let mut followed = before.clone();
    followed
        .follow(&read)
        .unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
    assert_eq!(&followed, after);

    let (from, to) = (before.stage.code(), after.stage.code());
    assert!(from == to || next(from).contains(&to), "{from:?} to {to:?} by {text}");
    let now = parts(after);
    for (item, from) in parts(before) {
        let to = now[&item];
        assert!(
            from == to || next_of_part(from).contains(&to),
            "{item}: {from:?} to {to:?} by {text}"
        );
    }
}

/// Everything the program does by itself, and that it is done then.
fn settle(walk: &mut Walk) {
    let before = walk.case.clone();
    let events = walk.case.settle(walk.now(), &walk.calendar);
    let mut case = before;
    for event in &events {
        assert_eq!(event.by, Actor::System);
        let earlier = case.clone();
        case.follow(event).expect("it was just done");
        fits(&earlier, event, &case);
    }
    assert_eq!(case, walk.case);
    walk.events.extend(events);
    assert_eq!(walk.case.settle(walk.now(), &walk.calendar), []);
    assert_eq!(
        walk.case.duty(walk.today, &walk.calendar),
        None,
        "a duty that is refused comes again for ever"
    );
    let wakes = walk.case.wakes(&walk.calendar);
    assert!(
        wakes.is_none_or(|day| day > walk.today),
        "{wakes:?} is not after {}",
        walk.today
    );
}

/// The time of a case has neither gaps nor overlaps.
fn adds_up(walk: &Walk) {
    let spans = days(&walk.events, &walk.calendar, walk.today);
    let whose: BTreeSet<_> = spans.iter().map(|span| span.item.clone()).collect();
    for item in whose {
        let own: Vec<_> = spans.iter().filter(|span| span.item == item).collect();
        assert!(own.iter().all(|span| span.from < span.to && span.to <= walk.today));
        assert!(own.windows(2).all(|pair| pair[0].to == pair[1].from), "{own:#?}");
        let whole = walk.calendar.working_days_between(own[0].from, own[own.len() - 1].to);
        assert_eq!(own.iter().map(|span| span.working_days).sum::<u32>(), whole.value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_case_is_its_record_whatever_people_try(
        file in file(), calendar in calendar(), start in 0..600_i32, steps in steps(),
    ) {
        let mut walk = Walk::begin(file, calendar, start);
        for (n, step) in steps.iter().enumerate() {
            let (by, act) = walk.attempt(step);
            let before = walk.case.clone();
            match walk.case.perform(act, &by, walk.now(), &walk.calendar) {
                Ok(event) => {
                    fits(&before, &event, &walk.case);
                    walk.events.push(event);
                }
                Err(_) => prop_assert_eq!(&walk.case, &before, "a refusal changes nothing"),
            }
            if n % 3 == 0 {
                settle(&mut walk);
            }
        }
        adds_up(&walk);
        prop_assert_eq!(Case::of(&walk.events), Ok(walk.case.clone()));
    }

    #[test]
    fn what_is_shown_as_open_is_not_refused(
        file in file(), calendar in calendar(), start in 0..600_i32, steps in steps(),
    ) {
        let mut walk = Walk::begin(file, calendar, start);
        for step in steps.iter().take(100) {
            let (by, act) = walk.attempt(step);
            let verb = act.verb();
            let item = act.item().cloned();
            let shown = walk.case.open_to(&by, walk.now(), &walk.calendar);
            for opening in &shown {
                let tried = walk.case.try_out(opening.verb, opening.item.as_ref(), &by, walk.now(), &walk.calendar);
                prop_assert_eq!(tried.err(), opening.but.clone());
            }
            // What could be done was shown. Only what the program stops by itself is shown to nobody.
            let done = walk.case.perform(act, &by, walk.now(), &walk.calendar).is_ok();
            let open = shown.iter().any(|opening| opening.verb == verb && opening.item == item && opening.but.is_none());
            prop_assert!(!done || open || verb == Verb::Stop, "{verb:?} {item:?} by {by:?}");
            walk.case.settle(walk.now(), &walk.calendar);
        }
    }

    #[test]
    fn a_case_everybody_leaves_alone_is_accepted_and_waits_for_people(
        file in file(), calendar in calendar(), start in 0..600_i32,
    ) {
        let mut walk = Walk::begin(file, calendar, start);
        for _ in 0..60 {
            settle(&mut walk);
            match walk.case.wakes(&walk.calendar) {
                Some(day) => walk.today = day,
                None => break,
            }
        }
        prop_assert_eq!(walk.case.wakes(&walk.calendar), None, "it sleeps in the end");
        let reminders = walk.events.iter().filter(|event| matches!(event.act, Act::Remind { .. }));
        let days: BTreeSet<_> = reminders.clone().map(|event| serde_json::to_string(&(event.at, &event.act)).expect("text")).collect();
        prop_assert_eq!(days.len(), reminders.count(), "nobody is reminded twice on a day");
        prop_assert!(walk.case.stage.review().is_some());
        prop_assert_eq!(Case::of(&walk.events), Ok(walk.case.clone()));
    }
}
