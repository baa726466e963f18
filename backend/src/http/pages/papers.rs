//! `GET /r/{number}/{secret}/papers/{document}`: a document for who may see the case.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use yijian_domain::wire::applicant::Power;

use crate::{
    access,
    app::App,
    cases,
    http::{
        me::Asking,
        paper::{NoPaper, send},
    },
    storage::StorageFault,
};

/// The document as PDF; its id with `.pdf` behind it.
pub async fn paper(
    State(app): State<App>,
    Asking(asker): Asking,
    Path((number, secret, document)): Path<(String, String, String)>,
) -> Response {
    let loaded = async {
        let asker = asker.with_secret(&secret);
        match access::application(&app, &asker, &number, Power::See).await? {
            Some(_) => cases::load(&app, &number).await,
            None => Ok::<_, StorageFault>(None),
        }
    };
    let loaded = match loaded.await {
        Ok(loaded) => loaded,
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
