//! `DELETE /api/v1/staff/session`

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::cookie;
use crate::{
    app::App,
    http::api::document::ProblemDetails,
    ids,
    security::{self, Event},
    storage::StorageFault,
};

/// Signs out. Who is signed out already stays so.
#[utoipa::path(delete, path = "/api/v1/staff/session", tag = "Staff", security(("desk" = [])),
    params(("X-Yijian-Desk" = String, Header, description = "`1`")),
    responses((status = 204, description = "Signed out"), (status = 403, description = "cross_site", body = ProblemDetails)))]
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, StorageFault> {
    if let Some(token) = cookie::token(&app, &headers)
        && let Some(member) = app.storage.end_session(ids::digest(token.as_bytes())).await?
    {
        security::note(Event::StaffSignedOut { member: &member });
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie::forget(&app))]).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn who_signs_out_is_out_everywhere_the_token_may_be() {
        let world = World::new().await;
        let (desk, other) = (world.signed_in("clerk").await, world.signed_in("clerk").await);
        let answer = desk
            .send("DELETE", "/api/v1/staff/session", "")
            .await
            .assert_status(204);
        assert!(
            answer
                .header(header::SET_COOKIE)
                .starts_with("__Host-yijian_desk=; Path=/; Max-Age=0;")
        );
        desk.get("/api/v1/staff/session")
            .await
            .assert_problem(401, "signed_out");
        other.get("/api/v1/staff/session").await.assert_status(200);
    }
}
