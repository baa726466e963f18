//! The program of the guide: from the door plate to the plan.

use std::sync::Arc;

use leptos::prelude::*;
use yijian_domain::{
    catalogue::Catalogue,
    id::ThemeId,
    wire::{PlateView, ThemeList},
};

use super::{
    app::{self, navigation, shown},
    load::load,
    pages::{self, Matter, Page},
};
use crate::{
    query::Trail,
    route::{Program, Route},
    ui::screen,
};

/// Starts the program.
pub fn start() {
    app::start(Program::Guide, draw);
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
        Route::Theme(theme) => matter(theme, search, pages::guide),
        Route::Plan(theme) => matter(theme, search, pages::plan),
        Route::Question(theme) => {
            let go = navigation();
            matter(theme, search, move |matter| {
                if let Some(to) = pages::settled(matter) {
                    let go = go.clone();
                    // Not while the page is being drawn: going on draws another.
                    request_animation_frame(move || go(&to, true));
                }
                pages::question(matter)
            })
        }
        Route::Apply(_) | Route::Draft(..) | Route::Progress { .. } | Route::Missing => shown(pages::missing()),
    }
}

/// A page about a matter, drawn again whenever its answers change.
fn matter(theme: ThemeId, search: Memo<String>, draw: impl Fn(&Matter<'_>) -> Page + Send + Sync + 'static) -> AnyView {
    load(
        ["/api/v1/themes/", theme.as_str()].concat(),
        move |slice: Arc<Catalogue>| {
            let trail = Trail::read(&pairs(&search.get()), Some((&slice, &theme)));
            shown(draw(&Matter {
                slice: &slice,
                theme: &theme,
                trail: &trail,
                today: screen::today(),
            }))
        },
    )
}

/// The pairs of a query, unescaped.
fn pairs(search: &str) -> Vec<(String, String)> {
    let Ok(params) = web_sys::UrlSearchParams::new_with_str(search) else {
        return Vec::new();
    };
    let entries = js_sys::Array::from(&params);
    let text = |pair: &js_sys::Array, at| pair.get(at).as_string().unwrap_or_default();
    entries
        .iter()
        .map(|entry| js_sys::Array::from(&entry))
        .map(|pair| (text(&pair, 0), text(&pair, 1)))
        .collect()
}

/// The words of a search.
fn words(search: &str) -> String {
    pairs(search)
        .into_iter()
        .find(|(name, _)| name == "s")
        .map(|(_, words)| words)
        .unwrap_or_default()
}
