//! `GET /r/{number}/{secret}/papers/{document}`: a document for who has the secret of the receipt.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    cases,
    http::paper::{NoPaper, send},
    ids,
};

/// The document as PDF; its id with `.pdf` behind it.
pub async fn paper(
    State(app): State<App>,
    Path((number, secret, document)): Path<(String, String, String)>,
) -> Response {
    let loaded = match cases::load(&app, &number).await {
        Ok(loaded) => loaded.filter(|loaded| loaded.stored.secret_hash == ids::digest(secret.as_bytes())),
        Err(fault) => return fault.into_response(),
    };
    let Some(loaded) = loaded else {
        return NoPaper::Unknown.into_response();
    };
    match send(&app, &loaded, &document).await {
        Ok(response) => response,
        Err(fault) => fault.into_response(),
    }
}
