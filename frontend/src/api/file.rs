//! Uploads in pieces, resumed where they broke off.

use serde::Serialize;
use yijian_domain::wire::FileState;

use super::{
    Fault,
    proof::send_working,
    send::{Extra, done, read, send},
};

/// Most bytes of one piece.
pub const PIECE_BYTES: u32 = 256 * 1024;

#[derive(Serialize)]
struct Announcement<'a> {
    id: &'a str,
    name: &'a str,
    bytes: u64,
}

/// The address of a file's content.
#[must_use]
pub fn file_path(token: &str, id: &str) -> String {
    format!("/api/v1/drafts/{token}/files/{id}")
}

/// Announces a file. Announcing it again gives its state: how much has arrived.
///
/// # Errors
/// With the code `file_too_big` or `storage_full` when there is no room for it.
pub async fn announce_file(token: &str, id: &str, name: &str, bytes: u64) -> Result<FileState, Fault> {
    let body = serde_json::to_string(&Announcement { id, name, bytes }).map_err(|_| Fault::Unreadable)?;
    let address = format!("/api/v1/drafts/{token}/files");
    read(send_working("POST", &address, Extra::json(&body)).await?)
}

/// Sends the piece that begins at `offset`.
///
/// # Errors
/// With the code `upload_offset` when it does not continue what has arrived, `file_kind` or `file_broken` when the
/// content turns out to be unusable.
pub async fn send_piece(token: &str, id: &str, offset: u64, piece: &web_sys::Blob) -> Result<FileState, Fault> {
    let offset = offset.to_string();
    let extra = Extra {
        body: Some(piece.into()),
        header: Some(("Upload-Offset", &offset)),
        ..Extra::default()
    };
    read(send("PATCH", &file_path(token, id), extra).await?)
}

/// How much of a file has arrived.
///
/// # Errors
/// With the code `file_unknown` when the server has never heard of it.
pub async fn file_state(token: &str, id: &str) -> Result<FileState, Fault> {
    super::get(&format!("{}/state", file_path(token, id))).await
}

/// Deletes a file.
///
/// # Errors
/// When the network or the server fails.
pub async fn delete_file(token: &str, id: &str) -> Result<(), Fault> {
    done(send("DELETE", &file_path(token, id), Extra::default()).await?)
}
