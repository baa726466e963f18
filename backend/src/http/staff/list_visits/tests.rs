//! The day of an inspector, from a real application.

use jiff::SignedDuration;
use yijian_domain::case::{Act, Actor, StaffRef, VisitMode};

use super::*;
use crate::{
    storage::{Doing, Done},
    testing::World,
};

const PATH: &str = "/api/v1/staff/visits";

async fn act(world: &World, number: &str, by: &StaffMember, role: Role, act: Act) {
    let by = Actor::Staff {
        member: StaffRef {
            id: by.id.clone(),
            name: by.display_name.clone(),
        },
        role,
        scope: by.scope.clone(),
    };
    world.clock.advance(SignedDuration::from_secs(60));
    let mut doing = Doing::by_itself(number.to_owned(), by, world.clock.now());
    doing.act = Some(act);
    let done = world.app.storage.act(world.app.office(), doing).await.unwrap();
    assert!(matches!(done, Done::Events(_)), "{done:?}");
}

/// A restaurant that two inspectors look at on Thursday.
async fn appointed(world: &World) -> String {
    let clerk = world.hire("clerk", &[Role::Clerk], None).await;
    let mut inspectors = Vec::new();
    for name in ["kancha", "kancha2"] {
        let one = world.hire(name, &[Role::Inspector], None).await;
        inspectors.push(StaffRef {
            id: one.id,
            name: one.display_name,
        });
    }
    world.hire("kancha3", &[Role::Inspector], None).await;
    let number = world.hand_in("restaurant").await.number;
    act(world, &number, &clerk, Role::Clerk, Act::Accept).await;
    let plan = VisitPlan {
        on: date::parse_iso("2026-03-05").unwrap(),
        hours: "09:00-10:00".to_owned(),
        mode: VisitMode::OnSite,
        inspectors,
    };
    act(world, &number, &clerk, Role::Clerk, Act::PlanInspection { plan }).await;
    number
}

#[tokio::test]
async fn an_inspector_takes_along_whom_to_call_where_to_go_and_what_to_look_at() {
    let world = World::new().await;
    let number = appointed(&world).await;
    let desk = world.signed_in("kancha").await;
    desk.unmask(&number).await;
    let visits: Vec<VisitRow> = desk
        .get(&format!("{PATH}?on=2026-03-05"))
        .await
        .assert_status(200)
        .json();
    let [visit] = visits.as_slice() else {
        panic!("one visit: {visits:?}")
    };
    assert_eq!((&visit.number, visit.plan.hours.as_str()), (&number, "09:00-10:00"));
    assert_eq!(visit.phone.as_deref(), Some("13800138000"));
    assert_eq!(visit.address.as_deref(), Some("示例东大街12号"));
    assert_eq!(visit.holder, "𠮷田𬱖");
    assert!(!visit.checklist.is_empty());
    let whole = |point: &CheckPoint| !point.name.is_empty() && !point.departments.is_empty();
    assert!(visit.checklist.iter().all(whole), "{:?}", visit.checklist);
    assert!(visit.checklist.iter().any(|point| point.help.is_some()));
}

#[tokio::test]
async fn who_does_not_go_sees_nothing_and_a_clerk_sees_all() {
    let world = World::new().await;
    appointed(&world).await;
    for (name, on, count) in [
        ("kancha2", "2026-03-05", 1),
        ("kancha3", "2026-03-05", 0),
        ("clerk", "2026-03-05", 1),
        ("clerk", "2026-03-06", 0),
    ] {
        let desk = world.signed_in(name).await;
        let visits: Vec<VisitRow> = desk.get(&format!("{PATH}?on={on}")).await.assert_status(200).json();
        assert_eq!(visits.len(), count, "{name} on {on}");
    }
    let desk = world.signed_in("clerk").await;
    desk.get(&format!("{PATH}?on=tomorrow"))
        .await
        .assert_problem(400, "malformed_query");
}
