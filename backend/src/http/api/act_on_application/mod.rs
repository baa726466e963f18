//! `POST /api/v1/applications/{number}/acts`

mod files;
mod object;
mod resubmit;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_domain::{
    application::{Finding, Provision},
    case::{self, Act, Actor, Delivery},
    id::MaterialKey,
    wire::{OwnAct, OwnRequest, Problem, Progress, applicant::Power},
};

use super::{full::Full, personal, show_application};
use crate::{
    access::{Asker, Ground},
    app::App,
    cases::{AmendFault, Amended, Kept},
    http::{
        body::{BodyFault, Json},
        me::Asking,
        problem::{problem, respond},
    },
    storage::{Doing, Done, StorageFault, Under},
};
use files::Held;

/// Longest reason in characters: the record keeps it for good.
const LONGEST_REASON: usize = 500;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The body cannot be read.
    #[error(transparent)]
    Body(#[from] BodyFault),
    /// No such number, or not its secret; nobody learns which.
    #[error("there is no such application, or the secret is another")]
    Unknown,
    /// It was deleted because its time was over.
    #[error("已按规定删除。It was kept as long as the rules say, and was deleted.")]
    Deleted,
    /// Something happened in between.
    #[error("look at the case again, then decide again")]
    Changed,
    /// The rules of a case do not allow it.
    #[error(transparent)]
    Refused(case::Refusal),
    /// What is wrong with what was corrected.
    #[error("{} findings", .0.len())]
    Findings(Vec<Finding>),
    /// With what was corrected, today's rules ask for other items than the case has.
    #[error("the rules changed since the application was handed in, and with them the items; come to the window")]
    RulesChanged,
    /// A file is not there, or not whole.
    #[error("upload every file to the draft first, whole")]
    Files,
    /// The case has no room for so many files.
    #[error(transparent)]
    Full(#[from] Full),
    /// It could not be read or kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl Refusal {
    /// A stable code.
    pub(in crate::http) fn code(&self) -> &'static str {
        match self {
            Self::Body(_) => "malformed_json",
            Self::Unknown => "not_found",
            Self::Deleted => "deleted",
            Self::Changed => "case_changed",
            Self::Refused(_) => "refused",
            Self::Findings(_) => "findings",
            Self::RulesChanged => "rules_changed",
            Self::Files => "file_unknown",
            Self::Full(_) => Full::CODE,
            Self::Storage(_) => "internal",
        }
    }
}

impl From<AmendFault> for Refusal {
    fn from(fault: AmendFault) -> Self {
        match fault {
            AmendFault::Findings(findings) => Self::Findings(findings),
            AmendFault::RulesChanged => Self::RulesChanged,
            AmendFault::Storage(fault) => Self::Storage(fault),
        }
    }
}

impl From<show_application::Refusal> for Refusal {
    fn from(refusal: show_application::Refusal) -> Self {
        match refusal {
            show_application::Refusal::Unknown => Self::Unknown,
            show_application::Refusal::Deleted => Self::Deleted,
            show_application::Refusal::Storage(fault) => Self::Storage(fault),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (detail, code) = (self.to_string(), self.code());
        let mut problem = match self {
            Self::Body(fault) => return fault.into_response(),
            Self::Storage(fault) => return fault.into_response(),
            Self::Full(full) => return full.into_response(),
            Self::Unknown => return show_application::Refusal::Unknown.into_response(),
            Self::Deleted => return show_application::Refusal::Deleted.into_response(),
            Self::Changed => problem(StatusCode::CONFLICT, code, "Something happened in between."),
            Self::RulesChanged => problem(StatusCode::CONFLICT, code, "The items are other ones now."),
            Self::Files => problem(StatusCode::UNPROCESSABLE_ENTITY, code, "A file is not there."),
            Self::Refused(refusal) => Problem {
                reason: Some(refusal.code().to_owned()),
                ..problem(StatusCode::UNPROCESSABLE_ENTITY, code, "The rules do not allow it now.")
            },
            Self::Findings(findings) => Problem {
                findings,
                ..problem(StatusCode::UNPROCESSABLE_ENTITY, code, "Something is still wrong.")
            },
        };
        problem.detail = Some(detail);
        respond(&problem)
    }
}

/// What an applicant does with their case: answers the notice, brings a paper, sends photographs, takes the case back,
/// receives the licence, says what is wrong in what is kept. Answers with where the case stands then.
#[utoipa::path(post, path = "/api/v1/applications/{number}/acts", tag = "Applications", params(("number" = String, Path)),
    security(("secret" = []), ("applicant" = [])), request_body = OwnRequest,
    responses((status = 200, description = "Where it stands now", body = Progress),
              (status = 400, description = "malformed_json", body = super::document::ProblemDetails),
              (status = 404, description = "not_found: unknown number or other secret", body = super::document::ProblemDetails),
              (status = 410, description = "deleted: its time was over", body = super::document::ProblemDetails),
              (status = 409, description = "case_changed or rules_changed", body = super::document::ProblemDetails),
              (status = 413, description = "files_full, with what is left", body = super::document::ProblemDetails),
              (status = 422, description = "refused with its reason, findings, or file_unknown", body = super::document::ProblemDetails)))]
pub async fn act_on_application(
    State(app): State<App>,
    Path(number): Path<String>,
    Asking(asker): Asking,
    body: Result<Json<OwnRequest>, BodyFault>,
) -> Result<Response, Refusal> {
    // Who may not is told so before what they sent is looked at.
    show_application::own(&app, &number, &asker, Power::Answer).await?;
    let Json(request) = body?;
    act(&app, &number, &asker, request).await?;
    let progress = show_application::progress(&app, &number, &asker).await?;
    Ok(personal(StatusCode::OK, &progress))
}

/// Does it. The pages without a program do it by the same way.
///
/// # Errors
/// When it may not be done, or could not be kept.
pub(in crate::http) async fn act(app: &App, number: &str, asker: &Asker, request: OwnRequest) -> Result<(), Refusal> {
    let (stored, ground) = show_application::own(app, number, asker, Power::Answer).await?;
    // Taking a case back and taking its result is for who has it.
    if matches!(ground, Ground::Authorised(_)) && matches!(request.act, OwnAct::Withdraw { .. } | OwnAct::Deliver) {
        return Err(Refusal::Unknown);
    }
    let seen = request.seen;
    let doing = |act| Doing::act(number.to_owned(), seen, Actor::Applicant, app.clock.now(), act);
    let (mut doing, draft) = match request.act {
        OwnAct::Withdraw { reason } => {
            is_short("act.reason", &reason)?;
            (doing(Act::Withdraw { reason }), None)
        }
        OwnAct::Deliver => (doing(Act::Deliver { how: Delivery::Online }), None),
        OwnAct::Provide {
            paper,
            files,
            draft_token,
        } => {
            let held = Held::read(app, Some(&draft_token)).await?;
            let mut kept = kept(app, number).await?;
            let files = held.all(&files, &[]).ok_or(Refusal::Files)?;
            let ids = files.iter().map(|file| file.id.clone()).collect();
            let mut doing = doing(Act::Provide {
                paper: paper.clone(),
                files: ids,
            });
            doing.files = held.hand_over(&files);
            kept.provisions.insert(paper, Provision::Files { files });
            doing.changed = Some(Amended {
                kept,
                sheets: Vec::new(),
            });
            (doing, held.draft)
        }
        OwnAct::SendPictures { pictures, draft_token } => {
            let held = Held::read(app, Some(&draft_token)).await?;
            let all: Vec<String> = pictures.values().flatten().cloned().collect();
            let files = held.all(&all, &[]).ok_or(Refusal::Files)?;
            let mut doing = doing(Act::SendPictures { pictures });
            doing.files = held.hand_over(&files);
            (doing, held.draft)
        }
        OwnAct::Object { values, says } => (object::doing(app, number, seen, &stored, values, says).await?, None),
        OwnAct::Resubmit {
            values,
            provisions,
            draft_token,
        } => {
            let held = Held::read(app, draft_token.as_deref()).await?;
            let answer = resubmit::Answer { values, provisions };
            let doing = resubmit::doing(app, number, seen, &stored, answer, &held).await?;
            (doing, held.draft)
        }
    };
    if let (Ground::Authorised(authorisation), Some(by)) = (ground, asker.account()) {
        let by = by.to_owned();
        doing.under = Some(Under { authorisation, by });
    }
    if let Some((draft, files)) = &doing.files {
        has_room(app, number, draft, files).await?;
    }
    match app.storage.act(app.office(), doing).await? {
        Done::Events(_) => {}
        Done::Changed => return Err(Refusal::Changed),
        Done::Refused(refusal) => return Err(Refusal::Refused(refusal)),
        Done::FilesGone => return Err(Refusal::Files),
        Done::Unknown => return Err(Refusal::Unknown),
    }
    if let Some(draft) = draft {
        tidy(app, draft).await;
    }
    Ok(())
}

/// Words of an applicant are kept for good, and therefore not without end.
fn is_short(at: &str, words: &str) -> Result<(), BodyFault> {
    if words.chars().count() <= LONGEST_REASON {
        return Ok(());
    }
    Err(BodyFault::Malformed {
        at: at.to_owned(),
        fault: format!("at most {LONGEST_REASON} characters"),
    })
}

/// Whether the case has room for files that are to be handed over.
async fn has_room(app: &App, number: &str, draft: &str, files: &[String]) -> Result<(), Refusal> {
    let uploads = app.storage.uploads(draft).await?;
    let new = uploads.iter().filter(|upload| files.contains(&upload.id));
    let bytes: u64 = new.map(|upload| upload.bytes).sum();
    let room = app.storage.room_beside_files(number, app.quota.case).await?;
    if files.len() as u64 > room.files || bytes > room.bytes {
        return Err(Full(room).into());
    }
    Ok(())
}

/// Removes a draft from which everything was handed over. What is left in it may be for the next act.
async fn tidy(app: &App, draft: String) {
    let removed = match app.storage.uploads(&draft).await {
        Ok(left) if left.is_empty() => app.storage.remove_draft(draft).await.map(|_| ()),
        Ok(_) => Ok(()),
        Err(fault) => Err(fault),
    };
    if let Err(fault) = removed {
        // The act itself is done; what is left of the draft goes with old drafts.
        tracing::warn!(%fault, "a draft was not removed");
    }
}

async fn kept(app: &App, number: &str) -> Result<Kept, Refusal> {
    app.storage.kept(number).await?.ok_or(Refusal::Unknown)
}

/// The files a paper has, as the application keeps it.
fn files_of<'k>(kept: &'k Kept, paper: &MaterialKey) -> &'k [yijian_domain::application::FileRef] {
    match kept.provisions.get(paper) {
        Some(Provision::Files { files }) => files,
        Some(Provision::Later) | None => &[],
    }
}

#[cfg(test)]
mod tests;
