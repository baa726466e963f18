//! The record in plain words, newest first.

use leptos::prelude::*;

use super::{CasePage, told};
use crate::{
    desk_text as t,
    staff::{overview, parts as bits, words},
};

/// The record.
pub(super) fn section(page: CasePage) -> AnyView {
    (move || {
        page.view.with(|view| {
            let today = CasePage::today();
            let lines: Vec<_> = view
                .history
                .iter()
                .map(|row| {
                    view! {
                        <li>
                            <p class="record__at quiet">{words::moment(&row.at.to_string(), today)}</p>
                            <div>
                                <p>{told::sentence(row)}</p>
                                {bits::said(&row.said)}
                                {told::moved(row).map(|moved| view! { <p class="quiet">{moved}</p> })}
                            </div>
                        </li>
                    }
                })
                .collect();
            let seen = (!view.unmaskings.is_empty()).then(|| {
                view! { <section class="card"><h2>{t::unmask_record()}</h2>{overview::unmaskings(&view.unmaskings)}</section> }
            });
            view! { <section class="card"><ol class="record">{lines}</ol></section>{seen} }
        })
    })
    .into_any()
}
