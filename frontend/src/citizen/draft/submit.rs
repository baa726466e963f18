//! Declaring and handing in, once.
//!
//! The key is worked out from the token and what is handed in: pressing twice, trying again after the network broke off,
//! after the page was killed, or on another phone all carry the same key and lead to one case and one receipt.
//!
//! Keyboard: a checkbox and a button. Read aloud: what went wrong is an alert.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{
    application::{Place, Submission},
    wire::{Problem, Receipt},
};

use super::{
    device, keep,
    key::key,
    naming,
    prove::prove,
    review,
    store::Store,
    summary::SUMMARY,
    sync,
    whom::{WHOM, Whom},
};
use crate::{
    api::{self, Fault},
    citizen::app::navigation,
    text,
};

/// What came of handing in.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    /// Nothing yet.
    Open,
    /// It is on its way.
    Sending,
    /// Nobody is signed in, so a code is asked for here.
    Proof,
    /// It did not get through; the sentence says what to do.
    Failed(&'static str),
}

/// The declaration and the button.
pub(super) fn submit(store: Store) -> AnyView {
    let unanswered = keep::unanswered(&store.token()).is_some();
    let outcome = RwSignal::new(if unanswered {
        Outcome::Failed(text::review_unanswered())
    } else {
        Outcome::Open
    });
    let go = navigation();
    let arrived = Callback::new(move |receipt: Receipt| {
        store.close();
        keep::handed_in(&store.token(), &receipt.progress);
        go(&receipt.progress, true);
    });
    let whom = Whom::ask(store.draft.with_untracked(|draft| draft.theme.clone()));
    let declared = move || store.draft.with(|draft| draft.declared);
    let declare = move |yes: bool| {
        store.draft.update(|draft| draft.declared = yes);
        store.keep();
        sync::soon(store);
    };
    let sending = move || outcome.get() == Outcome::Sending;
    let undeclared = RwSignal::new(false);
    let press = move |_| {
        if outcome.get_untracked() == Outcome::Sending {
            return;
        }
        let open = store
            .findings
            .with_untracked(|found| found.iter().any(|f| f.weight == yijian_domain::value::Weight::Error));
        let declared = store.draft.with_untracked(|draft| draft.declared);
        undeclared.set(!declared);
        if open {
            device::focus(SUMMARY.to_owned());
        } else if !declared {
            device::focus(naming::anchor(&Place::Declaration));
        } else if store.changes().is_some() {
            device::focus("changes-title".to_owned());
        } else {
            send(store, whom, outcome, arrived);
        }
    };
    let proved = Callback::new(move |()| {
        spawn_local(async move {
            let theme = store.draft.with_untracked(|draft| draft.theme.clone());
            if whom.look(&theme).await {
                // Now that it is known who is there, they may mean somebody else.
                let _still = outcome.try_set(Outcome::Open);
                device::focus(WHOM.to_owned());
            } else {
                send(store, whom, outcome, arrived);
            }
        });
    });
    let id = naming::anchor(&Place::Declaration);
    view! {
        {whom.view()}
        <section class="declare" aria-labelledby="declare-title">
            <h2 id="declare-title">{text::review_declaration()}</h2>
            <p>{text::review_declaration_text()}</p>
            <label class="choice">
                <input
                    type="checkbox"
                    id=id
                    prop:checked=declared
                    aria-describedby="declare-found"
                    on:change:target=move |event| {
                        undeclared.set(false);
                        declare(event.target().checked());
                    }
                />
                <span class="choice__name">{text::review_declare()}</span>
            </label>
            <div id="declare-found" aria-live="polite">
                {move || undeclared.get().then(|| view! { <p class="error">{text::finding("declaration_missing")}</p> })}
            </div>
            {move || match outcome.get() {
                Outcome::Failed(sentence) => Some(view! { <p class="error" role="alert">{sentence}</p> }.into_any()),
                Outcome::Proof => Some(store.draft.with_untracked(|draft| prove(draft, proved))),
                Outcome::Open | Outcome::Sending => None,
            }}
            <button type="button" class="weui-btn weui-btn_primary" disabled=sending on:click=press>
                {move || if sending() { text::review_sending() } else { text::review_submit() }}
            </button>
            <p class="quiet">{text::review_after()}</p>
        </section>
    }
    .into_any()
}

fn send(store: Store, whom: Whom, outcome: RwSignal<Outcome>, arrived: Callback<Receipt>) {
    let draft = store.draft.get_untracked();
    if review::on_the_way(&draft) {
        return outcome.set(Outcome::Failed(text::review_uploading()));
    }
    let token = store.token();
    let submission = Submission {
        authorisation: whom.authorisation(),
        draft_token: Some(token.to_string()),
        draft,
    };
    let Ok(body) = serde_json::to_string(&submission) else {
        return;
    };
    let key = key(&token, &body);
    keep::sent(&token, &key);
    outcome.set(Outcome::Sending);
    spawn_local(async move {
        match api::submit(&key, &body).await {
            Ok(receipt) => arrived.run(receipt),
            Err(fault) => {
                if matches!(fault, Fault::Refused(_)) {
                    keep::answered(&store.token());
                }
                let next = match fault.code() {
                    Some("sign_in_needed") => Outcome::Proof,
                    _ => Outcome::Failed(refused(store, &fault)),
                };
                // The page may have been left meanwhile.
                let _told = outcome.try_set(next);
            }
        }
    });
}

/// What to do about a refusal; where a place is named, the focus goes there.
fn refused(store: Store, fault: &Fault) -> &'static str {
    let refusal = match fault {
        Fault::Refused(refusal) => refusal,
        Fault::Network => return text::review_network(),
        Fault::Unreadable => return text::review_problem(),
    };
    match refusal.code.as_str() {
        "findings" => {
            found(store, refusal.problem().unwrap_or_default());
            text::review_findings()
        }
        "catalogue_changed" => {
            renew(store);
            text::review_changed()
        }
        "draft_handed_in" => text::review_before(),
        "not_authorised" => text::review_not_authorised(),
        "busy" | "too_many_requests" | "proof_needed" => text::review_busy(),
        "storage_full" => text::review_full(),
        "file_unknown" | "file_broken" | "draft_unknown" => text::review_files(),
        "too_large" => text::review_too_large(),
        _ => text::review_problem(),
    }
}

/// The server found something that the phone did not: most often a file that is not there.
fn found(store: Store, problem: Problem) {
    let first = store.plan.with_untracked(|plan| {
        plan.as_ref()
            .and_then(|plan| review::first_place(plan, &problem.findings))
    });
    if let Some(Place::Declaration) = first {
        device::focus(naming::anchor(&Place::Declaration));
    } else {
        device::focus(SUMMARY.to_owned());
    }
    store.refused.set(problem.findings);
}

/// Fetches the new catalogue; the panel then shows what it changes.
fn renew(store: Store) {
    spawn_local(async move {
        let theme = store.draft.with_untracked(|draft| draft.theme.clone());
        let address = ["/api/v1/themes/", theme.as_str()].concat();
        if let Ok(slice) = api::get(&address).await {
            store.slice.set(std::sync::Arc::new(slice));
        }
    });
}
