//! The list of cases: tabs, search, filters, a table on wide screens and cards on narrow ones, page by page.
//!
//! Everything stands in the address, so going back, reloading and passing a link on show the same list.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use yijian_domain::{
    case::{Pace, PartCode, Role, StageCode},
    wire::desk::{Overview, QueuePage, QueueQuery, QueueRow, QueueView},
};

use super::{
    address::{Place, SORTS, Section, VIEWS, queue_query, queue_search, sort_word},
    call,
    desk::{Desk, Navigate, desk, navigation},
    parts, words,
};
use crate::{desk_text as t, ui::screen};

thread_local! {
    /// The address of the page before, by the address of a page; for the way back.
    static BEFORE: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The page of the list.
pub(super) fn page(search: Memo<String>) -> AnyView {
    parts::title(t::queue_title());
    let desk = desk();
    let go = navigation();
    let query = Memo::new(move |_| queue_query(&screen::pairs(&search.get())));
    let departments = departments();
    let list = move || {
        let query = query.get();
        let path = format!("{}/cases{}", call::BASE, queue_search(&query));
        let fetch = move || {
            let path = path.clone();
            async move { call::get::<QueuePage>(&path).await }
        };
        let here = query_address(&query);
        parts::wait(fetch, move |page: QueuePage| listed(desk, &page, &here))
    };
    let views = VIEWS.into_iter().filter(move |view| match view {
        QueueView::Mine => desk.is(Role::Reviewer),
        QueueView::Objected => desk.is(Role::Clerk) || desk.is(Role::Supervisor),
        _ => true,
    });
    let tabs: Vec<_> = views
        .map(|view| {
            let href = move || {
                query.with(|query| {
                    query_address(&QueueQuery {
                        view,
                        after: None,
                        ..query.clone()
                    })
                })
            };
            let current = move || query.with(|query| query.view == view).then_some("page");
            view! { <a href=href aria-current=current>{words::view(view)}</a> }
        })
        .collect();
    view! {
        <div class="wide">
            <div class="head">
                <h1 tabindex="-1">{t::queue_title()}</h1>
                {search_box(query, go.clone())}
            </div>
            <nav class="tabs" aria-label=t::queue_views()>{tabs}</nav>
            {filters(desk, query, departments, go)}
            {list}
            <p class="keys">{t::frame_keys()}</p>
        </div>
    }
    .into_any()
}

fn query_address(query: &QueueQuery) -> String {
    [Place::Queue.path(), queue_search(query)].concat()
}

fn search_box(query: Memo<QueueQuery>, go: Navigate) -> AnyView {
    let typed = RwSignal::new(String::new());
    Effect::new(move || typed.set(query.with(|query| query.q.clone())));
    let find = move |event: SubmitEvent| {
        event.prevent_default();
        let next = QueueQuery {
            q: typed.get_untracked().trim().to_owned(),
            after: None,
            ..query.get_untracked()
        };
        go(&query_address(&next), false);
    };
    view! {
        <form class="search" role="search" on:submit=find>
            <label class="hide" for="search">{t::queue_search()}</label>
            <input id="search" type="search" data-search="" placeholder=t::queue_search() bind:value=typed />
            <button type="submit" class="button">{t::queue_search_go()}</button>
        </form>
    }
    .into_any()
}

/// Departments to filter by, for who may see the overview that names them.
fn departments() -> RwSignal<Vec<(String, String)>> {
    let names = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(overview) = call::get::<Overview>(&format!("{}/overview", call::BASE)).await {
            let rows = overview.departments.into_iter();
            let known = rows.filter_map(|row| Some((row.department?.to_string(), row.name)));
            let _gone = names.try_set(known.collect::<Vec<_>>());
        }
    });
    names
}

fn filters(desk: Desk, query: Memo<QueueQuery>, departments: RwSignal<Vec<(String, String)>>, go: Navigate) -> AnyView {
    let change = move |change: &dyn Fn(&mut QueueQuery)| {
        let mut next = query.get_untracked();
        next.after = None;
        change(&mut next);
        go(&query_address(&next), false);
    };
    let (stage, theme, department, sort) = (change.clone(), change.clone(), change.clone(), change);
    let stages = StageCode::ALL.map(|stage| (stage.code().to_owned(), words::stage(stage).to_owned()));
    let sorts = SORTS.map(|sort| (sort_word(sort).to_owned(), words::sort(sort).to_owned()));
    let themes = move || {
        let themes = desk.themes.get();
        themes
            .iter()
            .map(|theme| (theme.id.to_string(), theme.name.clone()))
            .collect()
    };
    let filtered =
        move || query.with(|query| query.stage.is_some() || query.theme.is_some() || query.department.is_some());
    view! {
        <div class="filters" role="group" aria-label=t::queue_filters()>
            {choice("stage", t::queue_stage(), true, move || stages.to_vec(),
                move || query.with(|query| query.stage.map(|stage| stage.code().to_owned())).unwrap_or_default(),
                move |value| stage(&|next| next.stage = StageCode::from_code(&value)))}
            {choice("theme", t::queue_theme(), true, themes,
                move || query.with(|query| query.theme.as_ref().map(ToString::to_string)).unwrap_or_default(),
                move |value| theme(&|next| next.theme = some(&value).map(Into::into)))}
            {move || {
                let department = department.clone();
                (!departments.with(Vec::is_empty)).then(move || choice("department", t::queue_department(), true, move || departments.get(),
                    move || query.with(|query| query.department.as_ref().map(ToString::to_string)).unwrap_or_default(),
                    move |value| department(&|next| next.department = some(&value).map(Into::into))))
            }}
            {choice("sort", t::sort_label(), false, move || sorts.to_vec(),
                move || query.with(|query| sort_word(query.sort).to_owned()),
                move |value| sort(&|next| next.sort = SORTS.into_iter().find(|sort| sort_word(*sort) == value).unwrap_or_default()))}
            {move || filtered().then(|| {
                let href = query_address(&QueueQuery { view: query.with(|query| query.view), ..QueueQuery::default() });
                view! { <a class="filters__clear" href=href>{t::queue_clear()}</a> }
            })}
        </div>
    }
    .into_any()
}

fn some(value: &str) -> Option<&str> {
    Some(value).filter(|value| !value.is_empty())
}

/// A list to choose from; with `any`, nothing may be chosen.
fn choice(
    id: &'static str,
    label: &'static str,
    any: bool,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    value: impl Fn() -> String + Clone + Send + Sync + 'static,
    chosen: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    let own = value.clone();
    let options = move || {
        let value = own.clone();
        options()
            .into_iter()
            .map(|(id, name)| {
                let selected = value() == id;
                view! { <option value=id selected=selected>{name}</option> }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="filter">
            <label for=id>{label}</label>
            <select id=id prop:value=value on:change=move |event| chosen(event_target_value(&event))>
                {any.then(|| view! { <option value="">{t::queue_any()}</option> })}
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// A page of the list.
fn listed(desk: Desk, page: &QueuePage, here: &str) -> AnyView {
    let query = queue_query(&screen::pairs(here.split_once('?').map_or("", |(_, search)| search)));
    let count = match (page.count, page.more) {
        (0, _) => t::queue_count_none().to_owned(),
        (1, _) => t::queue_count_one().to_owned(),
        (n, false) => t::queue_count(n),
        (n, true) => t::queue_count_more(n),
    };
    if page.rows.is_empty() {
        let plain = query.q.is_empty() && query.stage.is_none() && query.theme.is_none() && query.department.is_none();
        let empty = match query.view {
            QueueView::ToDo if plain => t::queue_empty_to_do(),
            QueueView::Late if plain => t::queue_empty_late(),
            QueueView::Mine if plain => t::queue_empty_mine(),
            QueueView::Objected if plain => t::queue_empty_objected(),
            _ => t::queue_empty(),
        };
        return view! { <p class="count hide" role="status">{count}</p><p class="empty">{empty}</p> }.into_any();
    }
    view! {
        <p class="count" role="status">{count}</p>
        {table(desk, &page.rows)}
        {pages(&query, here, page.next.clone())}
    }
    .into_any()
}

/// The rows, as a table that turns into cards on a narrow screen. Shared with the supervisor's page.
pub(super) fn table(desk: Desk, rows: &[QueueRow]) -> AnyView {
    let section = if desk.is(Role::Reviewer) {
        Section::Sheets
    } else {
        Section::Parts
    };
    let rows: Vec<_> = rows.iter().map(|row| line(desk, row, section)).collect();
    view! {
        <table class="list">
            <thead>
                <tr>
                    <th scope="col">{t::queue_due()}</th>
                    <th scope="col">{t::queue_number()}</th>
                    <th scope="col">{t::queue_matter()}</th>
                    <th scope="col">{t::queue_applicant()}</th>
                    <th scope="col">{t::queue_state()}</th>
                    <th scope="col">{t::queue_arrived()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn line(desk: Desk, row: &QueueRow, section: Section) -> AnyView {
    let href = Place::Case(row.number.clone(), section).path();
    let due = row.due.clone();
    let shows_pace = due.is_some() || row.pace == Pace::Paused;
    let exact = due.as_deref().map(|due| desk.day(due));
    let state = match (&row.part, &row.part_name) {
        // Granted, and still due: what it was granted on is to be checked.
        (Some(PartCode::Granted), Some(_)) if due.is_some() => t::queue_check(),
        (Some(part), Some(_)) => words::part(*part),
        _ if row.to_plan => t::queue_to_plan(),
        _ => words::stage(row.stage),
    };
    let matter = match &row.part_name {
        Some(part) => [part.as_str(), " · ", &row.theme_name].concat(),
        None => row.theme_name.clone(),
    };
    let reviewer = row.reviewer.as_ref().map(t::queue_by);
    let progress = (row.parts > 0 && row.part.is_none()).then(|| t::queue_parts(row.parts, row.parts_over));
    let class = ["line line_", words::pace_class(row.pace)].concat();
    view! {
        <tr class=class>
            <td class="line__due" class:line__due_none=!shows_pace>
                {shows_pace.then(|| parts::pace(row.pace))}
                {due.map(|due| view! { <span class="line__when">{move || desk.due(&due)}</span> })}
                {exact.map(|exact| view! { <span class="quiet">{exact}</span> })}
            </td>
            <td class="line__number"><a href=href data-row="">{row.number.clone()}</a></td>
            <td class="line__matter">
                {row.urged.then(|| view! { <span class="tag tag_bad">{t::queue_urged()}</span>" " })}
                {row.objected.then(|| view! { <span class="tag">{t::queue_objected()}</span>" " })}
                {matter}
            </td>
            <td class="line__who">{row.holder.clone()}<span class="quiet">{row.region_name.clone()}</span></td>
            <td class="line__state">{state}<span class="quiet">{reviewer.or(progress)}</span></td>
            <td class="line__at quiet">{words::moment(&row.submitted_at, screen::today())}</td>
        </tr>
    }
    .into_any()
}

/// The ways to the next and the previous page.
fn pages(query: &QueueQuery, here: &str, next: Option<String>) -> AnyView {
    let next = next.map(|after| {
        let next = query_address(&QueueQuery {
            after: Some(after),
            ..query.clone()
        });
        BEFORE.with_borrow_mut(|before| before.insert(next.clone(), here.to_owned()));
        view! { <a class="button" href=next rel="next">{t::queue_next()}</a> }
    });
    let previous = query.after.is_some().then(|| {
        let known = BEFORE.with_borrow(|before| before.get(here).cloned());
        let first = || {
            query_address(&QueueQuery {
                after: None,
                ..query.clone()
            })
        };
        match known {
            Some(href) => view! { <a class="button" href=href rel="prev">{t::queue_previous()}</a> },
            None => view! { <a class="button" href=first() rel="prev">{t::queue_first()}</a> },
        }
    });
    view! { <nav class="pages" aria-label=t::queue_pages()>{previous}{next}</nav> }.into_any()
}
