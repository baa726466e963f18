//! `PUT /api/v1/drafts/{token}`

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yijian_domain::wire::DraftState;

use super::{bringer::Bringer, personal, show_draft};
use crate::{
    app::App,
    http::{
        body::{Json, Token},
        caller::Caller,
        me::Asking,
        problem::{problem, respond},
    },
    storage::{Save, StorageFault},
};

/// Why a draft is not saved.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Somebody saved in between.
    #[error("the draft is at another revision")]
    Conflict(Box<DraftState>),
    /// Based on a revision of a draft that is gone.
    #[error("there is no such draft any more")]
    Unknown,
    /// As many are open as one person, or one address, may have.
    #[error("so many drafts are open from here that no more are kept; hand in or delete some, or sign in")]
    Full,
    /// Beyond every sensible size.
    #[error("{0}")]
    TooBig(String),
    /// It could not be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Conflict(stored) => {
                let title = "The draft was saved from elsewhere; `draft` is the newer one.";
                let mut problem = problem(StatusCode::CONFLICT, "draft_conflict", title);
                problem.draft = Some(stored);
                respond(&problem)
            }
            Self::Unknown => show_draft::Refusal::Unknown.into_response(),
            Self::Full => {
                let title = "Too many drafts are open.";
                let mut problem = problem(StatusCode::TOO_MANY_REQUESTS, "drafts_full", title);
                problem.detail = Some(Self::Full.to_string());
                respond(&problem)
            }
            Self::TooBig(detail) => {
                let mut problem = problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The draft is too large.");
                problem.detail = Some(detail);
                respond(&problem)
            }
            Self::Storage(fault) => fault.into_response(),
        }
    }
}

/// The revision that was saved.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Saved {
    /// To be named by the next save.
    pub revision: u64,
}

/// Saves a draft. `revision` is the one it is based on, 0 for a new draft; the same save again changes nothing.
#[utoipa::path(put, path = "/api/v1/drafts/{token}", tag = "Drafts", request_body = DraftState,
    params(("token" = String, Path, description = "32 lower-case hex digits, made by the caller")),
    responses((status = 200, description = "Saved", body = Saved),
              (status = 404, description = "draft_unknown", body = super::document::ProblemDetails),
              (status = 409, description = "draft_conflict, with the newer draft", body = super::document::ProblemDetails),
              (status = 429, description = "drafts_full: as many are open as may be; too_many_requests", body = super::document::ProblemDetails),
              (status = 503, description = "storage_full or busy", body = super::document::ProblemDetails)))]
pub async fn save_draft(
    State(app): State<App>,
    caller: Caller,
    Asking(asker): Asking,
    token: Token,
    Json(state): Json<DraftState>,
) -> Result<Response, Refusal> {
    state.draft.fits().map_err(|fault| Refusal::TooBig(fault.to_string()))?;
    let of = Bringer::of(&app, &caller, &asker).drafts();
    match app.storage.save_draft(token.key, &state, of, app.clock.now()).await? {
        Save::Full => Err(Refusal::Full),
        Save::Saved(revision) => Ok(personal(StatusCode::OK, &Saved { revision })),
        Save::Conflict(stored) => Err(Refusal::Conflict(stored)),
        Save::Unknown => Err(Refusal::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use yijian_domain::wire::DraftState;

    use super::*;
    use crate::testing::{Setup, TOKEN, World};

    fn path() -> String {
        format!("/api/v1/drafts/{TOKEN}")
    }

    #[tokio::test]
    async fn a_draft_comes_back_as_it_was_typed() {
        let world = World::new().await;
        let mut draft = world.empty_draft();
        // Characters beyond the basic plane, in the forms people have in their names.
        draft
            .values
            .insert("name@operator".parse().unwrap(), "𠮷田 𬱖".to_owned());
        let saved: Saved = world.save(0, &draft).await.json();
        assert_eq!(saved.revision, 1);
        let state: DraftState = world.get(&path()).await.json();
        assert_eq!(state, DraftState { revision: 1, draft });
    }

    #[tokio::test]
    async fn a_draft_that_was_handed_in_does_not_come_back_with_a_late_save() {
        let world = World::with_draft().await;
        world.hand_in("convenience_store").await;
        let late = world.save(0, &world.empty_draft()).await;
        late.assert_problem(404, "draft_unknown");
        world.get(&path()).await.assert_problem(404, "draft_unknown");
    }

    #[tokio::test]
    async fn a_save_from_elsewhere_is_not_overwritten() {
        let world = World::new().await;
        let mut draft = world.empty_draft();
        world.save(0, &draft).await.assert_status(200);
        draft.declared = true;
        world.save(1, &draft).await.assert_status(200);
        draft.declared = false;
        let problem = world.save(1, &draft).await.assert_problem(409, "draft_conflict");
        let newer = problem.draft.unwrap();
        assert!(newer.revision == 2 && newer.draft.declared);
        world.save(0, &draft).await.assert_problem(409, "draft_conflict");
    }

    #[tokio::test]
    async fn the_same_save_again_changes_nothing() {
        let world = World::new().await;
        let draft = world.empty_draft();
        for _ in 0..2 {
            let saved: Saved = world.save(0, &draft).await.json();
            assert_eq!(saved.revision, 1);
        }
    }

    #[tokio::test]
    async fn a_draft_that_is_gone_stays_gone() {
        let world = World::new().await;
        world
            .save(4, &world.empty_draft())
            .await
            .assert_problem(404, "draft_unknown");
    }

    #[tokio::test]
    async fn a_token_has_one_form() {
        let world = World::new().await;
        for token in ["1", "ABCDEF0123456789ABCDEF0123456789", "..%2F..%2Fx", "%E4%B8%80"] {
            world
                .get(&format!("/api/v1/drafts/{token}"))
                .await
                .assert_problem(400, "token_malformed");
        }
    }

    #[tokio::test]
    async fn a_body_that_is_wrong_says_where() {
        let world = World::new().await;
        let put = |body: &'static str| world.call_owned("PUT", path(), Vec::new(), body.into());
        for (body, place) in [
            ("{", "EOF"),
            ("[]", "."),
            (r#"{"revision":"x","draft":{}}"#, "revision: "),
            (
                r#"{"revision":0,"draft":{"theme":"a","catalogue_version":"1","answers":{"cooks":{}}}}"#,
                "draft.answers.cooks: ",
            ),
            (
                r#"{"revision":0,"draft":{"theme":"a","catalogue_version":"1","values":{"Ä":"x"}}}"#,
                "draft.values",
            ),
        ] {
            let problem = put(body).await.assert_problem(400, "malformed_json");
            assert!(problem.detail.as_deref().unwrap().contains(place), "{problem:?}");
        }
    }

    #[tokio::test]
    async fn one_address_has_so_many_drafts_and_can_go_on_with_them() {
        let mut setup = Setup::default();
        setup.quota.address.drafts = 2;
        let mut world = World::with_files(setup).await;
        for no in 0..2 {
            world.token = format!("{no:032}");
            world.save(0, &world.empty_draft()).await.assert_status(200);
        }
        world.save(1, &world.empty_draft()).await.assert_status(200);
        world.token = "2".repeat(32);
        world
            .save(0, &world.empty_draft())
            .await
            .assert_problem(429, "drafts_full");
        let path = format!("/api/v1/drafts/{:032}", 0);
        world.call("DELETE", &path, &[], "").await.assert_status(204);
        world.save(0, &world.empty_draft()).await.assert_status(200);
    }

    #[tokio::test]
    async fn a_draft_beyond_every_size_is_refused() {
        let world = World::new().await;
        let mut draft = world.empty_draft();
        draft
            .values
            .insert("name@operator".parse().unwrap(), "长".repeat(10_000));
        world.save(0, &draft).await.assert_problem(413, "too_large");
        let body = " ".repeat(crate::http::MOST_BODY_BYTES + 1);
        world
            .call_owned("PUT", path(), Vec::new(), body.into())
            .await
            .assert_problem(413, "too_large");
    }
}
