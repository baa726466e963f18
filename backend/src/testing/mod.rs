//! One world for all tests: the real router, a real database in a folder of its own, a clock that stands still.

pub(crate) mod applicants;
pub(crate) mod cases;
pub(crate) mod clamd;
mod database;
pub(crate) mod faulty;
pub(crate) mod full;
pub(crate) mod log;
mod office;
pub(crate) mod s3;
pub(crate) mod staff;

use std::{
    io::Cursor,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

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
    case::Role,
    catalogue::embedded,
    id::{PlateId, ThemeId},
    wire::{Problem, Receipt},
};

use crate::{
    app::{App, Parts},
    clock::Clock,
    files::FilesPlace,
    http,
    ids::Dice,
    keys::Keys,
    oidc::Providers,
    papers::Papers,
    published::Published,
    safety::{Clamd, Safety},
    sending::Sending,
    settings::Quota,
    site::Site,
    staff::passwords::Passwords,
    storage::{Place, Storage},
    surface::Surface,
    vault::Vault,
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

/// What a world has of its own.
pub(crate) struct Setup {
    pub(crate) demo: bool,
    pub(crate) sending: Sending,
    pub(crate) sign_in_to_submit: bool,
    pub(crate) providers: Providers,
    pub(crate) second_factor: Vec<Role>,
    pub(crate) files: Option<FilesPlace>,
    pub(crate) clamd: Option<Clamd>,
    pub(crate) quota: Quota,
    /// What faces the network; usually without limits.
    pub(crate) surface: crate::settings::Surface,
    /// What it is reached under.
    pub(crate) public_url: String,
}

impl Default for Setup {
    fn default() -> Self {
        let mut surface = crate::settings::Surface::default();
        surface.limits.percent = 0;
        Self {
            demo: false,
            sending: Sending::default(),
            sign_in_to_submit: false,
            providers: Providers::default(),
            second_factor: Vec::new(),
            files: None,
            clamd: None,
            quota: Quota::default(),
            surface,
            public_url: PUBLIC_URL.to_owned(),
        }
    }
}

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

    /// Where applications are taken of who is signed in only, with a phone that takes every text message.
    pub(crate) async fn strict() -> (Self, applicants::Inbox) {
        let inbox = applicants::Inbox::default();
        let setup = Setup {
            sending: Sending::by(Arc::new(inbox.clone())),
            sign_in_to_submit: true,
            ..Setup::default()
        };
        (Self::set_up(setup).await, inbox)
    }

    /// With providers of identities.
    pub(crate) async fn known_by(providers: Providers) -> Self {
        let setup = Setup {
            providers,
            ..Setup::default()
        };
        Self::set_up(setup).await
    }

    /// Where some roles need one-time codes.
    pub(crate) async fn with_second_factor(roles: &[Role]) -> Self {
        let setup = Setup {
            second_factor: roles.to_vec(),
            ..Setup::default()
        };
        Self::set_up(setup).await
    }

    /// Reached under another address.
    pub(crate) async fn reached_under(public_url: &str) -> Self {
        let setup = Setup {
            public_url: public_url.to_owned(),
            surface: crate::settings::Surface::default(),
            ..Setup::default()
        };
        Self::set_up(setup).await
    }

    /// With what faces the network set so.
    pub(crate) async fn facing(surface: crate::settings::Surface) -> Self {
        let setup = Setup {
            surface,
            ..Setup::default()
        };
        Self::set_up(setup).await
    }

    async fn with(demo: bool, sending: Sending) -> Self {
        let setup = Setup {
            demo,
            sending,
            ..Setup::default()
        };
        Self::set_up(setup).await
    }

    /// With other settings of files.
    pub(crate) async fn with_files(setup: Setup) -> Self {
        Self::set_up(setup).await
    }

    async fn set_up(setup: Setup) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let mut place = database::place(folder.path()).await;
        if let Some(files) = setup.files.clone() {
            place.files = files;
        }
        let clock = Clock::frozen(NOW.parse().unwrap());
        Self::over(folder, place, clock, Dice::loaded(), setup).await
    }

    /// Another server beside this one, on the same database and the same files.
    pub(crate) async fn beside(&self, setup: Setup) -> Self {
        let (folder, place, clock) = (Arc::clone(&self.folder), self.place.clone(), self.clock.clone());
        let dice = self.app.dice.clone();
        Self::over(folder, place, clock, dice, setup).await
    }

    async fn over(folder: Arc<tempfile::TempDir>, place: Place, clock: Clock, dice: Dice, setup: Setup) -> Self {
        let keys = Keys::fixed();
        let vault = keys.vault(clock.clone());
        let app = App::new(Parts {
            published: Published::of(embedded::catalogue().catalogue),
            storage: Storage::open(&place, vault.clone()).await.unwrap(),
            clock: clock.clone(),
            dice,
            site: Site::built_in(),
            public_url: setup.public_url,
            keys,
            vault,
            papers: Papers::new(None, None),
            plans: Default::default(),
            passwords: Passwords::cheap(),
            sending: setup.sending,
            providers: setup.providers,
            second_factor: setup.second_factor,
            surface: Surface::new(&setup.surface, &[5; 32]),
            safety: Safety::new(setup.clamd),
            quota: setup.quota,
            demo: setup.demo,
            sign_in_to_submit: setup.sign_in_to_submit,
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
    let mut written = Cursor::new(Vec::new());
    let picture = image::RgbaImage::from_pixel(1, 1, image::Rgba([200, 0, 0, 255]));
    picture.write_to(&mut written, image::ImageFormat::Png).unwrap();
    written.into_inner()
}

/// A whole document with one empty page.
pub(crate) fn pdf() -> Vec<u8> {
    pdf_with("", "")
}

/// The same with more in its catalogue and in an object of its own, number 4.
pub(crate) fn pdf_with(catalogue: &str, object: &str) -> Vec<u8> {
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>".to_owned(),
        if object.is_empty() {
            "null".to_owned()
        } else {
            object.to_owned()
        },
    ];
    let mut written = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", written.len()));
        written.push_str(&format!("{number} 0 obj{object}endobj\n"));
    }
    let start = written.len();
    format!("{written}{table}trailer<</Root 1 0 R/Size 5>>\nstartxref\n{start}\n%%EOF\n").into_bytes()
}
