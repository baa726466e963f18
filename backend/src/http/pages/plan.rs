//! `GET /t/{theme}/plan`: the plan, printable.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use yijian_domain::id::ThemeId;
use yijian_frontend::{query::Trail, render::Shown};

use super::{Pairs, Visit};
use crate::app::App;

/// What applies, what to fill in and bring, how long it takes, and why.
pub async fn plan(State(app): State<App>, visit: Visit, Path(theme): Path<String>, Query(pairs): Pairs) -> Response {
    let theme = ThemeId::from(theme.as_str());
    let Some(slice) = app.published.slice(&theme) else {
        return visit.missing(&app);
    };
    let trail = Trail::read(&pairs, Some((&slice.catalogue, &theme)));
    let shown = Shown::Plan {
        slice: &slice.catalogue,
        theme: &theme,
        trail: &trail,
        today: app.clock.now().date(),
    };
    visit.show(&app, &shown)
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
}
