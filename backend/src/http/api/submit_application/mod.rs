//! `POST /api/v1/applications`

mod taking;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use yijian_domain::{
    application::{Changes, Draft, Finding, Seen, Submission, validate},
    case::{Actor, Channel, Role},
    plan,
    wire::Receipt,
};

use super::{personal, show_theme};
use crate::{
    access::Area,
    app::App,
    applicants::{HandingIn, ProofKind, personal as columns},
    cases::as_actors,
    clock::Moment,
    http::{
        body::{self, BodyFault, Token},
        me::Me,
        problem::{internal, problem, respond},
        staff::Signed,
    },
    ids,
    storage::{StorageFault, Submitted},
};

/// Names a submission, so that sending it twice hands it in once.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Why an application is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Without a usable key, a lost answer could not be asked for again.
    #[error("send a header Idempotency-Key of 16 to 64 letters, digits and hyphens, a new one for each application")]
    KeyMissing,
    /// The key was used for another body.
    #[error("this key was used for another body; a changed application needs a new key")]
    KeyReused,
    /// The body cannot be read.
    #[error(transparent)]
    Body(#[from] BodyFault),
    /// There is no such theme.
    #[error("unknown theme")]
    UnknownTheme,
    /// The person saw another version of the catalogue.
    #[error("show what changed, then send the draft with the new version")]
    CatalogueChanged(Box<Changes>),
    /// What is still wrong with it.
    #[error("{} findings", .0.len())]
    Findings(Vec<Finding>),
    /// The draft was handed in before.
    #[error("this draft was handed in before, from elsewhere; there is no second application")]
    DraftBefore,
    /// Nobody is signed in, and this server takes applications of known applicants only.
    #[error("sign in first (POST /api/v1/sign-in/codes, then POST /api/v1/sign-in), then send the same again")]
    SignInNeeded,
    /// Nobody who is signed in was authorised to hand this in.
    #[error("there is no authorisation with this id that allows you to hand in this theme today")]
    NotAuthorised,
    /// An upload disappeared while it was checked, twice.
    #[error("the uploads of the draft keep changing")]
    Restless,
    /// No randomness.
    #[error(transparent)]
    Dice(#[from] getrandom::Error),
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let detail = self.to_string();
        let mut problem = match self {
            Self::KeyMissing => problem(
                StatusCode::BAD_REQUEST,
                "key_missing",
                "The submission has no usable key.",
            ),
            Self::KeyReused => problem(
                StatusCode::UNPROCESSABLE_ENTITY,
                "key_reused",
                "The key was used before.",
            ),
            Self::DraftBefore => problem(
                StatusCode::CONFLICT,
                "draft_handed_in",
                "The draft was handed in before.",
            ),
            Self::SignInNeeded => problem(StatusCode::UNAUTHORIZED, "sign_in_needed", "Nobody is signed in."),
            Self::NotAuthorised => problem(
                StatusCode::FORBIDDEN,
                "not_authorised",
                "Nobody authorised you to hand this in.",
            ),
            Self::CatalogueChanged(changes) => {
                let mut problem = problem(
                    StatusCode::CONFLICT,
                    "catalogue_changed",
                    "The catalogue has changed since.",
                );
                problem.changes = Some(*changes);
                problem
            }
            Self::Findings(findings) => {
                let mut problem = problem(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "findings",
                    "The application is not complete.",
                );
                problem.findings = findings;
                problem
            }
            Self::Body(fault) => return fault.into_response(),
            Self::UnknownTheme => return show_theme::Unknown.into_response(),
            Self::Restless => return StorageFault::Busy.into_response(),
            Self::Dice(fault) => return internal(&fault),
            Self::Storage(fault) => return fault.into_response(),
        };
        problem.detail = Some(detail);
        respond(&problem)
    }
}

/// The part of a submission that stands beside the draft. The two are read one after the other, because a fault inside
/// flattened JSON has no place.
#[derive(Deserialize)]
struct Beside {
    #[serde(default)]
    draft_token: Option<String>,
    #[serde(default)]
    authorisation: Option<String>,
}

/// Hands an application in. The same key with the same body gives the same receipt, never a second application. Where the
/// server asks for it (`sign_in_to_submit`), the applicant is signed in; a clerk at the window signs in as staff. Beside the
/// draft, `authorisation` names the id of one under which somebody hands in for somebody else.
#[utoipa::path(post, path = "/api/v1/applications", tag = "Applications", request_body = Submission,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits and hyphens")),
    responses((status = 201, description = "Taken", body = Receipt), (status = 200, description = "Taken before", body = Receipt),
              (status = 400, description = "key_missing or malformed_json", body = super::document::ProblemDetails),
              (status = 401, description = "sign_in_needed", body = super::document::ProblemDetails),
              (status = 403, description = "not_authorised", body = super::document::ProblemDetails),
              (status = 404, description = "theme_unknown", body = super::document::ProblemDetails),
              (status = 409, description = "catalogue_changed, with the changes, or draft_handed_in", body = super::document::ProblemDetails),
              (status = 422, description = "findings or key_reused", body = super::document::ProblemDetails),
              (status = 503, description = "storage_full or busy", body = super::document::ProblemDetails)))]
pub async fn submit_application(
    State(app): State<App>,
    signed: Option<Signed>,
    me: Option<Me>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Refusal> {
    let key = headers
        .get(IDEMPOTENCY_KEY)
        .and_then(|key| key.to_str().ok())
        .filter(|key| is_key(key));
    let key = key.ok_or(Refusal::KeyMissing)?;
    let body = body::read(request).await?;
    let body_hash = ids::digest(&body);
    if let Some(before) = app.storage.answered(key).await? {
        return known(before, &body_hash);
    }
    let who = Who {
        signed: signed.as_ref(),
        me: me.as_ref(),
    };
    match take(&app, who, key, &body, &body_hash).await {
        // The same submission may have been taken in the meantime, and with it the uploads that were looked for here.
        Err(refusal @ (Refusal::Findings(_) | Refusal::CatalogueChanged(_))) => {
            match app.storage.answered(key).await? {
                Some(before) => known(before, &body_hash),
                // Or it was handed in on another device, and its files went with it.
                None if was_handed_in(&app, &body).await? => Err(Refusal::DraftBefore),
                None => Err(refusal),
            }
        }
        taken => taken,
    }
}

/// Whether the draft that a submission names was handed in before.
async fn was_handed_in(app: &App, body: &[u8]) -> Result<bool, Refusal> {
    let beside: Beside = body::parse(body)?;
    match beside.draft_token.as_deref().map(Token::read) {
        Some(Ok(token)) => Ok(app.storage.was_handed_in(&token.key).await?),
        Some(Err(_)) | None => Ok(false),
    }
}

/// Who sends it.
#[derive(Clone, Copy)]
struct Who<'a> {
    signed: Option<&'a Signed>,
    me: Option<&'a Me>,
}

async fn take(app: &App, who: Who<'_>, key: &str, body: &[u8], body_hash: &str) -> Result<Response, Refusal> {
    let beside: Beside = body::parse(body)?;
    let mut draft: Draft = body::parse(body)?;
    let draft_key = beside
        .draft_token
        .as_deref()
        .map(Token::read)
        .transpose()
        .map_err(|_| BodyFault::Malformed {
            at: "draft_token".to_owned(),
            fault: "32 lower-case hex digits are right".to_owned(),
        })?;
    let now = app.clock.now();
    let (channel, by) = sender(app, who.signed, &draft, now).await?;
    let handing_in = match &channel {
        Channel::Window { .. } => None,
        Channel::Online => whose(app, who.me, beside.authorisation.as_deref(), &draft, now).await?,
    };
    check_catalogue(app, &draft, now)?;
    // An upload may be removed between the check and the transaction; then the check is made again.
    for _ in 0..2 {
        taking::know_files(
            &app.storage,
            &mut draft,
            draft_key.as_ref().map(|token| token.key.as_str()),
        )
        .await?;
        let application = validate(&app.published.catalogue, &draft, now.date()).map_err(Refusal::Findings)?;
        taking::may_promise(app, &application).await?;
        let new = taking::Taking {
            key,
            body_hash,
            draft: &draft,
            draft_key: draft_key.as_ref(),
            now,
            channel: channel.clone(),
            by: by.clone(),
            handing_in: handing_in.clone(),
        };
        match app
            .storage
            .submit(app.office(), new.application(app, &application)?)
            .await?
        {
            Submitted::New(receipt) => return Ok(personal(StatusCode::CREATED, &receipt)),
            Submitted::Before(before) => return known(before, body_hash),
            Submitted::DraftBefore => return Err(Refusal::DraftBefore),
            Submitted::FilesGone => {}
        }
    }
    Err(Refusal::Restless)
}

/// Who hands it in: the applicant, or a clerk who is taking in an application of this theme at the window.
async fn sender(
    app: &App,
    signed: Option<&Signed>,
    draft: &Draft,
    now: Moment,
) -> Result<(Channel, Actor), StorageFault> {
    let clerk = signed.and_then(|signed| signed.to(Area::Window).ok());
    if let Some(clerk) = clerk
        && let Some(authority) = app.storage.sitting(&clerk.id, &draft.theme, now).await?
        && let Some(by) = as_actors(clerk)
            .into_iter()
            .find(|by| matches!(by, Actor::Staff { role: Role::Clerk, .. }))
    {
        return Ok((Channel::Window { authority }, by));
    }
    Ok((Channel::Online, Actor::Applicant))
}

/// Whose case it becomes: of who is signed in, or of who authorised them.
async fn whose(
    app: &App,
    me: Option<&Me>,
    authorisation: Option<&str>,
    draft: &Draft,
    now: Moment,
) -> Result<Option<HandingIn>, Refusal> {
    let Some(me) = me else {
        // An authorisation is somebody's, so it needs a sign-in everywhere.
        return match (app.sign_in_to_submit, authorisation) {
            (true, _) | (_, Some(_)) => Err(Refusal::SignInNeeded),
            (false, None) => Ok(None),
        };
    };
    let Some(id) = authorisation else {
        return Ok(Some(HandingIn {
            applicant: me.account().to_owned(),
            by: me.account().to_owned(),
            authorisation: None,
            openid: openid(app, me.account()).await?,
        }));
    };
    let received = app.storage.given_to(me.account()).await?;
    let found = received.into_iter().find(|known| known.id == id);
    let allowing = found.filter(|known| known.allows_new(draft.theme.as_str(), now));
    let allowing = allowing.ok_or(Refusal::NotAuthorised)?;
    Ok(Some(HandingIn {
        openid: openid(app, &allowing.principal).await?,
        applicant: allowing.principal,
        by: me.account().to_owned(),
        authorisation: Some(allowing.id),
    }))
}

/// By what somebody is reached in WeChat.
async fn openid(app: &App, applicant: &str) -> Result<Option<String>, StorageFault> {
    let account = app.storage.applicant(applicant).await?;
    let proof = account.as_ref().and_then(|account| account.proved(ProofKind::Wechat));
    Ok(proof.and_then(|proof| columns::open(app, proof.kind.code(), &proof.value)))
}

fn is_key(key: &str) -> bool {
    (16..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The answer to a key that was used before.
fn known(before: crate::storage::Answered, body_hash: &str) -> Result<Response, Refusal> {
    let receipt: Receipt = before.receipt;
    if before.body_hash == body_hash {
        Ok(personal(StatusCode::OK, &receipt))
    } else {
        Err(Refusal::KeyReused)
    }
}

/// Whether the person saw the rules that apply now; if not, what changed for them.
fn check_catalogue(app: &App, draft: &Draft, now: Moment) -> Result<(), Refusal> {
    let catalogue = &app.published.catalogue;
    if !catalogue.themes.contains_key(&draft.theme) {
        return Err(Refusal::UnknownTheme);
    }
    if draft.catalogue_version == catalogue.version || draft.fits().is_err() {
        return Ok(());
    }
    // Without a plan there is nothing to compare; the check says why.
    let Ok(plan) = plan::plan(catalogue, &draft.request(now.date())) else {
        return Ok(());
    };
    let seen = draft.seen.clone().unwrap_or_default();
    Err(Refusal::CatalogueChanged(Box::new(seen.changes(&Seen::of(&plan)))))
}

#[cfg(test)]
mod tests;
