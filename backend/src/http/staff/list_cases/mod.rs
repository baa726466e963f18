//! `GET /api/v1/staff/cases`

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::{
    case::StageCode,
    wire::desk::{QueuePage, QueueQuery, QueueSort, QueueView},
};

use super::{Signed, rows};
use crate::{
    app::App,
    http::{
        api::{document::ProblemDetails, personal},
        problem::{problem, respond},
    },
    storage::{BadCursor, StorageFault, Wanted},
};

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The query cannot be read.
    #[error("{}", .0.body_text())]
    Query(#[from] QueryRejection),
    /// It goes on after no page that was.
    #[error(transparent)]
    Cursor(#[from] BadCursor),
    /// It cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let detail = self.to_string();
        let (code, title) = match self {
            Self::Query(_) => ("malformed_query", "The query is not what belongs here."),
            Self::Cursor(_) => ("cursor_malformed", "No page ended there."),
            Self::Storage(fault) => return fault.into_response(),
        };
        let mut problem = problem(StatusCode::BAD_REQUEST, code, title);
        problem.detail = Some(detail);
        respond(&problem)
    }
}

/// A page of the cases in somebody's scope, as their role sees them: a reviewer has a row for each part of their
/// department, all others one for each case. What is looked for by name stands in the order of names.
#[utoipa::path(get, path = "/api/v1/staff/cases", tag = "Staff", security(("desk" = [])),
    params(("view" = Option<QueueView>, Query, description = "What to see; what waits for the role when not given"),
           ("stage" = Option<StageCode>, Query, description = "Only cases in this stage"),
           ("theme" = Option<String>, Query, description = "Only cases of this theme"),
           ("department" = Option<String>, Query, description = "Only cases with a part of this department"),
           ("q" = Option<String>, Query, description = "The beginning of a number or of a name"),
           ("sort" = Option<QueueSort>, Query, description = "The order; what is due first when not given"),
           ("after" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, description = "A page", body = QueuePage),
              (status = 400, description = "malformed_query or cursor_malformed", body = ProblemDetails),
              (status = 401, description = "signed_out", body = ProblemDetails)))]
pub async fn list_cases(
    State(app): State<App>,
    signed: Signed,
    query: Result<Query<QueueQuery>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Query(query) = query?;
    let (member, today) = (&signed.member, app.clock.now().date());
    let catalogue = &app.published.catalogue;
    let days = rows::days(&catalogue.calendar, today);
    let wanted = Wanted::new(
        rows::desk(member),
        member.scope.region.clone(),
        days,
        &app.vault,
        &query,
    )?;
    let page = app.storage.queue(&wanted).await?;
    let rows = page.rows.into_iter().map(|listed| rows::row(catalogue, today, listed));
    let page = QueuePage {
        rows: rows.collect::<Result<_, _>>()?,
        next: page.next,
        count: page.count,
        more: page.more,
    };
    Ok(personal(StatusCode::OK, &page))
}

#[cfg(test)]
mod tests;
