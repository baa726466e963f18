//! For who watches over the server.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::app::App;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// The process can do its work: rows can be read and files be written.
pub(super) async fn ready(State(app): State<App>) -> Response {
    match app.storage.ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(fault) => {
            tracing::error!(%fault, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::World;

    #[tokio::test]
    async fn a_server_that_can_work_says_so() {
        let world = World::new().await;
        assert_eq!(world.get("/healthz").await.status(), 200);
        assert_eq!(world.get("/readyz").await.status(), 200);
    }

    #[tokio::test]
    async fn a_server_without_its_folder_is_not_ready() {
        let world = World::new().await;
        std::fs::remove_dir_all(world.files()).unwrap();
        assert_eq!(world.get("/readyz").await.status(), 503);
        assert_eq!(world.get("/healthz").await.status(), 200);
    }
}
