//! What the desk's program asks, one endpoint in each file: its errors, what they answer, the handler, its tests.
//!
//! A handler that takes [`Signed`] answers only who is signed in; [`Signed::with`] asks for a role.

pub mod act_on_case;
pub mod begin_totp;
mod case;
pub mod change_password;
pub mod confirm_totp;
mod confirmed;
mod cookie;
pub mod end_sessions;
mod gate;
pub mod keep_picture;
pub mod list_cases;
pub mod list_letters;
pub mod list_sessions;
pub mod list_unmaskings;
pub mod list_visits;
pub mod mask_case;
pub mod open_window;
pub mod provider;
pub mod read_case_file;
pub mod read_document;
pub mod remove_totp;
mod rows;
pub mod send_letter_again;
pub mod show_case;
pub mod show_overview;
pub mod show_session;
pub mod show_ways;
pub mod sign_in;
pub mod sign_out;
mod signed;
pub mod unmask_case;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{delete, get, post, put},
};

use super::problem;
use crate::app::App;

pub use signed::{HalfSigned, NotYourRole, Signed, SignedOut};

/// Everything under `/api/v1/staff`, with who may ask for it.
pub fn routes() -> Router<App> {
    let anybody = Router::new()
        .route(
            "/session",
            get(show_session::show_session)
                .post(sign_in::sign_in)
                .delete(sign_out::sign_out),
        )
        .route("/ways", get(show_ways::show_ways));
    let every_role = Router::new()
        .route("/session/password", put(change_password::change_password))
        .route(
            "/session/totp",
            post(begin_totp::begin_totp)
                .put(confirm_totp::confirm_totp)
                .delete(remove_totp::remove_totp),
        )
        .route(
            "/sessions",
            get(list_sessions::list_sessions).delete(end_sessions::end_all),
        )
        .route("/sessions/{id}", delete(end_sessions::end_one))
        .route("/cases", get(list_cases::list_cases))
        .route("/cases/{number}", get(show_case::show_case))
        .route("/cases/{number}/acts", post(act_on_case::act_on_case))
        .route(
            "/cases/{number}/unmasking",
            post(unmask_case::unmask_case).delete(mask_case::mask_case),
        )
        .route("/cases/{number}/files/{file}", get(read_case_file::read_case_file))
        .route(
            "/cases/{number}/documents/{document}",
            get(read_document::read_document),
        );
    let inspectors = Router::new()
        .route("/cases/{number}/pictures", post(keep_picture::keep_picture))
        .layer(DefaultBodyLimit::max(keep_picture::MOST_PICTURE_BYTES));
    let inspectors_and_clerks = Router::new().route("/visits", get(list_visits::list_visits));
    let clerks = Router::new().route("/window", post(open_window::open_window));
    let clerks_and_supervisors = Router::new()
        .route("/letters", get(list_letters::list_letters))
        .route("/letters/{id}/again", post(send_letter_again::send_letter_again));
    let supervisors = Router::new()
        .route("/overview", get(show_overview::show_overview))
        .route("/unmaskings", get(list_unmaskings::list_unmaskings));
    Router::new()
        .merge(anybody)
        .merge(every_role)
        .merge(inspectors)
        .merge(inspectors_and_clerks)
        .merge(clerks)
        .merge(clerks_and_supervisors)
        .merge(supervisors)
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(middleware::from_fn(gate::gate))
}

#[cfg(test)]
mod case_tests;
#[cfg(test)]
mod masked_tests;
#[cfg(test)]
mod tests;
