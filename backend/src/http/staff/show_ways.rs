//! `GET /api/v1/staff/ways`

use axum::{extract::State, http::StatusCode, response::Response};
use yijian_domain::wire::staff::SignInWays;

use crate::{app::App, http::api::personal};

/// How the staff may sign in here beside name and password.
#[utoipa::path(get, path = "/api/v1/staff/ways", tag = "Staff",
    responses((status = 200, description = "The ways", body = SignInWays)))]
pub async fn show_ways(State(app): State<App>) -> Response {
    let provider = app.providers.staff.as_ref();
    let ways = SignInWays {
        provider: provider.map(|provider| provider.settings.name.clone()),
    };
    personal(StatusCode::OK, &ways)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn without_a_directory_there_is_name_and_password_only() {
        let world = World::new().await;
        let ways: SignInWays = world.get("/api/v1/staff/ways").await.assert_status(200).json();
        assert_eq!(ways, SignInWays { provider: None });
    }
}
