use yijian_domain::{
    application::{Provision, Seen},
    value::check_digit,
};

use super::*;
use crate::testing::{KEY, World};

#[tokio::test]
async fn an_application_is_taken_with_number_and_secret() {
    let world = World::new().await;
    let receipt = world.hand_in("convenience_store").await;
    let (body, check) = receipt.number.split_at(19);
    assert_eq!(body, "6103282026030200001");
    assert_eq!(check.as_bytes()[0], check_digit::mod_11_10(body.as_bytes()).unwrap());
    assert_eq!(receipt.submitted_at, "2026-03-02T09:30:00+08:00");
    assert_eq!(receipt.progress, format!("/r/{}/{}", receipt.number, receipt.secret));
    assert!(ids::is_id(&receipt.secret));
}

#[tokio::test]
async fn every_theme_can_be_handed_in() {
    let mut world = World::new().await;
    let themes: Vec<_> = world
        .app
        .published
        .list
        .themes
        .iter()
        .map(|row| row.id.to_string())
        .collect();
    for (no, theme) in themes.iter().enumerate() {
        world.token = format!("{no:032x}");
        let draft = world.full_draft(theme).await;
        let answer = world
            .submit(&format!("a-key-of-a-phone-{no}"), &world.submission(&draft))
            .await;
        assert_eq!(answer.status(), 201, "{theme}: {}", answer.text());
    }
}

#[tokio::test]
async fn the_same_submission_twice_is_one_application() {
    let world = World::new().await;
    let body = world.submission(&world.full_draft("convenience_store").await);
    let first: Receipt = world.submit(KEY, &body).await.assert_status(201).json();
    // The draft is gone by now; the receipt comes all the same.
    let again: Receipt = world.submit(KEY, &body).await.assert_status(200).json();
    assert_eq!(again, first);
}

#[tokio::test]
async fn the_same_submission_at_the_same_time_is_one_application() {
    let world = World::new().await;
    let body = world.submission(&world.full_draft("convenience_store").await);
    let (a, b, c) = tokio::join!(
        world.submit(KEY, &body),
        world.submit(KEY, &body),
        world.submit(KEY, &body)
    );
    let mut statuses = [a.status().as_u16(), b.status().as_u16(), c.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 201]);
    assert_eq!(a.json::<Receipt>(), b.json::<Receipt>());
    assert_eq!(b.json::<Receipt>(), c.json::<Receipt>());
}

#[tokio::test]
async fn a_draft_is_handed_in_once_whatever_the_key() {
    let world = World::new().await;
    let draft = world.full_draft("convenience_store").await;
    world.submit(KEY, &world.submission(&draft)).await.assert_status(201);
    // Another phone still has it, saves it anew and hands it in.
    world.save(0, &draft).await.assert_problem(404, "draft_unknown");
    let answer = world
        .submit("the-key-of-another-phone", &world.submission(&draft))
        .await;
    answer.assert_problem(409, "draft_handed_in");
}

#[tokio::test]
async fn a_key_serves_one_body_only() {
    let world = World::new().await;
    let draft = world.full_draft("convenience_store").await;
    world.submit(KEY, &world.submission(&draft)).await.assert_status(201);
    let mut other = draft;
    other.declared = false;
    world
        .submit(KEY, &world.submission(&other))
        .await
        .assert_problem(422, "key_reused");
}

#[tokio::test]
async fn a_key_has_one_form() {
    let world = World::new().await;
    for key in [
        "",
        "short",
        "with space and more",
        "钥匙钥匙钥匙钥匙钥匙钥匙",
        &"x".repeat(65),
    ] {
        let headers = vec![("idempotency-key".to_owned(), key.to_owned())];
        let answer = world
            .call_owned("POST", "/api/v1/applications".to_owned(), headers, "{}".into())
            .await;
        answer.assert_problem(400, "key_missing");
    }
    world
        .call("POST", "/api/v1/applications", &[], "{}")
        .await
        .assert_problem(400, "key_missing");
}

#[tokio::test]
async fn numbers_count_up_within_region_and_day() {
    let mut world = World::new().await;
    let mut numbers = Vec::new();
    for no in 0..2 {
        world.token = format!("{no:032x}");
        let draft = world.full_draft("convenience_store").await;
        let answer = world
            .submit(&format!("a-key-of-a-phone-{no}"), &world.submission(&draft))
            .await
            .assert_status(201);
        numbers.push(answer.json::<Receipt>().number);
    }
    assert!(numbers[0].starts_with("6103282026030200001") && numbers[1].starts_with("6103282026030200002"));
}

#[tokio::test]
async fn what_is_missing_is_found_whatever_the_phone_says() {
    let world = World::new().await;
    let mut draft = world.full_draft("convenience_store").await;
    draft.declared = false;
    let (line, provision) = draft.provisions.iter_mut().next().unwrap();
    if let Provision::Files { files } = provision {
        files[0].id = "d".repeat(32);
        files[0].complete = true;
    }
    let line = line.clone();
    let problem = world
        .submit(KEY, &world.submission(&draft))
        .await
        .assert_problem(422, "findings");
    let found: Vec<_> = problem
        .findings
        .iter()
        .map(|f| (f.at.to_string(), f.code.as_str()))
        .collect();
    assert!(
        found.contains(&(format!("materials.{line}"), "material_incomplete")),
        "{found:?}"
    );
    assert!(
        found.contains(&("declaration".to_owned(), "declaration_missing")),
        "{found:?}"
    );
}

#[tokio::test]
async fn names_with_pictures_or_control_characters_are_found() {
    let world = World::new().await;
    let draft = world.full_draft("convenience_store").await;
    let name = draft
        .values
        .keys()
        .find(|key| key.what.as_str() == "name")
        .unwrap()
        .clone();
    for bad in ["张😀", "张\u{7}三", "张\u{200b}三", &"长".repeat(101)] {
        let mut draft = draft.clone();
        draft.values.insert(name.clone(), bad.to_owned());
        let problem = world
            .submit(KEY, &world.submission(&draft))
            .await
            .assert_problem(422, "findings");
        assert!(
            problem
                .findings
                .iter()
                .any(|f| f.at.to_string() == format!("values.{name}")),
            "{bad:?}: {problem:?}"
        );
    }
}

#[tokio::test]
async fn a_new_catalogue_is_shown_before_it_counts() {
    let world = World::new().await;
    let mut draft = world.full_draft("convenience_store").await;
    draft.catalogue_version = "yesterday".to_owned();
    draft.seen = Some(Seen {
        items: ["gone_item".into()].into(),
        ..Seen::default()
    });
    let problem = world
        .submit(KEY, &world.submission(&draft))
        .await
        .assert_problem(409, "catalogue_changed");
    let changes = problem.changes.unwrap();
    assert!(changes.gone.items.contains("gone_item") && !changes.added.items.is_empty());
    draft.catalogue_version = world.version().to_owned();
    world.submit(KEY, &world.submission(&draft)).await.assert_status(201);
}

#[tokio::test]
async fn a_body_that_is_wrong_says_where() {
    let world = World::new().await;
    for (body, detail) in [
        ("{", "EOF"),
        (
            r#"{"theme":"a","catalogue_version":1}"#,
            "catalogue_version: invalid type: integer `1`, expected a string",
        ),
        (
            r#"{"theme":"a","catalogue_version":"1","draft_token":"x"}"#,
            "draft_token: 32 lower-case hex digits",
        ),
        (
            r#"{"theme":"a","catalogue_version":"1","provisions":{"lease":{"how":"never"}}}"#,
            "provisions.lease",
        ),
    ] {
        let problem = world.submit(KEY, body).await.assert_problem(400, "malformed_json");
        assert!(
            problem.detail.as_deref().unwrap().contains(detail),
            "{body}: {problem:?}"
        );
    }
    let unknown = r#"{"theme":"airport","catalogue_version":"1"}"#;
    world.submit(KEY, unknown).await.assert_problem(404, "theme_unknown");
}

#[tokio::test]
async fn a_handed_in_draft_is_gone_and_its_files_stay() {
    let world = World::new().await;
    let draft = world.full_draft("convenience_store").await;
    world
        .upload(&"e".repeat(32), "left over.png", &crate::testing::png())
        .await;
    let before = world.count_files();
    world.submit(KEY, &world.submission(&draft)).await.assert_status(201);
    world
        .get(&format!("/api/v1/drafts/{}", crate::testing::TOKEN))
        .await
        .assert_problem(404, "draft_unknown");
    assert_eq!(world.count_files(), before - 1);
}

#[tokio::test]
async fn who_broke_a_promise_is_not_offered_another() {
    let mut world = World::new().await;
    let draft = world.draft_that_promises().await;
    let receipt: Receipt = world
        .submit(KEY, &world.submission(&draft))
        .await
        .assert_status(201)
        .json();
    world.grant_everything(&receipt.number).await;
    let promise = world.case(&receipt.number).await.file.promises[0].promise.clone();
    let act = yijian_domain::case::Act::CheckPromise {
        promise,
        kept: false,
        remark: "现场没有".to_owned(),
    };
    world.act(&receipt.number, world.reviewer(), act).await;
    world.token = "fedcba9876543210fedcba9876543210".to_owned();
    let again = world.draft_that_promises().await;
    let refused = world.submit("another-key-of-a-phone", &world.submission(&again)).await;
    let findings = refused.assert_problem(422, "findings").findings;
    assert!(!findings.is_empty() && findings.iter().all(|finding| finding.code == "promise_barred"));
    assert!(findings[0].at.to_string().starts_with("materials."));
}
