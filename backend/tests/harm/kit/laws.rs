//! What must hold in the end: the database against what was acknowledged.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sqlx::{AnyConnection, Connection};
use tokio::runtime::Runtime;
use yijian_domain::case::{Act, Case, Event, StageCode, Told};

use yijian_backend::storage::Storage;

use super::{Acknowledged, World, site::Site, wait_for};

/// Everything that is kept about a case.
#[derive(Debug, Default)]
struct Record {
    events: Vec<Event>,
    messages: BTreeMap<u32, usize>,
}

pub(crate) fn hold(site: &Site, world: &World) {
    // First, because it is the first that looks at the data after the last harm.
    the_audit_is_clean(site, world);
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let mut connection = site.connect().await;
        let storage = site.storage().await;
        let records = records(&mut connection, &storage).await;
        every_receipt_has_its_case(&mut connection, &storage, world, &records).await;
        every_act_that_was_acknowledged_is_recorded(world, &records);
        every_case_came_to_its_end(&records);
        messages_are_those_of_the_events(&mut connection, &records).await;
        numbers_are_given_once(&mut connection, &storage, world, &records).await;
        uploads_are_there(&mut connection, &storage, world).await;
        connection.close().await.expect("the database closes");
        storage.close().await;
    });
}

/// What held at some moment, in what was kept then or later: nothing of it is missing, and what came later is whole.
pub(crate) fn nothing_is_missing(site: &Site, told: &Acknowledged) {
    let report = verified(site, &[]);
    assert!(report["cases"].as_u64() >= Some(told.receipts.len() as u64), "{report}");
    wait_for(async {
        let storage = site.storage().await;
        for (key, receipt) in &told.receipts {
            let answered = storage.answered(key).await.expect("a receipt that can be read");
            assert_eq!(answered.expect("the receipt of a key").receipt, *receipt);
            for file in storage
                .application_files(&receipt.number)
                .await
                .expect("files of a case")
            {
                let content = storage.whole_content(&file).await.expect("a file that opens");
                assert_eq!(content.len() as u64, file.bytes, "{}", receipt.number);
            }
        }
        for (number, seq, verb) in &told.acts {
            let events = storage.events(number).await.expect("events that can be read");
            let recorded = serde_json::to_value(events[*seq as usize - 1].act.verb()).expect("a word");
            assert_eq!(recorded, verb.as_str(), "{number}, event {seq}");
        }
        storage.close().await;
    });
}

fn the_audit_is_clean(site: &Site, world: &World) {
    let report = verified(site, &[]);
    assert_eq!(report["cases"], world.cases);
    let least = world.acts.lock().expect("nobody panics with it").len() + world.cases;
    assert!(report["events"].as_u64() > Some(least as u64), "{report}");
    verified(site, &["--head", report["head"].as_str().expect("a hash")]);
}

/// What the audit says, without a fault.
fn verified(site: &Site, more: &[&str]) -> Value {
    let output = site
        .program_behind()
        .args(["audit", "verify", "--json"])
        .args(more)
        .output();
    let output = output.expect("the program is built");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_str(&told).expect("JSON")
}

async fn records(connection: &mut AnyConnection, storage: &Storage) -> BTreeMap<String, Record> {
    let rows: Vec<(String, i64)> = sqlx::query_as("SELECT case_number, seq FROM events ORDER BY case_number, seq")
        .fetch_all(&mut *connection)
        .await
        .expect("events");
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    for (number, seq) in rows {
        let count = counted.entry(number.clone()).or_default();
        *count += 1;
        assert_eq!(seq, *count, "{number}: 1 to n without gap or double");
    }
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    for (number, count) in counted {
        let events = storage.events(&number).await.expect("events that can be read");
        let numbered = events.iter().map(|event| i64::from(event.seq));
        assert!(numbered.eq(1..=count), "{number}: and so in the body");
        records.entry(number).or_default().events = events;
    }
    let rows: Vec<(String, i64)> = sqlx::query_as("SELECT case_number, seq FROM messages")
        .fetch_all(&mut *connection)
        .await
        .expect("messages");
    for (number, seq) in rows {
        let record = records.get_mut(&number).expect("a message is about a case");
        *record.messages.entry(u32::try_from(seq).expect("small")).or_default() += 1;
    }
    records
}

/// Every acknowledged receipt has its case, and no key gave two.
async fn every_receipt_has_its_case(
    connection: &mut AnyConnection,
    storage: &Storage,
    world: &World,
    records: &BTreeMap<String, Record>,
) {
    let receipts = world.receipts.lock().expect("nobody panics with it").clone();
    assert_eq!(receipts.len(), world.cases, "every phone was answered in the end");
    let acknowledged: BTreeSet<&str> = receipts.iter().map(|(_, receipt)| receipt.number.as_str()).collect();
    assert_eq!(acknowledged.len(), world.cases, "no number was given to two");
    let kept: BTreeSet<&str> = records.keys().map(String::as_str).collect();
    assert_eq!(kept, acknowledged, "as many cases as keys, and the same");
    for table in ["applications", "receipts", "cases"] {
        assert_eq!(
            count(connection, &format!("SELECT COUNT(*) FROM {table}")).await,
            world.cases,
            "{table}"
        );
    }
    for (key, receipt) in &receipts {
        let answered = storage.answered(key).await.expect("a receipt that can be read");
        assert_eq!(answered.expect("the receipt of a key").receipt, *receipt);
    }
}

fn every_act_that_was_acknowledged_is_recorded(world: &World, records: &BTreeMap<String, Record>) {
    for (number, seq, verb) in world.acts.lock().expect("nobody panics with it").iter() {
        let event = &records[number].events[*seq as usize - 1];
        let recorded = serde_json::to_value(event.act.verb()).expect("a word");
        assert_eq!(recorded, verb.as_str(), "{number}, event {seq}");
    }
}

fn every_case_came_to_its_end(records: &BTreeMap<String, Record>) {
    for (number, record) in records {
        let case = Case::of(&record.events).expect("a record");
        assert_eq!(case.stage.code(), StageCode::Delivered, "{number}");
    }
}

/// One message for each event that is told and none else; sent at most once on each channel.
async fn messages_are_those_of_the_events(connection: &mut AnyConnection, records: &BTreeMap<String, Record>) {
    let mut sent = BTreeSet::new();
    for (number, record) in records {
        let told = record.events.iter().filter(|event| event.act.told() != Told::Nowhere);
        let told: BTreeMap<u32, usize> = told.map(|event| (event.seq, 1)).collect();
        assert_eq!(record.messages, told, "{number}");
        let events = record.events.iter().filter(|event| event.act.told() == Told::Sent);
        sent.extend(events.map(|event| (number.clone(), event.seq)));
    }
    let rows: Vec<(String, i64, String)> = sqlx::query_as("SELECT case_number, seq, channel FROM deliveries")
        .fetch_all(&mut *connection)
        .await
        .expect("deliveries");
    let mut once = BTreeSet::new();
    for (number, seq, channel) in rows {
        let seq = u32::try_from(seq).expect("small");
        assert!(
            sent.contains(&(number.clone(), seq)),
            "{number}, event {seq} is not sent"
        );
        assert!(
            once.insert((number, seq, channel)),
            "a message is sent once on a channel"
        );
    }
    assert_eq!(once.len(), sent.len(), "everybody left a number for text messages");
}

/// Every issued case has its licence and its numbers, all different, and no number was counted for nobody.
async fn numbers_are_given_once(
    connection: &mut AnyConnection,
    storage: &Storage,
    world: &World,
    records: &BTreeMap<String, Record>,
) {
    let (mut composites, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for (number, record) in records {
        let mut issued = record.events.iter().filter_map(|event| match &event.act {
            Act::Issue { licence } => licence.as_deref(),
            _ => None,
        });
        let licence = issued.next().expect("every shop gets a licence");
        assert!(issued.next().is_none(), "{number} was issued twice");
        assert!(
            composites.insert(licence.number.clone()),
            "{} was given twice",
            licence.number
        );
        let kept = storage
            .licence(&licence.code, None)
            .await
            .expect("a licence that can be read");
        let kept = kept.expect("the licence of its code");
        assert_eq!(
            (&kept.licence, kept.newest, &kept.case_number),
            (licence, licence.version, number)
        );
        assert!(!licence.components.is_empty());
        for component in &licence.components {
            assert!(
                numbers.insert(component.number.clone()),
                "{} was given twice",
                component.number
            );
        }
    }
    let kept: Vec<String> = sqlx::query_scalar("SELECT number FROM licence_numbers")
        .fetch_all(&mut *connection)
        .await
        .expect("numbers");
    assert_eq!(kept.len(), numbers.len());
    assert_eq!(kept.into_iter().collect::<BTreeSet<_>>(), numbers);
    // Whatever was counted by a killed transaction was counted again by the next.
    let counted = count(connection, "SELECT CAST(SUM(last) AS BIGINT) FROM counters").await;
    assert_eq!(counted, world.cases + composites.len() + numbers.len());
}

/// Every file that was acknowledged stands where its application says, and opens.
async fn uploads_are_there(connection: &mut AnyConnection, storage: &Storage, world: &World) {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT application, disk FROM uploads WHERE application IS NOT NULL AND media_type = 'image/png'",
    )
    .fetch_all(&mut *connection)
    .await
    .expect("uploads");
    let owners: BTreeSet<&str> = rows.iter().map(|(owner, _)| owner.as_str()).collect();
    assert_eq!((owners.len(), rows.len()), (world.cases, world.cases));
    for owner in owners {
        for file in storage.application_files(owner).await.expect("files of a case") {
            if file.media_type.as_deref() == Some("image/png") {
                let content = storage.whole_content(&file).await.expect("a file that opens");
                assert!(content.starts_with(b"\x89PNG"), "{owner}");
            }
        }
    }
    assert_eq!(
        count(connection, "SELECT COUNT(*) FROM drafts").await,
        0,
        "every draft was handed in"
    );
}

async fn count(connection: &mut AnyConnection, query: &str) -> usize {
    let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_one(connection)
        .await
        .expect("a number");
    usize::try_from(count).expect("no less than nothing")
}
