//! What every request can reach.

use std::sync::Arc;

use yijian_domain::case::Role;

use crate::{
    clock::Clock,
    http::{pages::kept::KeptPages, plan_cache::PlanCache},
    ids::Dice,
    keys::Keys,
    oidc::Providers,
    papers::Papers,
    published::Published,
    retention::Retention,
    safety::Safety,
    sending::Sending,
    settings::Quota,
    site::Site,
    staff::passwords::Passwords,
    storage::{Office, Storage},
    surface::Surface,
    vault::Vault,
};

/// What every request can reach. Copies share everything.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// The parts of the program.
#[derive(Debug)]
pub struct Parts {
    /// The catalogue.
    pub published: Published,
    /// What people handed in.
    pub storage: Storage,
    /// What time it is.
    pub clock: Clock,
    /// Ids and secrets.
    pub dice: Dice,
    /// The pages of the phone.
    pub site: Site,
    /// What people reach the server under, without a slash at the end.
    pub public_url: String,
    /// Keys, kept apart from the data.
    pub keys: Keys,
    /// Opens what is kept of people.
    pub vault: Vault,
    /// Prints documents.
    pub papers: Papers,
    /// Plans that were asked for before.
    pub plans: PlanCache,
    /// Pages that everybody gets alike.
    pub pages: KeptPages,
    /// Checks the passwords of the staff.
    pub passwords: Passwords,
    /// Takes messages to applicants.
    pub sending: Sending,
    /// Providers of identities.
    pub providers: Providers,
    /// Roles that do nothing without one-time codes.
    pub second_factor: Vec<Role>,
    /// What faces the network.
    pub surface: Surface,
    /// Looks at what people upload.
    pub safety: Safety,
    /// How long things are kept.
    pub retention: Retention,
    /// How much they may upload.
    pub quota: Quota,
    /// Trying it out: demo accounts count.
    pub demo: bool,
    /// Applications are taken of who is signed in only.
    pub sign_in_to_submit: bool,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl App {
    /// What is needed to do something with a case.
    #[must_use]
    pub fn office(&self) -> Office {
        Office {
            catalogue: Arc::clone(&self.published.catalogue),
            dice: self.dice.clone(),
            person_key: Arc::clone(&self.keys.person),
            vault: self.vault.clone(),
        }
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
