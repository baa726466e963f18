//! The pages of Yijian. The same components are drawn by the server (feature `ssr`) and live on the phone (feature `csr`).
//!
//! What the programs share is in [`ui`] and [`text`]; [`citizen`] holds the programs of the applicant, `staff` that of the
//! authorities with its sentences in `desk_text`, and neither uses the other. Everything shown is derived from what a
//! person typed and what the server sent, by the functions of `yijian-domain`.

#![recursion_limit = "256"]

#[cfg(feature = "csr")]
pub mod api;
pub mod citizen;
#[cfg(any(feature = "desk", test))]
pub mod desk_text;
pub mod query;
pub mod read;
#[cfg(feature = "ssr")]
pub mod render;
pub mod route;
#[cfg(any(feature = "desk", test))]
pub mod staff;
pub mod text;
pub mod ui;
