//! Catches links and GET forms of the pages and follows them without loading a page.

use std::sync::Arc;

use leptos::ev::{MouseEvent, SubmitEvent};
use wasm_bindgen::JsCast;
use web_sys::{Element, FormData, HtmlFormElement, UrlSearchParams};

/// Goes to an address of ours; true replaces the entry in the history.
pub(crate) type Navigate = Arc<dyn Fn(&str, bool) + Send + Sync>;

/// Follows a link of ours. A link to a place on the same page, one marked `rel="external"` and every click that asks for
/// another window are left to the browser.
pub(crate) fn follow(event: &MouseEvent, go: &Navigate) {
    let held = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || held {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(link) = target.and_then(|target| target.closest("a[href]").ok().flatten()) else {
        return;
    };
    let href = link.get_attribute("href").unwrap_or_default();
    if href.starts_with('#') {
        // The router would follow it without moving the keyboard along.
        event.stop_propagation();
        return;
    }
    let external = link
        .get_attribute("rel")
        .is_some_and(|rel| rel.split(' ').any(|word| word == "external"));
    if !ours(&href) || external || link.has_attribute("target") || link.has_attribute("download") {
        return;
    }
    event.prevent_default();
    go(&href, false);
}

/// Sends a GET form of ours. Fields without a value go along: they may mean "none of these".
pub(crate) fn send(event: &SubmitEvent, go: &Navigate) {
    if event.default_prevented() {
        return;
    }
    let Some(form) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlFormElement>().ok())
    else {
        return;
    };
    let action = form.get_attribute("action").unwrap_or_default();
    if !ours(&action) || form.method() != "get" {
        return;
    }
    let Ok(query) =
        FormData::new_with_form(&form).and_then(|fields| UrlSearchParams::new_with_str_sequence_sequence(&fields))
    else {
        return;
    };
    event.prevent_default();
    let query = query.to_string().as_string().unwrap_or_default();
    go(&[action.as_str(), "?", &query].concat(), false);
}

/// Whether an address is a path of this site.
fn ours(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}
