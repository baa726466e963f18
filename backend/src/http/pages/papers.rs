//! `GET /r/{number}/{secret}/papers/{document}`: a document for who has the secret of the receipt.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    cases,
    http::{
        api::show_application,
        paper::{NoPaper, send},
    },
};

/// The document as PDF; its id with `.pdf` behind it.
pub async fn paper(
    State(app): State<App>,
    Path((number, secret, document)): Path<(String, String, String)>,
) -> Response {
    // Before the case is read: an unknown number takes as long as another secret.
    match show_application::own(&app, &number, &secret).await {
        Ok(_) => {}
        Err(show_application::Refusal::Unknown) => return NoPaper::Unknown.into_response(),
        Err(show_application::Refusal::Storage(fault)) => return fault.into_response(),
    }
    let loaded = match cases::load(&app, &number).await {
        Ok(Some(loaded)) => loaded,
        Ok(None) => return NoPaper::Unknown.into_response(),
        Err(fault) => return fault.into_response(),
    };
    match send(&app, &loaded, &document).await {
        Ok(response) => response,
        Err(fault) => fault.into_response(),
    }
}
