//! What a supervisor is told.

use yijian_domain::{case::Role, wire::desk::QueueRow};

use super::*;
use crate::{
    storage::{CasePartRow, NO_DAY, samples},
    testing::World,
};

const PATH: &str = "/api/v1/staff/overview";

async fn overview(world: &World, name: &str) -> Overview {
    let desk = world.signed_in(name).await;
    desk.get(PATH).await.assert_status(200).json()
}

/// A part of the health department, due on a day; paused and waiting ones have none.
fn part(item: &str, stage: &str, due: &str, law_due: &str) -> CasePartRow {
    CasePartRow {
        stage: stage.to_owned(),
        law_due: law_due.to_owned(),
        ..samples::part(item, "health", due)
    }
}

async fn some_cases(world: &World) {
    let mut over = samples::case("610328", 3);
    (over.stage, over.due, over.law_due) = ("delivered".to_owned(), NO_DAY.to_owned(), NO_DAY.to_owned());
    (over.to_do, over.running, over.over_on) = (false, false, "2026-02-27".to_owned());
    let mut decided = part("a", "granted", NO_DAY, NO_DAY);
    (decided.running, decided.late, decided.decided_on) = (false, true, "2026-02-26".to_owned());
    let parts = vec![
        part("a", "open", "2026-02-27", "2026-02-28"),
        part("b", "in_review", "2026-02-27", "2026-03-09"),
        part("c", "open", "2026-03-03", "2026-03-09"),
        part("d", "paused", NO_DAY, NO_DAY),
        part("e", "waiting", NO_DAY, NO_DAY),
        samples::part("f", "tax", "2026-03-20"),
    ];
    let mut late = samples::in_review("610328", 2);
    late.due = "2026-02-27".to_owned();
    let rows = vec![
        (samples::case("610328", 1), vec![]),
        (late, parts.clone()),
        (over, vec![decided]),
        (samples::in_review("610322", 4), parts),
    ];
    world.app.storage.plant(rows).await;
}

#[tokio::test]
async fn a_supervisor_sees_loads_days_and_what_is_late() {
    let world = World::new().await;
    world.hire("duban", &[Role::Supervisor], None).await;
    some_cases(&world).await;
    let seen = overview(&world, "duban").await;
    let row = |name: &str, open, [due_soon, late, overdue, paused]: [u32; 4]| LoadRow {
        department: None,
        name: name.to_owned(),
        open,
        due_soon,
        late,
        overdue,
        paused,
    };
    let named: Vec<LoadRow> = seen
        .departments
        .iter()
        .map(|row| LoadRow {
            department: None,
            ..row.clone()
        })
        .collect();
    let health = world.app.published.catalogue.departments["health"].name.clone();
    let tax = world.app.published.catalogue.departments["tax"].name.clone();
    assert_eq!(
        named,
        [
            row(WINDOWS, 1, [0, 0, 0, 0]),
            row(&health, 4, [1, 2, 1, 1]),
            row(&tax, 1, [0, 0, 0, 0])
        ]
    );
    assert_eq!((seen.days.len(), seen.days[0].day.as_str()), (30, "2026-02-01"));
    let day = |day: &str| seen.days.iter().find(|one| one.day == day).unwrap().clone();
    assert_eq!(day("2026-03-02").arrived, 3);
    assert_eq!((day("2026-02-27").over, day("2026-02-26").late), (1, 1));
    let late: Vec<&QueueRow> = seen.late.iter().collect();
    assert_eq!(late.len(), 1);
    assert_eq!(late[0].number, samples::case("610328", 2).number);
}

#[tokio::test]
async fn who_watches_over_one_department_sees_its_parts() {
    let world = World::new().await;
    world.hire("duban", &[Role::Supervisor], Some("health")).await;
    some_cases(&world).await;
    let seen = overview(&world, "duban").await;
    assert_eq!(seen.departments.len(), 1);
    let items: Vec<_> = seen.late.iter().filter_map(|row| row.part_name.as_deref()).collect();
    assert_eq!(items, ["事项 a", "事项 b", "事项 c"]);
}

#[tokio::test]
async fn an_overview_is_for_supervisors() {
    let world = World::new().await;
    let clerk = world.signed_in("clerk").await;
    clerk.get(PATH).await.assert_problem(403, "not_your_role");
}
