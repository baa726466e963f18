//! What a case came to: why it was not accepted, the licence, the documents.

use leptos::prelude::*;
use yijian_domain::wire::{
    Progress,
    desk::{DocumentKind, DocumentRef},
};

use super::{Own, part::remedies};
use crate::{
    citizen::pages::licence::component,
    text,
    ui::parts::{fold, lang_of, zh},
};

/// Why it was not accepted, where to go instead, and what can be done against that.
pub(super) fn not_accepted(progress: &Progress) -> AnyView {
    let Some(reason) = progress.not_accepted.clone() else {
        return ().into_any();
    };
    view! {
        <section class="card" aria-labelledby="not-accepted">
            <h2 id="not-accepted">{text::stage_not_accepted()}</h2>
            <p lang=zh()>{reason}</p>
            {progress.go_to.as_ref().map(|place| view! { <p>{text::progress_go_to(place)}</p> })}
            {progress.remedies.as_ref().map(|against| fold(text::part_remedies(), remedies(against)))}
        </section>
    }
    .into_any()
}

/// What was said to be wrong, and what became of it.
pub(super) fn objection(progress: &Progress, own: &Own<'_>) -> AnyView {
    let Some(objection) = &progress.objection else {
        return ().into_any();
    };
    let title = match (&objection.answered_at, objection.granted) {
        (None, _) => text::answer_wrong_open(),
        (Some(_), true) => text::answer_wrong_granted(),
        (Some(_), false) => text::answer_wrong_refused(),
    };
    let names: Vec<_> = objection
        .fields
        .iter()
        .map(|field| {
            let name = text::of(&field.label, field.label_en.as_ref()).to_owned();
            view! { <li class="line"><span class="line__name" lang=lang_of(field.label_en.as_ref())>{name}</span></li> }
        })
        .collect();
    let day = own.day(objection.answered_at.as_ref().unwrap_or(&objection.at));
    view! {
        <section class="card" aria-labelledby="objection">
            <h2 id="objection">{title}</h2>
            <ul class="lines">{names}</ul>
            {(!objection.reason.is_empty()).then(|| view! { <p lang=zh()>{objection.reason.clone()}</p> })}
            <p class="quiet">{day}</p>
        </section>
    }
    .into_any()
}

/// The licence with what it carries.
pub(super) fn licence(progress: &Progress) -> AnyView {
    let Some(licence) = &progress.licence else {
        return ().into_any();
    };
    let components: Vec<_> = licence.components.iter().map(component).collect();
    view! {
        <section class="card" aria-labelledby="licence">
            <h2 id="licence">{text::licence_own()}</h2>
            <p class="quiet">{text::licence_number()} " " {licence.number.clone()}</p>
            <ul class="lines">{components}</ul>
            <p class="actions">
                <a class="weui-btn weui-btn_default" rel="external" href=licence.path.clone()>{text::licence_open()}</a>
            </p>
        </section>
    }
    .into_any()
}

/// The documents, each as a file.
pub(super) fn documents(progress: &Progress, own: &Own<'_>) -> AnyView {
    if progress.documents.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = progress
        .documents
        .iter()
        .rev()
        .map(|paper| document(paper, progress, own))
        .collect();
    view! {
        <section class="card" aria-labelledby="papers">
            <h2 id="papers">{text::papers_title()}</h2>
            <p class="quiet">{text::papers_note()}</p>
            <ul class="lines">{rows}</ul>
        </section>
    }
    .into_any()
}

fn document(paper: &DocumentRef, progress: &Progress, own: &Own<'_>) -> AnyView {
    let kind = name(paper.kind);
    let in_words = |item: &String| {
        let part = progress.parts.iter().find(|part| part.name == *item);
        part.map_or_else(
            || item.clone(),
            |part| text::of(&part.name, part.name_en.as_ref()).to_owned(),
        )
    };
    let newest = progress.documents.iter().rev().find(|other| other.kind == paper.kind);
    let replaced = paper.kind == DocumentKind::CompositeLicence && newest.is_some_and(|newest| newest.id != paper.id);
    let name = match &paper.item_name {
        Some(item) => text::papers_of(in_words(item), kind),
        None if replaced => text::papers_old(kind),
        None => kind.to_owned(),
    };
    let href = own.path(&["/papers/", &paper.id, ".pdf"].concat());
    view! {
        <li class="line">
            <a class="line__name" rel="external" href=href>{name}</a>
            <span class="line__note">{own.day(&paper.at)}</span>
        </li>
    }
    .into_any()
}

fn name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Receipt => text::papers_receipt(),
        DocumentKind::Acceptance => text::papers_acceptance(),
        DocumentKind::Correction => text::papers_correction(),
        DocumentKind::NonAcceptance => text::papers_non_acceptance(),
        DocumentKind::Deferral => text::papers_deferral(),
        DocumentKind::Pause => text::papers_pause(),
        DocumentKind::Extension => text::papers_extension(),
        DocumentKind::Decision => text::papers_decision(),
        DocumentKind::InspectionRecord => text::papers_inspection_record(),
        DocumentKind::CompositeLicence => text::papers_composite_licence(),
    }
}
