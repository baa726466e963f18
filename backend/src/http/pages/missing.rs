//! Every other address: a file of the site, or the page that helps.

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};

use super::Visit;
use crate::{app::App, http::problem};

/// A file of the site, or the page that helps.
pub async fn file_or_missing(State(app): State<App>, uri: Uri, headers: HeaderMap, visit: Visit) -> Response {
    let path = uri.path();
    if path.starts_with("/api/") {
        return problem::not_found().await;
    }
    app.site
        .answer(path.trim_start_matches('/'), &headers)
        .unwrap_or_else(|| visit.missing(&app))
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use crate::testing::World;

    #[tokio::test]
    async fn an_unknown_address_gets_a_page_that_leads_home() {
        let world = World::new().await;
        for path in [
            "/nowhere",
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/data/yijian.db",
            "/index.html",
        ] {
            let page = world.get(path).await.assert_status(404);
            assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"));
            assert!(page.text().contains("href=\"/\""));
        }
    }

    #[tokio::test]
    async fn files_of_the_site_are_kept_as_long_as_their_name_allows() {
        let world = World::new().await;
        for path in world.app.site.paths() {
            let file = world
                .call("GET", &format!("/{path}"), &[("accept-encoding", "br")], "")
                .await
                .assert_status(200);
            // The builder puts a hash into every name but the service worker's.
            let kept_for_ever = file.header(header::CACHE_CONTROL).contains("immutable");
            assert_eq!(kept_for_ever, path != "desk/desk-offline.js", "{path}");
        }
    }
}
