//! Going on with the draft on another phone.
//!
//! Keyboard: the address is a field that can be selected, with a button to copy it. Read aloud: whether it was copied.

use leptos::prelude::*;

use super::{device, store::Store};
use crate::{
    route::{Route, Step},
    text,
    ui::parts::fold,
};

/// The box with the link.
pub(super) fn elsewhere(store: Store) -> AnyView {
    let link = device::origin() + &Route::Draft(store.token().to_string(), Step::Overview).path();
    let told = RwSignal::new("");
    let shown = link.clone();
    let copy = move |_| {
        let copied = device::copy(&link);
        told.set(if copied {
            text::draft_copied()
        } else {
            text::draft_copy_by_hand()
        });
    };
    let content = view! {
        <p>{text::draft_elsewhere_text()}</p>
        <label class="elsewhere__label" for="elsewhere-link">{text::draft_elsewhere_link()}</label>
        <input
            class="box"
            id="elsewhere-link"
            type="text"
            readonly
            value=shown
            on:focus:target=move |event| event.target().select()
        />
        <p class="elsewhere__row">
            <button type="button" class="weui-btn weui-btn_default" on:click=copy>{text::draft_copy()}</button>
            <span role="status">{move || told.get()}</span>
        </p>
        <p class="careful">{text::draft_elsewhere_careful()}</p>
    };
    fold(text::draft_elsewhere(), content.into_any())
}
