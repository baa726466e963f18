//! Ids and secrets, from a generator that is handed in, and what is kept of secrets.

use std::{
    fmt::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use sha2::{Digest, Sha256};

/// Where ids and secrets come from.
#[derive(Debug, Clone)]
pub struct Dice(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    Loaded(Arc<AtomicU64>),
}

impl Dice {
    /// The generator of the operating system.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// The same ids in the same order every time, for tests. Copies stay together.
    #[must_use]
    pub fn loaded() -> Self {
        Self(Source::Loaded(Arc::default()))
    }

    /// 128 bits as 32 lower-case hex digits.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn roll(&self) -> Result<String, getrandom::Error> {
        Ok(hex(&self.bytes::<16>()?))
    }

    /// Random bytes, for salts and keys.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], getrandom::Error> {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => getrandom::fill(&mut bytes)?,
            Source::Loaded(count) => {
                let next = (count.fetch_add(1, Ordering::SeqCst) + 1).to_be_bytes();
                for (byte, next) in bytes.iter_mut().rev().zip(next.iter().rev()) {
                    *byte = *next;
                }
            }
        }
        Ok(bytes)
    }
}

/// SHA-256 as 64 hex digits. Of a secret with 128 random bits, this is all that is kept.
#[must_use]
pub fn digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a string takes everything");
            text
        })
}

/// Whether a text has the form of an id made by [`Dice::roll`] or by a phone.
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_form() {
        let dice = Dice::system();
        let (a, b) = (dice.roll().unwrap(), dice.roll().unwrap());
        assert!(is_id(&a) && is_id(&b) && a != b);
        assert!(is_id(&Dice::loaded().roll().unwrap()));
        for text in [
            "",
            "ABCDEF0123456789ABCDEF0123456789",
            "../../../../../../../../etc/passw",
            &a[1..],
        ] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn a_digest_is_sha_256() {
        assert_eq!(
            digest(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
