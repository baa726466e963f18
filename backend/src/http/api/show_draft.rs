//! `GET /api/v1/drafts/{token}`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::DraftState;

use super::personal;
use crate::{
    app::App,
    http::{
        body::Token,
        problem::{problem, respond},
    },
    storage::StorageFault,
};

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Never saved, removed, or handed in.
    #[error("there is no such draft")]
    Unknown,
    /// It cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => respond(&problem(
                StatusCode::NOT_FOUND,
                "draft_unknown",
                "There is no such draft.",
            )),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// A draft as it was saved last.
#[utoipa::path(get, path = "/api/v1/drafts/{token}", tag = "Drafts", params(("token" = String, Path)),
    responses((status = 200, description = "The draft", body = DraftState),
              (status = 404, description = "draft_unknown", body = super::document::ProblemDetails)))]
pub async fn show_draft(State(app): State<App>, token: Token) -> Result<Response, Refusal> {
    let state: DraftState = app.storage.draft(&token.key).await?.ok_or(Refusal::Unknown)?;
    Ok(personal(StatusCode::OK, &state))
}
