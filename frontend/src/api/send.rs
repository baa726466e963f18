//! One request: out, back, read.

use std::time::Duration;

use js_sys::{Object, Reflect};
use leptos::prelude::set_timeout_with_handle;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

use super::{Fault, Refusal};
use crate::read;

/// Longest wait for an answer. A piece of 256 KiB takes half of it at 70 kbit/s.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a request carries besides its address.
#[derive(Clone, Default)]
pub(crate) struct Extra<'a> {
    /// The body, a string or a blob.
    pub(crate) body: Option<JsValue>,
    /// What a blob is, when it is known.
    pub(crate) media_type: Option<&'a str>,
    /// One header with its value.
    pub(crate) header: Option<(&'a str, &'a str)>,
    /// The answer to a challenge ([`super::proof`]).
    pub(crate) proof: Option<&'a str>,
    /// The request shall outlive the page (at most 64 KiB of body).
    pub(crate) keepalive: bool,
}

impl Extra<'_> {
    /// A body of JSON.
    pub(crate) fn json(text: &str) -> Self {
        Self {
            body: Some(JsValue::from_str(text)),
            ..Self::default()
        }
    }
}

/// An answer, as it came.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) text: String,
}

/// Sends a request and waits for all of the answer.
///
/// # Errors
/// [`Fault::Network`] when no answer arrives in time.
pub(crate) async fn send(method: &str, address: &str, extra: Extra<'_>) -> Result<Answer, Fault> {
    let window = web_sys::window().ok_or(Fault::Network)?;
    let init = RequestInit::new();
    init.set_method(method);
    let headers = Object::new();
    if let Some(body) = &extra.body {
        init.set_body(body);
        let media_type = extra.media_type.unwrap_or(if body.is_string() {
            "application/json"
        } else {
            "application/octet-stream"
        });
        set(&headers, "content-type", &media_type.into());
    }
    if let Some((name, value)) = extra.header {
        set(&headers, name, &value.into());
    }
    if let Some(proof) = extra.proof {
        set(&headers, "yijian-proof", &proof.into());
    }
    init.set_headers(&headers);
    if extra.keepalive {
        set(&init, "keepalive", &JsValue::TRUE);
    }
    // Browsers that cannot give up a request wait as long as they like.
    let controller = AbortController::new().ok();
    if let Some(controller) = &controller {
        init.set_signal(Some(&controller.signal()));
    }
    let timer = controller.and_then(|controller| set_timeout_with_handle(move || controller.abort(), PATIENCE).ok());

    let answer = answer(window.fetch_with_str_and_init(address, &init)).await;
    if let Some(timer) = timer {
        timer.clear();
    }
    answer.ok_or(Fault::Network)
}

async fn answer(promise: js_sys::Promise) -> Option<Answer> {
    let response: Response = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    Some(Answer {
        status: response.status(),
        text,
    })
}

fn set(target: &JsValue, name: &str, value: &JsValue) {
    // Setting a property of a plain object of ours cannot fail.
    let _set = Reflect::set(target, &name.into(), value);
}

/// Reads an answer: the value, or the problem.
///
/// # Errors
/// When the server refused or the answer makes no sense.
pub(super) fn read<T: DeserializeOwned>(answer: Answer) -> Result<T, Fault> {
    if (200..300).contains(&answer.status) {
        read::read(&answer.text).map_err(|_| Fault::Unreadable)
    } else {
        Err(refusal(answer))
    }
}

/// Reads an answer that carries nothing.
///
/// # Errors
/// When the server refused.
pub(super) fn done(answer: Answer) -> Result<(), Fault> {
    if (200..300).contains(&answer.status) {
        Ok(())
    } else {
        Err(refusal(answer))
    }
}

fn refusal(answer: Answer) -> Fault {
    Refusal::read(answer.status, answer.text).map_or(Fault::Unreadable, Fault::Refused)
}
