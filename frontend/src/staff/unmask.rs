//! Saying what the whole values of a case are needed for: one small form, wherever it is asked from.
//!
//! Keyboard: the dialogue is the browser's own; the reasons are radio buttons, Escape closes and gives the focus back.

use leptos::{ev::SubmitEvent, html::Dialog, prelude::*, task::spawn_local};
use yijian_domain::wire::desk::{CaseView, LONGEST_NOTE, OPEN_MINUTES, UnmaskReason, UnmaskRequest};

use super::{call, parts::labelled, words};
use crate::desk_text as t;

/// Where the field of the note is.
const NOTE: &str = "unmask-note";

/// Asks what for, and opens the case. `first` is chosen already; `done` gets the case with whole values, `closed` is called
/// when the dialogue has gone, with or without.
pub(super) fn dialog(
    number: String,
    first: UnmaskReason,
    done: impl Fn(CaseView) + Clone + 'static,
    closed: impl Fn() + 'static,
) -> AnyView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            // It is not open yet.
            let _shown = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let reason = RwSignal::new(first);
    let note = RwSignal::new(String::new());
    let lacking = RwSignal::new(false);
    let fault: RwSignal<Option<String>> = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = UnmaskRequest {
            reason: reason.get_untracked(),
            note: note.get_untracked().trim().to_owned(),
        };
        lacking.set(!request.is_said());
        if busy.get_untracked() || !request.is_said() {
            return;
        }
        busy.set(true);
        fault.set(None);
        let path = format!("{}/cases/{number}/unmasking", call::BASE);
        let done = done.clone();
        spawn_local(async move {
            let answer = call::post::<CaseView>(&path, &request).await;
            if busy.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match answer {
                Ok(view) => {
                    close();
                    done(view);
                }
                Err(why) => fault.set(Some(why.sentence())),
            }
        });
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="unmask-title" on:close=move |_| closed()>
            <form class="form" novalidate="" on:submit=submit>
                <h2 id="unmask-title">{t::unmask_title()}</h2>
                {reasons(reason)}
                {said(note, lacking)}
                <p class="effect">{t::unmask_will(OPEN_MINUTES)}</p>
                {move || fault.get().map(|fault| view! { <p class="note note_error" role="alert">{fault}</p> })}
                <div class="dialog__end">
                    <button type="button" class="button" on:click=move |_| close()>{t::frame_cancel()}</button>
                    <button type="submit" class="button button_main" disabled=move || busy.get()>{t::unmask_go()}</button>
                </div>
            </form>
        </dialog>
    }
    .into_any()
}

fn reasons(chosen: RwSignal<UnmaskReason>) -> AnyView {
    let options: Vec<_> = UnmaskReason::ALL
        .into_iter()
        .map(|reason| {
            let id = ["unmask-", reason.code()].concat();
            let checked = move || chosen.get() == reason;
            view! {
                <label class="choice" for=id>
                    <input id=id.clone() type="radio" name="unmask-reason" value=reason.code() prop:checked=checked
                        on:change=move |_| chosen.set(reason) />
                    <span>{words::unmask_reason(reason)}</span>
                </label>
            }
        })
        .collect();
    view! { <fieldset class="field"><legend>{t::unmask_why()}</legend>{options}</fieldset> }.into_any()
}

fn said(note: RwSignal<String>, lacking: RwSignal<bool>) -> AnyView {
    let about = [NOTE, "-help ", NOTE, "-fault"].concat();
    let input = view! {
        <textarea id=NOTE rows="2" maxlength=LONGEST_NOTE.to_string() aria-describedby=about
            aria-invalid=move || lacking.get().then_some("true") prop:value=move || note.get()
            on:input=move |event| { note.set(event_target_value(&event)); lacking.set(false); }></textarea>
    }
    .into_any();
    let fault = move || lacking.get().then(|| t::unmask_need_note().to_owned());
    labelled(
        NOTE.to_owned(),
        t::unmask_note().to_owned(),
        Some(t::unmask_note_help()),
        fault,
        input,
    )
}
