//! Pages that everybody gets alike, kept as they were drawn and compressed: whoever scans the same door plate asks for the
//! same bytes. Drawing and compressing one takes a thousand times as long as sending it.
//!
//! They follow from the address, the day, the catalogue and how somebody reads, and from nothing else; a page of somebody's
//! own never passes here.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use quick_cache::{Weighter, sync::Cache};
use yijian_domain::lang::Lang;

use super::{Visit, reader};
use crate::{app::App, packed::Coding};

/// What all kept pages may take in bytes.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// How many pages are expected to fit.
const USUAL_PAGES: usize = 1000;
/// Longer addresses are rare and do not come again.
const LONGEST_ADDRESS_BYTES: usize = 2048;
/// No page is as large.
const MOST_PAGE_BYTES: usize = 8 * 1024 * 1024;

/// What a page follows from, beside the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    today: Date,
    english: bool,
    elder: bool,
    coding: Coding,
    address: String,
}

#[derive(Debug, Clone)]
struct Bulk;

impl Weighter<Key, Bytes> for Bulk {
    fn weight(&self, key: &Key, page: &Bytes) -> u64 {
        (key.address.len() + page.len()) as u64
    }
}

/// Pages by address and reader.
#[derive(Debug)]
pub struct KeptPages(Cache<Key, Bytes, Bulk>);

impl Default for KeptPages {
    fn default() -> Self {
        Self(Cache::with_weighter(USUAL_PAGES, MOST_BYTES, Bulk))
    }
}

/// Answers from what is kept; else draws the page and keeps it.
pub(in crate::http) async fn kept(State(app): State<App>, request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("/", |here| here.as_str());
    if request.method() != Method::GET || address.len() > LONGEST_ADDRESS_BYTES {
        return next.run(request).await;
    }
    let how = reader(request.headers());
    let key = Key {
        today: app.clock.now().date(),
        english: how.lang == Lang::En,
        elder: how.elder,
        coding: Coding::best_of(request.headers()),
        address: address.to_owned(),
    };
    if let Some(page) = app.pages.0.get(&key) {
        return answer(key.coding, page);
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let Ok(page) = to_bytes(response.into_body(), MOST_PAGE_BYTES).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = key.coding.pack(&page);
    app.pages.0.insert(key.clone(), page.clone());
    answer(key.coding, page)
}

fn answer(coding: Coding, page: Bytes) -> Response {
    let mut response = Response::new(Body::from(page));
    let headers = response.headers_mut();
    for (name, value) in Visit::SAME_FOR_ALL {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-encoding"));
    if let Some(name) = coding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::testing::World;

    const GUIDE: &str = "/t/convenience_store?region=610328";

    #[tokio::test]
    async fn who_asks_again_gets_the_same_page() {
        let world = World::new().await;
        for coding in ["br", "gzip", "identity"] {
            let asked = [("accept-encoding", coding)];
            let first = world.call("GET", GUIDE, &asked, "").await.assert_status(200);
            let again = world.call("GET", GUIDE, &asked, "").await.assert_status(200);
            assert!(first.bytes() == again.bytes() && !first.bytes().is_empty(), "{coding}");
            for name in [
                header::CONTENT_TYPE,
                header::CONTENT_ENCODING,
                header::CACHE_CONTROL,
                header::VARY,
                header::CONTENT_SECURITY_POLICY,
            ] {
                assert_eq!(first.header(name.clone()), again.header(name.clone()), "{name}");
            }
        }
        assert_eq!(world.app.pages.0.len(), 3);
    }

    #[tokio::test]
    async fn a_page_is_for_who_reads_as_it_is_drawn() {
        let world = World::new().await;
        let cookie = |cookie| [("cookie", cookie)];
        let plain = world.get(GUIDE).await;
        let english = world.call("GET", GUIDE, &cookie("lang=en"), "").await;
        let elder = world.call("GET", GUIDE, &cookie("elder=1"), "").await;
        assert!(plain.text() != english.text() && plain.text() != elder.text() && english.text() != elder.text());
        assert_eq!(world.get(GUIDE).await.text(), plain.text());
    }

    #[tokio::test]
    async fn another_day_is_another_page() {
        let world = World::new().await;
        let path = "/t/convenience_store/plan?region=610328&business_form=sole";
        world.get(path).await.assert_status(200);
        world.clock.advance(SignedDuration::from_hours(24));
        world.get(path).await.assert_status(200);
        assert_eq!(world.app.pages.0.len(), 2);
    }

    #[tokio::test]
    async fn what_is_not_there_or_somebodys_own_is_not_kept() {
        let world = World::with_draft().await;
        let receipt = world.hand_in("restaurant").await;
        world.get("/t/airport").await.assert_status(404);
        world
            .get(&format!("/?s={}", "a".repeat(LONGEST_ADDRESS_BYTES)))
            .await
            .assert_status(200);
        world.get(&receipt.progress).await.assert_status(200);
        world.get("/me").await.assert_status(200);
        assert_eq!(world.app.pages.0.len(), 0);
    }
}
