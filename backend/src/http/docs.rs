//! The API documented by itself, and a page to try it.

use std::sync::{Arc, OnceLock};

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use utoipa::OpenApi;
use utoipa_swagger_ui::Config;

use super::{api::Document, problem};

static DOCUMENT: OnceLock<String> = OnceLock::new();

/// The page draws icons from data addresses and sets styles by the interface of the browser, which a policy does not
/// forbid; it loads nothing from elsewhere.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

/// The OpenAPI document.
pub(super) async fn openapi() -> Response {
    let document = DOCUMENT.get_or_init(|| Document::openapi().to_json().expect("the document has text keys only"));
    (
        [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "public, max-age=300"),
        ],
        document.as_str(),
    )
        .into_response()
}

/// The page stands in a folder of its own.
pub(super) async fn to_page() -> Redirect {
    Redirect::permanent("/api/docs/")
}

/// The page to try the API.
pub(super) async fn page() -> Response {
    serve("index.html")
}

/// What the page is made of.
pub(super) async fn file(Path(file): Path<String>) -> Response {
    serve(&file)
}

fn serve(path: &str) -> Response {
    let config = Arc::new(Config::from("/api/openapi.json"));
    match utoipa_swagger_ui::serve(path, config) {
        Ok(Some(file)) => {
            let mut response = Response::new(Body::from(file.bytes.into_owned()));
            let content_type =
                HeaderValue::from_str(&file.content_type).unwrap_or(HeaderValue::from_static("text/plain"));
            response.headers_mut().insert(header::CONTENT_TYPE, content_type);
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            response
        }
        Ok(None) => problem::nothing_here(),
        Err(fault) => problem::internal(&fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn the_page_loads_nothing_from_elsewhere() {
        let world = World::new().await;
        assert_eq!(world.get("/api/docs").await.header(header::LOCATION), "/api/docs/");
        let page = world.get("/api/docs/").await.assert_status(200);
        assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"));
        let own = page
            .text()
            .split(['"', '\''])
            .filter(|text| text.ends_with(".js") || text.ends_with(".css"));
        for file in own {
            assert!(!file.contains("//"), "{file}");
            world
                .get(&format!("/api/docs/{}", file.trim_start_matches("./")))
                .await
                .assert_status(200);
        }
        let start = world.get("/api/docs/swagger-initializer.js").await.assert_status(200);
        assert!(start.text().contains("/api/openapi.json"));
        world.get("/api/docs/nothing.js").await.assert_problem(404, "not_found");
    }
}
