//! Calls of the staff's program. Cookies travel by themselves; what changes something carries a header that no other
//! site can send.

use std::{cell::Cell, time::Duration};

use js_sys::{Object, Reflect};
use leptos::prelude::{RwSignal, Set, set_timeout_with_handle};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, RequestInit, Response};
use yijian_domain::wire::{Problem, desk::CaseProblem};

use super::words;
use crate::desk_text as t;

/// Longest wait for an answer: office networks are good, a photograph from the road is not.
const PATIENCE: Duration = Duration::from_secs(60);
/// Where everything of the staff is.
pub(super) const BASE: &str = "/api/v1/staff";

thread_local! {
    /// Tells the page that the session has ended.
    static EXPIRED: Cell<Option<RwSignal<bool>>> = const { Cell::new(None) };
}

/// Says whom to tell when the server no longer knows who is there.
pub(super) fn tell_expired(signal: RwSignal<bool>) {
    EXPIRED.set(Some(signal));
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fault {
    /// The network is gone or too slow.
    Network,
    /// The server refused.
    Refused(Box<Problem>),
    /// The rules of the case refuse, or somebody else acted meanwhile.
    Case(Box<CaseProblem>),
    /// The answer makes no sense.
    Unreadable,
}

impl Fault {
    /// The problem's code.
    pub(super) fn code(&self) -> &str {
        match self {
            Self::Refused(problem) => &problem.code,
            Self::Case(problem) => &problem.code,
            Self::Network | Self::Unreadable => "",
        }
    }

    /// What went wrong and what to do.
    pub(super) fn sentence(&self) -> String {
        let fixed = match self {
            Self::Network => t::frame_network(),
            Self::Case(problem) => match &problem.refusal {
                Some(refusal) => return words::refusal(refusal),
                None => t::frame_server(),
            },
            Self::Refused(problem) if problem.status == 404 => t::frame_unknown(),
            Self::Refused(problem) if problem.status == 403 => t::frame_forbidden(),
            Self::Refused(_) => t::frame_server(),
            Self::Unreadable => t::frame_broken(),
        };
        fixed.to_owned()
    }
}

/// What a request carries.
enum Body<'a> {
    Nothing,
    Json(String),
    Picture(&'a Blob),
}

/// Fetches JSON.
///
/// # Errors
/// When the network or the server fails.
pub(super) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Fault> {
    read(send("GET", path, Body::Nothing).await?)
}

/// Sends JSON and reads the answer.
///
/// # Errors
/// When the network or the server fails, or the server refuses.
pub(super) async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Fault> {
    let body = serde_json::to_string(body).map_err(|_| Fault::Unreadable)?;
    read(send("POST", path, Body::Json(body)).await?)
}

/// Sends JSON, or nothing, where no answer is expected.
///
/// # Errors
/// When the network or the server fails, or the server refuses.
pub(super) async fn tell(method: &str, path: &str, body: Option<&impl Serialize>) -> Result<(), Fault> {
    let body = match body {
        Some(body) => Body::Json(serde_json::to_string(body).map_err(|_| Fault::Unreadable)?),
        None => Body::Nothing,
    };
    let answer = send(method, path, body).await?;
    if (200..300).contains(&answer.status) {
        Ok(())
    } else {
        Err(refused(&answer))
    }
}

/// Sends a photograph and gives its id.
///
/// # Errors
/// When the network or the server fails, or the server refuses.
pub(super) async fn send_picture(number: &str, picture: &Blob) -> Result<String, Fault> {
    #[derive(serde::Deserialize)]
    struct Kept {
        id: String,
    }
    let path = format!("{BASE}/cases/{number}/pictures");
    let kept: Kept = read(send("POST", &path, Body::Picture(picture)).await?)?;
    Ok(kept.id)
}

/// Fetches a file for a viewer.
///
/// # Errors
/// When the network or the server fails.
pub(super) async fn blob(path: &str) -> Result<Blob, Fault> {
    let window = web_sys::window().ok_or(Fault::Network)?;
    let response: Response = JsFuture::from(window.fetch_with_str(path))
        .await
        .ok()
        .and_then(|response| response.dyn_into().ok())
        .ok_or(Fault::Network)?;
    if !response.ok() {
        return Err(Fault::Unreadable);
    }
    let blob = response.blob().map_err(|_| Fault::Network)?;
    let blob = JsFuture::from(blob).await.map_err(|_| Fault::Network)?;
    blob.dyn_into().map_err(|_| Fault::Network)
}

/// An answer, as it came.
struct Answer {
    status: u16,
    text: String,
}

async fn send(method: &str, path: &str, body: Body<'_>) -> Result<Answer, Fault> {
    let window = web_sys::window().ok_or(Fault::Network)?;
    let init = RequestInit::new();
    init.set_method(method);
    let headers = Object::new();
    let header = |name: &str, value: &str| {
        // Setting a property of a plain object of ours cannot fail.
        let _set = Reflect::set(&headers, &name.into(), &value.into());
    };
    match &body {
        Body::Nothing => {}
        Body::Json(text) => {
            header("content-type", "application/json");
            init.set_body(&JsValue::from_str(text));
        }
        Body::Picture(blob) => {
            header("content-type", "image/jpeg");
            init.set_body(blob);
        }
    }
    if method != "GET" {
        header("X-Yijian-Desk", "1");
    }
    init.set_headers(&headers);
    let controller = AbortController::new().ok();
    if let Some(controller) = &controller {
        init.set_signal(Some(&controller.signal()));
    }
    let timer = controller.and_then(|controller| set_timeout_with_handle(move || controller.abort(), PATIENCE).ok());
    let answer = answer(window.fetch_with_str_and_init(path, &init)).await;
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

fn read<T: DeserializeOwned>(answer: Answer) -> Result<T, Fault> {
    if (200..300).contains(&answer.status) {
        serde_json::from_str(&answer.text).map_err(|_| Fault::Unreadable)
    } else {
        Err(refused(&answer))
    }
}

fn refused(answer: &Answer) -> Fault {
    if let Ok(problem) = serde_json::from_str::<CaseProblem>(&answer.text)
        && (problem.refusal.is_some() || problem.case.is_some())
    {
        return Fault::Case(Box::new(problem));
    }
    match serde_json::from_str::<Problem>(&answer.text) {
        Ok(problem) => {
            if problem.code == "signed_out"
                && let Some(expired) = EXPIRED.get()
            {
                expired.set(true);
            }
            Fault::Refused(Box::new(problem))
        }
        Err(_) => Fault::Unreadable,
    }
}
