//! `GET /p/{plate}`: what a door plate leads to.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use yijian_domain::id::PlateId;
use yijian_frontend::render::Shown;

use super::{Pairs, Visit, first};
use crate::app::App;

/// The place, its halls, its themes.
pub async fn plate(State(app): State<App>, visit: Visit, Path(plate): Path<String>, Query(pairs): Pairs) -> Response {
    match app.published.plate(&PlateId::from(plate.as_str())) {
        Some(view) => visit.show(
            &app,
            &Shown::Plate {
                view: &view,
                query: first(&pairs, "s"),
            },
        ),
        None => visit.missing(&app),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::World;

    #[tokio::test]
    async fn a_plate_shows_its_name_without_the_program() {
        let world = World::new().await;
        let page = world.get(&format!("/p/{}", world.plate())).await.assert_status(200);
        let plate = &world.app.published.catalogue.plates[&world.plate()];
        let (shown, _) = page.text().split_once("<script type=\"application/json\"").unwrap();
        assert!(shown.contains(&plate.name));
        assert!(shown.contains("开便利店"), "themes are there");
    }

    #[tokio::test]
    async fn an_unknown_plate_gets_the_page_that_helps() {
        World::new().await.get("/p/nowhere").await.assert_status(404);
    }
}
