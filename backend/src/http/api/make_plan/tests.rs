use super::*;
use crate::testing::World;

async fn plan_of(world: &World, body: &str) -> crate::testing::Answer {
    world.call("POST", "/api/v1/plans", &[], body).await
}

#[tokio::test]
async fn without_answers_there_is_a_plan_so_far_and_the_next_questions() {
    let world = World::new().await;
    let plan: Plan = plan_of(&world, r#"{"theme":"convenience_store"}"#)
        .await
        .assert_status(200)
        .json();
    assert!(!plan.complete && !plan.next.is_empty());
    assert_eq!(plan.on, world.today());
}

#[tokio::test]
async fn the_same_question_gets_the_same_plan_until_the_day_ends() {
    let world = World::new().await;
    let body = r#"{"theme":"convenience_store","answers":{"business_form":"sole"},"region":"610328"}"#;
    let first = plan_of(&world, body).await;
    let again = plan_of(&world, body).await;
    assert_eq!(first.bytes(), again.bytes());
    world.clock.advance(jiff::SignedDuration::from_hours(24));
    let tomorrow: Plan = plan_of(&world, body).await.json();
    assert_eq!(tomorrow.on, world.today());
}

#[tokio::test]
async fn answers_that_do_not_fit_are_named_with_their_place() {
    let world = World::new().await;
    for (answers, at, code) in [
        (
            r#"{"premises_area":-1}"#,
            "answers.premises_area",
            "answer_out_of_range",
        ),
        (
            r#"{"premises_area":true}"#,
            "answers.premises_area",
            "answer_wrong_type",
        ),
        (
            r#"{"business_form":"king"}"#,
            "answers.business_form",
            "answer_unknown_option",
        ),
        (
            r#"{"sells":["fireworks_𠮷"]}"#,
            "answers.sells",
            "answer_unknown_option",
        ),
        (
            r#"{"moon_phase":true}"#,
            "answers.moon_phase",
            "answer_unknown_question",
        ),
    ] {
        let body = format!(r#"{{"theme":"convenience_store","answers":{answers}}}"#);
        let problem = plan_of(&world, &body).await.assert_problem(422, "findings");
        let found: Vec<_> = problem
            .findings
            .iter()
            .map(|f| (f.at.to_string(), f.code.as_str()))
            .collect();
        assert_eq!(found, [(at.to_owned(), code)]);
    }
}

#[tokio::test]
async fn an_unknown_theme_is_named_as_such() {
    let world = World::new().await;
    plan_of(&world, r#"{"theme":"airport"}"#)
        .await
        .assert_problem(404, "theme_unknown");
}

#[tokio::test]
async fn a_body_that_is_wrong_says_where_and_what_would_be_right() {
    let world = World::new().await;
    for (body, detail) in [
        ("", "EOF"),
        ("{\"theme\"", "EOF"),
        (r#"{"theme":5}"#, "theme: invalid type: integer `5`, expected a string"),
        (
            r#"{"theme":"a","answers":{"cooks":null}}"#,
            "answers.cooks: data an answer is true or false, a number",
        ),
        (r#"{"theme":"a","answers":{"area":1e300}}"#, "answers.area: "),
        (
            r#"{"theme":"a","region":"61"}"#,
            "region: `61` is not a region code: six digits",
        ),
        (r#"{"theme":"a","held":["Id Card"]}"#, "held[0]: "),
        (r#"{"theme":"a","on":"2026-02-30"}"#, "on: "),
        (r#"{"theme":"a"} {}"#, "trailing"),
    ] {
        let problem = plan_of(&world, body).await.assert_problem(400, "malformed_json");
        assert!(
            problem.detail.as_deref().unwrap().contains(detail),
            "{body}: {problem:?}"
        );
    }
    let nested = format!("{}{}", r#"{"theme":"a","answers":"#, "[".repeat(100_000));
    plan_of(&world, &nested).await.assert_problem(400, "malformed_json");
}

#[tokio::test]
async fn other_addresses_and_methods_are_told_apart() {
    let world = World::new().await;
    world
        .get("/api/v1/plans")
        .await
        .assert_problem(405, "method_not_allowed");
    world.get("/api/v1/nothing").await.assert_problem(404, "not_found");
    world.get("/api/v2/plans").await.assert_problem(404, "not_found");
}
