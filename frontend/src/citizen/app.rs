//! Starts a program and shows the page of the address.
//!
//! Links and GET forms of the pages work without the program. The program catches both in one place, so that no page needs
//! to know of it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::Router,
    hooks::{use_location, use_navigate},
};
use wasm_bindgen::JsCast;
use yijian_domain::lang::Lang;

use super::{pages::Page, takeover::Done};
use crate::{
    api,
    route::{Program, Route},
    text,
    ui::{
        follow::{follow, send},
        layout::{Reader, layout},
        screen,
    },
};

/// Draws the page of a route; the search part of the address may change meanwhile.
pub(super) type Draw = fn(Route, Memo<String>) -> AnyView;

pub(super) use crate::ui::follow::Navigate;

/// How a page goes to another one by itself. To be called while the page is drawn.
pub(super) fn navigation() -> Navigate {
    expect_context()
}

/// Starts the program in place of what the server drew.
pub(super) fn start(program: Program, draw: Draw) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let Some(root) = document.document_element() else {
        return;
    };
    let lang = if root.get_attribute("lang").as_deref() == Some("en") {
        Lang::En
    } else {
        Lang::Zh
    };
    let reader = Reader {
        lang,
        elder: root.class_list().contains("elder"),
    };
    text::set_lang(lang);
    api::take_first();
    let Some(page) = document
        .get_element_by_id("page")
        .and_then(|element| element.dyn_into().ok())
    else {
        return;
    };
    let page: web_sys::HtmlElement = page;
    let done = Done::on(&page);
    page.set_inner_html("");
    mount_to(
        page.clone(),
        move || view! { <Router><Pages program draw reader /></Router> },
    )
    .forget();
    done.again(&page);
}

/// The frame and, in it, the page of the address.
#[component]
fn Pages(
    /// What this program draws; other pages are loaded.
    program: Program,
    /// Draws them.
    draw: Draw,
    /// How the person wants to read.
    reader: Reader,
) -> impl IntoView {
    let location = use_location();
    let navigate = use_navigate();
    let go: Navigate = Arc::new(move |to: &str, replace: bool| {
        let path = to.split(['?', '#']).next().unwrap_or_default();
        if Route::parse(path).program() == Some(program) {
            let options = NavigateOptions {
                replace,
                ..NavigateOptions::default()
            };
            navigate(to, options);
        } else {
            screen::load(to, replace);
        }
    });
    provide_context(go.clone());
    let (path, search) = (location.pathname, location.search);
    // Search words alone are the same page: whoever types keeps the focus.
    let place = Memo::new(move |_| {
        let route = Route::parse(&path.get());
        let is_finder = matches!(route, Route::Home | Route::Plate(_));
        (route, if is_finder { String::new() } else { search.get() })
    });
    Effect::new(move |came: Option<()>| {
        // Reading makes the memo look at its sources; tracking alone would not.
        place.with(|_| ());
        if came.is_some() {
            screen::arrive();
        }
    });
    let content = move || draw(Route::parse(&path.get()), search);
    let here = move || {
        let search = search.get();
        [path.get().as_str(), if search.is_empty() { "" } else { "?" }, &search].concat()
    };
    let (clicked, sent) = (go.clone(), go);
    view! {
        <div class="page" on:click=move |event| follow(&event, &clicked) on:submit=move |event| send(&event, &sent)>
            {layout(reader, here, content.into_any())}
        </div>
    }
}

/// The content of a page; its title goes to the window.
pub(super) fn shown(page: Page) -> AnyView {
    screen::set_title(&page.window_title());
    screen::settle();
    page.view
}
