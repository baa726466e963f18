//! What is kept of people is sealed: whoever has the database or its backup, but not the key file, reads nothing of them.
//!
//! Every application, draft and file has a data key of its own. The data key seals its texts (XChaCha20-Poly1305, with the
//! place of a text authenticated beside it, so that no text can be moved into another row), and is itself kept wrapped by a
//! key of the key file. Changing that key means wrapping data keys anew; no text is touched. Forgetting a data key makes
//! everything under it unreadable, in every backup too.
//!
//! Keys and nonces come from the operating system and not from the generator that is handed in: nothing shows them, and the
//! same one twice would be the end of the secret.

mod data_key;

use std::sync::{Arc, PoisonError, RwLock};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{clock::Clock, ids::hex};
pub use data_key::DataKey;

/// Bytes of a nonce.
const NONCE: usize = 24;

/// Why something sealed cannot be made or read. Says nothing of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultFault {
    /// The operating system has no randomness to give.
    #[error("no randomness for a key")]
    Randomness,
    /// It was sealed under a key that the key file does not have.
    #[error("it is sealed under key {0}, which the key file does not have; put back the newest key file")]
    UnknownKey(u8),
    /// It was changed, belongs elsewhere, or is nothing that was sealed.
    #[error("it was changed since it was sealed, or belongs elsewhere")]
    Changed,
}

/// A key of the key file.
#[derive(Clone)]
pub struct SealingKey {
    /// Its number, which stands in front of everything it wraps.
    pub id: u8,
    /// From when on it wraps what is new, in seconds since 1970. Servers that share a database all have it by then.
    pub from: i64,
    /// The key.
    pub key: Zeroizing<[u8; 32]>,
}

/// The keys that wrap, and the one that looks up.
#[derive(Clone)]
pub struct Vault {
    sealing: Arc<RwLock<Vec<SealingKey>>>,
    lookup: Arc<Zeroizing<[u8; 32]>>,
    clock: Clock,
}

/// Nothing of a key is printed.
impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(***)")
    }
}

impl Vault {
    /// A vault with the keys of the key file.
    #[must_use]
    pub fn new(sealing: Vec<SealingKey>, lookup: [u8; 32], clock: Clock) -> Self {
        Self {
            sealing: Arc::new(RwLock::new(sealing)),
            lookup: Arc::new(Zeroizing::new(lookup)),
            clock,
        }
    }

    /// Takes the keys of a key file that was changed; whether it is the same file. It is another one when the key that
    /// seals now is not in it, or another key has the number of one that is known: what would be sealed by it, nobody
    /// could open when the right one is put back.
    pub fn reload(&self, sealing: Vec<SealingKey>) -> bool {
        let present = self.present().id;
        let mut known = self.sealing.write().unwrap_or_else(PoisonError::into_inner);
        let is_other = |new: &SealingKey| known.iter().any(|key| key.id == new.id && *key.key != *new.key);
        if sealing.iter().any(is_other) || !sealing.iter().any(|key| key.id == present) {
            return false;
        }
        *known = sealing;
        true
    }

    /// A new data key, and how it is kept.
    ///
    /// # Errors
    /// Without randomness.
    pub fn new_key(&self) -> Result<(DataKey, String), VaultFault> {
        let key = DataKey::new()?;
        let wrapped = self.wrap(&key)?;
        Ok((key, wrapped))
    }

    /// Reads a data key that is kept.
    ///
    /// # Errors
    /// When it was wrapped by an unknown key, or is no such text.
    pub fn unwrap(&self, wrapped: &str) -> Result<DataKey, VaultFault> {
        let (id, text) = parts(wrapped).ok_or(VaultFault::Changed)?;
        let key = self.by_id(id)?;
        let bytes = open(&key.key, WRAPPED, text)?;
        DataKey::read(&bytes)
    }

    /// The same data key wrapped by the present key; none when it is already.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rewrap(&self, wrapped: &str) -> Result<Option<String>, VaultFault> {
        let (id, _) = parts(wrapped).ok_or(VaultFault::Changed)?;
        if id == self.present().id {
            return Ok(None);
        }
        self.wrap(&self.unwrap(wrapped)?).map(Some)
    }

    /// Seals a short text that belongs to no application, such as a telephone number of an account.
    ///
    /// # Errors
    /// Without randomness.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<String, VaultFault> {
        let key = self.present();
        Ok(format!("k{}.{}", key.id, seal(&derived(&key.key), place, plain)?))
    }

    /// Reads what [`Vault::seal`] made.
    ///
    /// # Errors
    /// When it was changed, belongs elsewhere, or its key is not there.
    pub fn open(&self, place: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>, VaultFault> {
        let (id, text) = parts(sealed).ok_or(VaultFault::Changed)?;
        open(&derived(&self.by_id(id)?.key), place, text)
    }

    /// The same text sealed by the present key; none when it is already.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn reseal(&self, place: &str, sealed: &str) -> Result<Option<String>, VaultFault> {
        let (id, _) = parts(sealed).ok_or(VaultFault::Changed)?;
        if id == self.present().id {
            return Ok(None);
        }
        self.seal(place, &self.open(place, sealed)?).map(Some)
    }

    /// A keyed hash to look something up by, as 64 hex digits: the same value gives the same one, and nobody without the key
    /// can try values out. `kind` keeps a telephone number from being found by an identity number.
    #[must_use]
    pub fn lookup(&self, kind: &str, value: &str) -> String {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(self.lookup.as_slice()).expect("a key of any length is taken");
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// The number of the key that wraps what is new.
    #[must_use]
    pub fn present_id(&self) -> u8 {
        self.present().id
    }

    /// The number of the key in front of something wrapped or sealed, of which the beginning is enough.
    #[must_use]
    pub fn id_of(text: &str) -> Option<u8> {
        parts(text).map(|(id, _)| id)
    }

    fn wrap(&self, key: &DataKey) -> Result<String, VaultFault> {
        let present = self.present();
        Ok(format!("w{}.{}", present.id, seal(&present.key, WRAPPED, key.bytes())?))
    }

    fn present(&self) -> SealingKey {
        let now = self.clock.now().seconds();
        let keys = self.sealing.read().unwrap_or_else(PoisonError::into_inner);
        let usable = keys.iter().filter(|key| key.from <= now).max_by_key(|key| key.from);
        // With a clock that was set back none may count yet; then the oldest does.
        let oldest = || keys.iter().min_by_key(|key| key.from);
        usable.or_else(oldest).expect("a key file has a sealing key").clone()
    }

    fn by_id(&self, id: u8) -> Result<SealingKey, VaultFault> {
        let keys = self.sealing.read().unwrap_or_else(PoisonError::into_inner);
        let key = keys.iter().find(|key| key.id == id);
        key.cloned().ok_or(VaultFault::UnknownKey(id))
    }
}

/// The place of a wrapped data key.
const WRAPPED: &str = "data key";

/// A key for short texts, so that no key serves two ends.
fn derived(key: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("a key of any length is taken");
    mac.update(b"short texts");
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// The number of the key and the text behind it: `w1.…`, `k1.…`.
fn parts(text: &str) -> Option<(u8, &str)> {
    let (head, rest) = text.split_once('.')?;
    let id = head.strip_prefix(['w', 'k'])?;
    Some((id.parse().ok()?, rest))
}

fn seal(key: &[u8; 32], place: &str, plain: &[u8]) -> Result<String, VaultFault> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| VaultFault::Randomness)?;
    let payload = Payload {
        msg: plain,
        aad: place.as_bytes(),
    };
    let cipher = XChaCha20Poly1305::new(key.into());
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| VaultFault::Changed)?;
    Ok(data_key::write(&[&nonce, sealed.as_slice()].concat()))
}

fn open(key: &[u8; 32], place: &str, text: &str) -> Result<Zeroizing<Vec<u8>>, VaultFault> {
    let bytes = data_key::read(text).ok_or(VaultFault::Changed)?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE>().ok_or(VaultFault::Changed)?;
    let payload = Payload {
        msg: sealed,
        aad: place.as_bytes(),
    };
    let plain = XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), payload);
    plain.map(Zeroizing::new).map_err(|_| VaultFault::Changed)
}

#[cfg(test)]
mod tests;
