//! The search over themes and their list, as the first page and the door plate show them.
//!
//! Keyboard: the field is a search form that Enter sends; the list is links. Read aloud: a status says how many were found
//! while a person types.

#[cfg(test)]
mod tests;

use leptos::prelude::*;
use yijian_domain::{
    catalogue::{Audience, Stage},
    id::ThemeId,
    search::search,
    wire::ThemeRow,
};

use crate::{query::percent, route::Route, text};

/// What to look through, and where the links lead.
#[derive(Debug, Clone)]
pub(super) struct Finder {
    /// All themes, in the order of the list.
    pub(super) themes: Vec<ThemeRow>,
    /// Those that are likely here; they stand first.
    pub(super) likely: Vec<ThemeId>,
    /// The words of the search.
    pub(super) query: String,
    /// The page itself, for the form without the program.
    pub(super) action: String,
    /// What every link carries along: nothing, or a query with its question mark.
    pub(super) along: String,
}

/// The field and the list below it.
pub(super) fn finder(finder: Finder) -> AnyView {
    let words = RwSignal::new(finder.query.clone());
    let example = finder
        .themes
        .iter()
        .find_map(|theme| theme.initials.first())
        .cloned()
        .unwrap_or_default();
    let Finder { query, action, .. } = &finder;
    let (query, action) = (query.clone(), action.clone());
    let shown = query.clone();
    view! {
        <form class="search" role="search" method="get" action=action>
            <label class="search__label" for="s">{text::home_search_label()}</label>
            <div class="search__box">
                <input
                    id="s"
                    name="s"
                    type="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    aria-describedby="s-help"
                    placeholder=text::home_search_placeholder()
                    value=query
                    prop:value=shown
                    on:input:target=move |event| words.set(event.target().value())
                />
                <button type="submit">{text::home_search()}</button>
            </div>
            <p class="quiet" id="s-help">{text::home_search_help(&example)}</p>
        </form>
        {move || results(&finder, &words.read())}
    }
    .into_any()
}

fn results(finder: &Finder, words: &str) -> AnyView {
    if words.trim().is_empty() {
        return view! { <p class="status" role="status"></p> {everything(finder)} }.into_any();
    }
    let found = search(&finder.themes, words);
    if found.is_empty() {
        let call = ["tel:", HOTLINE].concat();
        return view! {
            <p class="status" role="status">{text::home_none(words.trim())}</p>
            <div class="note">
                <p>{text::home_none_help()}</p>
                <p><a href=call>{text::home_none_call(HOTLINE)}</a></p>
            </div>
            {everything(finder)}
        }
        .into_any();
    }
    let status = if found.len() == 1 {
        text::home_found_one().to_owned()
    } else {
        text::home_found(found.len())
    };
    view! {
        <p class="status" role="status">{status}</p>
        {rows(&found, &finder.along)}
    }
    .into_any()
}

/// The government service hotline.
const HOTLINE: &str = "12345";

/// All themes: likely ones, then by whom they are for and where in a life they stand.
fn everything(finder: &Finder) -> AnyView {
    let is_likely = |theme: &&ThemeRow| finder.likely.contains(&theme.id);
    let likely: Vec<_> = finder
        .likely
        .iter()
        .filter_map(|id| finder.themes.iter().find(|theme| theme.id == *id))
        .collect();
    let first = (!likely.is_empty()).then(|| {
        view! { <section><h2>{text::plate_likely()}</h2>{rows(&likely, &finder.along)}</section> }
    });
    let rest: Vec<_> = finder.themes.iter().filter(|theme| !is_likely(theme)).collect();
    let groups = [
        (Audience::Business, text::home_business()),
        (Audience::Person, text::home_person()),
    ]
    .map(|(audience, title)| {
        let own: Vec<_> = rest
            .iter()
            .copied()
            .filter(|theme| theme.audience == audience)
            .collect();
        let stages: Vec<_> = [Stage::Open, Stage::Change, Stage::Renew, Stage::Close, Stage::Life]
            .map(|stage| {
                (
                    stage,
                    own.iter()
                        .copied()
                        .filter(|theme| theme.stage == stage)
                        .collect::<Vec<_>>(),
                )
            })
            .into_iter()
            .filter(|(_, themes)| !themes.is_empty())
            .collect();
        let single = stages.len() == 1;
        let stages: Vec<_> = stages
            .into_iter()
            .map(|(stage, themes)| {
                let title = (!single).then(|| view! { <h3>{stage_name(stage)}</h3> });
                view! { {title} {rows(&themes, &finder.along)} }
            })
            .collect();
        (!stages.is_empty()).then(|| view! { <section><h2>{title}</h2>{stages}</section> })
    });
    view! { {first} {groups.into_iter().flatten().collect::<Vec<_>>()} }.into_any()
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => text::home_stage_open(),
        Stage::Change => text::home_stage_change(),
        Stage::Renew => text::home_stage_renew(),
        Stage::Close => text::home_stage_close(),
        Stage::Life => text::home_stage_life(),
    }
}

fn rows(themes: &[&ThemeRow], along: &str) -> AnyView {
    let rows: Vec<_> = themes.iter().map(|theme| row(theme, along)).collect();
    view! { <ul class="weui-cells rows">{rows}</ul> }.into_any()
}

fn row(theme: &ThemeRow, along: &str) -> impl IntoView + use<> {
    let name = text::of(&theme.name, theme.name_en.as_ref()).to_owned();
    let summary = text::of(&theme.summary, theme.summary_en.as_ref()).to_owned();
    let href = [Route::Theme(theme.id.clone()).path().as_str(), along].concat();
    view! {
        <li>
            <a class="weui-cell weui-cell_access" href=href>
                <span class="weui-cell__bd">
                    <span class="row__name">{name}</span>
                    <span class="row__note">{summary}</span>
                </span>
                <span class="weui-cell__ft"></span>
            </a>
        </li>
    }
}

/// The address of a map that shows a place. Coordinates are degrees of CGCS2000, which maps take as WGS 84.
pub(super) fn map(name: &str, lng: f64, lat: f64) -> String {
    [
        "https://uri.amap.com/marker?position=",
        &lng.to_string(),
        ",",
        &lat.to_string(),
        "&name=",
        &percent(name),
        "&coordinate=wgs84",
    ]
    .concat()
}
