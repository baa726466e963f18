//! What faces the network: whom to believe, how often something may be asked, and what asking often costs.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use ipnet::IpNet;
use sha2::Sha256;

use crate::{
    app::App,
    http::limits::{Class, Counts, Key, Limits, Proofs},
    settings,
    storage::StorageFault,
};

/// How often servers tell each other what they counted: as far behind a limit may be.
const BETWEEN_SUMS: Duration = Duration::from_secs(2);
/// After so many sums what no longer counts is removed.
const SUMS_BETWEEN_SWEEPS: u32 = 300;

/// What faces the network.
pub struct Surface {
    /// Proxies that are believed about whom they ask for.
    pub trusted_proxies: Vec<IpNet>,
    /// How often something may be asked.
    pub limits: Limits,
    /// How often it was.
    pub counts: Counts,
    /// Work to do for those who ask very often.
    pub proofs: Proofs,
    naming: [u8; 32],
}

/// Nothing of a key is printed.
impl std::fmt::Debug for Surface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surface")
            .field("trusted_proxies", &self.trusted_proxies)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Surface {
    /// As the operator set it. Keys are made from a secret that the servers of one county share.
    #[must_use]
    pub fn new(settings: &settings::Surface, secret: &[u8; 32]) -> Self {
        Self {
            trusted_proxies: settings.trusted_proxies.clone(),
            limits: Limits::new(&settings.limits),
            counts: Counts::default(),
            proofs: Proofs::new(mac(secret, &[b"proof of work"])),
            naming: mac(secret, &[b"names in counts"]),
        }
    }

    /// The name under which somebody is counted. Nobody without the key can tell whose it is.
    #[must_use]
    pub fn key(&self, class: Class, who: &str) -> Key {
        let long = mac(&self.naming, &[class.word().as_bytes(), b" ", who.as_bytes()]);
        let mut key = Key::default();
        key.copy_from_slice(&long[..16]);
        key
    }
}

/// Adds up with the other servers what was asked, until the program ends. Alone there is nothing to add up.
pub async fn share(app: App) {
    if !app.storage.is_shared() {
        return;
    }
    let mut ticks = tokio::time::interval(BETWEEN_SUMS);
    for round in 0_u32.. {
        ticks.tick().await;
        if let Err(fault) = add_up(&app).await {
            // What was counted in this round is lost; limits are a little wider for it.
            tracing::warn!(%fault, "counts of requests were not added up");
        }
        if round % SUMS_BETWEEN_SWEEPS == 0
            && let Err(fault) = app.storage.forget_counts_before(app.clock.now()).await
        {
            tracing::warn!(%fault, "old counts of requests were not removed");
        }
    }
}

async fn add_up(app: &App) -> Result<(), StorageFault> {
    let counts = &app.surface.counts;
    let sums = app.storage.add_counts(counts.unsent()).await?;
    counts.learn(&sums);
    Ok(())
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
