//! Uploads: several at a time in a row, over a network that comes and goes.
//!
//! A page is entered in the draft before its first byte leaves, so that after a kill the person sees which page has to be
//! picked again. What has arrived stays on the server; only the rest is sent.

pub mod pace;
#[cfg(feature = "csr")]
mod send;
#[cfg(feature = "csr")]
#[cfg(feature = "csr")]
mod work;

#[cfg(feature = "csr")]
pub(super) use work::{Job, JobState, Uploads, adopt_finished, file_of};
