//! The program of the form: from the draft to the receipt.

use leptos::prelude::*;
use yijian_domain::wire::Progress;

use super::{
    app::{self, shown},
    draft::{apply_page, draft_page},
    load::wait,
    pages,
};
use crate::{
    api,
    route::{Program, Route},
};

/// Starts the program.
pub fn start() {
    app::start(Program::Form, |route, _| draw(route));
}

fn draw(route: Route) -> AnyView {
    match route {
        Route::Apply(theme) => apply_page(theme),
        Route::Draft(token, step) => draft_page(token, step),
        Route::Progress { number, secret } => progress(number, secret),
        Route::Home | Route::Plate(_) | Route::Theme(_) | Route::Question(_) | Route::Plan(_) | Route::Missing => {
            shown(pages::missing())
        }
    }
}

/// Receipt and progress. Not kept: it changes.
fn progress(number: String, secret: String) -> AnyView {
    let there: Option<Progress> = api::first(&["/api/v1/applications/", &number].concat());
    let own = secret.clone();
    let fetch = move || {
        let (number, secret) = (number.clone(), own.clone());
        async move { api::progress(&number, &secret).await }
    };
    wait(there, fetch, move |progress: Progress| {
        shown(pages::progress(&progress, &secret))
    })
}
