//! Who brings drafts and files. Both are for everybody, so they are counted by whoever brings them: nobody fills the disk.

use crate::{
    access::Asker,
    app::App,
    http::{caller::Caller, limits::network},
    storage::{DraftsOf, Room},
};

/// Who brings something, and how much of theirs there may be at a time.
pub(super) struct Bringer {
    /// A keyed hash of who they are.
    pub(super) by_whom: String,
    /// For all files of all of their drafts.
    pub(super) room: Room,
    /// Drafts.
    drafts: u64,
}

impl Bringer {
    /// Who is signed in counts by themselves, everybody else with their network.
    pub(super) fn of(app: &App, caller: &Caller, asker: &Asker) -> Self {
        let (who, of_one) = match asker.account() {
            Some(account) => (account.to_owned(), app.quota.person),
            None => (network(caller.address), app.quota.address),
        };
        Self {
            by_whom: app.vault.lookup("uploader", &who),
            room: of_one.room,
            drafts: of_one.drafts,
        }
    }

    /// Their drafts.
    pub(super) fn drafts(self) -> DraftsOf {
        DraftsOf {
            by_whom: self.by_whom,
            most: self.drafts,
        }
    }
}
