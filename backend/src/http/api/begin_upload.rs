//! `POST /api/v1/drafts/{token}/files`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;
use yijian_domain::wire::FileState;

use super::{personal, show_draft, show_upload};
use crate::{
    app::App,
    http::{
        body::{BodyFault, Json, Token},
        problem::{internal, problem, respond},
    },
    ids,
    storage::{NewUpload, StorageFault, Upload},
};

/// Largest file in bytes.
pub const MOST_FILE_BYTES: u64 = 20 * 1024 * 1024;
/// Most bytes of all files of one draft.
pub const MOST_DRAFT_BYTES: u64 = 200 * 1024 * 1024;
/// Longest name in characters.
const LONGEST_NAME: usize = 255;

/// Why an upload cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The id or the name cannot be used.
    #[error("{0}")]
    Malformed(&'static str),
    /// There is no such draft.
    #[error("there is no such draft; save it first")]
    UnknownDraft,
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More than a file, or all files of a draft, may have.
    #[error("a file may have {MOST_FILE_BYTES} bytes, all files of a draft together {MOST_DRAFT_BYTES}")]
    TooBig,
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
        let (status, code, title) = match self {
            Self::Malformed(fault) => {
                let (at, fault) = fault.split_once(": ").unwrap_or((".", fault));
                return BodyFault::Malformed {
                    at: at.to_owned(),
                    fault: fault.to_owned(),
                }
                .into_response();
            }
            Self::UnknownDraft => return show_draft::Refusal::Unknown.into_response(),
            Self::Empty => (StatusCode::UNPROCESSABLE_ENTITY, "file_broken", "The file is empty."),
            Self::TooBig => (StatusCode::PAYLOAD_TOO_LARGE, "file_too_big", "The file is too big."),
            Self::Dice(fault) => return internal(&fault),
            Self::Storage(fault) => return fault.into_response(),
        };
        let mut problem = problem(status, code, title);
        problem.detail = Some(detail);
        respond(&problem)
    }
}

/// A file that will come.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Announced {
    /// 32 lower-case hex digits, made by the caller.
    id: String,
    /// Its name on the device.
    name: String,
    /// Its size in bytes.
    bytes: u64,
}

/// Begins an upload. The same id again gives the state of its upload.
#[utoipa::path(post, path = "/api/v1/drafts/{token}/files", tag = "Uploads", request_body = Announced,
    params(("token" = String, Path)),
    responses((status = 201, description = "Begun", body = FileState), (status = 200, description = "Known", body = FileState),
              (status = 404, description = "draft_unknown", body = super::document::ProblemDetails),
              (status = 413, description = "file_too_big", body = super::document::ProblemDetails)))]
pub async fn begin_upload(
    State(app): State<App>,
    token: Token,
    Json(announced): Json<Announced>,
) -> Result<Response, Refusal> {
    check(&announced)?;
    let others = app.storage.uploads(&token.key).await?;
    if !fits_beside(&others, &announced) {
        return Err(Refusal::TooBig);
    }
    let Announced { id, name, bytes } = announced;
    let new = NewUpload {
        draft: token.key,
        id,
        disk: app.dice.roll()?,
        name,
        bytes,
    };
    let (upload, is_new) = app
        .storage
        .begin_upload(new, app.clock.now())
        .await?
        .ok_or(Refusal::UnknownDraft)?;
    let state = show_upload::state(&app, upload).await?;
    Ok(personal(
        if is_new { StatusCode::CREATED } else { StatusCode::OK },
        &state,
    ))
}

fn check(Announced { id, name, bytes }: &Announced) -> Result<(), Refusal> {
    if !ids::is_id(id) {
        return Err(Refusal::Malformed("id: 32 lower-case hex digits are right"));
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Refusal::Malformed(
            "name: at most 255 characters without control characters are right",
        ));
    }
    match *bytes {
        0 => Err(Refusal::Empty),
        bytes if bytes > MOST_FILE_BYTES => Err(Refusal::TooBig),
        _ => Ok(()),
    }
}

fn fits_beside(others: &[Upload], announced: &Announced) -> bool {
    let sum: u64 = others
        .iter()
        .filter(|other| other.id != announced.id)
        .map(|other| other.bytes)
        .sum();
    sum + announced.bytes <= MOST_DRAFT_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FILE, TOKEN, World};

    async fn begin(world: &World, body: &str) -> crate::testing::Answer {
        world
            .call("POST", &format!("/api/v1/drafts/{TOKEN}/files"), &[], body)
            .await
    }

    fn announced(id: &str, name: &str, bytes: u64) -> String {
        serde_json::json!({ "id": id, "name": name, "bytes": bytes }).to_string()
    }

    #[tokio::test]
    async fn the_same_id_again_gives_the_same_upload() {
        let world = World::with_draft().await;
        let body = announced(FILE, "租赁合同.pdf", 1000);
        let first: FileState = begin(&world, &body).await.assert_status(201).json();
        assert_eq!((first.offset, first.complete), (0, false));
        let again: FileState = begin(&world, &body).await.assert_status(200).json();
        assert_eq!(again, first);
    }

    #[tokio::test]
    async fn files_keep_within_their_limits() {
        let world = World::with_draft().await;
        begin(&world, &announced(FILE, "a", MOST_FILE_BYTES + 1))
            .await
            .assert_problem(413, "file_too_big");
        begin(&world, &announced(FILE, "a", 0))
            .await
            .assert_problem(422, "file_broken");
        for no in 0..10 {
            begin(&world, &announced(&format!("{no:032x}"), "a", MOST_FILE_BYTES))
                .await
                .assert_status(201);
        }
        begin(&world, &announced(FILE, "a", 1))
            .await
            .assert_problem(413, "file_too_big");
    }

    #[tokio::test]
    async fn a_path_is_no_id_and_a_control_character_no_name() {
        let world = World::with_draft().await;
        for (id, name, at) in [
            ("../../x", "a", "id"),
            (FILE, "a\nb", "name"),
            (FILE, &"长".repeat(256), "name"),
        ] {
            let problem = begin(&world, &announced(id, name, 1))
                .await
                .assert_problem(400, "malformed_json");
            assert!(problem.detail.unwrap().starts_with(at));
        }
    }

    #[tokio::test]
    async fn an_upload_needs_its_draft() {
        begin(&World::new().await, &announced(FILE, "a", 1))
            .await
            .assert_problem(404, "draft_unknown");
    }
}
