//! Showing, at the last step, that the mobile number is one's own: a code by text message, and then it goes on by itself.
//!
//! Keyboard: a field and a button, then another field and button; the focus follows. Read aloud: what was sent is a status,
//! what went wrong an alert.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{
    application::Draft,
    id::{ElementId, FieldKey},
    wire::applicant::CodeSent,
};

use super::device;
use crate::{
    api::{self, Fault},
    text,
};

/// Whose number is asked first.
const ROLES: [&str; 4] = ["contact", "operator", "applicant", "person_in_charge"];

/// Asks for the number that stands in the draft, and for the code that is sent to it; then `proved`.
pub(super) fn prove(draft: &Draft, proved: Callback<()>) -> AnyView {
    let mobile = RwSignal::new(number(draft));
    let code = RwSignal::new(String::new());
    // A code is to be typed: the one that was sent just now, or one that was sent before.
    let sent = RwSignal::new(None::<Option<CodeSent>>);
    let said = RwSignal::new(None::<&'static str>);
    let busy = RwSignal::new(false);
    let ask = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::ask_code(mobile.get_untracked()).await;
            // The page may have been left meanwhile.
            let _still = busy.try_set(false);
            match answer {
                Ok(code) => {
                    let _still = said.try_set(None);
                    let _still = sent.try_set(Some(Some(code)));
                    device::focus("proof-code".to_owned());
                }
                Err(fault) => {
                    // The page was loaded again: the one of a moment ago can still be typed.
                    if fault.code() == Some("code_too_soon") {
                        let _still = sent.try_update(|sent| *sent = Some(sent.take().flatten()));
                    }
                    let _still = said.try_set(Some(sentence(&fault)));
                }
            }
        });
    };
    let enter = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::sign_in(mobile.get_untracked(), code.get_untracked()).await;
            let _still = busy.try_set(false);
            match answer {
                Ok(()) => proved.run(()),
                Err(fault) => {
                    let _still = said.try_set(Some(sentence(&fault)));
                }
            }
        });
    };
    let second = move || {
        let code_sent = sent.get()?;
        let told = code_sent
            .is_some()
            .then(|| view! { <p role="status">{text::me_sent(mobile.get_untracked())}</p> });
        let demo = code_sent
            .and_then(|code| code.demo_code)
            .map(|code| view! { <p class="note note_warn">{text::me_demo(&code.0)}</p> });
        Some(view! {
            {told}
            {demo}
            <div class="field">
                <label class="field__label" for="proof-code">{text::me_code()}</label>
                <p class="field__help" id="proof-code-help">{text::me_code_help()}</p>
                <input
                    class="box" id="proof-code" inputmode="numeric" autocomplete="one-time-code" maxlength="12"
                    aria-describedby="proof-code-help" prop:value=move || code.get()
                    on:input:target=move |event| code.set(event.target().value())
                />
            </div>
            <button type="button" class="weui-btn weui-btn_primary" disabled=move || busy.get() on:click=enter>
                {text::me_prove()}
            </button>
            <p class="quiet">{text::me_ready()}</p>
        })
    };
    view! {
        <section class="panel" aria-labelledby="proof">
            <h3 id="proof" tabindex="-1">{text::me_proof()}</h3>
            <p>{text::me_proof_lead()}</p>
            {move || said.get().map(|sentence| view! { <p class="error" role="alert">{sentence}</p> })}
            <div class="field">
                <label class="field__label" for="proof-mobile">{text::me_mobile()}</label>
                <input
                    class="box" id="proof-mobile" type="tel" inputmode="tel" autocomplete="tel-national" maxlength="20"
                    prop:value=move || mobile.get() on:input:target=move |event| mobile.set(event.target().value())
                />
            </div>
            <button type="button" class="weui-btn weui-btn_default" disabled=move || busy.get() on:click=ask>
                {move || if sent.with(Option::is_some) { text::me_again() } else { text::me_send() }}
            </button>
            {second}
        </section>
    }
    .into_any()
}

/// The number of the form; empty without one.
fn number(draft: &Draft) -> String {
    let of = |role: &&str| {
        let key = FieldKey::plain(ElementId::from("mobile")).with_role(Some((**role).into()));
        draft.values.get(&key).filter(|typed| !typed.is_empty()).cloned()
    };
    ROLES.iter().find_map(of).unwrap_or_default()
}

fn sentence(fault: &Fault) -> &'static str {
    match fault {
        Fault::Network => text::load_network(),
        Fault::Unreadable => text::said_problem(),
        Fault::Refused(refusal) => text::said(&refusal.code).unwrap_or_else(text::said_problem),
    }
}
