//! The page for who opens pages too often.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use yijian_frontend::{
    render::{self, Shown},
    route::Route,
};

use super::{reader, shell};
use crate::app::App;

/// Whether who asks reads pages.
pub(in crate::http) fn wants_page(request: &Request) -> bool {
    let accepts = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/html")) && !request.uri().path().starts_with("/api/")
}

/// Asks to wait, without a program, which would ask for more.
pub(in crate::http) fn too_many(app: &App, request: &Request) -> Response {
    let reader = reader(request.headers());
    let rendered = render::page(&Shown::TooMany, reader, request.uri().path());
    let frame = app.site.shell(Route::Missing.frame());
    let page = shell::fill(&shell::without_program(frame), reader, &rendered);
    let mut response = Response::new(page.into());
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}
