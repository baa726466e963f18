//! One world for all tests: the real router, a real database in a folder of its own, a clock that stands still.

mod answer;
pub(crate) mod applicants;
pub(crate) mod cases;
pub(crate) mod clamd;
mod database;
pub(crate) mod faulty;
pub(crate) mod log;
mod office;
mod papers;
pub(crate) mod s3;
mod setup;
pub(crate) mod staff;

use std::{path::PathBuf, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::Request,
};
use jiff::civil::Date;
use tower::ServiceExt;
use yijian_domain::{
    application::{Draft, FileRef, Provision, Submission},
    id::{PlateId, ThemeId},
    wire::Receipt,
};

pub(crate) use crate::demo_data::full;
pub(crate) use answer::Answer;
pub(crate) use database::place as empty_database;
pub(crate) use papers::{pdf, pdf_with, png};
pub(crate) use setup::{Setup, vault};

use crate::{app::App, clock::Clock, storage::Place};

/// The token of the draft.
pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The id of a file.
pub(crate) const FILE: &str = "f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0";
/// The key of a submission.
pub(crate) const KEY: &str = "a-key-of-a-phone-1";

/// A server with fresh data, and who uses it.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    pub(crate) folder: Arc<tempfile::TempDir>,
    /// The token of the draft that is worked on.
    pub(crate) token: String,
    /// Where its storage is.
    pub(crate) place: Place,
    router: Router,
}

impl World {
    /// With an empty draft under [`TOKEN`].
    pub(crate) async fn with_draft() -> Self {
        let world = Self::new().await;
        world.save(0, &world.empty_draft()).await.assert_status(200);
        world
    }

    pub(crate) fn today(&self) -> Date {
        self.clock.now().date()
    }

    pub(crate) fn version(&self) -> &str {
        &self.app.published.catalogue.version
    }

    /// A plate of the catalogue, in Qianyang.
    pub(crate) fn plate(&self) -> PlateId {
        let plates = &self.app.published.catalogue.plates;
        plates
            .iter()
            .find(|(_, plate)| plate.region.as_str() == "610328")
            .map(|(id, _)| id.clone())
            .unwrap()
    }

    pub(crate) fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// Uploads on the disk.
    pub(crate) fn count_files(&self) -> usize {
        let shelves = std::fs::read_dir(self.files())
            .unwrap()
            .map(|shelf| shelf.unwrap().path())
            .filter(|shelf| shelf.is_dir());
        shelves.map(|shelf| std::fs::read_dir(shelf).unwrap().count()).sum()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[], "").await
    }

    pub(crate) async fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        self.call_owned(method, path.to_owned(), headers, body.to_owned().into())
            .await
    }

    pub(crate) async fn call_owned(
        &self,
        method: &str,
        path: String,
        headers: Vec<(String, String)>,
        body: Bytes,
    ) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = headers
            .into_iter()
            .fold(request, |request, (name, value)| request.header(name, value));
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            parts,
            body: to_bytes(body, usize::MAX).await.unwrap(),
        }
    }

    pub(crate) fn empty_draft(&self) -> Draft {
        Draft::new("convenience_store".into(), self.version(), None)
    }

    fn draft_path(&self) -> String {
        format!("/api/v1/drafts/{}", self.token)
    }

    pub(crate) async fn save(&self, revision: u64, draft: &Draft) -> Answer {
        let body = serde_json::json!({ "revision": revision, "draft": draft }).to_string();
        self.call("PUT", &self.draft_path(), &[], &body).await
    }

    pub(crate) async fn announce(&self, id: &str, name: &str, bytes: usize) -> Answer {
        let body = serde_json::json!({ "id": id, "name": name, "bytes": bytes }).to_string();
        self.call("POST", &(self.draft_path() + "/files"), &[], &body).await
    }

    pub(crate) async fn piece(&self, id: &str, offset: u64, piece: &[u8]) -> Answer {
        let headers = vec![("upload-offset".to_owned(), offset.to_string())];
        let path = format!("{}/files/{id}", self.draft_path());
        self.call_owned("PATCH", path, headers, piece.to_vec().into()).await
    }

    /// A whole file in one piece.
    pub(crate) async fn upload(&self, id: &str, name: &str, content: &[u8]) {
        self.announce(id, name, content.len()).await.assert_status(201);
        self.piece(id, 0, content).await.assert_status(200);
    }

    /// A draft of a theme with everything in it, and one uploaded file for every paper.
    pub(crate) async fn full_draft(&self, theme: &str) -> Draft {
        self.draft_saying(false, theme).await
    }

    /// The same with another answer to every yes-or-no question.
    pub(crate) async fn draft_saying(&self, yes: bool, theme: &str) -> Draft {
        let catalogue = &self.app.published.catalogue;
        let (mut draft, plan) = full::draft(catalogue, &ThemeId::from(theme), yes, self.today());
        draft.plate = Some(self.plate());
        if self
            .app
            .storage
            .draft(&crate::ids::digest(self.token.as_bytes()))
            .await
            .unwrap()
            .is_none()
        {
            self.save(0, &draft).await.assert_status(200);
        }
        for (no, line) in plan.materials.iter().enumerate() {
            let id = format!("{no:032x}");
            self.upload(&id, "纸.png", &png()).await;
            // What a phone says about a file counts for nothing.
            let file = FileRef {
                id,
                name: "纸.png".to_owned(),
                bytes: 1,
                media_type: "x/y".to_owned(),
                complete: false,
            };
            draft
                .provisions
                .insert(line.id.clone(), Provision::Files { files: vec![file] });
        }
        draft
    }

    pub(crate) fn submission(&self, draft: &Draft) -> String {
        let submission = Submission {
            authorisation: None,
            draft_token: Some(self.token.clone()),
            draft: draft.clone(),
        };
        serde_json::to_string(&submission).unwrap()
    }

    pub(crate) async fn submit(&self, key: &str, body: &str) -> Answer {
        self.call("POST", "/api/v1/applications", &[("idempotency-key", key)], body)
            .await
    }

    /// Hands in a whole application.
    pub(crate) async fn hand_in(&self, theme: &str) -> Receipt {
        let draft = self.full_draft(theme).await;
        self.submit(KEY, &self.submission(&draft))
            .await
            .assert_status(201)
            .json()
    }
}
