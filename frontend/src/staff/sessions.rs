//! Where a person is signed in, with a way to sign out in another place or everywhere.
//!
//! Keyboard: one button for each other place, then one for all. Read aloud: each button says which place it ends.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::wire::applicant::{OwnSession, OwnSessions};

use super::{
    account, call,
    desk::{Desk, Session, desk},
    kept, parts, words,
};
use crate::{desk_text as t, ui::screen};

/// The card of the account's page.
pub(super) fn card() -> AnyView {
    let desk = desk();
    // Fetched anew when one has ended.
    let ended = RwSignal::new(0_u32);
    let list = move || {
        ended.track();
        let fetch = || async { call::get::<OwnSessions>(&path(None)).await };
        parts::wait(fetch, move |own: OwnSessions| rows(desk, ended, &own.sessions))
    };
    view! { <section class="card"><h2>{t::account_sessions()}</h2>{list}</section> }.into_any()
}

/// The address of one session, or of all.
fn path(id: Option<&str>) -> String {
    let all = [call::BASE, "/sessions"].concat();
    id.map_or_else(|| all.clone(), |id| [&all, "/", id].concat())
}

fn rows(desk: Desk, ended: RwSignal<u32>, sessions: &[OwnSession]) -> AnyView {
    let rows: Vec<_> = sessions.iter().map(|session| row(desk, ended, session)).collect();
    let elsewhere = sessions.iter().any(|session| !session.current);
    view! {
        <ul class="dots">{rows}</ul>
        {elsewhere.then(|| view! { <p class="quiet">{t::account_sessions_note()}</p> })}
        {elsewhere.then(|| everywhere(desk))}
    }
    .into_any()
}

fn row(desk: Desk, ended: RwSignal<u32>, session: &OwnSession) -> AnyView {
    let device = if session.device.is_empty() {
        t::account_sessions_unknown().to_owned()
    } else {
        session.device.clone()
    };
    let today = screen::today();
    let since = t::account_sessions_since(
        words::moment(&session.begun_at, today),
        words::moment(&session.seen_at, today),
    );
    let what = [device.as_str(), " · ", &since].concat();
    if session.current {
        return view! { <li>{what}" "<strong>{t::account_sessions_here()}</strong></li> }.into_any();
    }
    let path = path(Some(&session.id));
    let end = move |_| {
        let path = path.clone();
        spawn_local(async move {
            match call::tell("DELETE", &path, None::<&()>).await {
                Ok(()) => {
                    desk.say(t::account_sessions_ended());
                    ended.update(|times| *times += 1);
                }
                Err(fault) => desk.say(sentence(&fault)),
            }
        });
    };
    let label = [t::account_sessions_end_one(), " ", &what].concat();
    view! {
        <li>
            {what}" "
            <button type="button" class="button" aria-label=label on:click=end>{t::account_sessions_end_one()}</button>
        </li>
    }
    .into_any()
}

fn everywhere(desk: Desk) -> AnyView {
    let warned = RwSignal::new(false);
    let end = move |_| {
        if account::holds_back(warned) {
            return;
        }
        spawn_local(async move {
            match call::tell("DELETE", &path(None), None::<&()>).await {
                Ok(()) => {
                    kept::forget().await;
                    desk.session.set(Session::Out);
                }
                Err(fault) => desk.say(sentence(&fault)),
            }
        });
    };
    view! {
        <p><button type="button" class="button" on:click=end>{t::account_sessions_end()}</button></p>
        {account::unsent(warned)}
    }
    .into_any()
}

fn sentence(fault: &call::Fault) -> String {
    match fault.code() {
        "demo_account" => t::account_sessions_demo().to_owned(),
        _ => fault.sentence(),
    }
}
