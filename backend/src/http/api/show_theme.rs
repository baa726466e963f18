//! `GET /api/v1/themes/{theme}`

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use yijian_domain::id::ThemeId;

use super::list_themes;
use crate::{
    app::App,
    http::problem::{problem, respond},
    packed::Keep,
};

/// The catalogue has no such theme.
#[derive(Debug, thiserror::Error)]
#[error("there is no such theme; GET /api/v1/themes lists them")]
pub struct Unknown;

impl IntoResponse for Unknown {
    fn into_response(self) -> Response {
        let mut problem = problem(StatusCode::NOT_FOUND, "theme_unknown", "There is no such theme.");
        problem.detail = Some(self.to_string());
        respond(&problem)
    }
}

/// One theme: the part of the catalogue from which a phone plans and checks by itself.
#[utoipa::path(get, path = "/api/v1/themes/{theme}", tag = "Guide",
    params(("theme" = String, Path), ("v" = Option<String>, Query, description = "Version of the catalogue: with it the answer may be kept for ever")),
    responses((status = 200, description = "The part of the catalogue", body = Object),
              (status = 404, description = "theme_unknown", body = super::document::ProblemDetails)))]
pub async fn show_theme(
    State(app): State<App>,
    Path(theme): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Unknown> {
    let slice = app.published.slice(&ThemeId::from(theme.as_str())).ok_or(Unknown)?;
    // The same version never changes.
    let current = pairs
        .iter()
        .any(|(key, version)| key == "v" && *version == app.published.catalogue.version);
    Ok(slice
        .answer
        .answer(&headers, if current { Keep::Forever } else { list_themes::KEEP }))
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use yijian_domain::catalogue::Catalogue;

    use crate::testing::World;

    #[tokio::test]
    async fn a_theme_brings_all_it_needs_to_plan() {
        let world = World::new().await;
        let answer = world.get("/api/v1/themes/convenience_store").await;
        assert_eq!(answer.header(header::CACHE_CONTROL), "public, max-age=300");
        let slice: Catalogue = answer.json();
        assert_eq!(slice.themes.len(), 1);
        assert!(!slice.items.is_empty());
    }

    #[tokio::test]
    async fn a_version_is_kept_for_ever() {
        let world = World::new().await;
        let current = format!("/api/v1/themes/convenience_store?v={}", world.version());
        assert!(
            world
                .get(&current)
                .await
                .header(header::CACHE_CONTROL)
                .contains("immutable")
        );
        let other = world.get("/api/v1/themes/convenience_store?v=0").await;
        assert!(!other.header(header::CACHE_CONTROL).contains("immutable"));
    }

    #[tokio::test]
    async fn an_unknown_theme_is_named_as_such() {
        let world = World::new().await;
        for theme in ["airport", "%F0%9F%8D%9C", "..%2F..%2Fetc%2Fpasswd"] {
            world
                .get(&format!("/api/v1/themes/{theme}"))
                .await
                .assert_problem(404, "theme_unknown");
        }
    }
}
