//! Applicants: who they are, by what they proved it, and who may act for them.
//!
//! An account begins with its first proof: a code by text message, WeChat, or a provider of identities. What is asked over
//! HTTP stands in [`crate::http::me`], what is kept in [`crate::storage`], and what somebody may see in [`crate::access`].

mod authorisation;
pub mod codes;
mod device;
pub mod personal;
pub mod sessions;
pub mod sign_in;

use std::fmt;

use crate::clock::Moment;

pub use authorisation::{Authorisation, powers};
pub use device::device;
pub(crate) use device::is_wechat;
pub use personal::Sealed;

/// Stands for the secret in the addresses of a case, for who is signed in. No secret is this word.
pub const MINE: &str = "mine";

/// What kind of thing somebody proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProofKind {
    /// A mobile number, by a code that was sent to it.
    Mobile,
    /// An openid of the county's WeChat account.
    Wechat,
    /// A subject of a provider of identities, with the provider's address.
    Oidc,
    /// An identity number that such a provider vouched for.
    Identity,
}

impl ProofKind {
    const ALL: [Self; 4] = [Self::Mobile, Self::Wechat, Self::Oidc, Self::Identity];

    /// Its word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::Wechat => "wechat",
            Self::Oidc => "oidc",
            Self::Identity => "identity",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Something that somebody proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Of what kind.
    pub kind: ProofKind,
    /// Its keyed hash, by which the account is found.
    pub key: String,
    /// What it says.
    pub value: Sealed,
}

/// Everything that somebody proved at once.
#[derive(Clone)]
pub struct Proving {
    /// The proofs.
    pub proofs: Vec<Proof>,
    /// The account that is signed in, when the proofs shall belong to it too.
    pub signed_in: Option<String>,
    /// Their name, as a provider of identities vouches for.
    pub name: Option<Sealed>,
    /// Their identity number, likewise.
    pub id_number: Option<Sealed>,
    /// By what they are reached in WeChat from now on, as it is.
    pub openid: Option<String>,
    /// Id of the account if it is a new one.
    pub new_id: String,
    /// When.
    pub now: Moment,
}

impl Proving {
    /// A number among the proofs is proved by a code that was sent to it, and not by the word of a provider.
    #[must_use]
    pub fn shows_a_code(&self) -> bool {
        let vouched = |proof: &Proof| matches!(proof.kind, ProofKind::Oidc | ProofKind::Identity);
        !self.proofs.iter().any(vouched)
    }
}

/// The account of an applicant.
#[derive(Clone, PartialEq, Eq)]
pub struct Applicant {
    /// Stays the same whatever is proved.
    pub id: String,
    /// Their name, when a provider of identities vouched for it.
    pub name: Option<Sealed>,
    /// Their identity number, likewise.
    pub id_number: Option<Sealed>,
    /// Nobody may sign in with it.
    pub disabled: bool,
    /// What they proved, oldest first.
    pub proofs: Vec<Proof>,
}

impl Applicant {
    /// What they proved of a kind, the newest.
    #[must_use]
    pub fn proved(&self, kind: ProofKind) -> Option<&Proof> {
        self.proofs.iter().rfind(|proof| proof.kind == kind)
    }
}

/// Without the person, which must not reach a log.
impl fmt::Debug for Applicant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Applicant({}, {} proofs)", self.id, self.proofs.len())
    }
}

/// Whose case it becomes, and who hands it in.
#[derive(Clone, PartialEq, Eq)]
pub struct HandingIn {
    /// Id of the account it belongs to.
    pub applicant: String,
    /// Id of the account that hands it in.
    pub by: String,
    /// Id of the authorisation, when the two differ.
    pub authorisation: Option<String>,
    /// By what the first is reached in WeChat, as it is.
    pub openid: Option<String>,
}

/// Without how they are reached.
impl fmt::Debug for HandingIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { applicant, by, .. } = self;
        write!(f, "HandingIn({applicant}, {by})")
    }
}

/// Nothing of what was proved is printed.
impl fmt::Debug for Proving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proving({} proofs)", self.proofs.len())
    }
}
