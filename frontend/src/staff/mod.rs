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

#[cfg(test)]
mod sample;
