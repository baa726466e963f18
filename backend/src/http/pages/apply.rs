//! `GET /t/{theme}/apply`: begins a draft from a plan.

use axum::{
    extract::{Path, State},
    response::Response,
};
use yijian_domain::id::ThemeId;
use yijian_frontend::render::Shown;

use super::Visit;
use crate::app::App;

/// The frame of the form program, which makes a draft of the answers in the address and goes on to it.
pub async fn apply(State(app): State<App>, visit: Visit, Path(theme): Path<String>) -> Response {
    let known = app.published.slice(&ThemeId::from(theme.as_str())).is_some();
    if known {
        visit.show(&app, &Shown::Draft)
    } else {
        visit.missing(&app)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use crate::testing::World;

    #[tokio::test]
    async fn a_theme_can_be_applied_for_and_what_is_none_cannot() {
        let world = World::new().await;
        let page = world
            .get("/t/convenience_store/apply?business_form=sole&region=610328")
            .await
            .assert_status(200);
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        world.get("/t/airport/apply").await.assert_status(404);
    }
}
