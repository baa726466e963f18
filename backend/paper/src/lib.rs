//! The documents that authorities hand out, as PDF.

mod document;

pub use document::*;
