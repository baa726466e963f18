//! Calls of the staff's program. Cookies travel by themselves; what changes something carries a header that no other
//! site can send.

use std::cell::Cell;

use leptos::prelude::{RwSignal, Set};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};
use yijian_domain::wire::{Problem, desk::CaseProblem};

use super::words;
use crate::{
    api::send::{Answer, Extra, send},
    desk_text as t,
};

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
            Self::Case(problem) => &problem.problem.code,
            Self::Network | Self::Unreadable => "",
        }
    }

    /// What went wrong and what to do.
    pub(super) fn sentence(&self) -> String {
        let fixed = match self {
            Self::Network => t::frame_network(),
            Self::Case(problem) => match &problem.refusal {
                Some(refusal) => return words::refusal(refusal),
                None if matches!(self.code(), "findings" | "rules_changed") => t::case_objection_cannot(),
                None => t::frame_server(),
            },
            Self::Refused(problem) if problem.status == 404 => t::frame_unknown(),
            Self::Refused(problem) if problem.code == "masked" => t::unmask_first(),
            Self::Refused(problem) if problem.status == 403 => t::frame_forbidden(),
            Self::Refused(problem) if problem.code == "too_many_requests" => t::frame_too_many(),
            Self::Refused(_) => t::frame_server(),
            Self::Unreadable => t::frame_broken(),
        };
        fixed.to_owned()
    }
}

/// Fetches JSON.
///
/// # Errors
/// When the network or the server fails.
pub(super) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Fault> {
    read(ask("GET", path, Extra::default()).await?)
}

/// Sends JSON and reads the answer.
///
/// # Errors
/// When the network or the server fails, or the server refuses.
pub(super) async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Fault> {
    let body = serde_json::to_string(body).map_err(|_| Fault::Unreadable)?;
    read(ask("POST", path, Extra::json(&body)).await?)
}

/// Sends JSON, or nothing, where no answer is expected.
///
/// # Errors
/// When the network or the server fails, or the server refuses.
pub(super) async fn tell(method: &str, path: &str, body: Option<&impl Serialize>) -> Result<(), Fault> {
    let extra = match body {
        Some(body) => Extra::json(&serde_json::to_string(body).map_err(|_| Fault::Unreadable)?),
        None => Extra::default(),
    };
    let answer = ask(method, path, extra).await?;
    if (200..300).contains(&answer.status) {
        Ok(())
    } else {
        Err(refused(&answer))
    }
}

/// Takes something back and reads what is there now.
///
/// # Errors
/// When the network or the server fails, or the server refuses.
pub(super) async fn remove<T: DeserializeOwned>(path: &str) -> Result<T, Fault> {
    read(ask("DELETE", path, Extra::default()).await?)
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
    let extra = Extra {
        body: Some(picture.into()),
        media_type: Some("image/jpeg"),
        ..Extra::default()
    };
    let kept: Kept = read(ask("POST", &path, extra).await?)?;
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

async fn ask(method: &str, path: &str, mut extra: Extra<'_>) -> Result<Answer, Fault> {
    if method != "GET" {
        extra.header = Some(("X-Yijian-Desk", "1"));
    }
    send(method, path, extra).await.map_err(|_| Fault::Network)
}

fn read<T: DeserializeOwned>(answer: Answer) -> Result<T, Fault> {
    if (200..300).contains(&answer.status) {
        serde_json::from_str(&answer.text).map_err(|_| Fault::Unreadable)
    } else {
        Err(refused(&answer))
    }
}

fn refused(answer: &Answer) -> Fault {
    let Ok(problem) = serde_json::from_str::<CaseProblem>(&answer.text) else {
        return Fault::Unreadable;
    };
    if problem.refusal.is_some() || problem.case.is_some() {
        return Fault::Case(Box::new(problem));
    }
    let problem = problem.problem;
    if problem.code == "signed_out"
        && let Some(expired) = EXPIRED.get()
    {
        expired.set(true);
    }
    Fault::Refused(Box::new(problem))
}
