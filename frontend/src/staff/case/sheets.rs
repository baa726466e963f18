//! For a reviewer: the form and the list of their own items, under their own names, with the papers behind them.

use leptos::prelude::*;
use yijian_domain::{
    application::{Given, PartField, PartMaterial, PartValue, Provision},
    plan::Reason,
    wire::desk::{CaseView, PartSheet},
};

use super::{
    CasePage, papers, parts, side,
    viewer::{Shown, viewer},
};
use crate::{desk_text as t, staff::words};

/// The sheets of the person's items.
pub(super) fn section(page: CasePage) -> AnyView {
    let looked: RwSignal<Option<Shown>> = RwSignal::new(None);
    let list = move || {
        page.view.with(|view| {
            if view.sheets.is_empty() {
                return parts::section(page);
            }
            let sheets = view.sheets.iter();
            sheets
                .map(|sheet| of(page, view, sheet, looked))
                .collect::<Vec<_>>()
                .into_any()
        })
    };
    view! { <div class="papers"><div class="papers__list">{list}</div>{viewer(page, looked)}</div> }.into_any()
}

fn of(page: CasePage, view: &CaseView, sheet: &PartSheet, looked: RwSignal<Option<Shown>>) -> AnyView {
    let part = view.parts.iter().find(|part| part.item == sheet.item);
    let part = part.map(|part| view! { {parts::card(page, part)}{side::acts_of(page, view, &part.item)} });
    let form: Vec<_> = sheet.form.iter().map(field).collect();
    let list: Vec<_> = sheet.materials.iter().map(line).collect();
    let papers: Vec<_> = sheet
        .papers
        .iter()
        .map(|paper| papers::card(page, paper, false, looked))
        .collect();
    view! {
        <h2 class="hide">{t::parts_title()}</h2>
        {part}
        <section class="card">
            <h2>{sheet.title.clone()}</h2>
            <dl class="rows">{form}</dl>
        </section>
        <section class="card">
            <h2>{t::sheet_list()}</h2>
            <ol class="sheet">{list}</ol>
        </section>
        {papers}
    }
    .into_any()
}

fn field(field: &PartField) -> AnyView {
    let value = match &field.value {
        PartValue::Typed { values } | PartValue::Derived { values } => {
            let filled = values.iter().filter(|value| !value.is_empty());
            words::list(filled)
        }
        PartValue::Answered { value } => value.clone(),
        PartValue::Result { .. } => t::sheet_result().to_owned(),
        PartValue::NotAsked => t::sheet_not_asked().to_owned(),
    };
    let quiet = match &field.value {
        PartValue::Result { .. } | PartValue::NotAsked => true,
        PartValue::Typed { .. } | PartValue::Derived { .. } | PartValue::Answered { .. } => value.is_empty(),
    };
    let value = if value.is_empty() {
        t::case_not_filled().to_owned()
    } else {
        value
    };
    view! { <div><dt>{field.label.clone()}</dt><dd class=quiet.then_some("quiet")>{value}</dd></div> }.into_any()
}

fn line(material: &PartMaterial) -> AnyView {
    let (class, how) = match &material.given {
        Given::Provided {
            provision: Provision::Files { .. },
        } => ("tag tag_good", t::sheet_provided()),
        Given::Provided {
            provision: Provision::Later,
        } => ("tag tag_warn", t::sheet_later()),
        Given::Spared { reason } => ("tag", spared(reason)),
    };
    view! { <li>{material.name.clone()}" "<span class=class>{how}</span></li> }.into_any()
}

fn spared(reason: &Reason) -> &'static str {
    match reason {
        Reason::ResultOf { .. } => t::sheet_spared_result(),
        Reason::HeldByDepartment { .. } => t::sheet_spared_held(),
        Reason::AlreadyGiven => t::sheet_spared_given(),
        Reason::Promised { .. } => t::sheet_spared_promised(),
        Reason::GeneratedForm => t::sheet_spared_form(),
        Reason::AskedTwice { .. } => t::sheet_spared_twice(),
        Reason::DerivedFrom { .. }
        | Reason::Answered { .. }
        | Reason::ConditionNo { .. }
        | Reason::NotYetKnown { .. } => t::sheet_spared_no(),
    }
}
