//! The key of one application, draft or file.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::{VaultFault, open, seal};

/// The key of one application, draft or file. Nothing of it is printed.
#[derive(Clone)]
pub struct DataKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(***)")
    }
}

impl DataKey {
    pub(super) fn new() -> Result<Self, VaultFault> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| VaultFault::Randomness)?;
        Ok(Self(bytes))
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, VaultFault> {
        let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| VaultFault::Changed)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// Seals a text for one place, such as a column and the keys of its row.
    ///
    /// # Errors
    /// Without randomness.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<String, VaultFault> {
        seal(&self.0, place, plain)
    }

    /// Reads what was sealed for that place.
    ///
    /// # Errors
    /// When it was changed or belongs elsewhere.
    pub fn open(&self, place: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>, VaultFault> {
        open(&self.0, place, sealed)
    }

    /// The key itself, for sealing a file piece by piece.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Bytes as text of a row.
pub(super) fn write(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of such a text.
pub(super) fn read(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}
