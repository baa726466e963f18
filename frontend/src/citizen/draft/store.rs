//! The draft on the phone, and everything that follows from it.
//!
//! Only what a person typed is kept; plan and findings are worked out by the functions of the domain. Every change is on
//! the phone before the next key is pressed; [`sync`](super::sync) brings it to the server.

use std::{cell::RefCell, sync::Arc};

use jiff::civil::Date;
use leptos::prelude::*;
use yijian_domain::{
    application::{Changes, Draft, Finding, Seen, validate},
    catalogue::{Catalogue, RegionCode},
    id::MaterialKey,
    plan::{Line, Plan, SectionPart, plan},
    situation::Answers,
};

use super::{
    keep,
    merge::Clash,
    press,
    status::Saving,
    sync::{self, Sync},
    upload::Uploads,
};
use crate::ui::screen;

/// One draft while it is open. A handle: copying it copies no data.
#[derive(Clone, Copy)]
pub(super) struct Store {
    /// The draft's token.
    token: StoredValue<Arc<str>>,
    /// The part of the catalogue its theme needs.
    pub(super) slice: RwSignal<Arc<Catalogue>>,
    /// What was typed, chosen and uploaded.
    pub(super) draft: RwSignal<Draft>,
    /// The plan; none when the catalogue has a gap.
    pub(super) plan: Memo<Option<Plan>>,
    /// Everything that is still wrong or unusual, declaration aside.
    pub(super) findings: Memo<Vec<Finding>>,
    /// Where the draft is safe.
    pub(super) saving: RwSignal<Saving>,
    /// Whether this phone keeps a copy.
    pub(super) kept: RwSignal<bool>,
    /// What another phone filled in differently at the same time.
    pub(super) clashes: RwSignal<Vec<Clash>>,
    /// The server has lost the draft that this phone still has: it was handed in or deleted elsewhere.
    pub(super) gone: RwSignal<bool>,
    /// What the server found on handing in and the phone had not.
    pub(super) refused: RwSignal<Vec<Finding>>,
    /// The work of saving.
    pub(super) sync: StoredValue<Sync, LocalStorage>,
    /// The uploads of this visit.
    pub(super) uploads: Uploads,
    /// The paper the camera was open for when the page was reloaded.
    pub(super) interrupted: RwSignal<Option<MaterialKey>>,
}

/// What the plan depends on: typing in a field leaves it alone.
type PlanBasis = (
    Answers,
    Option<RegionCode>,
    [std::collections::BTreeSet<MaterialKey>; 3],
);

thread_local! {
    /// Stays while the person goes from step to step, so that uploads go on.
    static OPEN: RefCell<Option<Store>> = const { RefCell::new(None) };
    static PROGRAM: RefCell<Option<Owner>> = const { RefCell::new(None) };
}

impl Store {
    /// The draft that is open, when it has this token.
    pub(super) fn opened(token: &str) -> Option<Self> {
        OPEN.with(|open| *open.borrow())
            .filter(|store| *store.token() == *token)
    }

    /// Opens a draft: its signals live as long as the program.
    pub(super) fn open(token: &str, slice: Catalogue, draft: Draft, base: Option<keep::Base>) -> Self {
        let store = program().with(|| Self::new(token, slice, draft, base));
        OPEN.with(|open| *open.borrow_mut() = Some(store));
        sync::listen(store);
        press::watch();
        store
    }

    /// Closes the draft, handed in or deleted. What is still under way for it comes to nothing.
    pub(super) fn close(self) {
        keep::forget_all(&self.token());
        self.sync.update_value(Sync::stop);
        self.uploads.stop();
        OPEN.with(|open| *open.borrow_mut() = None);
    }

    fn new(token: &str, slice: Catalogue, draft: Draft, base: Option<keep::Base>) -> Self {
        let interrupted = keep::picked(token);
        let kept = keep::keep_draft(token, &draft);
        let sync = Sync::new(base.unwrap_or_else(|| sync::never(&draft)));
        // What was typed before the page was killed is on the phone only.
        let saving = if sync.has(&draft) {
            Saving::Saved
        } else {
            Saving::Sending
        };
        let slice = RwSignal::new(Arc::new(slice));
        let draft = RwSignal::new(draft);
        let basis = Memo::new(move |_| draft.with(basis));
        let plan = Memo::new(move |_| {
            // Reading makes the memo look at its sources; tracking alone would not.
            basis.with(|_| ());
            slice.with(|slice| draft.with_untracked(|draft| plan(slice, &draft.request(screen::today())).ok()))
        });
        let findings =
            Memo::new(move |_| slice.with(|slice| draft.with(|draft| findings(slice, draft, screen::today()))));
        Self {
            token: StoredValue::new(Arc::from(token)),
            slice,
            draft,
            plan,
            findings,
            saving: RwSignal::new(saving),
            kept: RwSignal::new(kept),
            clashes: RwSignal::new(Vec::new()),
            gone: RwSignal::new(false),
            refused: RwSignal::new(Vec::new()),
            sync: StoredValue::new_local(sync),
            uploads: Uploads::new(),
            interrupted: RwSignal::new(interrupted),
        }
    }

    /// The draft's token.
    pub(super) fn token(&self) -> Arc<str> {
        self.token.get_value()
    }

    /// The part of the catalogue its theme needs.
    pub(super) fn catalogue(&self) -> Arc<Catalogue> {
        self.slice.get_untracked()
    }

    /// The sections of the merged form.
    pub(super) fn sections(&self) -> Vec<SectionPart> {
        self.plan
            .with(|plan| plan.as_ref().map_or_else(Vec::new, |plan| plan.form.sections.clone()))
    }

    /// The merged materials.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.plan
            .with(|plan| plan.as_ref().map_or_else(Vec::new, |plan| plan.materials.clone()))
    }

    /// Changes the draft: on the phone at once, on the server soon. Whoever changes something has to declare again.
    pub(super) fn change(&self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(|draft| {
            draft.declared = false;
            change(draft);
        });
        if !self.refused.with_untracked(Vec::is_empty) {
            self.refused.set(Vec::new());
        }
        self.keep();
        sync::soon(*self);
    }

    /// Writes the draft to the phone's storage.
    pub(super) fn keep(&self) {
        let kept = self
            .draft
            .with_untracked(|draft| keep::keep_draft(&self.token(), draft));
        if self.kept.get_untracked() != kept {
            self.kept.set(kept);
        }
    }

    /// What a new catalogue changes; none while the person has seen the newest.
    pub(super) fn changes(&self) -> Option<Changes> {
        let newest = self.slice.with(|slice| slice.version.clone());
        self.draft.with(|draft| {
            if draft.catalogue_version == newest {
                return None;
            }
            let seen = draft.seen.clone().unwrap_or_default();
            self.plan
                .with(|plan| plan.as_ref().map(|plan| seen.changes(&Seen::of(plan))))
        })
    }

    /// The person has seen what changed.
    pub(super) fn accept_changes(&self) {
        let version = self.slice.with_untracked(|slice| slice.version.clone());
        let seen = self.plan.with_untracked(|plan| plan.as_ref().map(Seen::of));
        self.change(|draft| {
            draft.catalogue_version = version;
            draft.seen = seen;
        });
    }
}

fn basis(draft: &Draft) -> PlanBasis {
    (
        draft.answers.clone(),
        draft.region.clone(),
        [draft.held.clone(), draft.chosen.clone(), draft.promised.clone()],
    )
}

/// What is wrong or unusual. The declaration comes last, on the review, and a new catalogue has a panel of its own.
fn findings(slice: &Catalogue, draft: &Draft, today: Date) -> Vec<Finding> {
    let declared = Draft {
        declared: true,
        catalogue_version: slice.version.clone(),
        ..draft.clone()
    };
    match validate(slice, &declared, today) {
        Ok(application) => application.warnings().to_vec(),
        Err(findings) => findings,
    }
}

/// Remembers the owner of everything; called while a page is drawn, for later there is none. What it owns lives as long
/// as the program.
pub(super) fn remember_program() {
    let mut owner = Owner::current();
    while let Some(parent) = owner.as_ref().and_then(Owner::parent) {
        owner = Some(parent);
    }
    PROGRAM.with(|program| *program.borrow_mut() = owner);
}

fn program() -> Owner {
    PROGRAM.with(|program| program.borrow().clone()).unwrap_or_default()
}
