//! The one place where personal columns of applicants are sealed, opened and looked up by.

use std::fmt;

use super::{Proof, ProofKind};
use crate::{app::App, storage::StorageFault};

/// A personal value as its row keeps it. Nothing of it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub String);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Seals a personal value of a kind for its row.
///
/// # Errors
/// Without randomness.
pub fn seal(app: &App, kind: &str, value: &str) -> Result<Sealed, StorageFault> {
    let sealed = app.vault.seal(&place(kind), value.as_bytes());
    sealed
        .map(Sealed)
        .map_err(|fault| StorageFault::sealed("applicants", fault))
}

/// A personal value of a row; none, when it cannot be opened, which the log says.
#[must_use]
pub fn open(app: &App, kind: &str, sealed: &Sealed) -> Option<String> {
    match app.vault.open(&place(kind), &sealed.0) {
        Ok(plain) => String::from_utf8(plain.to_vec()).ok(),
        Err(fault) => {
            tracing::error!(%fault, kind, "a personal value cannot be opened");
            None
        }
    }
}

/// Proofs go from account to account when two are joined, so their kind is all that they are bound to.
pub(crate) fn place(kind: &str) -> String {
    format!("applicants/{kind}")
}

/// A keyed hash: the same value of the same kind gives the same one, and nobody without the key can tell whose it is.
#[must_use]
pub fn lookup(app: &App, kind: &str, value: &str) -> String {
    app.vault.lookup(&place(kind), value)
}

/// A proof of a value.
///
/// # Errors
/// Without randomness.
pub fn proof(app: &App, kind: ProofKind, value: &str) -> Result<Proof, StorageFault> {
    Ok(Proof {
        kind,
        key: lookup(app, kind.code(), value),
        value: seal(app, kind.code(), value)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_value_is_found_and_opened_as_what_it_is() {
        let world = crate::testing::World::new().await;
        let of = |kind, value| proof(&world.app, kind, value).unwrap();
        let (number, again) = (
            of(ProofKind::Mobile, "19900000001"),
            of(ProofKind::Mobile, "19900000001"),
        );
        assert_eq!(number.key, again.key);
        assert_ne!(number.value, again.value);
        assert_ne!(number.key, of(ProofKind::Wechat, "19900000001").key);
        assert_eq!(
            open(&world.app, "mobile", &number.value).as_deref(),
            Some("19900000001")
        );
        assert_eq!(open(&world.app, "wechat", &number.value), None);
    }

    #[test]
    fn nothing_sealed_is_printed() {
        assert_eq!(format!("{:?}", Sealed("19900000001".to_owned())), "***");
    }
}
