//! Whoever meddles with the database leaves a trace.

use super::*;
use crate::testing::World;

impl World {
    pub(crate) async fn audit(&self, noted: Option<&str>) -> Audit {
        let calendar = &self.app.published.catalogue.calendar;
        self.app.storage.audit(calendar, noted).await.unwrap()
    }

    /// Changes rows as somebody does who has the database to himself.
    pub(crate) async fn meddle(&self, statements: &[&'static str]) {
        let mut connection = self.meddler().await;
        for statement in statements {
            sqlx::query(*statement).execute(&mut connection).await.unwrap();
        }
    }

    /// With one case that was accepted and worked on: five events or more.
    pub(crate) async fn with_record() -> (Self, String) {
        let world = Self::new().await;
        let number = world.hand_in("restaurant").await.number;
        world
            .does(&number, world.clerk(), serde_json::json!({ "verb": "accept" }))
            .await;
        let case = world.case(&number).await;
        let item = &case.stage.review().unwrap().parts[0].file.item;
        for text in ["看过了", "再看一遍"] {
            let opinion = serde_json::json!({ "verb": "opinion", "item": item, "text": text });
            world.does(&number, world.reviewer(), opinion).await;
        }
        (world, number)
    }
}

fn codes(audit: &Audit) -> Vec<&'static str> {
    audit.faults.iter().map(Tampered::code).collect()
}

#[tokio::test]
async fn a_record_nobody_touched_has_no_fault() {
    let (world, _) = World::with_record().await;
    let audit = world.audit(None).await;
    assert_eq!((codes(&audit), audit.cases), (Vec::new(), 1));
    assert!(audit.events >= 4, "{}", audit.events);
    let later = world.audit(Some(&audit.head)).await;
    assert_eq!(later, audit);
    assert!(codes(&world.audit(Some(BEGINNING)).await).is_empty());
}

#[tokio::test]
async fn a_changed_row_is_found_whichever_column_it_was() {
    for statement in [
        "UPDATE events SET body = body || ' ' WHERE id = 3",
        "UPDATE events SET at = at + 1 WHERE id = 3",
        "UPDATE events SET seq = 99 WHERE id = 3",
        "UPDATE events SET hash = replace(hash, substr(hash, 1, 4), 'beef') WHERE id = 3",
    ] {
        let (world, case_number) = World::with_record().await;
        world.meddle(&[statement]).await;
        let found = world.audit(None).await.faults;
        let named = found.iter().any(|fault| match fault {
            Tampered::Changed {
                id, case_number: of, ..
            } => *id == 3 && *of == case_number,
            _ => false,
        });
        assert!(named, "{statement}: {found:?}");
    }
}

#[tokio::test]
async fn two_rows_that_changed_places_are_found() {
    let (world, _) = World::with_record().await;
    world
        .meddle(&[
            "UPDATE events SET id = -1 WHERE id = 3",
            "UPDATE events SET id = 3 WHERE id = 4",
            "UPDATE events SET id = 4 WHERE id = -1",
        ])
        .await;
    let audit = world.audit(None).await;
    assert!(codes(&audit).starts_with(&["changed", "changed"]), "{audit:?}");
}

#[tokio::test]
async fn a_row_that_is_gone_from_the_middle_is_found() {
    let (world, _) = World::with_record().await;
    world.meddle(&["DELETE FROM events WHERE id = 2"]).await;
    let audit = world.audit(None).await;
    assert_eq!(audit.faults[0], Tampered::Missing { from: 2, to: 2 });
    assert_eq!(codes(&audit), ["missing", "unreadable"], "nor can the case be replayed");

    let (world, _) = World::with_record().await;
    world
        .meddle(&[
            "DELETE FROM events WHERE id = 3",
            "UPDATE events SET id = -id, seq = -seq WHERE id > 3",
            "UPDATE events SET id = -id - 1, seq = -seq - 1 WHERE id < 0",
        ])
        .await;
    let audit = world.audit(None).await;
    assert!(
        codes(&audit).contains(&"changed"),
        "also when the others moved up: {audit:?}"
    );
}

#[tokio::test]
async fn rows_that_are_gone_from_the_end_are_found_by_the_list_and_by_the_noted_hash() {
    let (world, case_number) = World::with_record().await;
    let before = world.audit(None).await;
    world
        .meddle(&["DELETE FROM events WHERE id = (SELECT MAX(id) FROM events)"])
        .await;
    let listed = u32::try_from(before.events).unwrap();
    let cut = Tampered::Cut {
        case_number,
        found: listed - 1,
        listed,
    };
    assert_eq!(world.audit(None).await.faults, [cut]);
    // Who also changes the list leaves the list behind the record, and after that only the noted hash.
    world.meddle(&["UPDATE cases SET events = events - 1"]).await;
    let gone = Tampered::HeadGone(before.head.clone());
    assert_eq!(
        world.audit(Some(&before.head)).await.faults,
        std::slice::from_ref(&gone)
    );
    world
        .meddle(&[
            "DELETE FROM messages",
            "DELETE FROM events",
            "DELETE FROM case_parts",
            "DELETE FROM cases",
        ])
        .await;
    assert!(codes(&world.audit(None).await).is_empty());
    assert_eq!(world.audit(Some(&before.head)).await.faults, [gone]);
}

#[tokio::test]
async fn a_row_that_was_put_in_is_found_although_its_own_hash_is_right() {
    let (world, number) = World::with_record().await;
    world
        .meddle(&[
            "UPDATE events SET id = -id, seq = -seq WHERE id > 2",
            "UPDATE events SET id = 1 - id, seq = 1 - seq WHERE id < 0",
        ])
        .await;
    let rows = events::after(&world.app.storage.readers, 1).await.unwrap();
    let body = r#"{"seq":3,"at":"2026-03-02T09:30:00+08:00","by":{"who":"system"},"act":{"verb":"accept"}}"#;
    let hash = events::chained(&rows[0].hash, 3, &number, 3, 1_772_415_000, body);
    let mut connection = world.meddler().await;
    sqlx::query("INSERT INTO events (id, case_number, seq, at, body, hash) VALUES (3, $1, 3, 1772415000, $2, $3)")
        .bind(&number)
        .bind(body)
        .bind(hash)
        .execute(&mut connection)
        .await
        .unwrap();
    let audit = world.audit(None).await;
    let ids: Vec<i64> = audit
        .faults
        .iter()
        .filter_map(|fault| match fault {
            Tampered::Changed { id, .. } => Some(*id),
            _ => None,
        })
        .collect();
    assert!(ids.starts_with(&[4]), "what stands behind it: {audit:?}");
}

#[tokio::test]
async fn a_list_that_says_otherwise_is_found_and_made_anew() {
    for statement in [
        "UPDATE cases SET stage = 'delivered'",
        "UPDATE cases SET county = '610329'",
        "UPDATE cases SET over_on = '2026-03-01'",
        "UPDATE cases SET events = events - 1",
        "UPDATE case_parts SET due = '2036-01-01'",
        "UPDATE case_parts SET county = '610329'",
        "DELETE FROM case_parts WHERE item = (SELECT MIN(item) FROM case_parts)",
        "INSERT INTO case_parts SELECT number, 'more', name, department, county, prefecture, stage, running, reviewer,
             reviewer_name, due, law_due, decided_on, late, leads, theme, holder, submitted_at, case_stage FROM case_parts LIMIT 1",
        "DELETE FROM cases",
    ] {
        let (world, case_number) = World::with_record().await;
        let before = world.app.storage.case(&case_number).await.unwrap();
        world.meddle(&[statement]).await;
        let listed = Tampered::Listed {
            case_number: case_number.clone(),
        };
        assert_eq!(world.audit(None).await.faults, [listed], "{statement}");
        let catalogue = world.app.published.catalogue.clone();
        world.clock.advance(jiff::SignedDuration::from_hours(100 * 24));
        let rebuilt = world
            .app
            .storage
            .rebuild(catalogue, vec![case_number.clone()])
            .await
            .unwrap();
        assert_eq!(rebuilt[0].fault, None);
        assert!(codes(&world.audit(None).await).is_empty(), "{statement}");
        assert_eq!(world.app.storage.case(&case_number).await.unwrap(), before);
    }
}

#[tokio::test]
async fn the_day_a_case_was_over_is_found_again_in_its_record() {
    let world = World::new().await;
    let number = world.hand_in("restaurant").await.number;
    world.clock.advance(jiff::SignedDuration::from_hours(24));
    world
        .does(&number, world.clerk(), serde_json::json!({ "verb": "withdraw" }))
        .await;
    let before = world.app.storage.case(&number).await.unwrap().unwrap();
    assert_eq!(before.over_on, "2026-03-03");
    world.meddle(&["DELETE FROM case_parts", "DELETE FROM cases"]).await;
    world.clock.advance(jiff::SignedDuration::from_hours(24));
    let catalogue = world.app.published.catalogue.clone();
    let rebuilt = world
        .app
        .storage
        .rebuild(catalogue, vec![number.clone()])
        .await
        .unwrap();
    assert_eq!((rebuilt[0].events, rebuilt[0].listed), (before.events, None));
    assert_eq!(world.app.storage.case(&number).await.unwrap(), Some(before));
}

#[tokio::test]
async fn a_case_in_the_list_without_any_record_is_found() {
    let (world, case_number) = World::with_record().await;
    let listed = world.app.storage.case(&case_number).await.unwrap().unwrap().events;
    world.meddle(&["DELETE FROM messages", "DELETE FROM events"]).await;
    let found = 0;
    let cut = Tampered::Cut {
        case_number,
        found,
        listed,
    };
    assert_eq!(world.audit(None).await.faults, [cut]);
}
