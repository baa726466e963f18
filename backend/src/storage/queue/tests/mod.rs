//! The database finds every list along an index: nothing is walked whole, nothing is sorted.

mod same;

use sqlx::Row;
use yijian_domain::{
    case::StageCode,
    wire::desk::{QueueQuery, QueueSort, QueueView},
};

use super::*;
use crate::storage::{database::Kind, migrations, overview, tests::in_memory};
use crate::{cases::listed_person, testing::vault};

const VIEWS: [QueueView; 7] = [
    QueueView::ToDo,
    QueueView::Mine,
    QueueView::Late,
    QueueView::Objected,
    QueueView::Waiting,
    QueueView::Running,
    QueueView::All,
];
const SORTS: [QueueSort; 3] = [QueueSort::Due, QueueSort::Newest, QueueSort::Oldest];
const SEARCHES: [&str; 5] = ["", "6103", "61032820260302", "张", "张三"];

async fn tables() -> Connection {
    let mut connection = in_memory().await;
    migrations::run(&mut connection, Kind::Sqlite).await.unwrap();
    connection
}

fn desks() -> Vec<Desk> {
    let department = |department: Option<&str>, reviewer: Option<&str>| Desk::Department {
        department: department.map(str::to_owned),
        reviewer: reviewer.map(str::to_owned),
    };
    vec![
        Desk::Window,
        Desk::Inspection,
        Desk::Supervision,
        department(Some("health"), Some("a")),
        department(Some("health"), None),
        department(None, Some("a")),
    ]
}

fn days() -> Days {
    Days {
        today: "2026-03-02".to_owned(),
        not_soon: "2026-03-04".to_owned(),
    }
}

/// Every query there can be: view, order, search and filters.
fn queries() -> Vec<QueueQuery> {
    let mut queries = Vec::new();
    for view in VIEWS {
        for sort in SORTS {
            for q in SEARCHES {
                for filters in 0..8 {
                    queries.push(QueueQuery {
                        view,
                        sort,
                        q: q.to_owned(),
                        stage: (filters & 1 != 0).then_some(StageCode::InReview),
                        theme: (filters & 2 != 0).then(|| "convenience_store".into()),
                        department: (filters & 4 != 0).then(|| "health".into()),
                        after: None,
                    });
                }
            }
        }
    }
    queries
}

fn key(wanted: &Wanted, due: &str) -> Key {
    Key {
        order: wanted.shared.order,
        due: due.to_owned(),
        at: 1_772_416_800,
        number: "61032820260302000017".to_owned(),
        item: "food".to_owned(),
        holder: listed_person(&vault(), "张三"),
    }
}

/// What is wrong with the way the database takes.
async fn faults(connection: &mut Connection, sql: Sql, covering: bool) -> Vec<String> {
    let text = sql.text().to_owned();
    let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"));
    let rows = sqlx::query(explain).fetch_all(connection).await.unwrap();
    let steps = rows.iter().map(|row| row.get::<String, _>("detail"));
    steps
        .filter(|step| {
            let walked = step.starts_with("SCAN cases") || step.starts_with("SCAN case_parts");
            let beside = step.starts_with("SEARCH case") && !step.contains("COVERING") && !step.contains("EXISTS");
            let probe = step.contains("sqlite_autoindex_case_parts_1 (number=?)");
            walked || step.contains("TEMP B-TREE") || (covering && beside && !probe)
        })
        .map(|step| format!("{step} in {text}"))
        .collect()
}

#[tokio::test]
async fn every_list_is_found_along_an_index() {
    let mut connection = tables().await;
    let region = RegionCode::try_from("610328").unwrap();
    let mut wrong = Vec::new();
    for desk in desks() {
        for query in queries() {
            let mut wanted = Wanted::new(desk.clone(), region.clone(), days(), &vault(), &query).unwrap();
            let table = wanted.table().unwrap_or(Table::Parts("health".to_owned()));
            let lanes = wanted.lanes("610328", &table);
            if lanes.is_empty() {
                continue;
            }
            let ends = [None, Some("2026-03-09"), Some(crate::storage::NO_DAY)];
            for end in ends {
                wanted.after = end.map(|due| key(&wanted, due));
                wrong.extend(faults(&mut connection, keys_sql(&wanted, &lanes, PAGE), true).await);
            }
            wrong.extend(faults(&mut connection, count_sql(&wanted, &lanes), true).await);
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "{} faults, such as {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)]
    );
}

#[tokio::test]
async fn the_numbers_of_a_supervisor_are_found_along_an_index() {
    let mut connection = tables().await;
    for (sql, index) in [
        (overview::OPEN, "(county=? AND kind=?)"),
        (overview::HAPPENED, "(county=? AND kind=? AND day>?)"),
        (NEXT_COUNTY, "(county>? AND county<?)"),
        (NEXT_DEPARTMENT, "(county=? AND department>?)"),
    ] {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let steps: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
        let along = steps.iter().all(|step| !step.starts_with("SCAN"));
        assert!(along && steps[0].ends_with(index), "{sql}: {steps:?}");
    }
}
