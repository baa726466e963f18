//! `GET /.well-known/yijian-licence-keys.json`: the public keys, so that codes can be checked without network.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use yijian_domain::wire::LicenceKeys;

use crate::app::App;

/// The public keys of this authority.
pub(super) async fn show(State(app): State<App>) -> Response {
    let keys: LicenceKeys = app.keys.published(&app.public_url);
    let body = serde_json::to_string(&keys).expect("keys are numbers and text");
    let content_type = HeaderValue::from_static("application/json");
    let keep = HeaderValue::from_static("public, max-age=3600");
    (
        [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, keep)],
        body,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn anybody_can_have_the_public_keys_and_nobody_the_secret_ones() {
        let world = World::new().await;
        let answer = world
            .get("/.well-known/yijian-licence-keys.json")
            .await
            .assert_status(200);
        let keys: LicenceKeys = answer.json();
        assert_eq!(
            (keys.server.as_str(), keys.algorithm.as_str()),
            ("https://yijian.test", "Ed25519")
        );
        let listed: Vec<_> = keys.keys.into_iter().map(|key| (key.id, key.public)).collect();
        assert_eq!(listed, world.app.keys.public_keys());
        assert!(!answer.text().contains(&"01".repeat(32)), "the seed of the test key");
    }
}
