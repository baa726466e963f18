//! A person's own account: who they are, where they are signed in, the password, one-time codes, signing out.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use yijian_domain::wire::staff::{ChangePassword, ConfirmPassword, ConfirmTotp, Me, TotpSetup};

use super::{
    call::{self, Fault},
    desk::{Desk, Session, desk},
    kept, outbox, parts, sessions, words,
};
use crate::{desk_text as t, ui::screen};

/// The page.
pub(super) fn page() -> AnyView {
    parts::title(t::account_title());
    let desk = desk();
    let Some(me) = desk.me() else {
        return ().into_any();
    };
    view! {
        <div class="column">
            <h1 tabindex="-1">{t::account_title()}</h1>
            {who(&me)}
            {leave(desk)}
            {sessions::card()}
            {password()}
            {totp(desk, me.totp)}
        </div>
    }
    .into_any()
}

/// All there is for somebody who has to set up one-time codes first.
pub(super) fn first() -> AnyView {
    parts::title(t::account_title());
    let desk = desk();
    view! {
        <div class="column">
            <h1 tabindex="-1">{t::account_first()}</h1>
            <p class="note note_warn">{t::account_first_why()}</p>
            {totp(desk, false)}
            {leave(desk)}
        </div>
    }
    .into_any()
}

fn who(me: &Me) -> AnyView {
    let roles = words::list(me.roles.iter().map(|role| words::role(*role)));
    let department = me
        .department_name
        .clone()
        .unwrap_or_else(|| t::account_all_departments().to_owned());
    view! {
        <section class="card">
            <h2>{t::account_who()}</h2>
            <dl class="facts">
                {parts::fact(t::account_shown(), me.display_name.clone())}
                {parts::fact(t::account_name(), me.name.clone())}
                {parts::fact(t::account_roles(), roles)}
                {parts::fact(t::account_scope(), me.region_name.clone())}
                {parts::fact(t::account_department(), department)}
            </dl>
            <p class="quiet">{t::account_until(words::moment(&me.expires_at, screen::today()))}</p>
        </section>
    }
    .into_any()
}

fn leave(desk: Desk) -> AnyView {
    let warned = RwSignal::new(false);
    let out = move |_| {
        if holds_back(warned) {
            return;
        }
        spawn_local(async move {
            match call::tell("DELETE", &format!("{}/session", call::BASE), None::<&()>).await {
                Ok(()) | Err(Fault::Refused(_)) => {
                    kept::forget().await;
                    desk.session.set(Session::Out);
                }
                Err(fault) => desk.say(fault.sentence()),
            }
        });
    };
    view! {
        <p><button type="button" class="button" on:click=out>{t::frame_sign_out()}</button></p>
        {unsent(warned)}
    }
    .into_any()
}

/// Whether signing out here waits for a second press: it would delete what was found on visits and is not sent.
pub(super) fn holds_back(warned: RwSignal<bool>) -> bool {
    let worth = kept::records().iter().any(|record| record.is_worth_keeping());
    let holds = worth && !warned.get_untracked();
    if holds {
        warned.set(true);
    }
    holds
}

/// Says what signing out here would delete.
pub(super) fn unsent(warned: RwSignal<bool>) -> AnyView {
    (move || {
        outbox::track();
        warned
            .get()
            .then(|| view! { <p class="note note_warn" role="alert">{t::account_unsent(outbox::unsent())}</p> })
    })
    .into_any()
}

fn secret(id: &'static str, label: &'static str, complete: &'static str, value: RwSignal<String>) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="password" autocomplete=complete bind:value=value />
        </div>
    }
    .into_any()
}

fn sentence(fault: &Fault) -> String {
    match fault.code() {
        "password_wrong" => t::account_password_wrong().to_owned(),
        code if code.starts_with("password_") => t::account_password_weak().to_owned(),
        "demo_account" => t::account_demo().to_owned(),
        "code_wrong" => t::account_totp_wrong().to_owned(),
        "locked" => t::sign_locked_some().to_owned(),
        _ => fault.sentence(),
    }
}

fn fault_line(fault: RwSignal<Option<String>>) -> AnyView {
    (move || {
        fault
            .get()
            .map(|fault| view! { <p class="note note_error" role="alert">{fault}</p> })
    })
    .into_any()
}

fn password() -> AnyView {
    let desk = desk();
    let (now, new, twice) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let fault: RwSignal<Option<String>> = RwSignal::new(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if new.get_untracked() != twice.get_untracked() {
            fault.set(Some(t::account_password_differ().to_owned()));
            return;
        }
        let asked = ChangePassword {
            password: now.get_untracked().as_str().into(),
            new: new.get_untracked().as_str().into(),
        };
        spawn_local(async move {
            match call::tell("PUT", &format!("{}/session/password", call::BASE), Some(&asked)).await {
                Ok(()) => {
                    for field in [now, new, twice] {
                        field.set(String::new());
                    }
                    fault.set(None);
                    desk.say(t::account_password_done());
                }
                Err(refused) => fault.set(Some(sentence(&refused))),
            }
        });
    };
    view! {
        <section class="card">
            <h2>{t::account_password()}</h2>
            <form class="form" on:submit=submit>
                {secret("password-now", t::account_password_now(), "current-password", now)}
                {secret("password-new", t::account_password_new(), "new-password", new)}
                <p class="field__help">{t::account_password_help()}</p>
                {secret("password-twice", t::account_password_twice(), "new-password", twice)}
                {fault_line(fault)}
                <p><button type="submit" class="button">{t::account_password()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The address of a picture that came as SVG.
fn picture(svg: &str) -> String {
    ["data:image/svg+xml,", &String::from(js_sys::encode_uri_component(svg))].concat()
}

fn totp(desk: Desk, on: bool) -> AnyView {
    let on = RwSignal::new(on);
    let setup: RwSignal<Option<TotpSetup>> = RwSignal::new(None);
    let (password, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fault: RwSignal<Option<String>> = RwSignal::new(None);
    let path = || format!("{}/session/totp", call::BASE);
    let confirmed = move || ConfirmPassword {
        password: password.get_untracked().as_str().into(),
    };
    let begin = move |event: SubmitEvent| {
        event.prevent_default();
        let asked = confirmed();
        spawn_local(async move {
            let done = if on.get_untracked() {
                let ended = call::tell("DELETE", &path(), Some(&asked)).await;
                ended.map(|()| {
                    on.set(false);
                    desk.say(t::account_totp_ended());
                })
            } else {
                call::post::<TotpSetup>(&path(), &asked)
                    .await
                    .map(|begun| setup.set(Some(begun)))
            };
            password.set(String::new());
            fault.set(done.err().map(|refused| sentence(&refused)));
        });
    };
    let confirm = move |event: SubmitEvent| {
        event.prevent_default();
        let asked = ConfirmTotp {
            code: code.get_untracked().trim().into(),
        };
        spawn_local(async move {
            let done = call::tell("PUT", &path(), Some(&asked)).await;
            if done.is_ok() {
                setup.set(None);
                on.set(true);
                desk.say(t::account_totp_done());
                desk.has_codes();
            }
            code.set(String::new());
            fault.set(done.err().map(|refused| sentence(&refused)));
        });
    };
    let content = move || {
        match setup.get() {
        Some(begun) => view! {
            <form class="form" on:submit=confirm>
                <p>{t::account_totp_scan()}</p>
                <img alt=t::account_totp_picture() width="200" height="200" src=picture(&begun.code.0) />
                <p class="secret number">{begun.secret.0.clone()}</p>
                <p><a href=begun.uri.0.clone() rel="external">{t::account_totp_link()}</a></p>
                <div class="field">
                    <label for="totp-code">{t::account_totp_code()}</label>
                    <input id="totp-code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="6" bind:value=code />
                </div>
                <p><button type="submit" class="button button_main">{t::account_totp_confirm()}</button></p>
            </form>
        }
        .into_any(),
        None => view! {
            <form class="form" on:submit=begin>
                <p>{if on.get() { t::account_totp_on() } else { t::account_totp_off() }}</p>
                {secret("totp-password", t::account_password_now(), "current-password", password)}
                <p><button type="submit" class="button">{if on.get() { t::account_totp_end() } else { t::account_totp_begin() }}</button></p>
            </form>
        }
        .into_any(),
    }
    };
    view! { <section class="card"><h2>{t::account_totp()}</h2>{content}{fault_line(fault)}</section> }.into_any()
}
