//! How a world is set up: what of it may differ, and what is always the same.

use std::sync::{Arc, OnceLock};

use yijian_domain::{case::Role, catalogue::embedded};

use super::{TOKEN, World, applicants, database};
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
    retention::Retention,
    safety::{Clamd, Safety},
    sending::Sending,
    settings::Quota,
    site::Site,
    staff::passwords::Passwords,
    storage::{Place, Storage},
    surface::Surface,
    vault::Vault,
};

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
    pub(crate) retention: Retention,
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
            retention: Retention::default(),
            quota: Quota::default(),
            surface,
            public_url: PUBLIC_URL.to_owned(),
        }
    }
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
            pages: Default::default(),
            passwords: Passwords::cheap(),
            sending: setup.sending,
            providers: setup.providers,
            second_factor: setup.second_factor,
            surface: Surface::new(&setup.surface, &[5; 32]),
            safety: Safety::new(setup.clamd),
            retention: setup.retention,
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
}
