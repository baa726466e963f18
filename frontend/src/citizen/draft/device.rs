//! What the phone itself gives: dice, storage, the clipboard, the focus.

use js_sys::Reflect;
use leptos::prelude::set_timeout;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, Storage, window};

/// 128 random bits as 32 lower-case hexadecimal digits: a draft's token, a file's id.
pub(super) fn random_id() -> String {
    let mut bytes = [0_u8; 16];
    let filled = window()
        .and_then(|window| window.crypto().ok())
        .map(|dice| dice.get_random_values_with_u8_array(&mut bytes));
    if !matches!(filled, Some(Ok(_))) {
        // Only browsers older than WebAssembly are without dice.
        bytes.fill_with(weak_byte);
    }
    hex(&bytes)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 255"
)]
fn weak_byte() -> u8 {
    (js_sys::Math::random() * 256.0) as u8
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// The phone's storage; none when it is switched off or its place is used up by others.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// Reads what was kept under a name.
pub(super) fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a text on the phone. False when the phone does not keep it.
pub(super) fn keep(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// Forgets what was kept under a name.
pub(super) fn forget(name: &str) {
    if let Some(storage) = storage() {
        // A storage that refuses has nothing to forget either.
        let _gone = storage.remove_item(name);
    }
}

/// All names under which something is kept that begin with `start`.
pub(super) fn kept_names(start: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|at| storage.key(at).ok()?)
        .filter(|name| name.starts_with(start))
        .collect()
}

/// The page's address without its path.
pub(super) fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// The part of the address behind `#`, without it.
pub(super) fn fragment() -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    hash.strip_prefix('#')
        .filter(|id| !id.is_empty())
        .map(ToOwned::to_owned)
}

/// Whether the browser knows for sure that there is no network.
pub(super) fn is_offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}

/// Copies a text where the browser allows it.
pub(super) fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    let write = Reflect::get(&clipboard, &"writeText".into())
        .ok()
        .and_then(|write| write.dyn_into::<js_sys::Function>().ok());
    write.is_some_and(|write| write.call1(&clipboard, &text.into()).is_ok())
}

/// The element with an id.
pub(super) fn element(id: &str) -> Option<HtmlElement> {
    window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the element with an id, or to the first control inside it, and brings it into sight. It waits until
/// the page has been drawn.
pub(super) fn focus(id: String) {
    set_timeout(
        move || {
            let Some(target) = element(&id) else { return };
            let control = if target
                .matches("input, select, textarea, button, a, [tabindex]")
                .unwrap_or(false)
            {
                Some(target.clone())
            } else {
                let inside = target
                    .query_selector("input, select, textarea, button, a")
                    .ok()
                    .flatten();
                inside.and_then(|inside| inside.dyn_into::<HtmlElement>().ok())
            };
            target.scroll_into_view();
            // An element that takes no focus is in sight at least.
            let _focused = control.map(|control| control.focus());
        },
        Duration::from_millis(60),
    );
}
