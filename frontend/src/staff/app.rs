//! The frame of the program: who is there, the ways to the pages, the page of the address.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::Router,
    hooks::{use_location, use_navigate},
};
use wasm_bindgen::{JsCast, closure::Closure};
use yijian_domain::{case::Role, lang::Lang, wire::staff::Me};

use super::{
    account,
    address::Place,
    call, case,
    desk::{Desk, Navigate, Session, desk},
    kept, keys, letters, outbox, overview, parts, queue, sign_in, visits, window,
};
use crate::{
    desk_text as t,
    query::percent,
    text,
    ui::{follow::follow, screen},
};

/// Starts the program.
pub fn start() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let english = document
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .is_some_and(|lang| lang == "en");
    text::set_lang(if english { Lang::En } else { Lang::Zh });
    let Some(page) = document
        .get_element_by_id("page")
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    page.set_inner_html("");
    mount_to(page, || view! { <Router><Frame /></Router> }).forget();
}

/// Everything on the screen.
#[component]
fn Frame() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    let navigate = use_navigate();
    let go: Navigate = Arc::new(move |to: &str, replace: bool| {
        let options = NavigateOptions {
            replace,
            ..NavigateOptions::default()
        };
        navigate(to, options);
    });
    provide_context(go.clone());
    call::tell_expired(desk.expired);
    outbox::start(desk);
    network(desk);
    keys::listen();
    desk.ask();
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let place = Memo::new(move |_| Place::parse(&path.get()));
    Effect::new(move |came: Option<()>| {
        place.with(case::leave);
        if came.is_some() {
            screen::arrive();
        }
    });
    let here = move || {
        let search = search.get();
        [path.get().as_str(), if search.is_empty() { "" } else { "?" }, &search].concat()
    };
    view! {
        <div on:click=move |event| follow(&event, &go)>
        <a class="skip" href="#main" rel="external">{t::frame_skip()}</a>
        {move || match desk.session.get() {
            Session::Asking => view! { <main id="main" class="alone">{parts::waiting()}</main> }.into_any(),
            Session::Out => sign_in::page(),
            Session::Unreachable => view! {
                <main id="main" class="alone">
                    {parts::failed(t::frame_network().to_owned(), move || desk.ask())}
                </main>
            }
            .into_any(),
            Session::In(me) => inside(desk, &me, place, search, here),
        }}
        <div class="toasts" role="status">
            {move || desk.toast.get().map(|what| view! { <p class="toast">{what}</p> })}
        </div>
        </div>
    }
}

/// The frame for somebody who is there.
fn inside(
    desk: Desk,
    me: &Arc<Me>,
    place: Memo<Place>,
    search: Memo<String>,
    here: impl Fn() -> String + Copy + Send + Sync + 'static,
) -> AnyView {
    // Before they have set up their codes the server answers nothing else.
    let half = me.second_factor_needed;
    let has = |role| !half && me.roles.contains(&role);
    let mut ways = Vec::new();
    if has(Role::Clerk) || has(Role::Reviewer) || has(Role::Supervisor) {
        ways.push((Place::Queue, t::frame_cases()));
    }
    if has(Role::Clerk) {
        ways.push((Place::Window, t::frame_window()));
    }
    if has(Role::Inspector) {
        ways.push((Place::Visits, t::frame_visits()));
    }
    if has(Role::Supervisor) {
        ways.push((Place::Overview, t::frame_overview()));
    }
    let is_here = move |way: &Place| {
        place.with(|place| match (way, place) {
            (Place::Queue, Place::Queue | Place::Case(..))
            | (Place::Visits, Place::Visits | Place::Visit(_))
            | (Place::Overview, Place::Overview | Place::Letters)
            | (Place::Window, Place::Window) => true,
            (_, Place::Home) => *way == desk.home(),
            _ => false,
        })
    };
    let ways: Vec<_> = ways
        .into_iter()
        .map(|(way, name)| {
            let href = way.path();
            view! { <a href=href aria-current=move || is_here(&way).then_some("page")>{name}</a> }
        })
        .collect();
    let whose = [me.display_name.as_str(), " · ", &me.region_name].concat();
    let demo = me
        .demo
        .then(|| view! { <p class="banner banner_demo">{t::frame_demo()}</p> });
    let other = if text::lang() == Lang::En { "zh" } else { "en" };
    let switch = move || ["/settings?lang=", other, "&elder=0&back=", &percent(&here())].concat();
    view! {
        <header>
        {demo}
        {move || (!desk.online.get()).then(|| view! { <p class="banner banner_warn" role="status">{t::frame_offline()}</p> })}
        <div class="top">
            <a class="brand" href="/desk">
                <svg viewBox="0 0 64 64" aria-hidden="true">
                    <rect width="64" height="64" rx="14" fill="#0a7d48" />
                    <path d="M14 33h36" stroke="#fff" stroke-width="7" stroke-linecap="round" />
                </svg>
                <span>{t::frame_name()}</span>
            </a>
            <nav class="ways" aria-label=t::frame_nav()>{ways}</nav>
            <div class="top__end">
                <a class="whose" href="/desk/account" aria-current=move || (place.get() == Place::Account).then_some("page")>
                    {whose}
                </a>
                <a class="lang" rel="external" href=switch lang=other>{t::frame_language()}</a>
            </div>
        </div>
        </header>
        <main id="main" tabindex="-1">{move || if half { account::first() } else { page(place.get(), search) }}</main>
        {move || desk.expired.get().then(sign_in::again)}
    }
    .into_any()
}

fn page(place: Place, search: Memo<String>) -> AnyView {
    let place = if place == Place::Home { desk().home() } else { place };
    match place {
        Place::Queue => queue::page(search),
        Place::Case(number, section) => case::page(number, section),
        Place::Visits => visits::day_page(search),
        Place::Visit(number) => visits::visit_page(number),
        Place::Overview => overview::page(),
        Place::Window => window::page(),
        Place::Letters => letters::page(),
        Place::Account => account::page(),
        Place::Home | Place::Missing => {
            parts::title(t::frame_missing());
            view! { <div class="column"><h1 tabindex="-1">{t::frame_missing()}</h1><p><a href="/desk">{t::frame_home()}</a></p></div> }
                .into_any()
        }
    }
}

/// Notices the network going and coming.
fn network(desk: Desk) {
    let Some(window) = web_sys::window() else { return };
    for (event, online) in [("online", true), ("offline", false)] {
        let noticed = Closure::<dyn Fn()>::new(move || {
            desk.online.set(online);
            if online {
                outbox::send_all(desk);
            }
        });
        // Without the event the next call that fails tells the same.
        let _listening = window.add_event_listener_with_callback(event, noticed.as_ref().unchecked_ref());
        noticed.forget();
    }
    kept::keep_program();
}
