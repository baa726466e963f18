//! `GET /t/{theme}`: the guide of a theme.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use yijian_domain::id::ThemeId;
use yijian_frontend::{query::Trail, render::Shown};

use super::{Pairs, Visit};
use crate::app::App;

/// What it is, for whom, and how it goes.
pub async fn theme(State(app): State<App>, visit: Visit, Path(theme): Path<String>, Query(pairs): Pairs) -> Response {
    let theme = ThemeId::from(theme.as_str());
    let Some(slice) = app.published.slice(&theme) else {
        return visit.missing(&app);
    };
    let trail = Trail::read(&pairs, Some((&slice.catalogue, &theme)));
    let shown = Shown::Theme {
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
    async fn a_theme_has_a_guide() {
        let world = World::new().await;
        let page = world.get("/t/convenience_store?region=610328").await.assert_status(200);
        assert!(page.text().contains("<title>开便利店"));
        world.get("/t/airport").await.assert_status(404);
    }
}
