//! `POST /api/v1/drafts/{token}/files`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;
use yijian_domain::wire::FileState;

use super::{bringer::Bringer, full::Full, personal, show_draft, show_upload};
use crate::{
    app::App,
    http::{
        body::{BodyFault, Json, Token},
        caller::Caller,
        me::Asking,
        problem::{internal, problem, respond},
    },
    ids,
    storage::{Begun, NewUpload, Rooms, StorageFault},
};

/// Largest file in bytes.
pub const MOST_FILE_BYTES: u64 = 20 * 1024 * 1024;
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
    /// More than a file may have.
    #[error("a file may have {MOST_FILE_BYTES} bytes")]
    TooBig,
    /// More than all files of a draft may have.
    #[error(transparent)]
    Full(#[from] Full),
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
            Self::Full(full) => return full.into_response(),
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
              (status = 413, description = "file_too_big, or files_full with what is left", body = super::document::ProblemDetails)))]
pub async fn begin_upload(
    State(app): State<App>,
    caller: Caller,
    Asking(asker): Asking,
    token: Token,
    Json(announced): Json<Announced>,
) -> Result<Response, Refusal> {
    check(&announced)?;
    let Announced { id, name, bytes } = announced;
    let bringer = Bringer::of(&app, &caller, &asker);
    let new = NewUpload {
        draft: token.key,
        id,
        disk: app.dice.roll()?,
        name,
        bytes,
        data_key: app.storage.new_file_key()?,
        by_whom: bringer.by_whom,
    };
    let rooms = Rooms {
        draft: app.quota.draft,
        all: bringer.room,
    };
    let (status, upload) = match app.storage.begin_upload(new, rooms, app.clock.now()).await? {
        Begun::New(upload) => (StatusCode::CREATED, upload),
        Begun::Known(upload) => (StatusCode::OK, upload),
        Begun::NoDraft => return Err(Refusal::UnknownDraft),
        Begun::Full(room) => return Err(Full(room).into()),
    };
    let state = show_upload::state(&app, upload).await?;
    Ok(personal(status, &state))
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

#[cfg(test)]
mod tests {
    use yijian_domain::wire::Left;

    use super::*;
    use crate::testing::{FILE, Setup, TOKEN, World};

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
        // The same again is no new one.
        begin(&world, &announced(&format!("{:032x}", 3), "a", MOST_FILE_BYTES))
            .await
            .assert_status(200);
        let problem = begin(&world, &announced(FILE, "a", 1))
            .await
            .assert_problem(413, "files_full");
        assert_eq!(problem.left, Some(Left { files: 190, bytes: 0 }));
    }

    #[tokio::test]
    async fn a_draft_has_so_many_files_and_what_is_removed_makes_room() {
        let mut setup = Setup::default();
        setup.quota.draft.files = 2;
        let world = World::with_files(setup).await;
        world.save(0, &world.empty_draft()).await.assert_status(200);
        for no in 0..2 {
            begin(&world, &announced(&format!("{no:032x}"), "a", 10))
                .await
                .assert_status(201);
        }
        let problem = begin(&world, &announced(FILE, "a", 10))
            .await
            .assert_problem(413, "files_full");
        assert_eq!(problem.left.unwrap().files, 0);
        let path = format!("/api/v1/drafts/{TOKEN}/files/{:032x}", 0);
        world.call("DELETE", &path, &[], "").await.assert_status(204);
        begin(&world, &announced(FILE, "a", 10)).await.assert_status(201);
    }

    #[tokio::test]
    async fn who_makes_many_drafts_has_room_for_so_many_files_in_all_of_them() {
        let mut setup = Setup::default();
        setup.quota.address.room.files = 2;
        setup.quota.person.room.files = 3;
        let mut world = World::with_files(setup).await;
        let mut taken = Vec::new();
        for (no, status) in [(1, 201), (2, 201), (3, 413)] {
            world.token = format!("{no:032x}");
            world.save(0, &world.empty_draft()).await.assert_status(200);
            let path = format!("/api/v1/drafts/{}/files", world.token);
            let answer = world.call("POST", &path, &[], &announced(FILE, "a", 10)).await;
            answer.assert_status(status);
            taken.push(path);
        }
        // Who is signed in counts by themselves, wherever they are.
        let phone = world.phone(crate::testing::applicants::MOBILE).await;
        phone
            .send("POST", &taken[2], &announced(FILE, "a", 10))
            .await
            .assert_status(201);
        // What is removed makes room.
        let first = format!("{}/{FILE}", taken[0]);
        world.call("DELETE", &first, &[], "").await.assert_status(204);
        world
            .call("POST", &taken[0], &[], &announced(FILE, "a", 10))
            .await
            .assert_status(201);
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
