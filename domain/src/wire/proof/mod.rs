//! Work that a caller does when very much is asked from its address: to find a number by trying. The server knows it
//! again without having kept anything. The scheme is that of Altcha: SHA-256 over a salt and a number.

#[cfg(feature = "proof")]
mod work;

use serde::{Deserialize, Serialize};

#[cfg(feature = "proof")]
pub use work::{digest, find, read, write};

/// What is to be found: the number below `numbers` for which SHA-256 over `salt` and the number in decimal digits is
/// `challenge`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// `SHA-256`.
    pub algorithm: String,
    /// The digest, 64 lower-case hex digits.
    pub challenge: String,
    /// What stands before the number.
    pub salt: String,
    /// The number is less than this.
    pub numbers: u32,
    /// Goes back to the server as it is.
    pub signature: String,
}
