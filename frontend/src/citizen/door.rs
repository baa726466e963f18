//! The program of the door: a door plate, and the list of themes.

use std::sync::Arc;

use leptos::prelude::*;
use yijian_domain::wire::{PlateView, ThemeList};

use super::{
    app::{self, shown},
    load::load,
    pages,
};
use crate::{
    route::{Program, Route},
    ui::screen::pairs,
};

/// Starts the program.
pub fn start() {
    app::start(Program::Door, draw);
}

fn draw(route: Route, search: Memo<String>) -> AnyView {
    match route {
        Route::Home => load("/api/v1/themes".to_owned(), move |list: Arc<ThemeList>| {
            shown(pages::home(&list, &words(&search.get())))
        }),
        Route::Plate(plate) => load(
            ["/api/v1/plates/", plate.as_str()].concat(),
            move |view: Arc<PlateView>| shown(pages::plate(&view, &words(&search.get()))),
        ),
        Route::Theme(_)
        | Route::Question(_)
        | Route::Plan(_)
        | Route::Apply(_)
        | Route::Draft(..)
        | Route::Progress { .. }
        | Route::Act { .. }
        | Route::Me
        | Route::LicenceBox
        | Route::Licence(_)
        | Route::Missing => shown(pages::missing()),
    }
}

/// The words of a search.
fn words(search: &str) -> String {
    pairs(search)
        .into_iter()
        .find(|(name, _)| name == "s")
        .map(|(_, words)| words)
        .unwrap_or_default()
}
