//! The papers: what is wanted, what is looked at, and the files beside it. Ticking what does not hold collects the one
//! correction notice.

use leptos::prelude::*;
use yijian_domain::{application::FileRef, case::MissingAt, wire::desk::PaperView};

use super::{
    CasePage,
    form::asks,
    viewer::{Shown, viewer},
};
use crate::{desk_text as t, staff::words, ui::screen};

/// The merged papers, with the viewer beside them.
pub(super) fn section(page: CasePage) -> AnyView {
    // Where the viewer stands beside the list, it is not empty.
    let first = page
        .view
        .with_untracked(|view| view.papers.iter().find(|paper| !paper.files.is_empty()).map(shown));
    let looked: RwSignal<Option<Shown>> = RwSignal::new(first.filter(|_| screen::is_wide()));
    let list = move || {
        page.view.with(|view| {
            let asks = asks(view);
            let papers = view.papers.iter();
            papers.map(|paper| card(page, paper, asks, looked)).collect::<Vec<_>>()
        })
    };
    view! { <div class="papers"><div class="papers__list">{list}</div>{viewer(page, looked)}</div> }.into_any()
}

/// A paper at its first file.
fn shown(paper: &PaperView) -> Shown {
    Shown {
        paper: paper.name.clone(),
        files: paper.files.clone(),
        at: 0,
    }
}

/// One paper.
pub(super) fn card(page: CasePage, paper: &PaperView, asks: bool, looked: RwSignal<Option<Shown>>) -> AnyView {
    let at = MissingAt::Paper {
        paper: paper.paper.clone(),
    };
    let mut wanted = vec![words::paper_form(paper.form).to_owned()];
    if paper.copies > 1 {
        wanted.push(t::papers_copies(paper.copies));
    }
    wanted.extend(paper.wanted.iter().cloned());
    let wanted = view! { <p class="paper__wanted"><span class="quiet">{t::papers_wanted()}{"："}</span>{words::list(&wanted)}</p> };
    let items = (!paper.items.is_empty()).then(|| {
        view! { <p class="quiet">{t::papers_asked_by()}{"："}{words::list(&paper.items)}</p> }
    });
    let due = if paper.defaulted {
        Some(("tag tag_bad", t::papers_defaulted().to_owned()))
    } else {
        let due = paper.due.as_ref();
        due.map(|due| ("tag tag_warn", t::papers_due(page.desk.day(due))))
    };
    let due = due.map(|(class, text)| view! { <span class=class>{text}</span> });
    view! {
        <section class="card paper">
            <h2>{paper.name.clone()}" "{due}</h2>
            {wanted}
            {items}
            {files(paper, looked)}
            {points(page, paper, &at, asks)}
        </section>
    }
    .into_any()
}

fn files(paper: &PaperView, looked: RwSignal<Option<Shown>>) -> AnyView {
    if paper.files.is_empty() {
        return view! { <p class="quiet">{t::papers_no_files()}</p> }.into_any();
    }
    let all: Vec<FileRef> = paper.files.clone();
    let buttons: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let (files, name) = (all.clone(), paper.name.clone());
            let id = file.id.clone();
            let current = move || {
                let shown =
                    looked.with(|shown| shown.as_ref().and_then(|shown| shown.file().map(|file| file.id == id)));
                (shown == Some(true)).then_some("true")
            };
            let open = move |_| {
                looked.set(Some(Shown {
                    paper: name.clone(),
                    files: files.clone(),
                    at,
                }));
            };
            view! {
                <li><button type="button" class="file" data-row="" aria-pressed=current on:click=open>
                    <span class="file__kind">{kind(file)}</span>{file.name.clone()}
                </button></li>
            }
        })
        .collect();
    view! { <ul class="files">{buttons}</ul> }.into_any()
}

fn kind(file: &FileRef) -> &'static str {
    if file.media_type == "application/pdf" {
        "PDF"
    } else {
        "JPG"
    }
}

/// The review points: to tick while a correction may be asked for, else to read.
fn points(page: CasePage, paper: &PaperView, at: &MissingAt, asks: bool) -> AnyView {
    if !asks {
        let points: Vec<_> = paper
            .points
            .iter()
            .map(|point| view! { <li>{point.clone()}</li> })
            .collect();
        return (!points.is_empty())
            .then(|| view! { <details class="fold"><summary>{t::papers_points_read()}</summary><ul class="dots">{points}</ul></details> })
            .into_any();
    }
    let boxes: Vec<_> = paper
        .points
        .iter()
        .enumerate()
        .map(|(position, point)| {
            let (own, place) = (at.clone(), at.clone());
            let checked = move || {
                page.ticks
                    .with(|ticks| ticks.wrong.get(&own).is_some_and(|wrong| wrong.points.contains(&position)))
            };
            let set = move |event| {
                let on = event_target_checked(&event);
                page.ticks.update(|ticks| {
                    let points = &mut ticks.wrong.entry(place.clone()).or_default().points;
                    if on {
                        points.insert(position);
                    } else {
                        points.remove(&position);
                    }
                });
            };
            let id = format!("point-{}-{position}", paper.paper);
            view! {
                <label class="choice" for=id>
                    <input id=id.clone() type="checkbox" prop:checked=checked on:change=set /><span>{point.clone()}</span>
                </label>
            }
        })
        .collect();
    let label = [paper.name.as_str(), "：", t::papers_wrong_else()].concat();
    view! {
        <fieldset class="points">
            <legend>{t::papers_points()}</legend>
            {boxes}
            {words_of(page, at.clone(), label)}
        </fieldset>
    }
    .into_any()
}

/// A text about what is wrong with a paper or field.
pub(super) fn words_of(page: CasePage, at: MissingAt, label: String) -> AnyView {
    let own = at.clone();
    let value = move || {
        page.ticks
            .with(|ticks| ticks.wrong.get(&own).map(|wrong| wrong.text.clone()))
            .unwrap_or_default()
    };
    let set = move |event| {
        let text = event_target_value(&event);
        page.ticks
            .update(|ticks| ticks.wrong.entry(at.clone()).or_default().text = text);
    };
    view! {
        <textarea class="words" rows="1" aria-label=label placeholder=t::papers_wrong_else() prop:value=value on:input=set></textarea>
    }
    .into_any()
}
