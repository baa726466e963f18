//! Who sees which cases, in which order, and that paging shows each once.

use std::collections::BTreeSet;

use yijian_domain::{
    case::{Act, Pace, PartCode, Role},
    catalogue::RegionCode,
};

use super::*;
use crate::{
    storage::{NO_DAY, samples},
    testing::{
        World,
        staff::{Desk, member},
    },
};

const PATH: &str = "/api/v1/staff/cases";

async fn page(desk: &Desk<'_>, query: &str) -> QueuePage {
    desk.get(&format!("{PATH}?{query}")).await.assert_status(200).json()
}

async fn numbers(desk: &Desk<'_>, query: &str) -> Vec<String> {
    let page = page(desk, query).await;
    page.rows.into_iter().map(|row| row.number).collect()
}

/// The numbers of samples: county and count.
fn named(cases: &[(&str, u32)]) -> Vec<String> {
    let number = |(county, count): &(&str, u32)| samples::case(county, *count).number;
    cases.iter().map(number).collect()
}

/// Two cases in Qianyang, one in Fengxiang, one in another province, one without a region.
async fn some_cases(world: &World) {
    let part = samples::part("food", "health", "2026-03-06");
    let other = samples::part("fire", "fire_rescue", "2026-03-05");
    let rows = vec![
        (samples::case("610328", 1), vec![]),
        (samples::in_review("610328", 2), vec![part.clone(), other]),
        (samples::in_review("610322", 3), vec![part]),
        (samples::case("620102", 4), vec![]),
        (samples::case("", 5), vec![]),
    ];
    world.app.storage.plant(rows).await;
}

#[tokio::test]
async fn a_clerk_sees_what_waits_in_their_region_and_what_has_none() {
    let world = World::new().await;
    some_cases(&world).await;
    let clerk = world.signed_in("clerk").await;
    assert_eq!(numbers(&clerk, "").await, named(&[("610328", 1), ("", 5)]));
    let all = named(&[("", 5), ("610328", 2), ("610328", 1)]);
    assert_eq!(numbers(&clerk, "view=all&sort=newest").await, all);
    assert_eq!(
        numbers(&clerk, "view=all&department=fire_rescue").await,
        named(&[("610328", 2)])
    );
    assert_eq!(
        numbers(&clerk, "view=running&stage=in_review").await,
        named(&[("610328", 2)])
    );
    assert!(numbers(&clerk, "view=all&theme=hotel").await.is_empty());
    assert!(numbers(&clerk, "view=mine").await.is_empty());
}

#[tokio::test]
async fn a_reviewer_sees_parts_of_their_department_and_their_own() {
    let world = World::new().await;
    let me = world.hire("shenpi", &[Role::Reviewer], Some("health")).await;
    world.hire("xiaofang", &[Role::Reviewer], Some("fire_rescue")).await;
    some_cases(&world).await;
    let taken = |count: u32, by: &str| {
        let mut part = samples::part("food", "health", "2026-03-02");
        part.stage = "in_review".to_owned();
        (part.reviewer, part.reviewer_name) = (by.to_owned(), "李四".to_owned());
        (samples::in_review("610328", count), vec![part])
    };
    world
        .app
        .storage
        .plant(vec![taken(6, &me.id), taken(7, "somebody else")])
        .await;
    let desk = world.signed_in("shenpi").await;
    let to_do = page(&desk, "").await;
    let rows = &to_do.rows;
    assert_eq!((rows.len(), to_do.count, to_do.more, &to_do.next), (2, 2, false, &None));
    let shown = (
        rows[0].part,
        rows[0].reviewer.as_deref(),
        rows[0].pace,
        rows[0].due.as_deref(),
    );
    assert_eq!(
        shown,
        (
            Some(PartCode::InReview),
            Some("李四"),
            Pace::DueSoon,
            Some("2026-03-02")
        )
    );
    let shown = (
        rows[1].part,
        rows[1].part_name.as_deref(),
        &rows[1].reviewer,
        rows[1].pace,
    );
    assert_eq!(shown, (Some(PartCode::Open), Some("事项 food"), &None, Pace::InTime));
    assert_eq!(numbers(&desk, "view=mine").await, named(&[("610328", 6)]));
    assert_eq!(numbers(&desk, "view=running").await.len(), 3);
    assert!(numbers(&desk, "view=all&department=fire_rescue").await.is_empty());
    let other = world.signed_in("xiaofang").await;
    assert_eq!(numbers(&other, "view=all").await, named(&[("610328", 2)]));
}

#[tokio::test]
async fn a_supervisor_of_a_city_sees_its_counties_and_what_is_near() {
    let world = World::new().await;
    some_cases(&world).await;
    let mut late = samples::case("610322", 6);
    late.due = "2026-02-27".to_owned();
    late.law_due.clone_from(&late.due);
    world.app.storage.plant(vec![(late, vec![])]).await;
    let mut supervisor = member("duban", &[Role::Supervisor], None);
    supervisor.scope.region = RegionCode::try_from("610300").unwrap();
    world.keep(supervisor).await;
    let desk = world.signed_in("duban").await;
    let all = named(&[("610322", 6), ("", 5), ("610322", 3), ("610328", 2), ("610328", 1)]);
    assert_eq!(numbers(&desk, "view=all&sort=newest").await, all);
    assert_eq!(numbers(&desk, "").await, named(&[("610322", 6)]));
    assert_eq!(page(&desk, "view=late").await.rows[0].pace, Pace::Late);
}

#[tokio::test]
async fn an_inspector_sees_visits_that_are_appointed_or_to_be() {
    let world = World::new().await;
    world.hire("kancha", &[Role::Inspector], None).await;
    some_cases(&world).await;
    let (mut appointed, mut to_plan) = (samples::in_review("610328", 6), samples::in_review("610328", 7));
    appointed.visit = "2026-03-05".to_owned();
    to_plan.to_do = true;
    world
        .app
        .storage
        .plant(vec![(appointed, vec![]), (to_plan, vec![])])
        .await;
    let desk = world.signed_in("kancha").await;
    assert_eq!(numbers(&desk, "").await, named(&[("610328", 6), ("610328", 7)]));
}

#[tokio::test]
async fn paging_shows_every_case_once_while_others_arrive() {
    let world = World::new().await;
    let clerk = world.signed_in("clerk").await;
    for (round, sort) in (0..).zip(["due", "newest", "oldest"]) {
        for (view, region) in [("all", "610328"), ("running", "610328")] {
            let before: BTreeSet<String> = numbers_of_all(&clerk, view, sort, &world, None).await;
            let base = 10_000 * (round + 1) + if view == "all" { 0 } else { 5_000 };
            let mut rows = Vec::new();
            for count in base..base + 120 {
                let mut case = samples::case(region, count);
                case.due = ["2026-03-04", "2026-03-05", NO_DAY][(count % 3) as usize].to_owned();
                rows.push((case, vec![]));
            }
            let mut expected: BTreeSet<String> = rows.iter().map(|(case, _)| case.number.clone()).collect();
            expected.extend(before);
            world.app.storage.plant(rows).await;
            let found = numbers_of_all(&clerk, view, sort, &world, Some(base + 200)).await;
            assert!(found.is_superset(&expected), "{view} {sort}");
        }
    }
}

/// Walks all pages; with a count to begin at, more cases arrive in between.
async fn numbers_of_all(
    desk: &Desk<'_>,
    view: &str,
    sort: &str,
    world: &World,
    arriving: Option<u32>,
) -> BTreeSet<String> {
    let (mut found, mut after, mut pages) = (BTreeSet::new(), String::new(), 0);
    loop {
        let page = page(desk, &format!("view={view}&sort={sort}{after}")).await;
        for row in page.rows {
            assert!(found.insert(row.number), "twice: {view} {sort}");
        }
        let Some(next) = page.next else { return found };
        after = format!("&after={next}");
        pages += 1;
        if let Some(first) = arriving {
            let new = (0..5).map(|more| (samples::case("610328", first + pages * 5 + more), vec![]));
            world.app.storage.plant(new.collect()).await;
        }
    }
}

#[tokio::test]
async fn a_search_finds_numbers_and_names_from_their_beginning() {
    let world = World::new().await;
    let mut shop = samples::case("610328", 2);
    shop.holder = "好邻居便利店".to_owned();
    let elsewhere = samples::case("610322", 3);
    let rows = vec![
        (samples::case("610328", 1), vec![]),
        (shop, vec![]),
        (elsewhere, vec![]),
    ];
    world.app.storage.plant(rows).await;
    let clerk = world.signed_in("clerk").await;
    let holders = async |query: &str| -> Vec<String> {
        page(&clerk, query)
            .await
            .rows
            .into_iter()
            .map(|row| row.holder)
            .collect()
    };
    // %E5%BC%A0 is 张, %E5%A5%BD is 好. A person's name is shown in part, a business's is public.
    assert_eq!(holders("q=%E5%BC%A0").await, ["张*"]);
    assert_eq!(holders("q=%E5%BC%A0%E4%B8%89").await, ["张*"]);
    assert!(holders("q=%E5%BC%A0%E5%9B%9B").await.is_empty());
    assert_eq!(holders("q=%E5%A5%BD").await, ["好邻居便利店"]);
    assert_eq!(holders("q=610328&sort=oldest").await, ["张*", "好邻居便利店"]);
    assert_eq!(holders("view=all&q=61032820260302000027").await, ["好邻居便利店"]);
    assert!(holders("view=all&q=610322").await.is_empty());
}

#[tokio::test]
async fn more_than_a_thousand_are_not_counted() {
    let world = World::new().await;
    let rows = (1..=1_001).map(|count| (samples::case("610328", count), vec![]));
    world.app.storage.plant(rows.collect()).await;
    let clerk = world.signed_in("clerk").await;
    let counted = page(&clerk, "view=all").await;
    assert_eq!((counted.rows.len(), counted.count, counted.more), (50, 1_000, true));
    let fewer = page(&clerk, "q=6103282026030200").await;
    assert_eq!((fewer.count, fewer.more), (999, false));
}

#[tokio::test]
async fn what_waits_has_no_day_and_stands_still() {
    let world = World::new().await;
    let mut waiting = samples::case("610328", 1);
    (waiting.stage, waiting.due) = ("correction_asked".to_owned(), NO_DAY.to_owned());
    (waiting.law_due, waiting.to_do) = (NO_DAY.to_owned(), false);
    world
        .app
        .storage
        .plant(vec![(waiting, vec![]), (samples::case("610328", 2), vec![])])
        .await;
    let clerk = world.signed_in("clerk").await;
    let rows = page(&clerk, "view=waiting").await.rows;
    assert_eq!((rows.len(), &rows[0].due, rows[0].pace), (1, &None, Pace::Paused));
    assert_eq!(
        numbers(&clerk, "view=running").await,
        named(&[("610328", 2), ("610328", 1)])
    );
}

#[tokio::test]
async fn a_query_that_is_none_is_told_what_would_be_one() {
    let world = World::new().await;
    let clerk = world.signed_in("clerk").await;
    let wrong = clerk.get(&format!("{PATH}?after=nonsense")).await;
    let problem = wrong.assert_problem(400, "cursor_malformed");
    assert!(problem.detail.is_some_and(|detail| detail.contains("leave it out")));
    let wrong = clerk.get(&format!("{PATH}?view=everything")).await;
    let problem = wrong.assert_problem(400, "malformed_query");
    assert!(problem.detail.is_some_and(|detail| detail.contains("to_do")));
    world.get(PATH).await.assert_problem(401, "signed_out");
}

#[tokio::test]
async fn a_department_sees_what_it_is_still_to_check_after_the_licence() {
    let world = World::new().await;
    let draft = world.draft_that_promises().await;
    let number = world.hand_in_as("a-key-of-a-promise", &draft).await.number;
    world.grant_everything(&number).await;
    let file = world.case(&number).await.file;
    let made = &file.promises[0];
    let part = made.items.iter().find_map(|item| file.part(item)).unwrap();
    world
        .hire("heyan", &[Role::Reviewer], Some(part.department.as_str()))
        .await;
    let reviewer = world.signed_in("heyan").await;
    let rows = page(&reviewer, "view=running").await.rows;
    let row = rows
        .iter()
        .find(|row| row.number == number)
        .expect("it is to be checked");
    assert_eq!(row.part, Some(PartCode::Granted));
    assert!(row.due.as_ref().is_some_and(|due| *due > world.today().to_string()));
    let act = Act::CheckPromise {
        promise: made.promise.clone(),
        kept: true,
        remark: "属实".to_owned(),
    };
    world.act(&number, world.reviewer(), act).await;
    assert!(!numbers(&reviewer, "view=running").await.contains(&number));
}

#[tokio::test]
async fn a_supervisors_word_stands_in_the_list_of_whose_turn_it_is() {
    let world = World::new().await;
    let number = world.hand_in("restaurant").await.number;
    let clerk = world.signed_in("clerk").await;
    assert!(!page(&clerk, "").await.rows[0].urged);
    let text = "今天要答复".to_owned();
    world
        .act(&number, world.staff(Role::Supervisor), Act::Urge { text })
        .await;
    assert!(page(&clerk, "").await.rows[0].urged);
    world.act(&number, world.clerk(), Act::Accept).await;
    let rows = page(&clerk, "view=running").await.rows;
    assert!(!rows[0].urged, "the window has answered");
}
