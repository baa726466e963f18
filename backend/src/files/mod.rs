//! Where the contents of files lie: a folder, or an S3-compatible object store, by the same calls.
//!
//! Nothing here knows what a file is for. Rows in the database say which object belongs to what, and carry the key it is
//! sealed with; an object without its row is noise.

mod fault;
mod place;
mod sealed;
mod store;

#[cfg(test)]
mod tests;

pub use fault::StoreFault;
#[cfg(test)]
pub(crate) use place::Given;
pub use place::{FilesPlace, PlaceFault, S3, bucket};
pub use sealed::{Broken, NONCE_BYTES, Opening, open, seal};
pub use store::{Found, Store};
