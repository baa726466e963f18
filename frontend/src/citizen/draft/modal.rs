//! A dialog over the page.
//!
//! Keyboard: the focus goes to its heading, stays inside, and returns where it was; Escape closes it. Read aloud: a
//! dialog with its heading as name. Browsers without `<dialog>` get the same from a few lines here.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use crate::text;

/// Shows `content` while `open` is set; `id` is the dialog's own.
pub(super) fn modal(
    open: RwSignal<bool>,
    id: String,
    title: String,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let heading = [id.as_str(), "-title"].concat();
    let labelled = heading.clone();
    let node = NodeRef::<html::Dialog>::new();
    let before: StoredValue<Option<HtmlElement>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            before.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
            show(&dialog);
        } else if dialog.has_attribute("open") {
            hide(&dialog);
            // A control that is gone by now takes no focus.
            let _returned = before
                .try_update_value(Option::take)
                .flatten()
                .map(|element| element.focus());
        }
    });
    let keys = move |event: KeyboardEvent| match (node.get_untracked(), event.key().as_str()) {
        (Some(_), "Escape") => {
            event.prevent_default();
            open.set(false);
        }
        (Some(dialog), "Tab") => stay_inside(&dialog, &event),
        (Some(_) | None, _) => {}
    };
    view! {
        <dialog class="modal" id=id node_ref=node aria-labelledby=labelled on:keydown=keys on:cancel=move |_: web_sys::Event| open.set(false)>
            <h2 id=heading tabindex="-1">{title}</h2>
            {move || open.get().then(&content)}
            <button type="button" class="modal__close" on:click=move |_| open.set(false)>{text::draft_close()}</button>
        </dialog>
    }
    .into_any()
}

fn show(dialog: &HtmlDialogElement) {
    if dialog.show_modal().is_err() {
        dialog.set_class_name("modal modal_plain");
        // Setting an attribute of an element of ours cannot fail.
        let _set = dialog.set_attribute("open", "");
        let _set = dialog.set_attribute("role", "dialog");
        let _set = dialog.set_attribute("aria-modal", "true");
    }
    let heading = dialog
        .query_selector("h2")
        .ok()
        .flatten()
        .and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    // The dialog is open either way.
    let _focused = heading.map(|heading| heading.focus());
}

fn hide(dialog: &HtmlDialogElement) {
    if dialog.class_name().contains("modal_plain") {
        let _removed = dialog.remove_attribute("open");
    } else {
        dialog.close();
    }
}

/// Tab at the last control goes to the first and the other way round.
fn stay_inside(dialog: &HtmlDialogElement, event: &KeyboardEvent) {
    let Ok(controls) = dialog.query_selector_all("a[href], button:not([disabled]), input, textarea, select") else {
        return;
    };
    let control = |at: u32| controls.get(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let (Some(first), Some(last)) = (control(0), control(controls.length().saturating_sub(1))) else {
        return;
    };
    let active = document().active_element();
    let is_active = |element: &HtmlElement| active.as_ref() == Some(element.as_ref());
    let outside = active.as_ref().is_none_or(|active| active.tag_name() == "H2");
    let next = match event.shift_key() {
        true if is_active(&first) || outside => last,
        false if is_active(&last) => first,
        true | false => return,
    };
    event.prevent_default();
    // A control that takes no focus leaves it where it is.
    let _focused = next.focus();
}
