//! Hears from the server when something happens to a case. A browser that cannot hear shows the page as it was loaded.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// Calls `heard` with the number of events of a case, as often as it changes, until the page is left.
pub(super) fn listen(address: &str, heard: impl Fn(u32) + 'static) {
    // Old browsers have no such thing; then nothing is heard.
    let Ok(source) = EventSource::new(address) else { return };
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(count) = event.data().as_string().and_then(|text| text.parse().ok()) {
            heard(count);
        }
    });
    source.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    let line = StoredValue::new_local((source, hear));
    on_cleanup(move || {
        let _closed = line.try_with_value(|(source, _)| source.close());
    });
}
