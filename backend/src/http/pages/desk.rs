//! `GET /desk` and below: the program of the staff. Nothing is drawn here; without the program the page says what it needs.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, Uri, header},
    response::Response,
};
use yijian_frontend::render;

use super::{reader, shell};
use crate::{app::App, http::guard};

/// The frame of the staff's program, or a file of it.
pub async fn desk(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    if let Some(file) = app.site.answer(uri.path().trim_start_matches('/'), &headers) {
        return file;
    }
    let reader = reader(&headers);
    let page = shell::fill(app.site.desk(), reader, &render::desk(reader));
    let mut response = Response::new(page.into());
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CONTENT_SECURITY_POLICY, guard::desk_policy(&app));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    response
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use crate::testing::World;

    #[tokio::test]
    async fn the_desk_has_one_page_for_all_its_addresses() {
        let world = World::new().await;
        for path in [
            "/desk",
            "/desk/",
            "/desk/cases/26110012/papers",
            "/desk/visits?on=2026-11-22",
        ] {
            let page = world.get(path).await.assert_status(200);
            assert!(page.text().contains("<noscript>"), "{path}");
            let policy = page.header(header::CONTENT_SECURITY_POLICY);
            assert!(policy.contains("frame-src blob:") && policy.contains("frame-ancestors 'none'"));
        }
    }

    #[tokio::test]
    async fn only_the_desk_may_show_documents_inside_a_page() {
        let world = World::new().await;
        let page = world.get("/").await.assert_status(200);
        assert!(
            page.header(header::CONTENT_SECURITY_POLICY)
                .contains("object-src 'none'")
        );
    }
}
