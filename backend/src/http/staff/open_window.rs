//! `POST /api/v1/staff/window`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::desk::{WindowDraft, WindowRequest};

use super::{NotYourRole, Signed};
use crate::{
    access::Area,
    app::App,
    http::{
        api::{document::ProblemDetails, personal, show_theme},
        body::{BodyFault, Json},
    },
    storage::StorageFault,
};

/// Longest authority in characters.
const LONGEST_AUTHORITY: usize = 200;

/// Why nothing is taken in.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Not a clerk.
    #[error(transparent)]
    Role(#[from] NotYourRole),
    /// There is no such theme.
    #[error("unknown theme")]
    UnknownTheme,
    /// Nobody says on what authority.
    #[error(
        "say on what authority, in at most {LONGEST_AUTHORITY} characters: the applicant is here, or an authorisation and its date"
    )]
    Authority,
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Role(fault) => fault.into_response(),
            Self::UnknownTheme => show_theme::Unknown.into_response(),
            Self::Authority => BodyFault::Malformed {
                at: "authority".to_owned(),
                fault: Self::Authority.to_string(),
            }
            .into_response(),
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// Begins to take an application in for somebody at the window. The next application of the theme from this browser is
/// theirs, and its record says who typed it and on what authority.
#[utoipa::path(post, path = "/api/v1/staff/window", tag = "Staff", security(("desk" = [])), request_body = WindowRequest,
    responses((status = 201, description = "Where the form is filled in", body = WindowDraft),
              (status = 400, description = "malformed_json: without authority", body = ProblemDetails),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 403, description = "not_your_role", body = ProblemDetails),
              (status = 404, description = "theme_unknown", body = ProblemDetails)))]
pub async fn open_window(
    State(app): State<App>,
    signed: Signed,
    Json(request): Json<WindowRequest>,
) -> Result<Response, Refusal> {
    let member = signed.to(Area::Window)?;
    let WindowRequest { theme, authority } = request;
    if !app.published.catalogue.themes.contains_key(&theme) {
        return Err(Refusal::UnknownTheme);
    }
    let authority = authority.trim();
    if authority.is_empty() || authority.chars().count() > LONGEST_AUTHORITY {
        return Err(Refusal::Authority);
    }
    let path = format!("/t/{theme}?region={}", member.scope.region);
    app.storage
        .sit(member.id.clone(), theme, authority.to_owned(), app.clock.now())
        .await?;
    Ok(personal(StatusCode::CREATED, &WindowDraft { path }))
}
