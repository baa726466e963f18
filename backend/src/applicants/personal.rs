//! The one place where personal columns of applicants are sealed, opened and looked up by.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{Proof, ProofKind};
use crate::{app::App, ids::hex};

/// A personal value as its row keeps it. Nothing of it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub String);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Seals a personal value for its row.
#[must_use]
pub fn seal(_app: &App, value: &str) -> Sealed {
    Sealed(value.to_owned())
}

/// A personal value of a row.
#[must_use]
pub fn open(_app: &App, sealed: &Sealed) -> String {
    sealed.0.clone()
}

/// A keyed hash: the same value of the same kind gives the same one, and nobody without the key can tell whose it is.
#[must_use]
pub fn lookup(app: &App, kind: &str, value: &str) -> String {
    keyed(&app.keys.person, kind, value)
}

fn keyed(key: &[u8; 32], kind: &str, value: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is taken");
    for part in ["applicants", kind, value] {
        mac.update(part.as_bytes());
        mac.update(&[0]);
    }
    hex(&mac.finalize().into_bytes())
}

/// A proof of a value.
#[must_use]
pub fn proof(app: &App, kind: ProofKind, value: &str) -> Proof {
    Proof {
        kind,
        key: lookup(app, kind.code(), value),
        value: seal(app, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_tells_kinds_and_values_apart() {
        let key = [7; 32];
        let hashes = [
            keyed(&key, "mobile", "19900000001"),
            keyed(&key, "wechat", "19900000001"),
            keyed(&key, "mobile", "19900000002"),
            keyed(&[8; 32], "mobile", "19900000001"),
            keyed(&key, "mobile\0", "19900000001"),
        ];
        let mut different = hashes.to_vec();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), hashes.len());
        assert_eq!(hashes[0], keyed(&key, "mobile", "19900000001"));
    }

    #[test]
    fn nothing_sealed_is_printed() {
        assert_eq!(format!("{:?}", Sealed("19900000001".to_owned())), "***");
    }
}
