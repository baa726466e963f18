//! `GET /t/{theme}/q`: one question after another; the answers stand in the address.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use yijian_frontend::{citizen::pages::settled, render::Shown};

use super::{Pairs, Visit};
use crate::app::App;

/// The next question; when nothing is left to ask, the plan.
pub async fn question(
    State(app): State<App>,
    visit: Visit,
    Path(theme): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    visit.about(&app, &theme, &pairs, |matter| match settled(&matter) {
        Some(plan) => Redirect::to(&plan).into_response(),
        None => visit.show(&app, &Shown::Question(matter)),
    })
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use yijian_domain::application::Draft;
    use yijian_frontend::query::Trail;

    use crate::testing::World;

    fn trail(draft: &Draft) -> Trail {
        Trail {
            answers: draft.answers.clone(),
            region: draft.region.clone(),
            ..Trail::default()
        }
    }

    #[tokio::test]
    async fn questions_lead_to_the_plan_without_the_program() {
        let world = World::new().await;
        let draft = world.full_draft("convenience_store").await;
        let first = world
            .get("/t/convenience_store/q?region=610328")
            .await
            .assert_status(200);
        let (shown, _) = first.text().split_once("<script type=\"application/json\"").unwrap();
        assert!(shown.contains("<form"), "a question is a form");
        let all = trail(&draft).query();
        let last = world
            .get(&format!("/t/convenience_store/q{all}"))
            .await
            .assert_status(303);
        let plan = last.header(header::LOCATION);
        assert_eq!(plan, format!("/t/convenience_store/plan{all}"));
        world.get(&plan).await.assert_status(200);
    }

    #[tokio::test]
    async fn a_question_can_be_asked_again() {
        let world = World::new().await;
        let draft = world.full_draft("convenience_store").await;
        let question = draft.answers.keys().next().unwrap().clone();
        let again = trail(&draft).asking(&question).query();
        world
            .get(&format!("/t/convenience_store/q{again}"))
            .await
            .assert_status(200);
    }

    #[tokio::test]
    async fn an_answer_that_makes_no_sense_is_asked_for_again() {
        let world = World::new().await;
        for query in [
            "business_form=king",
            "premises_area=%F0%9F%8D%9C",
            "premises_area=1e400",
            "moon=1&&=&x",
        ] {
            world
                .get(&format!("/t/convenience_store/q?{query}"))
                .await
                .assert_status(200);
        }
    }
}
