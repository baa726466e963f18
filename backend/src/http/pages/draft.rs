//! `GET /d/{token}` and below: the form program.

use axum::{extract::State, response::Response};
use yijian_frontend::render::Shown;

use super::Visit;
use crate::{
    app::App,
    http::body::{BadToken, Token},
};

/// The frame of the form program, with a text for who cannot run it. The draft is fetched by the program.
pub async fn draft(State(app): State<App>, visit: Visit, token: Result<Token, BadToken>) -> Response {
    if token.is_ok() {
        visit.show(&app, &Shown::Draft)
    } else {
        visit.missing(&app)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use crate::testing::{TOKEN, World};

    #[tokio::test]
    async fn a_draft_has_a_page_that_nobody_keeps() {
        let world = World::new().await;
        for path in [format!("/d/{TOKEN}"), format!("/d/{TOKEN}/form/business")] {
            let page = world.get(&path).await.assert_status(200);
            assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        }
        world.get("/d/short").await.assert_status(404);
    }
}
