//! `POST /api/v1/staff/cases/{number}/unmasking`

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::wire::desk::{CaseView, LONGEST_NOTE, OPEN_MINUTES, SHORTEST_NOTE, UnmaskRequest};

use super::{
    Signed,
    case::{NoCase, load},
};
use crate::{
    app::App,
    clock::Moment,
    http::{
        api::{document::ProblemDetails, personal},
        body::{BodyFault, Json},
        problem::internal,
    },
    security::{self, Event},
    storage::{NewUnmasking, StorageFault},
};

/// Why nothing is shown whole.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such case.
    #[error(transparent)]
    NoCase(#[from] NoCase),
    /// Nobody says what for, or too much.
    #[error("with `other` say what for, in {SHORTEST_NOTE} to {LONGEST_NOTE} characters")]
    Note,
    /// The operating system has no randomness to give.
    #[error("no id for the record: {0}")]
    Dice(#[from] getrandom::Error),
}

impl From<StorageFault> for Refusal {
    fn from(fault: StorageFault) -> Self {
        Self::NoCase(NoCase::Storage(fault))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoCase(none) => none.into_response(),
            Self::Note => BodyFault::Malformed {
                at: "note".to_owned(),
                fault: Self::Note.to_string(),
            }
            .into_response(),
            Self::Dice(fault) => internal(&fault),
        }
    }
}

/// Shows the member, for 15 minutes, whole what the case says of people; its documents and files open meanwhile. Who, when,
/// which case and what for is kept on record.
#[utoipa::path(post, path = "/api/v1/staff/cases/{number}/unmasking", tag = "Staff", security(("desk" = [])),
    params(("number" = String, Path)), request_body = UnmaskRequest,
    responses((status = 200, description = "The case, with whole values", body = CaseView),
              (status = 400, description = "malformed_json: `other` without a note", body = ProblemDetails),
              (status = 401, description = "signed_out", body = ProblemDetails),
              (status = 410, description = "case_deleted: its time was over", body = ProblemDetails),
              (status = 404, description = "case_unknown: no such case, or not theirs", body = ProblemDetails)))]
pub async fn unmask_case(
    State(app): State<App>,
    signed: Signed,
    Path(number): Path<String>,
    Json(request): Json<UnmaskRequest>,
) -> Result<Response, Refusal> {
    let loaded = load(&app, &signed.member, &number).await?;
    if !request.is_said() {
        return Err(Refusal::Note);
    }
    let at = app.clock.now();
    let new = NewUnmasking {
        id: app.dice.roll()?,
        number,
        region: loaded.case.file.region.clone(),
        member: signed.member.clone(),
        reason: request.reason,
        note: request.note.trim().to_owned(),
        at,
        until: Moment::from_seconds(at.seconds() + i64::from(OPEN_MINUTES) * 60),
    };
    app.storage.unmask(new).await?;
    security::note(Event::CaseOpened {
        member: &signed.member.id,
        reason: request.reason,
    });
    let view = loaded.view(&app, &signed.member).await?;
    Ok(personal(StatusCode::OK, &view))
}
