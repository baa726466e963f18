//! A document as the answer to a request.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    guard,
    problem::{internal, problem, respond},
};
use crate::{app::App, cases::Loaded, papers::PaperFault};

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
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"))];
    let mut response = (headers, pdf).into_response();
    guard::paper(response.headers_mut(), true, false);
    Ok(response)
}
