//! What the pages are made of. Each part says how it is used by keyboard and read aloud.

pub mod layout;
pub mod parts;
#[cfg(feature = "csr")]
pub mod screen;
#[cfg(feature = "csr")]
pub(crate) mod shrink;
