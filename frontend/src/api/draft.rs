//! Drafts on the server.

use serde::Deserialize;
use yijian_domain::wire::DraftState;

use super::{
    Fault,
    send::{Extra, done, read, send},
};

#[derive(Deserialize)]
struct Saved {
    revision: u64,
}

/// Most bytes that browsers send after the page is gone.
const KEEPALIVE_BYTES: usize = 60_000;

fn path(token: &str) -> String {
    format!("/api/v1/drafts/{token}")
}

/// Fetches a draft.
///
/// # Errors
/// With the code `draft_unknown` when there is none.
pub async fn get_draft(token: &str) -> Result<DraftState, Fault> {
    super::get(&path(token)).await
}

/// Saves a draft on top of the revision it names and gives the new revision. With `last`, the request goes out even if
/// the page is about to end.
///
/// # Errors
/// With the code `draft_conflict` and the newer draft when somebody else saved in between.
pub async fn put_draft(token: &str, state: &DraftState, last: bool) -> Result<u64, Fault> {
    let body = serde_json::to_string(state).map_err(|_| Fault::Unreadable)?;
    let extra = Extra {
        keepalive: last && body.len() <= KEEPALIVE_BYTES,
        ..Extra::json(&body)
    };
    read::<Saved>(send("PUT", &path(token), extra).await?).map(|saved| saved.revision)
}

/// Deletes a draft with its files.
///
/// # Errors
/// When the network or the server fails.
pub async fn delete_draft(token: &str) -> Result<(), Fault> {
    done(send("DELETE", &path(token), Extra::default()).await?)
}
