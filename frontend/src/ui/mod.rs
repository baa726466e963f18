//! What the pages are made of. Each part says how it is used by keyboard and read aloud.

#[cfg(feature = "csr")]
pub(crate) mod follow;
pub mod layout;
pub mod parts;
#[cfg(feature = "csr")]
pub mod screen;
#[cfg(feature = "csr")]
pub(crate) mod shrink;
