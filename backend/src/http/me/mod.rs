//! What applicants ask about themselves: signing in and out, their cases, their sessions, who may act for them. One endpoint
//! in each file: its errors, what they answer, the handler, its tests.
//!
//! A handler that takes [`Me`] answers only who is signed in. One that takes [`Asking`] answers everybody and leaves it to
//! [`crate::access`] what they see.

pub mod add_mobile;
mod asking;
pub mod authorise;
mod away;
pub mod close;
mod cookie;
pub mod end_sessions;
pub mod list_applications;
pub mod list_authorisations;
pub mod list_sessions;
pub mod provider;
pub mod revoke;
pub mod send_code;
pub mod show_held;
pub mod show_me;
pub mod sign_in;
pub mod sign_out;
pub mod wechat;
pub mod wechat_signature;

pub use asking::{Asking, Me, SignedOut};
pub(in crate::http) use cookie::{forget, keep, token};
pub(in crate::http) use provider::{begin as begin_elsewhere, come as come_back};
pub(in crate::http) use wechat::{Pairs, to};

#[cfg(test)]
mod tests;
