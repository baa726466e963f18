//! Every list is the one that filtering and sorting all rows would give.

use std::collections::BTreeMap;

use super::*;
use crate::{
    clock::Moment,
    storage::{NO_DAY, samples},
    testing::World,
};

const COUNTIES: [&str; 4] = ["610328", "610322", "620102", ""];

/// Numbers that look like chance and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

fn some_cases() -> Vec<(CaseRow, Vec<CasePartRow>)> {
    let mut chance = Chance(42);
    (1..=260).map(|count| some_case(&mut chance, count)).collect()
}

fn some_case(chance: &mut Chance, count: u32) -> (CaseRow, Vec<CasePartRow>) {
    const DAYS: [&str; 5] = ["2026-02-27", "2026-03-02", "2026-03-03", "2026-03-09", NO_DAY];
    let mut row = samples::case(chance.pick(&COUNTIES), count);
    // Some arrive in the same second.
    row.submitted_at = Moment::from_seconds(1_772_415_000 + i64::from(count / 3));
    row.theme = chance.pick(&["convenience_store", "hotel", "restaurant"]).to_owned();
    row.holder = match chance.pick(&["张三", "张", "李四", "好邻居便利店"]) {
        business @ "好邻居便利店" => business.to_owned(),
        person => listed_person(&vault(), person),
    };
    let stage = StageCode::ALL[chance.below(StageCode::ALL.len())];
    row.stage = stage.code().to_owned();
    row.running = !stage.is_over();
    row.due = if row.running { chance.pick(&DAYS) } else { NO_DAY }.to_owned();
    row.to_do = row.running && chance.below(2) == 0;
    let visited = stage == StageCode::InReview && !row.to_do && chance.below(2) == 0;
    row.visit = if visited {
        "2026-03-05".to_owned()
    } else {
        String::new()
    };
    let mut parts = Vec::new();
    for item in ["a", "b", "c"].iter().take(chance.below(4)) {
        let mut part = samples::part(item, chance.pick(&["health", "tax"]), chance.pick(&DAYS));
        part.stage = chance.pick(&["open", "in_review", "paused", "granted"]).to_owned();
        part.running = row.running && part.stage != "granted";
        part.reviewer = if part.stage == "open" {
            ""
        } else {
            chance.pick(&["a", "b"])
        }
        .to_owned();
        if !part.running {
            part.due = NO_DAY.to_owned();
        }
        parts.push(part);
    }
    (row, parts)
}

/// What a list should be, by number and item.
fn expected(
    cases: &[(CaseRow, Vec<CasePartRow>)],
    desk: &Desk,
    region: &str,
    query: &QueueQuery,
) -> Vec<(String, String)> {
    let mut found: Vec<(&CaseRow, Option<&CasePartRow>)> = Vec::new();
    for (case, parts) in cases {
        let wanted = query.department.as_ref().map(ToString::to_string);
        if let Desk::Department { department, .. } = desk {
            let theirs = |part: &&CasePartRow| {
                [department, &wanted]
                    .into_iter()
                    .all(|one| one.as_ref().is_none_or(|one| *one == part.department))
            };
            found.extend(parts.iter().filter(theirs).map(|part| (case, Some(part))));
        } else if wanted.is_none_or(|one| parts.iter().any(|part| part.department == one)) {
            found.push((case, None));
        }
    }
    found.retain(|(case, part)| {
        let due = part.map_or(&case.due, |part| &part.due).as_str();
        let running = part.map_or(case.running, |part| part.running);
        let me = |id: &str| part.is_some_and(|part| part.reviewer == id);
        let seen = match (query.view, desk) {
            (QueueView::All, _) => true,
            (QueueView::Running, _) => running,
            (QueueView::Late, _) => running && due < "2026-03-02",
            (QueueView::Waiting, _) => running && due == NO_DAY,
            (QueueView::Objected, Desk::Window | Desk::Supervision) => case.objected,
            (QueueView::Objected, _) => false,
            (QueueView::ToDo, Desk::Window) => case.to_do,
            (QueueView::ToDo, Desk::Inspection) => !case.visit.is_empty() || (case.to_do && case.stage == "in_review"),
            (QueueView::ToDo, Desk::Department { reviewer: Some(id), .. }) => {
                running && (me(id) || part.is_some_and(|part| part.stage == "open"))
            }
            (QueueView::ToDo, _) => running && due < "2026-03-04",
            (QueueView::Mine, Desk::Department { reviewer: Some(id), .. }) => running && me(id),
            (QueueView::Mine, _) => false,
        };
        let searched = query.q.is_empty()
            || case.holder.starts_with(&query.q)
            || case.holder == listed_person(&vault(), &query.q)
            || case.number.starts_with(&query.q);
        seen && searched
            && (case.county.is_empty() || case.county.starts_with(region))
            && query.stage.is_none_or(|stage| stage.code() == case.stage)
            && query.theme.as_ref().is_none_or(|theme| theme.as_str() == case.theme)
    });
    let item = |part: Option<&CasePartRow>| part.map_or("", |part| part.item.as_str()).to_owned();
    let mut sorted: BTreeMap<_, (String, String)> = BTreeMap::new();
    for (case, part) in found {
        let due = part.map_or(&case.due, |part| &part.due).clone();
        let age = case.submitted_at.seconds();
        let (text, age) = match (query.q.starts_with('张'), query.sort) {
            (true, _) => (case.holder.clone(), 0),
            (false, QueueSort::Due) => (due, age),
            (false, QueueSort::Newest | QueueSort::Oldest) => (String::new(), age),
        };
        let pair = (case.number.clone(), item(part));
        sorted.insert((text, age, pair.clone()), pair);
    }
    let newest = query.sort == QueueSort::Newest && !query.q.starts_with('张');
    let all = sorted.into_values();
    if newest { all.rev().collect() } else { all.collect() }
}

#[tokio::test]
async fn every_list_is_what_filtering_all_rows_would_give() {
    let world = World::new().await;
    let cases = some_cases();
    world.app.storage.plant(cases.clone()).await;
    for (no, desk) in desks().into_iter().enumerate() {
        for (place, query) in queries().into_iter().enumerate() {
            // A county, a prefecture, a province: each query meets each in turn.
            let (region, begins) = [("610328", "610328"), ("610300", "6103"), ("610000", "61")][(no + place) % 3];
            let expected = expected(&cases, &desk, begins, &query);
            let mut found = Vec::new();
            let mut query = query;
            loop {
                let region = RegionCode::try_from(region).unwrap();
                let wanted = Wanted::new(desk.clone(), region, days(), &vault(), &query).unwrap();
                let page = world.app.storage.queue(&wanted).await.unwrap();
                assert_eq!(page.count as usize, expected.len(), "{desk:?} {query:?}");
                found.extend(page.rows.into_iter().map(|row| {
                    let item = row.part.map_or_else(String::new, |part| part.item);
                    (row.case.number, item)
                }));
                query.after = page.next;
                if query.after.is_none() {
                    break;
                }
            }
            assert_eq!(found, expected, "{desk:?} {query:?}");
        }
    }
}
