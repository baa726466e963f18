//! The staff: who they are, how they prove it, and how long that holds.
//!
//! Passwords are kept as argon2id, sessions as the SHA-256 of their token. What is asked over HTTP stands in
//! [`crate::http::staff`], what is kept in [`crate::storage`].

pub mod demo;
pub mod duties;
pub mod lockout;
pub mod passwords;
pub mod rules;
pub mod sessions;
pub mod sign_in;
pub mod totp;

use std::fmt;

use yijian_domain::case::{Role, Scope};

/// A member of staff.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Stays the same when names change.
    pub id: String,
    /// The sign-in name, as [`rules::fold`] writes it.
    pub name: String,
    /// The name others see.
    pub display_name: String,
    /// What they do, in the order of the work.
    pub roles: Vec<Role>,
    /// Where they do it.
    pub scope: Scope,
    /// Exists in demo mode only.
    pub demo: bool,
}

/// Without the names, which must not reach a log.
impl fmt::Debug for StaffMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, roles, scope, .. } = self;
        write!(f, "StaffMember({id}, {roles:?}, {scope:?})")
    }
}
