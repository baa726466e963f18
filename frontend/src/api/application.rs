//! Handing in.

use yijian_domain::{
    application::Draft,
    wire::{OwnRequest, Progress, Receipt},
};

use super::{
    Fault,
    proof::send_working,
    send::{Extra, read, send},
};

/// Hands in a submission, given as JSON. The same key with the same body gives the same receipt, however often it is
/// sent.
///
/// # Errors
/// With the code `findings` and the findings, `catalogue_changed` and the changes, or another problem.
pub async fn submit(key: &str, body: &str) -> Result<Receipt, Fault> {
    let extra = Extra {
        header: Some(("Idempotency-Key", key)),
        ..Extra::json(body)
    };
    read(send_working("POST", "/api/v1/applications", extra).await?)
}

/// Where an application stands.
///
/// # Errors
/// With status 404 for an unknown number and for a wrong secret alike, or another problem.
pub async fn progress(number: &str, secret: &str) -> Result<Progress, Fault> {
    let bearer = ["Bearer ", secret].concat();
    let extra = Extra {
        header: Some(("Authorization", &bearer)),
        ..Extra::default()
    };
    read(send("GET", &["/api/v1/applications/", number].concat(), extra).await?)
}

/// Does something with one's own case; where it stands then.
///
/// # Errors
/// With the code `case_changed` when something happened in between, `refused` with its reason, or another problem.
pub async fn act(number: &str, secret: &str, request: &OwnRequest) -> Result<Progress, Fault> {
    let bearer = ["Bearer ", secret].concat();
    let body = serde_json::to_string(request).map_err(|_| Fault::Unreadable)?;
    let extra = Extra {
        header: Some(("Authorization", &bearer)),
        ..Extra::json(&body)
    };
    read(send("POST", &["/api/v1/applications/", number, "/acts"].concat(), extra).await?)
}

/// A draft to answer with: of fields and papers only what is to be put right.
///
/// # Errors
/// As for the progress.
pub async fn answer(number: &str, secret: &str) -> Result<Draft, Fault> {
    let bearer = ["Bearer ", secret].concat();
    let extra = Extra {
        header: Some(("Authorization", &bearer)),
        ..Extra::default()
    };
    read(send("GET", &["/api/v1/applications/", number, "/answer"].concat(), extra).await?)
}
