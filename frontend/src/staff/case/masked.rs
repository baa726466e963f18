//! Whether the open case shows whole what it says of people: the line that says so, asking for it, and hiding it again.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{
    case::Verb,
    id::ItemId,
    wire::desk::{CaseView, UnmaskReason},
};

use super::CasePage;
use crate::{
    desk_text as t,
    staff::{call, unmask},
};

/// How often it is looked how many minutes are left.
const LOOK: Duration = Duration::from_secs(15);
/// Milliseconds of a minute and a second.
const MINUTE_MS: f64 = 60_000.0;
const SECOND_MS: f64 = 1000.0;

/// What goes on once a reason was given.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Then {
    /// The page shows everything.
    Look,
    /// A document or file opens in a tab of its own.
    Open(String),
    /// Something is done that has to see whole values.
    Act(Verb, Option<ItemId>),
}

/// When a case that just arrived is masked again, by this device's clock; 0 when it is masked.
pub(super) fn until(view: &CaseView) -> f64 {
    view.open_seconds
        .map_or(0.0, |seconds| js_sys::Date::now() + f64::from(seconds) * SECOND_MS)
}

/// Whether whole values are there. Read where something is drawn, it draws anew when that changes.
pub(super) fn is_open(page: CasePage) -> bool {
    page.view.with(|view| view.open_seconds.is_some())
}

/// Asks for a reason first, unless one was given.
pub(super) fn ask(page: CasePage, then: Then) {
    page.asking.set(Some(then));
}

/// The line above the sections.
pub(super) fn bar(page: CasePage) -> AnyView {
    let looked = Trigger::new();
    let look = move || {
        looked.notify();
        let (is_open, until) = (
            page.view.with_untracked(|view| view.open_seconds.is_some()),
            page.until.get_untracked(),
        );
        if is_open && js_sys::Date::now() >= until {
            page.until.set(f64::MAX);
            hide(page, false);
        }
    };
    if let Ok(looking) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || looking.clear());
    }
    // Only whole minutes are said, so nothing is drawn between.
    let minutes = Memo::new(move |_| {
        looked.track();
        let left = ((page.until.get() - js_sys::Date::now()) / MINUTE_MS).ceil();
        if left.is_finite() && left < 1000.0 {
            left.max(1.0)
        } else {
            1.0
        }
    });
    (move || {
        if is_open(page) {
            let said = move || t::unmask_left(format!("{:.0}", minutes.get()));
            view! {
                <p class="masked">
                    <span>{said}</span>" "
                    <button type="button" class="button button_small" on:click=move |_| hide(page, true)>{t::unmask_hide()}</button>
                </p>
            }
            .into_any()
        } else {
            view! { <p class="masked"><span>{t::unmask_hidden()}</span>" "{button(page)}</p> }.into_any()
        }
    })
    .into_any()
}

/// The button that asks for whole values.
pub(super) fn button(page: CasePage) -> AnyView {
    view! {
        <button type="button" class="button button_small" on:click=move |_| ask(page, Then::Look)>{t::unmask_title()}</button>
    }
    .into_any()
}

/// What stands in place of something that has to be opened first.
pub(super) fn instead(page: CasePage) -> AnyView {
    view! { <div class="note"><p>{t::unmask_first()}</p>{button(page)}</div> }.into_any()
}

/// The form for the reason, while it is asked for.
pub(super) fn dialog(page: CasePage) -> AnyView {
    (move || {
        let then = page.asking.get()?;
        let number = page.view.with_untracked(|view| view.number.clone());
        let reason = match &then {
            Then::Open(path) if path.ends_with(".pdf") => UnmaskReason::PrepareDocument,
            Then::Act(..) => UnmaskReason::PrepareDocument,
            Then::Open(_) | Then::Look => UnmaskReason::default(),
        };
        let done = move |view: CaseView| {
            page.show(view);
            match &then {
                Then::Look => {}
                Then::Open(path) => {
                    // Where the browser opens no tab by itself, the link opens one now.
                    let _tab = window().open_with_url_and_target(path, "_blank");
                }
                Then::Act(verb, item) => page.acting.set(Some((*verb, item.clone()))),
            }
        };
        Some(unmask::dialog(number, reason, done, move || page.asking.set(None)))
    })
    .into_any()
}

/// Fetches the case masked: because the person wants it so, or because its time is over.
fn hide(page: CasePage, now: bool) {
    let number = page.view.with_untracked(|view| view.number.clone());
    spawn_local(async move {
        let case = format!("{}/cases/{number}", call::BASE);
        let answer = if now {
            call::remove::<CaseView>(&[case.as_str(), "/unmasking"].concat()).await
        } else {
            call::get::<CaseView>(&case).await
        };
        match answer {
            Ok(view) => page.show(view),
            Err(fault) if now => page.desk.say(fault.sentence()),
            // What is shown must not stay: the page is asked for anew, and says what is wrong.
            Err(_) => {
                let _reloading = window().location().reload();
            }
        }
    });
}
