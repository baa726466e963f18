//! The program of the applicant, and its pages as the server draws them first.

#[cfg(feature = "csr")]
mod app;
pub mod draft;
#[cfg(feature = "csr")]
mod follow;
#[cfg(feature = "csr")]
mod load;
pub mod pages;
#[cfg(feature = "csr")]
mod takeover;

#[cfg(feature = "csr")]
pub use app::start;
