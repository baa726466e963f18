//! Beside a case: what the person can do now, and what happened last.

use leptos::prelude::*;
use yijian_domain::{
    case::Verb,
    id::ItemId,
    wire::desk::{CaseView, OpenVerb},
};

use super::{CasePage, masked, told};
use crate::{
    desk_text as t,
    staff::{
        acts::{Way, way},
        address::{Place, Section},
        words,
    },
};

/// Lines of the record beside the case.
const LATEST: usize = 3;

/// What the person can do, and what happened last.
pub(super) fn aside(page: CasePage) -> AnyView {
    let actions = move || {
        page.view.with(|view| {
            let (mut usual, mut rare) = (Vec::new(), Vec::new());
            // Acts of parts stand beside their part.
            for open in ways(view).filter(|open| open.item.is_none()) {
                let shown = button(page, view, open);
                if is_rare(open.verb) {
                    rare.push(shown)
                } else {
                    usual.push(shown)
                }
            }
            let of_parts = ways(view).any(|open| open.item.is_some());
            let nothing = usual.is_empty() && rare.is_empty() && !of_parts;
            view! {
                {nothing.then(|| view! { <p class="quiet">{t::case_nothing()}</p> })}
                <ul class="acts">{usual}</ul>
                {(!rare.is_empty()).then(|| view! {
                    <details class="fold"><summary>{t::case_more()}</summary><ul class="acts">{rare}</ul></details>
                })}
            }
        })
    };
    let latest = move || {
        page.view.with(|view| {
            let today = CasePage::today();
            let lines: Vec<_> = view
                .history
                .iter()
                .take(LATEST)
                .map(|row| {
                    let at = words::moment(&row.at.to_string(), today);
                    view! { <li><span class="quiet">{at}</span>" "{told::sentence(row)}</li> }
                })
                .collect();
            let href = Place::Case(view.number.clone(), Section::History).path();
            view! { <ul class="latest">{lines}</ul><p><a href=href>{t::case_all_history()}</a></p> }
        })
    };
    let print = Place::Case(page.view.with_untracked(|view| view.number.clone()), Section::Print).path();
    view! {
        <aside class="side">
            <section class="card">
                <h2>{t::case_actions()}</h2>
                {actions}
                {parts_acts(page)}
            </section>
            <section class="card">
                <h2>{t::case_newest()}</h2>
                {latest}
                <p><a href=print>{t::case_print_now()}</a></p>
            </section>
        </aside>
    }
    .into_any()
}

/// What the person can do with the whole case, in one row: where the papers need the width.
pub(super) fn bar(page: CasePage) -> AnyView {
    (move || {
        page.view.with(|view| {
            let of_the_case = ways(view).filter(|open| open.item.is_none() && !is_rare(open.verb));
            let acts: Vec<_> = of_the_case.map(|open| button(page, view, open)).collect();
            (!acts.is_empty()).then(|| view! { <ul class="acts acts_bar" aria-label=t::case_actions()>{acts}</ul> })
        })
    })
    .into_any()
}

/// What is open to the person and can be done here: what the applicant brings, a window brings on the applicant's own page.
fn ways(view: &CaseView) -> impl Iterator<Item = &OpenVerb> {
    let open = view.open.iter();
    open.filter(move |open| way(open.verb).is_some() && !is_theirs(view, open))
}

/// Who can give a part back has it, and need not be told that it cannot be claimed.
fn is_theirs(view: &CaseView, open: &OpenVerb) -> bool {
    let gives_back = |other: &OpenVerb| other.verb == Verb::Release && other.item == open.item && other.but.is_none();
    open.verb == Verb::Claim && open.but.is_some() && view.open.iter().any(gives_back)
}

fn is_rare(verb: Verb) -> bool {
    matches!(verb, Verb::EndForDefault | Verb::Withdraw | Verb::Correct)
}

/// The acts of the person's parts, part by part.
fn parts_acts(page: CasePage) -> AnyView {
    (move || {
        page.view.with(|view| {
            let of = |item: &ItemId| ways(view).any(|open| open.item.as_ref() == Some(item));
            let parts = view.parts.iter().filter(|part| of(&part.item));
            parts
                .map(|part| {
                    view! { <h3>{part.name.clone()}</h3>{acts_of(page, view, &part.item)} }
                })
                .collect::<Vec<_>>()
        })
    })
    .into_any()
}

/// What the person can do with one part.
pub(super) fn acts_of(page: CasePage, view: &CaseView, item: &ItemId) -> AnyView {
    let acts: Vec<_> = ways(view)
        .filter(|open| open.item.as_ref() == Some(item))
        .map(|open| button(page, view, open))
        .collect();
    (!acts.is_empty())
        .then(|| view! { <ul class="acts">{acts}</ul> })
        .into_any()
}

/// One act: a button, or a link where it has a page of its own; disabled, with the reason, while something stands in
/// its way.
fn button(page: CasePage, view: &CaseView, open: &OpenVerb) -> AnyView {
    let (verb, item) = (open.verb, open.item.clone());
    let name = words::verb(verb);
    let class = match verb {
        Verb::Accept | Verb::Approve | Verb::Claim | Verb::Decide | Verb::Issue | Verb::Deliver => "button button_main",
        Verb::Deny | Verb::RefuseAcceptance | Verb::Revoke | Verb::EndForDefault => "button button_grave",
        _ => "button",
    };
    if let Some(but) = &open.but {
        let id = format!(
            "but-{verb:?}-{}",
            item.as_ref().map(ToString::to_string).unwrap_or_default()
        );
        return view! {
            <li>
                <button type="button" class="button" aria-disabled="true" aria-describedby=id.clone()>{name}</button>
                <p class="acts__but" id=id>{words::refusal(but)}</p>
            </li>
        }
        .into_any();
    }
    let own_page = match way(verb) {
        Some(Way::Notice) => Some(Place::Case(view.number.clone(), Section::Notice).path()),
        Some(Way::Visit) => Some(Place::Visit(view.number.clone()).path()),
        Some(Way::Form) | None => None,
    };
    match own_page {
        Some(href) => view! { <li><a class=class href=href>{name}</a></li> }.into_any(),
        None => {
            let begin = move |_| {
                page.fault.set(None);
                // What a licence says of its holder is written by who sees it whole.
                if verb == Verb::Correct && !page.view.with_untracked(|view| view.open_seconds.is_some()) {
                    masked::ask(page, masked::Then::Act(verb, item.clone()));
                } else {
                    page.acting.set(Some((verb, item.clone())));
                }
            };
            view! { <li><button type="button" class=class on:click=begin>{name}</button></li> }.into_any()
        }
    }
}
