//! Talks to the server. One file for each subject: drafts, uploads, handing in.
//!
//! Every call gives up after a while: on a dropping network a request may hang for minutes, and a person who waits wants
//! to know.

mod application;
mod draft;
mod file;
mod proof;
pub(crate) mod send;
mod sign_in;

use std::cell::RefCell;

use serde::de::DeserializeOwned;
use yijian_domain::wire::Problem;

use crate::read::{self, Json};

pub use application::{act, answer, progress, submit};
pub use draft::{delete_draft, get_draft, put_draft};
pub use file::{PIECE_BYTES, announce_file, delete_file, file_path, file_state, send_piece};
pub use sign_in::{ask_code, sign_in};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The network is gone or too slow.
    Network,
    /// The server refused, and says why.
    Refused(Refusal),
    /// The answer makes no sense: an old program, or a proxy in between.
    Unreadable,
}

/// What the server answered instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// The problem's code.
    pub code: String,
    text: String,
}

impl Refusal {
    /// None when the answer is no problem of ours.
    fn read(status: u16, text: String) -> Option<Self> {
        match Json::parse(&text).ok()?.take("code")? {
            Json::Text(code) => Some(Self { status, code, text }),
            _ => None,
        }
    }

    /// The whole problem. Whoever needs no more than the code pays for no more.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        read::read(&self.text).ok()
    }
}

impl Fault {
    /// The problem's code, when the server refused.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => Some(&refusal.code),
            Self::Network | Self::Unreadable => None,
        }
    }
}

thread_local! {
    /// What the server already put into the page: an object with the address it stands for, and the data.
    static FIRST: RefCell<Json> = const { RefCell::new(Json::Null) };
}

/// Takes over what the server put into the page. Called once at the start.
pub fn take_first() {
    let text = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("first"))
        .and_then(|element| element.text_content());
    let first = text.and_then(|text| Json::parse(&text).ok());
    FIRST.with(|cell| *cell.borrow_mut() = first.unwrap_or_default());
}

/// Takes what the page already holds for an address.
#[must_use]
pub fn first<T: DeserializeOwned>(address: &str) -> Option<T> {
    FIRST.with(|cell| {
        let mut first = cell.borrow_mut();
        let data = match first.take("address")? {
            Json::Text(own) if own == address => first.take("data")?,
            _ => return None,
        };
        T::deserialize(data).ok()
    })
}

/// Fetches JSON.
///
/// # Errors
/// When the network or the server fails.
pub async fn get<T: DeserializeOwned>(address: &str) -> Result<T, Fault> {
    send::read(send::send("GET", address, send::Extra::default()).await?)
}
