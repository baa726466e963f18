//! Starts the program and shows the page of the address.
//!
//! Links and GET forms of the pages work without the program. The program catches both in one place, so that no page needs
//! to know of it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    components::Router,
    hooks::{use_location, use_navigate},
};
use wasm_bindgen::JsCast;
use yijian_domain::{
    catalogue::Catalogue,
    id::ThemeId,
    lang::Lang,
    wire::{PlateView, Progress, ThemeList},
};

use super::{
    draft::{apply_page, draft_page},
    follow::{Navigate, follow, send},
    load::{load, wait},
    pages::{self, Matter, Page},
    takeover::Done,
};
use crate::{
    api,
    query::Trail,
    route::Route,
    text,
    ui::{
        layout::{Reader, layout},
        screen,
    },
};

/// Starts the program in place of what the server drew.
pub fn start() {
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
    mount_to(page.clone(), move || view! { <Router><Pages reader /></Router> }).forget();
    done.again(&page);
}

/// The frame and, in it, the page of the address.
#[component]
fn Pages(
    /// How the person wants to read.
    reader: Reader,
) -> impl IntoView {
    let location = use_location();
    let navigate = use_navigate();
    let go: Navigate = Arc::new(move |to: &str, replace: bool| {
        navigate(
            to,
            leptos_router::NavigateOptions {
                replace,
                ..Default::default()
            },
        );
    });
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
    let content = {
        let go = go.clone();
        move || page(path, search, &go)
    };
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

/// The page of an address.
fn page(path: Memo<String>, search: Memo<String>, go: &Navigate) -> AnyView {
    let route = Route::parse(&path.get());
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
            let go = go.clone();
            matter(theme, search, move |matter| {
                if let Some(to) = pages::settled(matter) {
                    let go = go.clone();
                    // Not while the page is being drawn: going on draws another.
                    request_animation_frame(move || go(&to, true));
                }
                pages::question(matter)
            })
        }
        Route::Apply(theme) => apply_page(theme),
        Route::Draft(token, step) => draft_page(token, step),
        Route::Progress { number, secret } => progress(number, secret),
        Route::Missing => shown(pages::missing()),
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

/// The content of a page; its title goes to the window.
fn shown(page: Page) -> AnyView {
    screen::set_title(&page.window_title());
    screen::settle();
    page.view
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
