//! Signing in: at the start, and over an open page when the session has ended.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::wire::staff::{Me, SignIn, SignInWays};

use super::{
    call::{self, Fault},
    desk::desk,
    parts, words,
};
use crate::{desk_text as t, ui::screen};

/// The page for nobody in particular.
pub(super) fn page() -> AnyView {
    parts::title(t::sign_title());
    view! {
        <main id="main" class="alone" tabindex="-1">
            <div class="sign">
                <p class="sign__brand">
                    <svg viewBox="0 0 64 64" aria-hidden="true">
                        <rect width="64" height="64" rx="14" fill="#0a7d48" />
                        <path d="M14 33h36" stroke="#fff" stroke-width="7" stroke-linecap="round" />
                    </svg>
                    {t::frame_name()}
                </p>
                <h1 tabindex="-1">{t::sign_title()}</h1>
                {form()}
                {provider()}
            </div>
        </main>
    }
    .into_any()
}

/// The way over the city's own directory, where there is one.
fn provider() -> AnyView {
    let name = RwSignal::new(None::<String>);
    spawn_local(async move {
        if let Ok(ways) = call::get::<SignInWays>(&[call::BASE, "/ways"].concat()).await {
            // Somebody may be signed in by now.
            let _still = name.try_set(ways.provider);
        }
    });
    let link = move |name| view! { <p><a class="button" rel="external" href="/desk/provider">{t::sign_provider(name)}</a></p> };
    (move || name.get().map(link)).into_any()
}

/// Over an open page: what was typed there stays.
pub(super) fn again() -> AnyView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            // It is not open yet.
            let _shown = dialog.show_modal();
        }
    });
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="sign-again" on:cancel=|event: leptos::ev::Event| event.prevent_default()>
            <h2 id="sign-again">{t::sign_title()}</h2>
            <p>{t::sign_expired()}</p>
            {form()}
        </dialog>
    }
    .into_any()
}

fn form() -> AnyView {
    let desk = desk();
    let (name, password, code) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let wants_code = RwSignal::new(false);
    let fault: RwSignal<Option<String>> = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (asked_name, asked_password) = (name.get_untracked(), password.get_untracked());
        if asked_name.trim().is_empty() || asked_password.is_empty() {
            fault.set(Some(t::sign_empty().to_owned()));
            return;
        }
        let code = code.get_untracked().trim().to_owned();
        let asked = SignIn {
            name: asked_name.trim().into(),
            password: asked_password.as_str().into(),
            code: (!code.is_empty()).then(|| code.as_str().into()),
        };
        busy.set(true);
        fault.set(None);
        spawn_local(async move {
            let answer = call::post::<Me>(&format!("{}/session", call::BASE), &asked).await;
            busy.set(false);
            match answer {
                Ok(me) => desk.enter(me),
                Err(refused) if refused.code() == "code_needed" => {
                    wants_code.set(true);
                    focus_later("sign-code");
                }
                Err(refused) => fault.set(Some(sentence(&refused))),
            }
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <div class="field">
                <label for="sign-name">{t::sign_name()}</label>
                <input id="sign-name" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" bind:value=name />
            </div>
            <div class="field">
                <label for="sign-password">{t::sign_password()}</label>
                <input id="sign-password" type="password" autocomplete="current-password" bind:value=password />
            </div>
            {move || wants_code.get().then(|| view! {
                <div class="field">
                    <label for="sign-code">{t::sign_code()}</label>
                    <p class="field__help" id="sign-code-help">{t::sign_code_help()}</p>
                    <input id="sign-code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="6"
                        aria-describedby="sign-code-help" bind:value=code />
                </div>
            })}
            {move || fault.get().map(|fault| view! { <p class="note note_error" role="alert">{fault}</p> })}
            <button type="submit" class="button button_main" disabled=move || busy.get()>{t::sign_go()}</button>
        </form>
    }
    .into_any()
}

fn sentence(fault: &Fault) -> String {
    match fault {
        Fault::Refused(problem) if problem.code == "locked" => match &problem.until {
            Some(until) => t::sign_locked(words::moment(until, screen::today())),
            None => t::sign_locked_some().to_owned(),
        },
        Fault::Refused(problem) if problem.code == "sign_in_failed" => t::sign_wrong().to_owned(),
        Fault::Refused(problem) if problem.code == "directory_first" => t::sign_directory().to_owned(),
        other => other.sentence(),
    }
}

/// Gives the focus to an element that is about to be drawn.
pub(super) fn focus_later(id: &'static str) {
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let found = document().get_element_by_id(id);
        if let Some(Ok(element)) = found.map(JsCast::dyn_into::<web_sys::HtmlElement>) {
            // What takes no focus leaves it where it was.
            let _focused = element.focus();
        }
    });
}
