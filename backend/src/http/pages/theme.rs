//! `GET /t/{theme}`: the guide of a theme.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use yijian_frontend::render::Shown;

use super::{Pairs, Visit};
use crate::app::App;

/// What it is, for whom, and how it goes.
pub async fn theme(State(app): State<App>, visit: Visit, Path(theme): Path<String>, Query(pairs): Pairs) -> Response {
    visit.about(&app, &theme, &pairs, |matter| visit.show(&app, &Shown::Theme(matter)))
}

#[cfg(test)]
mod tests {
    use crate::testing::World;

    #[tokio::test]
    async fn a_theme_has_a_guide() {
        let world = World::new().await;
        let page = world.get("/t/convenience_store?region=610328").await.assert_status(200);
        assert!(page.text().contains("<title>开便利店"));
        world.get("/t/airport").await.assert_status(404);
    }
}
