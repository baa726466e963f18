//! `GET /r/{number}/{secret}/qr.svg`: the QR code of a receipt.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use yijian_domain::wire::applicant::Power;

use crate::{
    access::Asker,
    app::App,
    http::{
        api::show_application,
        problem::{NO_STORE, internal},
    },
    poster,
};

/// Leads to the page of the receipt.
pub async fn qr(State(app): State<App>, Path((number, secret)): Path<(String, String)>) -> Response {
    // A code for who is signed in would lead nobody else anywhere, so the secret alone counts.
    let asker = Asker::default().with_secret(&secret);
    if let Err(refusal) = show_application::own(&app, &number, &asker, Power::See).await {
        return refusal.into_response();
    }
    match poster::qr_svg(&format!("{}/r/{number}/{secret}", app.public_url)) {
        Ok(svg) => {
            let content_type = HeaderValue::from_static("image/svg+xml");
            (
                [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, NO_STORE)],
                svg,
            )
                .into_response()
        }
        Err(fault) => internal(&fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn a_receipt_has_a_code() {
        let world = World::new().await;
        let receipt = world.hand_in("convenience_store").await;
        let code = world
            .get(&format!("{}/qr.svg", receipt.progress))
            .await
            .assert_status(200);
        assert_eq!(code.header(header::CONTENT_TYPE), "image/svg+xml");
        assert_eq!(
            code.text(),
            poster::qr_svg(&format!("https://yijian.test{}", receipt.progress)).unwrap()
        );
        world.get("/r/1/2/qr.svg").await.assert_problem(404, "not_found");
    }
}
