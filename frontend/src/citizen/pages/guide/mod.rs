//! The guide of a theme: who may apply, where, how, how long, what it costs, what to bring. All of it is computed.

mod candidate;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use leptos::prelude::*;
use yijian_domain::{
    catalogue::{Material, MaterialKind},
    id::{MaterialId, SourceId},
};

use self::candidate::{Candidate, candidates, cost, how_long};
use super::{Matter, Page, missing};
use crate::{
    route::Route,
    text,
    ui::parts::{days, department, fold, lang_of, source, up, zh},
};

/// The guide, with a way to the first question.
#[must_use]
pub fn guide(matter: &Matter<'_>) -> Page {
    let (Some(theme), Some(plan)) = (matter.subject(), matter.plan()) else {
        return missing();
    };
    let name = matter.name().to_owned();
    let candidates = candidates(matter, &plan);
    let facts = [
        (
            text::theme_who(),
            text_of(
                text::of(&theme.who, theme.who_en.as_ref()),
                lang_of(theme.who_en.as_ref()),
            ),
        ),
        (text::theme_where(), place(matter)),
        (
            text::theme_how(),
            text_of(
                text::of(&theme.how, theme.how_en.as_ref()),
                lang_of(theme.how_en.as_ref()),
            ),
        ),
        (
            text::theme_how_long(),
            view! { <p>{how_long(&candidates)}</p> }.into_any(),
        ),
        (text::theme_cost(), view! { <p>{cost(&candidates)}</p> }.into_any()),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(term, content)| view! { <div class="fact"><h2>{term}</h2>{content}</div> })
        .collect();
    let onward = matter.onward(&plan).query();
    let (label, to) = if plan.complete {
        (text::theme_see_plan(), Route::Plan(matter.theme.clone()).path())
    } else if plan.answers.is_empty() {
        (text::theme_start(), Route::Question(matter.theme.clone()).path())
    } else {
        (text::theme_go_on(), Route::Question(matter.theme.clone()).path())
    };
    let view = view! {
        <div class="guide">
            <div class="guide__main">
                {back(matter)}
                <div class="hero">
                    <h1 tabindex="-1">{name.clone()}</h1>
                    <p class="lead" lang=lang_of(theme.summary_en.as_ref())>{text::of(&theme.summary, theme.summary_en.as_ref()).to_owned()}</p>
                </div>
                <p class="actions"><a class="weui-btn weui-btn_primary" href=[to.as_str(), &onward].concat()>{label}</a></p>
                <p class="quiet">{text::theme_start_note()}</p>
                <div class="card facts">{facts}</div>
            </div>
            <div class="guide__side">
                <section class="card" aria-labelledby="may-need">
                    <h2 id="may-need">{text::theme_items(candidates.len())}</h2>
                    <p class="quiet">{text::theme_items_note()}</p>
                    {items(matter, &candidates)}
                </section>
                {fold(text::theme_papers(), papers(matter))}
                {fold(text::theme_sources(), sources(matter))}
            </div>
        </div>
    };
    Page {
        title: name,
        view: view.into_any(),
    }
}

fn text_of(content: &str, lang: Option<&'static str>) -> AnyView {
    let content = content.to_owned();
    view! { <p lang=lang>{content}</p> }.into_any()
}

/// Back to where the person came from.
fn back(matter: &Matter<'_>) -> AnyView {
    match &matter.trail.plate {
        Some(plate) => up(Route::Plate(plate.clone()).path(), text::theme_back_to_plate()),
        None => up(Route::Home.path(), text::theme_back()),
    }
}

fn place(matter: &Matter<'_>) -> AnyView {
    let hall = matter.trail.plate.as_ref().map(|plate| {
        let href = [Route::Plate(plate.clone()).path().as_str(), "#halls"].concat();
        view! { <p><a href=href>{text::theme_where_hall()}</a></p> }
    });
    let sentence = if hall.is_some() {
        text::theme_where_here()
    } else {
        text::theme_where_anywhere()
    };
    view! { <p>{sentence}</p> {hall} }.into_any()
}

fn items(matter: &Matter<'_>, candidates: &[Candidate<'_>]) -> AnyView {
    let rows: Vec<_> = candidates
        .iter()
        .map(|candidate| {
            let item = candidate.item;
            let name = text::of(&item.name, item.name_en.as_ref()).to_owned();
            let limit = candidate.days.map(days).unwrap_or_default();
            let when = if candidate.sure { text::theme_item_sure() } else { text::theme_item_maybe() };
            view! {
                <li class="line">
                    <span class="line__name" lang=lang_of(item.name_en.as_ref())>{name}</span>
                    <span class="line__note">{department(matter.slice, &item.department)} {text::common_dot()} {limit}</span>
                    <span class=if candidate.sure { "tag tag_sure" } else { "tag" }>{when}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="lines">{rows}</ul> }.into_any()
}

/// The papers that may be needed: what some item lists, that is no form, no result of another item and in no department's
/// records.
fn papers(matter: &Matter<'_>) -> AnyView {
    let slice = matter.slice;
    let issued: BTreeSet<&MaterialId> = slice.items.values().flat_map(|item| &item.issues).collect();
    let mut papers: Vec<(&MaterialId, &Material)> = slice
        .materials
        .iter()
        .filter(|(id, paper)| {
            paper.kind != MaterialKind::ApplicationForm && paper.shared_by.is_none() && !issued.contains(id)
        })
        .collect();
    papers.sort_by_key(|(id, paper)| (paper.order, *id));
    let rows: Vec<_> = papers
        .into_iter()
        .map(|(_, paper)| {
            let name = text::of(&paper.name, paper.name_en.as_ref()).to_owned();
            view! { <li lang=lang_of(paper.name_en.as_ref())>{name}</li> }
        })
        .collect();
    view! { <p class="quiet">{text::theme_papers_note()}</p> <ul class="plain">{rows}</ul> }.into_any()
}

fn sources(matter: &Matter<'_>) -> AnyView {
    let Some(theme) = matter.subject() else {
        return ().into_any();
    };
    let used: BTreeSet<&SourceId> = matter
        .slice
        .items
        .values()
        .map(|item| &item.source)
        .chain([&theme.source])
        .collect();
    let rows: Vec<_> = used
        .into_iter()
        .map(|id| view! { <li>{source(matter.slice, id)}</li> })
        .collect();
    let note = theme
        .assumed
        .clone()
        .map(|note| view! { <p class="quiet" lang=zh()>{note}</p> });
    view! { <ul class="plain">{rows}</ul> {note} <p class="quiet">{text::theme_version(&matter.slice.version)}</p> }
        .into_any()
}
