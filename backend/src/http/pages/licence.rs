//! `GET /v` and `GET /v/{code}`: what a licence is worth today, for anybody, without a program.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use yijian_frontend::render::Shown;

use super::{Pairs, Visit};
use crate::{app::App, cases};

/// A box to type a code; with `?code=` its check.
pub async fn typed(State(app): State<App>, visit: Visit, Query(pairs): Pairs) -> Response {
    let code = pairs.iter().find(|(name, _)| name == "code");
    match code.map(|(_, code)| code.trim()).filter(|code| !code.is_empty()) {
        // Somebody may paste the whole address.
        Some(code) => show(&app, &visit, code.rsplit('/').next().unwrap_or(code)).await,
        None => {
            let server = &app.public_url;
            visit.show(&app, &Shown::LicenceBox { server })
        }
    }
}

/// The check of a code.
pub async fn licence(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Response {
    show(&app, &visit, &code).await
}

async fn show(app: &App, visit: &Visit, code: &str) -> Response {
    match cases::check(app, code).await {
        Ok(checked) => {
            let status = match checked.licence {
                Some(_) => StatusCode::OK,
                None => StatusCode::NOT_FOUND,
            };
            visit.show_with(app, status, &Shown::Licence { checked: &checked })
        }
        Err(fault) => fault.into_response(),
    }
}
