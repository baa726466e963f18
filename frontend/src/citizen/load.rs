//! Shows what an address holds: at once when the page already has it, else after fetching it.

use std::{any::Any, cell::RefCell, collections::BTreeMap};

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use crate::{
    api::{self, Fault},
    text,
};

thread_local! {
    /// What was fetched since the program started. It is small: themes, a plate, the slices that were looked at.
    static SEEN: RefCell<BTreeMap<String, Box<dyn Any>>> = const { RefCell::new(BTreeMap::new()) };
}

/// What is already there for an address: from the page, or fetched before.
fn seen<T: DeserializeOwned + Clone + 'static>(address: &str) -> Option<T> {
    let kept = SEEN.with(|seen| {
        seen.borrow()
            .get(address)
            .and_then(|data| data.downcast_ref::<T>())
            .cloned()
    });
    kept.or_else(|| {
        let first: T = api::first(address)?;
        keep(address, &first);
        Some(first)
    })
}

fn keep<T: Clone + 'static>(address: &str, data: &T) {
    SEEN.with(|seen| seen.borrow_mut().insert(address.to_owned(), Box::new(data.clone())));
}

/// Fetches `address` and shows it with `show`. What was fetched once is not fetched again: wrap what is large in an `Arc`.
pub(super) fn load<T>(address: String, show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let there = seen(&address);
    let fetch = move || {
        let address = address.clone();
        async move {
            let answer = api::get(&address).await;
            if let Ok(data) = &answer {
                keep(&address, data);
            }
            answer
        }
    };
    wait(there, fetch, show)
}

/// Shows what is there, or else what `fetch` brings. While it waits it says so; when it fails it says what to do, with a
/// button to try again.
pub(super) fn wait<T, F>(
    there: Option<T>,
    fetch: impl Fn() -> F + Clone + Send + Sync + 'static,
    show: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, Fault>> + 'static,
{
    let state: RwSignal<Option<Result<T, Fault>>> = RwSignal::new(there.map(Ok));
    let fetch = move || {
        let coming = fetch();
        state.set(None);
        spawn_local(async move {
            let answer = coming.await;
            // The person may have gone on meanwhile.
            let _ = state.try_set(Some(answer));
        });
    };
    if state.with_untracked(Option::is_none) {
        fetch();
    }
    (move || match state.get() {
        None => waiting(),
        Some(Ok(data)) => show(data),
        Some(Err(fault)) => failed(&fault, fetch.clone()),
    })
    .into_any()
}

/// Says that something is on its way.
fn waiting() -> AnyView {
    view! { <p class="waiting" role="status">{text::load_waiting()}</p> }.into_any()
}

/// Says why something is not there, with a button to try again.
fn failed(fault: &Fault, again: impl Fn() + 'static) -> AnyView {
    let sentence = match fault {
        Fault::Network => text::load_network(),
        Fault::Refused(problem) if problem.status == 404 => text::load_unknown(),
        Fault::Refused(problem) if problem.status == 429 => text::load_too_many(),
        Fault::Refused(_) | Fault::Unreadable => text::load_server(),
    };
    view! {
        <div class="note note_error" role="alert">
            <p>{sentence}</p>
            <button type="button" class="weui-btn weui-btn_primary" on:click=move |_| again()>{text::load_again()}</button>
        </div>
    }
    .into_any()
}
