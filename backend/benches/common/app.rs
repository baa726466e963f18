//! Everything of the server, on one place for data, with nobody asked to come back later.

use std::path::Path;

use yijian_backend::{
    app::{App, Parts},
    clock::Clock,
    http::plan_cache::PlanCache,
    ids::Dice,
    keys::Keys,
    papers::Papers,
    published::Published,
    retention::Retention,
    safety::Safety,
    sending::Sending,
    settings::{self, Quota},
    site::Site,
    staff::passwords::Passwords,
    storage::{Place, Storage},
    surface::Surface,
};
use yijian_domain::catalogue::embedded;

/// With the keys of a folder.
pub(crate) async fn app(place: &Place, folder: &Path, clock: Clock) -> App {
    let keys = Keys::open(&folder.join(yijian_backend::keys::FILE)).expect("keys");
    let vault = keys.vault(clock.clone());
    let storage = Storage::open(place, vault.clone()).await;
    let storage = storage.expect("the storage opens");
    App::new(Parts {
        published: Published::of(embedded::catalogue().catalogue),
        storage,
        clock,
        dice: Dice::system(),
        site: Site::built_in(),
        public_url: "http://127.0.0.1".to_owned(),
        keys,
        vault,
        papers: Papers::new(None, None),
        plans: PlanCache::default(),
        pages: Default::default(),
        passwords: Passwords::default(),
        sending: Sending::default(),
        providers: Default::default(),
        second_factor: Vec::new(),
        surface: unlimited(),
        safety: Safety::new(None),
        retention: Retention::default(),
        quota: Quota::default(),
        demo: false,
        sign_in_to_submit: false,
    })
}

/// Many requests from one address are what is measured.
fn unlimited() -> Surface {
    let mut settings = settings::Surface::default();
    settings.limits.percent = 0;
    Surface::new(&settings, &[0; 32])
}
