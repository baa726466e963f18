//! The API, one endpoint in each file: its errors, what they answer, the handler, its tests.

pub mod act_on_application;
pub mod append_upload;
pub mod begin_answer;
pub mod begin_upload;
mod bringer;
pub(super) mod document;
pub(super) mod full;
pub mod list_themes;
pub mod make_plan;
pub mod read_upload;
pub mod remove_draft;
pub mod remove_upload;
pub mod save_draft;
pub mod show_application;
pub mod show_draft;
pub mod show_licence;
pub mod show_plate;
pub mod show_theme;
pub mod show_upload;
pub mod submit_application;
mod usual_answers;

pub use document::Document;
pub(in crate::http) use show_application::bearer;

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Serialize;

use super::problem::NO_STORE;

/// An answer that concerns one person, as JSON.
pub(super) fn personal(status: StatusCode, content: &impl Serialize) -> Response {
    let body = serde_json::to_vec(content).expect("keys are texts and numbers are finite");
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    response
}
