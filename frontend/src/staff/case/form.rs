//! The merged form, filled. While a correction may be asked for, each field can be marked as wrong.

use leptos::prelude::*;
use yijian_domain::{
    case::{MissingAt, Verb},
    wire::desk::{CaseView, FormRow},
};

use super::{CasePage, papers::words_of};
use crate::desk_text as t;

/// Whether the person can still ask for a correction.
pub(super) fn asks(view: &CaseView) -> bool {
    view.open
        .iter()
        .any(|open| open.verb == Verb::AskCorrection && open.but.is_none())
}

/// The form.
pub(super) fn section(page: CasePage) -> AnyView {
    // Ticks are signals of their own: only the case itself draws this anew.
    (move || {
        page.view.with(|view| {
            let asks = asks(view);
            let sections = view.form.iter().map(|section| {
                let rows: Vec<_> = section.fields.iter().map(|row| field(page, row, asks)).collect();
                view! { <section class="card"><h2>{section.title.clone()}</h2><dl class="rows">{rows}</dl></section> }
            });
            let sections: Vec<_> = sections.collect();
            if sections.is_empty() {
                view! { <p class="empty">{t::case_empty_form()}</p> }.into_any()
            } else {
                sections.into_any()
            }
        })
    })
    .into_any()
}

fn field(page: CasePage, row: &FormRow, asks: bool) -> AnyView {
    let at = MissingAt::Field {
        field: row.field.clone(),
    };
    let value = if row.value.is_empty() {
        view! { <span class="quiet">{t::case_not_filled()}</span> }.into_any()
    } else {
        row.value.clone().into_any()
    };
    let mark = asks.then(|| {
        let own = at.clone();
        let marked = Memo::new(move |_| {
            page.ticks
                .with(|ticks| ticks.wrong.get(&own).is_some_and(|wrong| wrong.marked))
        });
        let own = at.clone();
        let label = [row.label.as_str(), "：", t::notice_wrong_field()].concat();
        let id = format!("wrong-{}", row.field);
        let set = move |event| {
            let on = event_target_checked(&event);
            page.ticks
                .update(|ticks| ticks.wrong.entry(own.clone()).or_default().marked = on);
        };
        let place = at.clone();
        let text_label = [row.label.as_str(), "：", t::notice_field_else()].concat();
        view! {
            <span class="mark">
                <input id=id.clone() type="checkbox" aria-label=label prop:checked=move || marked.get() on:change=set />
                <label for=id>{t::notice_wrong_field()}</label>
            </span>
            {move || marked.get().then(|| words_of(page, place.clone(), text_label.clone()))}
        }
    });
    view! { <div><dt>{row.label.clone()}</dt><dd>{value}{mark}</dd></div> }.into_any()
}
