//! The case: one application in the hands of the authorities, one part for each item.

mod who;

pub use who::{Role, Scope};
