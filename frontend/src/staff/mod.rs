//! The program of the staff: clerks, reviewers, inspectors and supervisors, at `/desk`.
//!
//! What can be done with a case says the server; the pages show it, ask for what an act needs, and send it. What is pure
//! stands in modules of its own and is tested without a browser. Nothing here is part of a program of the phone.

pub mod acts;
pub mod address;
pub mod due;
pub mod history;
pub mod notice;
pub mod record;
pub mod words;

#[cfg(feature = "desk")]
mod account;
#[cfg(feature = "desk")]
mod app;
#[cfg(feature = "desk")]
mod call;
#[cfg(feature = "desk")]
mod case;
#[cfg(feature = "desk")]
mod desk;
#[cfg(feature = "desk")]
mod kept;
#[cfg(feature = "desk")]
mod keys;
#[cfg(feature = "desk")]
mod letters;
#[cfg(feature = "desk")]
mod outbox;
#[cfg(feature = "desk")]
mod overview;
#[cfg(feature = "desk")]
mod parts;
#[cfg(feature = "desk")]
mod queue;
#[cfg(feature = "desk")]
mod sessions;
#[cfg(feature = "desk")]
mod sign_in;
#[cfg(feature = "desk")]
mod unmask;
#[cfg(feature = "desk")]
mod visits;
#[cfg(feature = "desk")]
mod window;

#[cfg(test)]
mod sample;

#[cfg(feature = "desk")]
pub use app::start;
