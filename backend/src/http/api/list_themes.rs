//! `GET /api/v1/themes`

use axum::{extract::State, http::HeaderMap, response::Response};
use yijian_domain::wire::ThemeList;

use crate::{app::App, packed::Keep};

/// A new catalogue is seen after so long at the latest.
pub(super) const KEEP: Keep = Keep::Seconds(300);

/// All themes.
#[utoipa::path(get, path = "/api/v1/themes", tag = "Guide", responses((status = 200, description = "All themes", body = ThemeList)))]
pub async fn list_themes(State(app): State<App>, headers: HeaderMap) -> Response {
    app.published.list_answer.answer(&headers, KEEP)
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn the_list_is_kept_until_the_catalogue_changes() {
        let world = World::new().await;
        let first = world.get("/api/v1/themes").await;
        assert_eq!(first.header(header::CACHE_CONTROL), "public, max-age=300");
        let list: ThemeList = first.json();
        assert!(
            list.themes
                .iter()
                .any(|row| row.id.as_str() == "convenience_store" && row.initials[0] == "kbld")
        );
        let tag = first.header(header::ETAG);
        let again = world
            .call("GET", "/api/v1/themes", &[("if-none-match", &tag)], "")
            .await;
        assert_eq!(again.status(), 304);
    }
}
