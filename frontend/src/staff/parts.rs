//! Small parts that the staff's pages share.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::case::Pace;

use super::{call::Fault, words};
use crate::{desk_text as t, ui::screen};

/// Gives the window its title and, to who has just come, the heading its focus.
pub(super) fn title(text: &str) {
    screen::set_title(&[text, " · ", t::frame_name()].concat());
    screen::settle();
}

/// Says that something is on its way.
pub(super) fn waiting() -> AnyView {
    view! { <p class="waiting" role="status">{t::frame_waiting()}</p> }.into_any()
}

/// Says why something is not there, with a button to try again.
pub(super) fn failed(sentence: String, again: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="note note_error" role="alert">
            <p>{sentence}</p>
            <button type="button" class="button" on:click=move |_| again()>{t::frame_again()}</button>
        </div>
    }
    .into_any()
}

/// Shows what `fetch` brings; while it waits it says so, and when it fails it says what to do.
pub(super) fn wait<T, F>(
    fetch: impl Fn() -> F + Clone + Send + Sync + 'static,
    show: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, Fault>> + 'static,
{
    let state: RwSignal<Option<Result<T, Fault>>> = RwSignal::new(None);
    let begin = move || {
        let coming = fetch();
        state.set(None);
        spawn_local(async move {
            let answer = coming.await;
            // The person may have gone on meanwhile.
            let _gone = state.try_set(Some(answer));
        });
    };
    begin();
    (move || match state.get() {
        None => waiting(),
        Some(Ok(data)) => show(data),
        Some(Err(fault)) => failed(fault.sentence(), begin.clone()),
    })
    .into_any()
}

/// How near a day is, by word and colour.
pub(super) fn pace(pace: Pace) -> AnyView {
    let class = ["pace pace_", words::pace_class(pace)].concat();
    view! { <span class=class>{words::pace(pace)}</span> }.into_any()
}

/// A pair of a list of facts; nothing when the value is empty.
pub(super) fn fact(name: &'static str, value: impl Into<String>) -> AnyView {
    let value = value.into();
    (!value.is_empty())
        .then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .into_any()
}

/// A text that somebody wrote, with its line breaks.
pub(super) fn said(text: &str) -> AnyView {
    let text = text.to_owned();
    (!text.is_empty())
        .then(|| view! { <p class="said">{text}</p> })
        .into_any()
}

/// A field with its label; `field` is the control, which carries the id.
pub(super) fn labelled(
    id: String,
    label: String,
    help: Option<&'static str>,
    fault: impl Fn() -> Option<String> + Send + Sync + 'static,
    field: AnyView,
) -> AnyView {
    let (help_id, fault_id) = (format!("{id}-help"), format!("{id}-fault"));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {help.map(|help| view! { <p class="field__help" id=help_id>{help}</p> })}
            {field}
            {move || fault().map(|fault| view! { <p class="field__fault" id=fault_id.clone() role="alert">{fault}</p> })}
        </div>
    }
    .into_any()
}
