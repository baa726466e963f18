//! Keys for people who work all day with them: `/` searches, `j` and `k` or the arrows walk through a list, Escape goes
//! back. Enter opens, as on every link.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, HtmlElement, KeyboardEvent};

/// Listens for the keys, to the end of the program.
pub(super) fn listen() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let own = document.clone();
    let pressed = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        if !modified && !event.default_prevented() && act(&own, &event.key()) {
            event.prevent_default();
        }
    });
    // The document takes every listener.
    let _listening = document.add_event_listener_with_callback("keydown", pressed.as_ref().unchecked_ref());
    pressed.forget();
}

/// Does what a key says; false when it says nothing here.
fn act(document: &Document, key: &str) -> bool {
    if document.query_selector("dialog[open]").ok().flatten().is_some() {
        return false;
    }
    if let Some(typing) = document.active_element().filter(is_typed_into) {
        if key == "Escape" {
            // Out of the field first; the next Escape goes back.
            return typing.dyn_into::<HtmlElement>().is_ok_and(|field| field.blur().is_ok());
        }
        return false;
    }
    match key {
        "/" => focus(document, "[data-search]"),
        "j" | "ArrowDown" => step(document, 1),
        "k" | "ArrowUp" => step(document, -1),
        "Escape" => press(document, "[data-back]"),
        _ => false,
    }
}

fn is_typed_into(element: &web_sys::Element) -> bool {
    let tag = element.tag_name();
    let kind = element.get_attribute("type").unwrap_or_default();
    matches!(tag.as_str(), "TEXTAREA" | "SELECT") || (tag == "INPUT" && !matches!(kind.as_str(), "checkbox" | "radio"))
}

fn focus(document: &Document, selector: &str) -> bool {
    let found = document.query_selector(selector).ok().flatten();
    found
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}

fn press(document: &Document, selector: &str) -> bool {
    let found = document.query_selector(selector).ok().flatten();
    let Some(Ok(element)) = found.map(JsCast::dyn_into::<HtmlElement>) else {
        return false;
    };
    element.click();
    true
}

/// Goes to the next or the previous row of the list on the page.
fn step(document: &Document, by: i32) -> bool {
    let Ok(rows) = document.query_selector_all("[data-row]") else {
        return false;
    };
    let rows: Vec<HtmlElement> = (0..rows.length())
        .filter_map(|at| rows.get(at)?.dyn_into().ok())
        .collect();
    let count = i32::try_from(rows.len()).unwrap_or_default();
    if count == 0 {
        return false;
    }
    let active = document.active_element();
    let at = rows.iter().position(|row| Some(row.as_ref()) == active.as_ref());
    let next = match at.and_then(|at| i32::try_from(at).ok()) {
        Some(at) => (at + by).clamp(0, count - 1),
        None if by > 0 => 0,
        None => count - 1,
    };
    usize::try_from(next)
        .ok()
        .and_then(|next| rows.get(next))
        .is_some_and(|row| row.focus().is_ok())
}
