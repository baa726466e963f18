//! What the desk's program asks, one endpoint in each file: its errors, what they answer, the handler, its tests.
//!
//! A handler that takes [`Signed`] answers only who is signed in; [`Signed::with`] asks for a role.

pub mod begin_totp;
pub mod change_password;
pub mod confirm_totp;
mod confirmed;
mod cookie;
mod gate;
pub mod list_cases;
pub mod list_visits;
pub mod remove_totp;
mod rows;
pub mod show_overview;
pub mod show_session;
pub mod sign_in;
pub mod sign_out;
mod signed;

use axum::{
    Router, middleware,
    routing::{get, post, put},
};

use super::problem;
use crate::app::App;

pub use signed::{NotYourRole, Signed, SignedOut};

/// Everything under `/api/v1/staff`, with who may ask for it.
pub fn routes(app: &App) -> Router<App> {
    let anybody = Router::new().route(
        "/session",
        get(show_session::show_session)
            .post(sign_in::sign_in)
            .delete(sign_out::sign_out),
    );
    let every_role = Router::new()
        .route("/session/password", put(change_password::change_password))
        .route(
            "/session/totp",
            post(begin_totp::begin_totp)
                .put(confirm_totp::confirm_totp)
                .delete(remove_totp::remove_totp),
        )
        .route("/cases", get(list_cases::list_cases));
    let supervisors = Router::new().route("/overview", get(show_overview::show_overview));
    let inspectors_and_clerks = Router::new().route("/visits", get(list_visits::list_visits));
    Router::new()
        .merge(anybody)
        .merge(every_role)
        .merge(supervisors)
        .merge(inspectors_and_clerks)
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(middleware::from_fn_with_state(app.clone(), gate::gate))
}

#[cfg(test)]
mod tests;
