//! `GET /api/v1/staff/unmaskings`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::desk::UnmaskingRow;

use super::{NotYourRole, Signed};
use crate::{
    access::Area,
    app::App,
    cases::unmasking_row,
    http::api::{document::ProblemDetails, personal},
    storage::StorageFault,
};

/// The newest so many; `yijian audit unmaskings` counts all.
const MOST: i64 = 200;

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Somebody else does this.
    #[error(transparent)]
    Role(#[from] NotYourRole),
    /// It could not be read.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Role(refusal) => refusal.into_response(),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Who saw cases of the supervisor's region whole and what for, newest first, 200 at most; in one department, what its
/// people did.
#[utoipa::path(get, path = "/api/v1/staff/unmaskings", tag = "Staff", security(("desk" = [])),
    responses((status = 200, description = "The record", body = [UnmaskingRow]),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "not_your_role", body = ProblemDetails)))]
pub async fn list_unmaskings(State(app): State<App>, signed: Signed) -> Result<Response, Refusal> {
    let member = signed.to(Area::Unmaskings)?;
    let stored = app.storage.unmaskings(&member.scope, MOST).await?;
    let rows: Vec<UnmaskingRow> = stored.into_iter().map(unmasking_row).collect();
    Ok(personal(StatusCode::OK, &rows))
}
