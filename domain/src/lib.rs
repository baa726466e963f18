//! Yijian's core: from a catalogue of service items to one plan, one form and one application.
//!
//! Everything hangs on one line, and a stage uses earlier stages only:
//! [`catalogue`] -> [`situation`] -> [`plan`] -> [`application`] -> [`case`] -> [`licence`].
//! [`value`] (national checks of single values) and [`calendar`] (working days) serve all of them.
//!
//! The crate is pure: no files, network, clock, randomness or async. The same code runs on the phone as WebAssembly
//! and on the server with authority.

pub mod application;
pub mod calendar;
pub mod case;
pub mod catalogue;
pub mod id;
pub mod lang;
pub mod licence;
pub mod number;
pub mod plan;
pub mod search;
pub mod situation;
pub mod value;
pub mod wire;
