//! Documents that can be printed, and the form and list of papers as a page for the printer.

use leptos::prelude::*;
use yijian_domain::wire::desk::CaseView;

use super::{CasePage, masked};
use crate::{
    desk_text as t,
    staff::{
        address::{Place, Section},
        call, words,
    },
    ui::screen,
};

/// The documents.
pub(super) fn section(page: CasePage) -> AnyView {
    (move || {
        page.view.with(|view| {
            let documents: Vec<_> = view
                .documents
                .iter()
                .rev()
                .map(|document| {
                    let href = format!("{}/cases/{}/documents/{}.pdf", call::BASE, view.number, document.id);
                    let at = words::moment(&document.at, CasePage::today());
                    let path = href.clone();
                    let is_masked = view.open_seconds.is_none();
                    let first = move |event: leptos::ev::MouseEvent| {
                        if is_masked {
                            event.prevent_default();
                            masked::ask(page, masked::Then::Open(path.clone()));
                        }
                    };
                    view! {
                        <li>
                            <a href=href rel="external" target="_blank" data-row="" on:click=first>{words::document(document.kind)}</a>
                            <span class="quiet">{document.item_name.clone()}</span>
                            <span class="quiet">{at}</span>
                        </li>
                    }
                })
                .collect();
            let print = Place::Case(view.number.clone(), Section::Print).path();
            view! {
                <section class="card">
                    <ul class="documents">{documents}</ul>
                    <p><a href=print>{t::case_print_now()}</a></p>
                </section>
            }
        })
    })
    .into_any()
}

/// Form and list of papers for the printer.
pub(super) fn print(page: CasePage) -> AnyView {
    let back = Place::Case(page.view.with_untracked(|view| view.number.clone()), Section::Documents).path();
    // A sheet of paper with stars on it is of no use to anybody.
    let content = move || {
        if !masked::is_open(page) {
            return masked::instead(page);
        }
        let print = t::case_print();
        view! {
            <p class="no-print"><button type="button" class="button button_main" on:click=|_| screen::print()>{print}</button></p>
            {page.view.with(|view| sheet(view))}
        }
        .into_any()
    };
    view! {
        <div class="column print">
            <p class="up no-print"><a href=back data-back="">{"‹ "}{t::frame_back()}</a></p>
            {content}
            {masked::dialog(page)}
        </div>
    }
    .into_any()
}

fn sheet(view: &CaseView) -> AnyView {
    let sections: Vec<_> = view
        .form
        .iter()
        .map(|section| {
            let rows: Vec<_> = section
                .fields
                .iter()
                .map(|row| view! { <tr><th scope="row">{row.label.clone()}</th><td>{row.value.clone()}</td></tr> })
                .collect();
            view! { <h2>{section.title.clone()}</h2><table class="sheet__table"><tbody>{rows}</tbody></table> }
        })
        .collect();
    let papers: Vec<_> = view
        .papers
        .iter()
        .map(|paper| {
            let files = match paper.files.len() {
                0 => t::papers_no_files().to_owned(),
                1 => t::papers_one_file().to_owned(),
                n => t::papers_files(n),
            };
            view! { <tr><th scope="row">{paper.name.clone()}</th><td>{words::list(&paper.wanted)}</td><td>{files}</td></tr> }
        })
        .collect();
    view! {
        <h1 tabindex="-1">{view.theme_name.clone()}</h1>
        <p>{t::queue_number()}" "{view.number.clone()}"　"{t::case_applicant()}" "{view.holder.clone()}"　"{t::case_arrived()}" "
            {words::moment(&view.submitted_at, CasePage::today())}</p>
        {sections}
        <h2>{t::case_papers()}</h2>
        <table class="sheet__table"><tbody>{papers}</tbody></table>
    }
    .into_any()
}
