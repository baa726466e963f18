//! May this person see this? Asked here, and nowhere else.
//!
//! Every route that serves something that is somebody's says who asks ([`Asker`]) and for what ([`Object`]), and gets an
//! answer: no, or yes and on what ground. Who asks for something unknown and who asks for something foreign get the same
//! answer from the routes; a test walks every route with everybody to see that.
//!
//! | object | who |
//! |---|---|
//! | a draft and its uploads | who has its token |
//! | an application with everything in it | who has the receipt's secret, the account it belongs to, who is authorised by that account |
//! | a case at the desk | the staff of its region; of a department only where it has a part |
//! | that a case was deleted | who has the receipt's secret; at the desk who sees every part of the region's cases |
//! | a file of a case | clerks and inspectors of the region; a reviewer, if it is of their papers or of a visit |
//! | what a case says of people, whole; its documents and files | who may see the case and said what for, for 15 minutes |
//! | lists, letters, visits, figures | the roles of [`Area`], within their region and department |
//! | an account, its sessions | itself |
//! | an authorisation | the account that gave it, and the account whose number it names |

mod application;
mod staff;

pub use application::{Facts, application};
pub use staff::{Area, scope};

use yijian_domain::{case::Case, wire::applicant::Power};

use crate::{applicants::Authorisation, cases::Loaded, ids, staff::StaffMember, storage::Deletion};

/// Who asks. Somebody may be several at once, signed in and with the secret of a receipt.
#[derive(Debug, Clone, Default)]
pub struct Asker {
    /// SHA-256 of the secret they have.
    secret: Option<String>,
    /// Key of the draft whose token they have.
    draft: Option<String>,
    /// Id of the account they are signed in with.
    applicant: Option<String>,
}

impl Asker {
    /// Somebody who is signed in, or nobody.
    #[must_use]
    pub fn applicant(id: Option<String>) -> Self {
        Self {
            applicant: id,
            ..Self::default()
        }
    }

    /// The same with the secret of a receipt.
    #[must_use]
    pub fn with_secret(mut self, secret: &str) -> Self {
        self.secret = Some(ids::digest(secret.as_bytes()));
        self
    }

    /// The same with the token of a draft, by the key of its row.
    #[must_use]
    pub fn with_draft(mut self, key: &str) -> Self {
        self.draft = Some(key.to_owned());
        self
    }

    /// Id of the account they are signed in with.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.applicant.as_deref()
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Object<'a> {
    /// A draft with its uploads, by the key of its row.
    Draft(&'a str),
    /// An application with all that belongs to it, to do something with it.
    Application(&'a Facts, Power),
    /// An account with its sessions, by its id.
    Account(&'a str),
    /// An authorisation, and whether the number it names is one of who asks.
    Authorisation(&'a Authorisation, bool),
}

/// Why somebody may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// They have its token.
    Token,
    /// They have the secret of its receipt.
    Receipt,
    /// It is theirs.
    Own,
    /// The account it belongs to authorised them; the authorisation.
    Authorised(String),
    /// It was given to them.
    Given,
}

/// Whether somebody may see something, and why.
#[must_use]
pub fn may(asker: &Asker, object: Object<'_>) -> Option<Ground> {
    let is_own = |account: &str| asker.applicant.as_deref() == Some(account);
    match object {
        Object::Draft(key) => (asker.draft.as_deref() == Some(key)).then_some(Ground::Token),
        Object::Application(facts, power) => application::ground(asker, facts, power),
        Object::Account(id) => is_own(id).then_some(Ground::Own),
        Object::Authorisation(authorisation, _) if is_own(&authorisation.principal) => Some(Ground::Own),
        Object::Authorisation(_, names_them) => (asker.applicant.is_some() && names_them).then_some(Ground::Given),
    }
}

/// What the staff asks for.
#[derive(Debug, Clone, Copy)]
pub enum Matter<'a> {
    /// A case.
    Case(&'a Case),
    /// What is left of a case that was deleted.
    Deleted(&'a Deletion),
    /// A file of a case, by its id.
    File(&'a Loaded, &'a str),
    /// A part of the desk.
    Area(Area),
}

/// Whether a member of staff may see something.
#[must_use]
pub fn staff_may(member: &StaffMember, matter: Matter<'_>) -> bool {
    match matter {
        Matter::Case(case) => staff::case(member, case),
        Matter::Deleted(deletion) => staff::deleted(member, deletion),
        Matter::File(loaded, id) => staff::case(member, &loaded.case) && staff::file(member, loaded, id),
        Matter::Area(area) => area.is_open_to(member),
    }
}

#[cfg(test)]
mod tests;
