//! `GET /r/{number}/{secret}`: receipt and progress.

use axum::{
    extract::{Path, State},
    response::Response,
};
use yijian_frontend::render::Shown;

use super::Visit;
use crate::{
    app::App,
    http::{api::show_application, me::Asking},
};

/// Where an application stands.
pub async fn progress(
    State(app): State<App>,
    visit: Visit,
    Asking(asker): Asking,
    Path((number, secret)): Path<(String, String)>,
) -> Response {
    match show_application::progress(&app, &number, &asker.with_secret(&secret)).await {
        Ok(progress) => visit.show(
            &app,
            &Shown::Progress {
                progress: &progress,
                secret: &secret,
            },
        ),
        Err(refusal) => visit.not_shown(&app, refusal),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use crate::testing::World;

    #[tokio::test]
    async fn a_receipt_can_be_looked_at_by_who_has_it() {
        let world = World::new().await;
        let receipt = world.hand_in("convenience_store").await;
        let page = world.get(&receipt.progress).await.assert_status(200);
        assert!(page.text().contains(&receipt.number));
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        world
            .get(&format!("/r/{}/{}", receipt.number, "0".repeat(32)))
            .await
            .assert_status(404);
    }
}
