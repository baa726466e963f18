//! The pages of Yijian. The same components are drawn by the server (feature `ssr`) and live on the phone (feature `csr`).
//!
//! What the programs share is in [`ui`] and [`text`]; [`citizen`] holds the programs of the applicant. Everything shown is
//! derived from what a person typed and what the server sent, by the functions of `yijian-domain`.

#![recursion_limit = "256"]

#[cfg(feature = "csr")]
pub mod api;
pub mod citizen;
pub mod query;
pub mod read;
#[cfg(feature = "ssr")]
pub mod render;
pub mod route;
pub mod text;
pub mod ui;
