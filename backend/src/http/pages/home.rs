//! `GET /`: themes and search.

use axum::{
    extract::{Query, State},
    response::Response,
};
use yijian_frontend::render::Shown;

use super::{Pairs, Visit, first};
use crate::app::App;

/// Themes, those that match the words `s`.
pub async fn home(State(app): State<App>, visit: Visit, Query(pairs): Pairs) -> Response {
    visit.show(
        &app,
        &Shown::Home {
            list: &app.published.list,
            query: first(&pairs, "s"),
        },
    )
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use crate::testing::World;

    #[tokio::test]
    async fn themes_are_there_without_the_program() {
        let world = World::new().await;
        let page = world.get("/").await.assert_status(200);
        assert_eq!(page.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
        assert!(page.text().contains("lang=\"zh-CN\"") && page.text().contains("开便利店"));
        let policy = page.header(header::CONTENT_SECURITY_POLICY);
        let scripts = policy.split("; ").find(|rule| rule.starts_with("script-src ")).unwrap();
        assert!(
            policy.contains("frame-ancestors 'none'") && !scripts.contains("unsafe-inline"),
            "{policy}"
        );
        assert_eq!(page.header(header::REFERRER_POLICY), "no-referrer");
    }

    #[tokio::test]
    async fn a_search_finds_everyday_names() {
        let world = World::new().await;
        let page = world.get("/?s=%E5%B0%8F%E5%8D%96%E9%83%A8").await.assert_status(200);
        assert!(page.text().contains("/t/convenience_store") && !page.text().contains("/t/birth\""));
    }

    #[tokio::test]
    async fn a_page_is_drawn_as_the_person_reads() {
        let world = World::new().await;
        let page = world.call("GET", "/", &[("cookie", "a=b; lang=en; elder=1")], "").await;
        assert!(page.text().contains("<html lang=\"en\" class=\"elder\">"));
    }

    #[tokio::test]
    async fn a_page_is_compressed_for_who_takes_it() {
        let world = World::new().await;
        for (accept, encoding) in [("gzip, br", "br"), ("gzip", "gzip"), ("identity", "")] {
            let page = world.call("GET", "/", &[("accept-encoding", accept)], "").await;
            assert_eq!(page.header(header::CONTENT_ENCODING), encoding);
        }
    }
}
