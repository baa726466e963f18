//! `GET /t/{theme}/q`: one question after another; the answers stand in the address.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use yijian_domain::{
    catalogue::Catalogue,
    id::ThemeId,
    plan::{Request, plan},
};
use yijian_frontend::{query::Trail, render::Shown};

use super::{Pairs, Visit};
use crate::app::App;

/// The next question; when nothing is left to ask, the plan.
pub async fn question(
    State(app): State<App>,
    visit: Visit,
    Path(theme): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    let theme = ThemeId::from(theme.as_str());
    let Some(slice) = app.published.slice(&theme) else {
        return visit.missing(&app);
    };
    let today = app.clock.now().date();
    let trail = Trail::read(&pairs, Some((&slice.catalogue, &theme)));
    if is_answered(&slice.catalogue, &theme, &trail, today) {
        return Redirect::to(&format!("/t/{theme}/plan{}", trail.query())).into_response();
    }
    visit.show(
        &app,
        &Shown::Question {
            slice: &slice.catalogue,
            theme: &theme,
            trail: &trail,
            today,
        },
    )
}

fn is_answered(catalogue: &Catalogue, theme: &ThemeId, trail: &Trail, today: Date) -> bool {
    let request = Request::new(theme.clone(), trail.answers.clone(), trail.region.clone(), today);
    trail.ask.is_none() && trail.faults.is_empty() && plan(catalogue, &request).is_ok_and(|plan| plan.complete)
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
