//! Brings the draft to the server and what others changed back.
//!
//! One save is under way at a time. Each names the revision it is based on; when somebody else saved in between, both
//! are joined and saved again. Without network it tries again, slower and slower, and at once when the phone is back.

use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use web_sys::VisibilityState;
use yijian_domain::{application::Draft, wire::DraftState};

use super::{
    device, keep,
    keep::Base,
    merge::merge,
    status::{Saving, patience},
    store::Store,
};
use crate::api::{self, Fault};

/// How long typing pauses before it is saved.
const PAUSE: Duration = Duration::from_millis(700);

/// The work of saving one draft.
pub(super) struct Sync {
    /// What this phone and the server last agreed on.
    base: Base,
    /// A save is under way.
    sending: bool,
    /// Something changed since it left.
    again: bool,
    /// The next save.
    timer: Option<TimeoutHandle>,
    /// Failures in a row.
    failures: u32,
    /// The draft is closed: nothing is saved any more.
    stopped: bool,
}

impl Sync {
    /// Nothing is under way.
    pub(super) fn new(base: Base) -> Self {
        Self {
            base,
            sending: false,
            again: false,
            timer: None,
            failures: 0,
            stopped: false,
        }
    }

    /// Whether the server has this draft as it stands, as far as this phone knows.
    pub(super) fn has(&self, draft: &Draft) -> bool {
        self.base.revision > 0 && self.base.draft == *draft
    }

    /// Saves nothing any more.
    pub(super) fn stop(&mut self) {
        self.stopped = true;
        self.cancel();
    }

    fn cancel(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

/// What both agree on before the server has ever seen the draft: nothing.
pub(super) fn never(draft: &Draft) -> Base {
    let mut nothing = Draft::new(draft.theme.clone(), &draft.catalogue_version, draft.region.clone());
    nothing.plate.clone_from(&draft.plate);
    Base {
        revision: 0,
        draft: nothing,
    }
}

/// Saves when typing pauses.
pub(super) fn soon(store: Store) {
    if store.saving.get_untracked() == Saving::Saved {
        store.saving.set(Saving::Sending);
    }
    later(store, PAUSE);
}

fn later(store: Store, pause: Duration) {
    let timer = set_timeout_with_handle(move || push(store, false), pause).ok();
    store.sync.update_value(|sync| {
        sync.cancel();
        sync.timer = timer.filter(|_| !sync.stopped);
    });
}

/// Saves now, even if the page is about to end.
pub(super) fn now(store: Store) {
    push(store, true);
}

fn push(store: Store, last: bool) {
    let state = store.draft.with_untracked(|draft| {
        store.sync.try_update_value(|sync| {
            sync.cancel();
            if sync.stopped || store.gone.get_untracked() {
                return None;
            }
            if sync.sending {
                sync.again = true;
                return None;
            }
            if sync.has(draft) {
                store.saving.set(Saving::Saved);
                return None;
            }
            sync.sending = true;
            Some(DraftState {
                revision: sync.base.revision,
                draft: draft.clone(),
            })
        })
    });
    let Some(state) = state.flatten() else { return };
    if store.saving.get_untracked() == Saving::Saved {
        store.saving.set(Saving::Sending);
    }
    spawn_local(async move {
        let answer = api::put_draft(&store.token(), &state, last).await;
        store.sync.update_value(|sync| sync.sending = false);
        match answer {
            Ok(revision) => saved(
                store,
                Base {
                    revision,
                    draft: state.draft,
                },
            ),
            Err(fault) => failed(store, &fault),
        }
    });
}

fn saved(store: Store, base: Base) {
    agree(store, base);
    let again = store.sync.try_update_value(|sync| {
        sync.failures = 0;
        std::mem::take(&mut sync.again) || store.draft.with_untracked(|draft| *draft != sync.base.draft)
    });
    if again == Some(true) {
        later(store, PAUSE);
    } else {
        store.saving.set(Saving::Saved);
    }
}

fn failed(store: Store, fault: &Fault) {
    let saving = match fault {
        Fault::Refused(refusal) if refusal.code == "draft_unknown" => return lost(store),
        Fault::Refused(refusal) if refusal.code == "drafts_full" => Saving::Full,
        Fault::Refused(refusal) => {
            if let Some(theirs) = refusal.problem().and_then(|problem| problem.draft) {
                join(store, &theirs);
                return push(store, false);
            }
            Saving::Refused
        }
        Fault::Unreadable => Saving::Refused,
        Fault::Network => Saving::Offline,
    };
    store.saving.set(saving);
    let failures = store.sync.try_update_value(|sync| {
        sync.failures += 1;
        sync.failures - 1
    });
    later(store, Duration::from_secs(patience(failures.unwrap_or(0))));
}

/// The server once had this draft and has it no more.
fn lost(store: Store) {
    store.gone.set(true);
}

/// Saves as a new draft what the server has lost.
pub(super) fn again(store: Store) {
    let base = store.draft.with_untracked(never);
    agree(store, base);
    store.gone.set(false);
    push(store, false);
}

/// Keeps what this phone and the server agree on.
fn agree(store: Store, base: Base) {
    if store.sync.with_value(|sync| sync.stopped) {
        return;
    }
    keep::keep_base(&store.token(), &base);
    store.sync.update_value(|sync| sync.base = base);
}

/// Joins what another phone saved with what was typed here.
fn join(store: Store, theirs: &DraftState) {
    let base = store.sync.with_value(|sync| sync.base.clone());
    if base.revision == theirs.revision {
        return;
    }
    let merged = store
        .draft
        .with_untracked(|ours| merge(&base.draft, ours, &theirs.draft));
    if base.revision > 0 && !merged.clashes.is_empty() {
        store.clashes.update(|clashes| clashes.extend(merged.clashes));
    }
    if store.draft.with_untracked(|ours| *ours != merged.draft) {
        store.draft.set(merged.draft);
        store.keep();
    }
    agree(
        store,
        Base {
            revision: theirs.revision,
            draft: theirs.draft.clone(),
        },
    );
}

/// Fetches what others changed, then saves what is new here.
pub(super) fn meet(store: Store) {
    spawn_local(async move {
        match api::get_draft(&store.token()).await {
            Ok(theirs) => {
                join(store, &theirs);
                push(store, false);
            }
            Err(Fault::Refused(problem)) if problem.code == "draft_unknown" => {
                if store.sync.with_value(|sync| sync.base.revision) > 0 {
                    lost(store);
                } else {
                    push(store, false);
                }
            }
            Err(fault) => {
                if store.sync.with_value(|sync| !sync.sending) {
                    failed(store, &fault);
                }
            }
        }
    });
}

/// Saves when the page is left or hidden, and looks again when it comes back or the network does.
pub(super) fn listen(store: Store) {
    // They stay as long as the program does; a closed draft ignores them.
    let _hide = window_event_listener(ev::pagehide, move |_| now(store));
    let _online = window_event_listener(ev::online, move |_| {
        meet_unless_stopped(store);
        store.uploads.resume(store);
    });
    let _offline = window_event_listener(ev::offline, move |_| {
        if device::is_offline() && store.saving.get_untracked() != Saving::Saved {
            store.saving.set(Saving::Offline);
        }
    });
    let _seen = window_event_listener(ev::visibilitychange, move |_| {
        let hidden = document().visibility_state() == VisibilityState::Hidden;
        if hidden { now(store) } else { meet_unless_stopped(store) }
    });
}

fn meet_unless_stopped(store: Store) {
    if store.sync.with_value(|sync| !sync.stopped) && !store.gone.get_untracked() {
        meet(store);
    }
}
