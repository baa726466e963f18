//! `GET /t/{theme}/plan`: the plan, printable.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use yijian_frontend::render::Shown;

use super::{Pairs, Visit};
use crate::app::App;

/// What applies, what to fill in and bring, how long it takes, and why.
pub async fn plan(State(app): State<App>, visit: Visit, Path(theme): Path<String>, Query(pairs): Pairs) -> Response {
    visit.about(&app, &theme, &pairs, |matter| visit.show(&app, &Shown::Plan(matter)))
}

#[cfg(test)]
mod tests {
    use crate::testing::World;

    #[tokio::test]
    async fn a_plan_can_be_looked_at_with_and_without_answers() {
        let world = World::new().await;
        world.get("/t/convenience_store/plan").await.assert_status(200);
        world
            .get("/t/convenience_store/plan?business_form=sole&region=610328")
            .await
            .assert_status(200);
        world.get("/t/airport/plan").await.assert_status(404);
    }

    #[tokio::test]
    async fn the_printed_sheet_names_the_place() {
        let world = World::new().await;
        let plan = world.get("/t/convenience_store/plan?region=610328").await;
        let (shown, _) = plan.text().split_once("<script type=\"application/json\"").unwrap();
        assert!(shown.contains("陕西省宝鸡市千阳县"));
    }
}
