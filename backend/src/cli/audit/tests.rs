//! The record as an operator checks it.

use clap::Parser;

use super::*;
use crate::testing::World;

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    audit: Audit,
}

/// Types `yijian audit …`; what it prints, what it tells of its progress, and whether it ends well.
async fn type_in(world: &World, line: &str) -> (String, String, bool) {
    let words = line.split_whitespace();
    let typed = Typed::try_parse_from(std::iter::once("audit").chain(words)).unwrap();
    let (mut out, mut progress) = (Vec::new(), Vec::new());
    let catalogue = Arc::clone(&world.app.published.catalogue);
    let storage = &world.app.storage;
    let code = typed
        .audit
        .act
        .perform(storage, catalogue, &mut out, &mut progress)
        .await;
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(out), text(progress), code.unwrap() == ExitCode::SUCCESS)
}

#[tokio::test]
async fn a_clean_record_ends_well_and_prints_what_is_to_be_noted() {
    let (world, _) = World::with_record().await;
    let audit = world.audit(None).await;
    let (printed, _, well) = type_in(&world, "verify").await;
    assert!(well);
    let counts = format!("{} events of 1 cases\nlast row: {}\n", audit.events, audit.head);
    assert!(printed.starts_with(&counts), "{printed}");
    let (again, _, well) = type_in(&world, &format!("verify --head {}", audit.head.to_uppercase())).await;
    assert!(well);
    assert_eq!(again, printed);
}

#[tokio::test]
async fn who_saw_cases_whole_is_counted_by_reason() {
    let world = World::new().await;
    let number = world.hand_in("hotel").await.number;
    let clerk = world.signed_in("chuangkou").await;
    clerk.unmask(&number).await;
    clerk.unmask(&number).await;
    let (printed, _, well) = type_in(&world, "unmaskings").await;
    assert!(well);
    let line = printed.lines().nth(1).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["2", "1", "check_materials", "chuangkou（测试）"]);
    let (printed, ..) = type_in(&world, "unmaskings --since 2026-03-03 --json").await;
    assert_eq!(printed.trim(), "[]");
}

#[tokio::test]
async fn faults_are_sentences_and_end_badly() {
    let (world, number) = World::with_record().await;
    world.meddle(&["UPDATE cases SET turn = 'nobody'"]).await;
    let noted = "ab".repeat(32);
    let (printed, _, well) = type_in(&world, &format!("verify --head {noted}")).await;
    assert!(!well);
    assert!(printed.contains(&format!("no row has the hash {noted}")), "{printed}");
    assert!(
        printed.contains(&format!(
            "of case {number} the list says otherwise than the record: run `yijian audit rebuild`"
        )),
        "{printed}"
    );
    assert!(printed.ends_with("\n2 faults\n"), "{printed}");

    let (printed, _, well) = type_in(&world, "verify --json").await;
    assert!(!well);
    let report: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(report["cases"], 1);
    assert_eq!(report["faults"][0]["code"], "listed");
}

#[tokio::test]
async fn the_lists_are_made_anew_with_progress_apart() {
    let (world, _) = World::with_record().await;
    world.meddle(&["DELETE FROM case_parts", "DELETE FROM cases"]).await;
    let (printed, progress, well) = type_in(&world, "rebuild").await;
    assert!(well);
    assert_eq!(printed, "1 of 1 cases made anew\n");
    assert_eq!(progress, "1 of 1 cases\n");
    assert!(type_in(&world, "verify").await.2);
}

#[tokio::test]
async fn what_rebuilding_would_hide_is_told() {
    let (world, number) = World::with_record().await;
    world
        .meddle(&["DELETE FROM events WHERE id = (SELECT MAX(id) FROM events)"])
        .await;
    let (printed, _, well) = type_in(&world, "rebuild").await;
    assert!(!well);
    assert!(
        printed.starts_with(&format!("{number}: the list had counted ")),
        "{printed}"
    );

    world.meddle(&["DELETE FROM events WHERE seq = 1"]).await;
    let (printed, _, well) = type_in(&world, "rebuild").await;
    assert!(!well);
    assert!(printed.ends_with("0 of 1 cases made anew\n"), "{printed}");
}

#[test]
fn a_noted_hash_has_64_digits() {
    assert!(Typed::try_parse_from(["audit", "verify", "--head", "abc"]).is_err());
}
