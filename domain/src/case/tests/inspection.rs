//! The joint inspection.

use std::collections::BTreeMap;

use jiff::civil::date;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{super::*, acts::*, world::*};
use crate::id::{ItemId, PointId};

fn checklist(world: &World) -> Vec<&str> {
    let list = world.review().inspection.checklist(&world.case.file.points);
    list.map(|point| point.point.as_str()).collect()
}

fn ready(world: &World, item: &str) -> Result<(), Refusal> {
    world.review().ready(&world.case.file, &ItemId::from(item))
}

#[test]
fn a_point_two_departments_want_is_looked_at_once() {
    assert_eq!(checklist(&World::accepted()), ["hall", "exits"]);
}

#[test]
fn what_passed_counts_for_every_part_that_asked_and_what_failed_keeps_only_those_back() {
    let mut world = World::accepted();
    world.provides();
    assert_eq!(ready(&world, HEALTH).unwrap_err().code(), "points_open");
    world.inspected(&["exits"]);
    assert_eq!(ready(&world, HEALTH), Ok(()));
    let points = vec!["exits".into()];
    assert_eq!(ready(&world, FIRE), Err(Refusal::PointsOpen { points: points.clone() }));
    world.claims(FIRE);
    assert_eq!(
        world.refuses(&reviewer(FIRE), approve(FIRE)),
        Refusal::PointsOpen { points }
    );
    world.approves(HEALTH);
}

#[test]
fn the_second_visit_looks_only_at_what_failed() {
    let mut world = World::accepted();
    world.inspected(&["exits"]);
    assert_eq!(checklist(&world), ["exits"]);
    let rectify = world.review().inspection.rectify();
    assert_eq!(rectify.len(), 1);
    assert_eq!(
        (rectify[0].point.as_str(), rectify[0].what.as_str()),
        ("exits", "clear it")
    );
    world.later(3).inspected(&[]);
    assert!(matches!(world.review().inspection, Inspection::Passed { .. }));
    assert_eq!(world.review().inspection.visits().len(), 2);
    assert_eq!(ready(&world, FIRE), Ok(()));
    let again = visit(world.today, VisitMode::OnSite);
    assert_eq!(world.refuses(&inspector(), again), Refusal::NothingToInspect);
}

/// 行政许可法 art. 34(3).
#[test]
fn two_people_go_and_not_one_person_twice() {
    let mut world = World::accepted();
    let plan = |inspectors: Vec<StaffRef>| Act::PlanInspection {
        plan: VisitPlan {
            on: MONDAY,
            hours: "09:00-10:00".to_owned(),
            mode: VisitMode::OnSite,
            inspectors,
        },
    };
    let one = || person("inspector");
    for inspectors in [vec![], vec![one()], vec![one(), one()]] {
        assert_eq!(world.refuses(&inspector(), plan(inspectors)), Refusal::TwoInspectors);
    }
    world.does(&inspector(), visit(MONDAY, VisitMode::OnSite));
    let alone = Act::RecordInspection {
        inspectors: vec![one()],
        results: world.results(&[]),
    };
    assert_eq!(world.refuses(&inspector(), alone), Refusal::TwoInspectors);
}

#[test]
fn a_visit_is_not_appointed_in_the_past_and_not_recorded_unappointed() {
    let mut world = World::accepted();
    let yesterday = visit(date(2026, 3, 1), VisitMode::OnSite);
    assert_eq!(world.refuses(&inspector(), yesterday), Refusal::DayPassed);
    let results = world.results(&[]);
    assert_eq!(world.refuses(&inspector(), record(results)), Refusal::NoVisit);
}

#[test]
fn a_record_covers_the_checklist_and_nothing_else() {
    let mut world = World::accepted();
    world.does(&inspector(), visit(MONDAY, VisitMode::OnSite));
    let mut less = world.results(&[]);
    less.remove("hall");
    let mut other = less.clone();
    other.insert("cellar".into(), result(true));
    for results in [less, other] {
        assert_eq!(world.refuses(&inspector(), record(results)), Refusal::OtherPoints);
    }
}

#[test]
fn what_failed_says_what_is_to_be_put_right() {
    let mut world = World::accepted();
    world.does(&inspector(), visit(MONDAY, VisitMode::OnSite));
    let mut results = world.results(&["hall"]);
    results.get_mut("hall").unwrap().remark.clear();
    assert_eq!(world.refuses(&inspector(), record(results)).code(), "empty");
}

#[test]
fn photographs_do_where_every_open_point_allows_them() {
    let mut world = World::accepted();
    let remote = |world: &World| visit(world.today, VisitMode::Remote);
    let points = vec!["exits".into()];
    let act = remote(&world);
    assert_eq!(world.refuses(&inspector(), act), Refusal::NotRemote { points });
    world.inspected(&["hall"]);
    let act = remote(&world);
    world.does(&inspector(), act);
    let pictures = |point: &str| Act::SendPictures {
        pictures: BTreeMap::from([(PointId::from(point), vec!["picture".to_owned()])]),
    };
    assert_eq!(
        world.refuses(&Actor::Applicant, pictures("exits")),
        Refusal::OtherPoints
    );
    let unseen = record(world.results(&[]));
    assert_eq!(world.refuses(&inspector(), unseen).code(), "empty");
    world.does(&Actor::Applicant, pictures("hall"));
    let results = world.results(&[]);
    world.does(&inspector(), record(results));
    let visits = world.review().inspection.visits();
    assert_eq!(visits[1].mode, VisitMode::Remote);
    assert_eq!(visits[1].results["hall"].pictures, ["picture"]);
}

#[test]
fn nobody_sends_photographs_for_a_visit_on_site() {
    let mut world = World::accepted();
    world.does(&inspector(), visit(MONDAY, VisitMode::OnSite));
    let pictures = Act::SendPictures {
        pictures: BTreeMap::from([(PointId::from("hall"), vec!["picture".to_owned()])]),
    };
    assert_eq!(world.refuses(&Actor::Applicant, pictures), Refusal::NoVisit);
}

#[test]
fn where_nothing_is_looked_at_no_visit_is_appointed() {
    let mut file = restaurant();
    file.points.clear();
    let mut world = World::received(file, MONDAY);
    world.does(&clerk(), Act::Accept);
    assert_eq!(world.review().inspection, Inspection::NotNeeded);
    let plan = visit(MONDAY, VisitMode::OnSite);
    assert_eq!(world.refuses(&clerk(), plan), Refusal::NothingToInspect);
}
