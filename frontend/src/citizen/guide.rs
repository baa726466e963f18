//! The program of the guide: from a theme to its plan.

use std::sync::Arc;

use leptos::prelude::*;
use yijian_domain::{catalogue::Catalogue, id::ThemeId};

use super::{
    app::{self, navigation, shown},
    load::load,
    pages::{self, Matter, Page},
};
use crate::{
    query::Trail,
    route::{Program, Route},
    ui::screen::{self, pairs},
};

/// Starts the program.
pub fn start() {
    app::start(Program::Guide, draw);
}

fn draw(route: Route, search: Memo<String>) -> AnyView {
    match route {
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
        Route::Home
        | Route::Plate(_)
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
