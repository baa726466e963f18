//! `GET /api/v1/plates/{plate}`

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use yijian_domain::{id::PlateId, wire::PlateView};

use super::personal;
use crate::{
    app::App,
    http::problem::{problem, respond},
};

/// The catalogue has no such plate.
#[derive(Debug, thiserror::Error)]
#[error("there is no such plate")]
pub struct Unknown;

impl IntoResponse for Unknown {
    fn into_response(self) -> Response {
        respond(&problem(
            StatusCode::NOT_FOUND,
            "plate_unknown",
            "There is no such plate.",
        ))
    }
}

/// A door plate: the place, its halls by distance, its themes.
#[utoipa::path(get, path = "/api/v1/plates/{plate}", tag = "Guide", params(("plate" = String, Path)),
    responses((status = 200, description = "Where it leads", body = PlateView),
              (status = 404, description = "plate_unknown", body = super::document::ProblemDetails)))]
pub async fn show_plate(State(app): State<App>, Path(plate): Path<String>) -> Result<Response, Unknown> {
    let view = app.published.plate(&PlateId::from(plate.as_str())).ok_or(Unknown)?;
    let mut response = personal(StatusCode::OK, &view);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn a_plate_leads_to_halls_and_themes() {
        let world = World::new().await;
        let view: PlateView = world.get(&format!("/api/v1/plates/{}", world.plate())).await.json();
        assert_eq!(view.id, world.plate());
        assert!(!view.halls.is_empty() && !view.themes.is_empty());
    }

    #[tokio::test]
    async fn an_unknown_plate_is_named_as_such() {
        World::new()
            .await
            .get("/api/v1/plates/nowhere")
            .await
            .assert_problem(404, "plate_unknown");
    }
}
