//! Made-up cases are cases: each opens, and the record and the numbers hold.

use yijian_domain::{
    case::Role,
    wire::desk::{CaseView, QueuePage},
};

use super::*;
use crate::{
    applicants::{ProofKind, personal},
    testing::World,
};

fn wanted(cases: i64) -> Wanted {
    Wanted {
        cases,
        seed: 7,
        years: 2,
        add: false,
    }
}

async fn fill_world(world: &World, wanted: &Wanted) -> Result<i64, DemoFault> {
    let catalogue = Arc::clone(&world.app.published.catalogue);
    fill(
        &world.app.storage,
        &world.app.vault,
        catalogue,
        wanted,
        world.clock.now(),
        &mut |_| {},
    )
    .await
}

#[tokio::test]
async fn made_up_cases_are_found_and_open_and_their_record_holds() {
    let world = World::new().await;
    assert_eq!(fill_world(&world, &wanted(600)).await.unwrap(), 600);
    let audit = world.audit(None).await;
    assert_eq!(audit.faults, []);
    assert_eq!(audit.cases, 600);
    assert_eq!(world.app.storage.check_tallies().await.unwrap(), []);

    world.hire("mozhi", &[Role::Clerk], None).await;
    let clerk = world.signed_in("mozhi").await;
    let first: QueuePage = clerk
        .get("/api/v1/staff/cases?view=all")
        .await
        .assert_status(200)
        .json();
    assert!(first.rows.len() > 20);
    let running: QueuePage = clerk
        .get("/api/v1/staff/cases?view=running")
        .await
        .assert_status(200)
        .json();
    assert!(!running.rows.is_empty() && running.rows.len() < first.rows.len());
    for row in first.rows.iter().chain(&running.rows).step_by(3) {
        let path = format!("/api/v1/staff/cases/{}", row.number);
        let seen: CaseView = clerk.get(&path).await.assert_status(200).json();
        assert_eq!(seen.number, row.number);
        let by_number = format!("/api/v1/staff/cases?view=all&q={}", row.number);
        let found: QueuePage = clerk.get(&by_number).await.assert_status(200).json();
        assert_eq!(found.rows.len(), 1);
    }
    let row = &first.rows[0];
    let letter: String = row.holder.chars().next().unwrap().to_string();
    let query = percent_encoding::utf8_percent_encode(&letter, percent_encoding::NON_ALPHANUMERIC);
    let path = format!("/api/v1/staff/cases?view=all&q={query}");
    let found: QueuePage = clerk.get(&path).await.assert_status(200).json();
    assert!(found.rows.iter().all(|row| row.holder.starts_with(&letter)) && !found.rows.is_empty());
}

#[tokio::test]
async fn made_up_accounts_open_as_real_ones_do() {
    let world = World::new().await;
    fill_world(&world, &wanted(20)).await.unwrap();
    let account = world.app.storage.applicant(&account_id(7, 0)).await.unwrap().unwrap();
    let (name, number) = (account.name.unwrap(), account.id_number.unwrap());
    assert!(personal::open(&world.app, "name", &name).is_some());
    let number = personal::open(&world.app, ProofKind::Identity.code(), &number);
    assert_eq!(number.map(|number| number.len()), Some(18));
}

#[tokio::test]
async fn a_fill_goes_on_and_is_done_once() {
    let world = World::new().await;
    let few = wanted(40);
    assert_eq!(fill_world(&world, &few).await.unwrap(), 40);
    assert_eq!(fill_world(&world, &few).await.unwrap(), 0);
    let other = Wanted { seed: 8, ..few };
    assert!(matches!(fill_world(&world, &other).await, Err(DemoFault::NotEmpty)));
    let beside = Wanted { add: true, ..other };
    assert_eq!(fill_world(&world, &beside).await.unwrap(), 40);
    assert_eq!(world.audit(None).await.cases, 80);
    assert_eq!(world.audit(None).await.faults, []);
    assert_eq!(world.app.storage.check_tallies().await.unwrap(), []);
}

#[tokio::test]
async fn a_stopped_fill_gives_what_one_at_a_time_gives() {
    let (whole, stopped) = (World::new().await, World::new().await);
    let many = wanted(i64::from(2 * TOGETHER as i32));
    fill_world(&whole, &many).await.unwrap();
    // As if the program had ended behind the first batch.
    let catalogue = Arc::clone(&stopped.app.published.catalogue);
    let today = stopped.today();
    let owners = accounts::make(&stopped.app.storage, &stopped.app.vault, &many, stopped.clock.now())
        .await
        .unwrap();
    let mut maker = Maker::new(
        catalogue,
        stopped.app.vault.clone(),
        many.clone(),
        today,
        Default::default(),
        owners,
    )
    .unwrap();
    let made = (0..TOGETHER).map(|no| maker.make(no).unwrap().seal(&stopped.app.vault).unwrap());
    let (made, numbers) = (made.collect(), maker.touched());
    let mark = Mark {
        name: format!("{}/7/2/{}", many.cases, date::write(today)),
        done: TOGETHER,
    };
    stopped.app.storage.keep_made_up(made, numbers, mark).await.unwrap();
    assert_eq!(fill_world(&stopped, &many).await.unwrap(), TOGETHER);
    for table in ["cases", "case_parts", "tallies", "counters", "licence_numbers"] {
        assert_eq!(
            stopped.everything_in(table).await,
            whole.everything_in(table).await,
            "{table}"
        );
    }
}
