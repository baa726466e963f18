//! The program of the form: from the draft to the receipt.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::wire::Progress;

use super::{
    app::{self, shown},
    draft::{answer_page, apply_page, draft_page},
    live,
    load::wait,
    pages,
};
use crate::{
    api,
    route::{Program, Route, Task},
    text,
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
        Route::Act {
            task: Task::Withdraw | Task::Object,
            ..
        }
        | Route::Home
        | Route::Plate(_)
        | Route::Theme(_)
        | Route::Question(_)
        | Route::Plan(_)
        | Route::Me
        | Route::LicenceBox
        | Route::Licence(_)
        | Route::Missing => shown(pages::missing()),
        Route::Act { number, secret, task } => answer_page(number, secret, task),
    }
}

/// Receipt and progress. Not kept: it changes. When the server says that something happened, it is fetched anew.
fn progress(number: String, secret: String) -> AnyView {
    let there = first(&number);
    let newer: RwSignal<Option<Progress>> = RwSignal::new(None);
    let address = [
        Route::Progress {
            number: number.clone(),
            secret: secret.clone(),
        }
        .path()
        .as_str(),
        "/events",
    ]
    .concat();
    let own = secret.clone();
    let show = move |progress: Progress| {
        let secret = own.clone();
        let heard = renewal(progress.number.clone(), own.clone(), progress.events, newer);
        live::listen(&address, heard);
        let news = move || newer.with(Option::is_some).then(text::progress_news);
        let page = move || {
            let now = newer.get().unwrap_or_else(|| progress.clone());
            shown(pages::progress(&now, &secret))
        };
        view! { <p class="news" role="status">{news}</p> {page} }.into_any()
    };
    wait(there, fetch(number, secret), show)
}

/// Fetches the progress when the case has more events than are shown.
fn renewal(number: String, secret: String, shown: u32, newer: RwSignal<Option<Progress>>) -> impl Fn(u32) {
    move |count| {
        let known = newer
            .try_with_untracked(|newer| newer.as_ref().map_or(shown, |newer| newer.events))
            .unwrap_or(count);
        if count <= known {
            return;
        }
        let (number, secret) = (number.clone(), secret.clone());
        spawn_local(async move {
            // Without network the page stays as it is; the next event tries again.
            if let Ok(progress) = api::progress(&number, &secret).await {
                let _shown = newer.try_set(Some(progress));
            }
        });
    }
}

/// What the page already holds.
fn first(number: &str) -> Option<Progress> {
    api::first(&["/api/v1/applications/", number].concat())
}

fn fetch(
    number: String,
    secret: String,
) -> impl Fn() -> std::pin::Pin<Box<dyn Future<Output = Result<Progress, api::Fault>>>> + Clone {
    move || {
        let (number, secret) = (number.clone(), secret.clone());
        Box::pin(async move { api::progress(&number, &secret).await })
    }
}
