//! One world for all tests: the real router, a real database in a folder of its own, a clock that stands still.

pub(crate) mod cases;
mod database;
pub(crate) mod full;
pub(crate) mod log;
mod office;
pub(crate) mod staff;

use std::{path::PathBuf, sync::OnceLock};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderName, Request, StatusCode, header},
};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use tower::ServiceExt;
use yijian_domain::{
    application::{Draft, FileRef, Provision, Submission},
    catalogue::embedded,
    id::{PlateId, ThemeId},
    wire::{Problem, Receipt},
};

use crate::{
    app::{App, Parts},
    clock::Clock,
    http,
    ids::Dice,
    keys::Keys,
    papers::Papers,
    published::Published,
    sending::Sending,
    site::Site,
    staff::passwords::Passwords,
    storage::{Place, Storage},
    vault::Vault,
    surface::Surface,
};

/// The token of the draft.
pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The id of a file.
pub(crate) const FILE: &str = "f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0";
/// The key of a submission.
pub(crate) const KEY: &str = "a-key-of-a-phone-1";
/// What people reach the server under.
const PUBLIC_URL: &str = "https://yijian.test";
/// Monday, half past nine in Beijing.
const NOW: &str = "2026-03-02T01:30:00Z";

/// A server with fresh data, and who uses it.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    pub(crate) folder: tempfile::TempDir,
    /// The token of the draft that is worked on.
    pub(crate) token: String,
    /// Where its storage is.
    pub(crate) place: Place,
    router: Router,
}

/// A vault whose keys are the same in every test.
pub(crate) fn vault() -> Vault {
    static VAULT: OnceLock<Vault> = OnceLock::new();
    let vault = VAULT.get_or_init(|| Keys::fixed().vault(Clock::frozen(NOW.parse().unwrap())));
    vault.clone()
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::started(false).await
    }

    pub(crate) async fn in_demo_mode() -> Self {
        Self::started(true).await
    }

    /// With somebody who takes messages.
    pub(crate) async fn sending(sending: Sending) -> Self {
        Self::with(false, sending).await
    }

    async fn started(demo: bool) -> Self {
        Self::with(demo, Sending::default()).await
    }

    /// Reached under another address.
    pub(crate) async fn reached_under(public_url: &str) -> Self {
        Self::made(
            false,
            Sending::default(),
            crate::settings::Surface::default(),
            public_url,
        )
        .await
    }

    /// With what faces the network set so.
    pub(crate) async fn facing(surface: crate::settings::Surface) -> Self {
        Self::made(false, Sending::default(), surface, PUBLIC_URL).await
    }

    async fn with(demo: bool, sending: Sending) -> Self {
        let mut surface = crate::settings::Surface::default();
        surface.limits.percent = 0;
        Self::made(demo, sending, surface, PUBLIC_URL).await
    }

    async fn made(demo: bool, sending: Sending, surface: crate::settings::Surface, public_url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = database::place(folder.path()).await;
        let clock = Clock::frozen(NOW.parse().unwrap());
        let keys = Keys::fixed();
        let vault = keys.vault(clock.clone());
        let app = App::new(Parts {
            published: Published::of(embedded::catalogue().catalogue),
            storage: Storage::open(&place, vault.clone()).await.unwrap(),
            clock: clock.clone(),
            dice: Dice::loaded(),
            site: Site::built_in(),
            public_url: public_url.to_owned(),
            keys,
            vault,
            papers: Papers::new(None, None),
            plans: Default::default(),
            passwords: Passwords::cheap(),
            sending,
            surface: Surface::new(&surface, &[5; 32]),
            demo,
        });
        Self {
            router: http::router(app.clone()),
            app,
            clock,
            folder,
            place,
            token: TOKEN.to_owned(),
        }
    }

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
            .map(|shelf| shelf.unwrap().path());
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

/// What came back.
pub(crate) struct Answer {
    parts: axum::http::response::Parts,
    body: Bytes,
}

impl Answer {
    pub(crate) fn status(&self) -> StatusCode {
        self.parts.status
    }

    pub(crate) fn header(&self, name: HeaderName) -> String {
        self.parts
            .headers
            .get(&name)
            .map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    }

    pub(crate) fn all(&self, name: HeaderName) -> Vec<&str> {
        self.parts
            .headers
            .get_all(&name)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.text()))
    }

    #[track_caller]
    pub(crate) fn assert_status(self, status: u16) -> Self {
        assert_eq!(self.status().as_u16(), status, "{}", self.text());
        self
    }

    #[track_caller]
    pub(crate) fn assert_problem(&self, status: u16, code: &str) -> Problem {
        assert_eq!(
            self.header(header::CONTENT_TYPE),
            "application/problem+json",
            "{}",
            self.text()
        );
        let problem: Problem = self.json();
        assert_eq!((problem.status, problem.code.as_str()), (status, code), "{problem:?}");
        assert_eq!(self.status().as_u16(), status);
        problem
    }
}

/// A whole picture of one pixel.
pub(crate) fn png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(b"\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89");
    png.extend(b"\0\0\0\0IEND\xaeB`\x82");
    png
}

/// A whole document without a page.
pub(crate) fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec()
}
