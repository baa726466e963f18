//! A document as the answer to a request.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::problem::{NO_STORE, internal, problem, respond};
use crate::{app::App, cases::Loaded, papers::PaperFault};

/// A document is looked at alone; nothing in it may run or load anything.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum NoPaper {
    /// The case has no such one.
    #[error("the case has no such document")]
    Unknown,
    /// It could not be printed.
    #[error(transparent)]
    Fault(#[from] PaperFault),
}

impl IntoResponse for NoPaper {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => respond(&problem(
                StatusCode::NOT_FOUND,
                "document_unknown",
                "The case has no such document.",
            )),
            Self::Fault(fault) => internal(&fault.logged()),
        }
    }
}

/// Prints a document of a case; `name` is the last part of its address, `acceptance.pdf`.
pub(super) async fn send(app: &App, loaded: &Loaded, name: &str) -> Result<Response, NoPaper> {
    let id = name.strip_suffix(".pdf").ok_or(NoPaper::Unknown)?;
    let document = loaded.printing(app).document(id).ok_or(NoPaper::Unknown)?;
    let pdf = app.papers.print(document).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CACHE_CONTROL, NO_STORE),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
    ];
    Ok((headers, pdf).into_response())
}
