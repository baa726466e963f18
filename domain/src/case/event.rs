//! The record of a case: who did what, when.

use serde::{Deserialize, Serialize};

use super::{Act, Actor, At};

/// One act in the record of a case. Nothing else is kept of where a case stands: its stage is its events, one after
/// another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Counts the events of a case, from 1.
    pub seq: u32,
    /// When.
    pub at: At,
    /// Who, and on what authority.
    pub by: Actor,
    /// What.
    pub act: Act,
}
