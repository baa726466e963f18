//! The programs of the applicant, and their pages as the server draws them first.

#[cfg(feature = "csr")]
mod app;
#[cfg(feature = "csr")]
pub mod door;
pub mod draft;
#[cfg(feature = "csr")]
pub mod form;
#[cfg(feature = "csr")]
pub mod guide;
#[cfg(feature = "csr")]
mod live;
#[cfg(feature = "csr")]
mod load;
pub mod names;
pub mod pages;
#[cfg(feature = "csr")]
mod takeover;
