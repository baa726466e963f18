//! Talks to the server. One file for each subject: drafts, uploads, handing in.
//!
//! Every call gives up after a while: on a dropping network a request may hang for minutes, and a person who waits wants
//! to know.

mod application;
mod draft;
mod file;
mod send;

use std::cell::RefCell;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use yijian_domain::wire::Problem;

pub use application::{progress, submit};
pub use draft::{delete_draft, get_draft, put_draft};
pub use file::{PIECE_BYTES, announce_file, delete_file, file_path, file_state, send_piece};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The network is gone or too slow.
    Network,
    /// The server refused, and says why.
    Refused(Box<Problem>),
    /// The answer makes no sense: an old program, or a proxy in between.
    Unreadable,
}

impl Fault {
    /// The problem's code, when the server refused.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => Some(&problem.code),
            Self::Network | Self::Unreadable => None,
        }
    }
}

/// What the server already put into the page.
#[derive(Deserialize)]
struct First {
    address: String,
    /// Kept as text until a page says what it is, so that every type is read in one way only: each further way is paid
    /// in kilobytes by every phone.
    data: Box<RawValue>,
}

thread_local! {
    static FIRST: RefCell<Option<First>> = const { RefCell::new(None) };
}

/// Takes over what the server put into the page. Called once at the start.
pub fn take_first() {
    let text = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("first"))
        .and_then(|element| element.text_content());
    let first = text.and_then(|text| serde_json::from_str(&text).ok());
    FIRST.with(|cell| *cell.borrow_mut() = first);
}

/// What the page already holds for an address.
#[must_use]
pub fn first<T: DeserializeOwned>(address: &str) -> Option<T> {
    FIRST.with(|cell| {
        let first = cell.borrow();
        let first = first.as_ref().filter(|first| first.address == address)?;
        serde_json::from_str(first.data.get()).ok()
    })
}

/// Fetches JSON.
///
/// # Errors
/// When the network or the server fails.
pub async fn get<T: DeserializeOwned>(address: &str) -> Result<T, Fault> {
    send::read(send::send("GET", address, send::Extra::default()).await?)
}
