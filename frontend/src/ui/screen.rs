//! What a page does to the window around it: its title, and where the keyboard and the reading voice are.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

thread_local! {
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Notes that a person has gone to another page: its heading takes the focus as soon as it is there.
pub fn arrive() {
    ARRIVED.set(true);
    settle();
}

/// Gives the focus to the heading of a page that a person has just come to, once the page is drawn.
pub fn settle() {
    request_animation_frame(|| {
        if !ARRIVED.get() {
            return;
        }
        let Some(heading) = document().query_selector("main h1").ok().flatten() else {
            return;
        };
        ARRIVED.set(false);
        if let Ok(heading) = heading.dyn_into::<web_sys::HtmlElement>() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
    });
}

/// Today, by the clock of the phone, at the place of the authorities (UTC+8 all year).
#[must_use]
pub fn today() -> jiff::civil::Date {
    const DAY_MS: f64 = 86_400_000.0;
    const EIGHT_HOURS_MS: f64 = 28_800_000.0;
    #[expect(clippy::cast_possible_truncation, reason = "days since 1970 fit for a million years")]
    let days = ((js_sys::Date::now() + EIGHT_HOURS_MS) / DAY_MS).floor() as i32;
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(days)).unwrap_or(epoch)
}

/// Whether two columns fit side by side: a tablet held sideways, or a desk.
#[must_use]
pub fn is_wide() -> bool {
    const COLUMNS_PX: f64 = 1000.0;
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_some_and(|width| width >= COLUMNS_PX)
}

/// The pairs of a query, unescaped.
#[must_use]
pub fn pairs(search: &str) -> Vec<(String, String)> {
    let Ok(params) = web_sys::UrlSearchParams::new_with_str(search) else {
        return Vec::new();
    };
    let entries = js_sys::Array::from(&params);
    let text = |pair: &js_sys::Array, at| pair.get(at).as_string().unwrap_or_default();
    entries
        .iter()
        .map(|entry| js_sys::Array::from(&entry))
        .map(|pair| (text(&pair, 0), text(&pair, 1)))
        .collect()
}

/// Scheme, host and port of the page.
#[must_use]
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Loads another page of ours; true replaces the entry in the history.
pub fn load(address: &str, replace: bool) {
    let location = window().location();
    // A browser refuses only addresses that are none.
    let _gone = if replace {
        location.replace(address)
    } else {
        location.assign(address)
    };
}

/// Opens the printer's dialogue.
pub fn print() {
    // Where a browser has no printer there is nothing to say: WeChat offers its own menu.
    let _ = window().print();
}

/// What became of an address that was to be passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The phone's own dialogue has it.
    Sent,
    /// It lies in the clipboard.
    Copied,
    /// The phone can do neither.
    Neither,
}

/// Passes an address on by the phone's own dialogue, or else copies it.
pub async fn share(title: &str, address: &str) -> Shared {
    let navigator = window().navigator();
    if has(&navigator, "share") {
        let data = web_sys::ShareData::new();
        data.set_title(title);
        data.set_url(address);
        // Closing the dialogue is no fault, and nothing is to be done about one.
        let _ = wasm_bindgen_futures::JsFuture::from(navigator.share_with_data(&data)).await;
        return Shared::Sent;
    }
    if copy(address).await {
        Shared::Copied
    } else {
        Shared::Neither
    }
}

/// Copies a text; false where the phone does not let it.
pub async fn copy(text: &str) -> bool {
    // Reached by name: web-sys keeps the clipboard behind a flag.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or_default();
    let Some(write) = js_sys::Reflect::get(&clipboard, &"writeText".into())
        .ok()
        .and_then(|write| write.dyn_into::<js_sys::Function>().ok())
    else {
        return false;
    };
    let Some(promise) = write
        .call1(&clipboard, &text.into())
        .ok()
        .and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok())
    else {
        return false;
    };
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

fn has(object: &js_sys::Object, name: &str) -> bool {
    js_sys::Reflect::has(object, &name.into()).unwrap_or(false)
}
