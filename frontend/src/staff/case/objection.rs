//! What the applicant says is wrong in what is kept, beside what stands there.

use leptos::prelude::*;
use yijian_domain::wire::desk::{ObjectionLine, ObjectionView};

use super::{CasePage, words};
use crate::desk_text as t;

/// The objection with what became of it; nothing, when there is none.
pub(super) fn objection(page: CasePage) -> AnyView {
    (move || page.view.with(|view| view.objection.as_ref().map(shown))).into_any()
}

fn shown(objection: &ObjectionView) -> AnyView {
    let at = |at: &yijian_domain::case::At| words::moment(&at.to_string(), CasePage::today());
    let rows: Vec<_> = objection.lines.iter().map(row).collect();
    let says = (!objection.says.is_empty()).then(|| {
        view! { <p><strong>{t::case_objection_says()}"："</strong>{objection.says.clone()}</p> }
    });
    let class = if objection.answer.is_none() {
        "note note_warn objection"
    } else {
        "note objection"
    };
    let answer = objection.answer.as_ref().map(|answer| {
        let what = if answer.granted {
            t::case_objection_granted(at(&answer.at))
        } else {
            t::case_objection_refused(at(&answer.at))
        };
        let by = answer.by.as_ref().map(|by| ["（", &by.name, "）"].concat());
        let reason = (!answer.reason.is_empty()).then(|| ["：", &answer.reason].concat());
        view! { <p><strong>{what}{by}</strong>{reason}</p> }
    });
    view! {
        <section class=class aria-labelledby="objection">
            <h2 id="objection">{t::case_objection()}" "<span class="quiet">{t::case_objection_at(at(&objection.at))}</span></h2>
            <table class="sheet__table">
                <thead>
                    <tr>
                        <th scope="col">{t::case_objection_field()}</th>
                        <th scope="col">{t::case_objection_stood()}</th>
                        <th scope="col">{t::case_objection_right()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {says}
            {answer}
        </section>
    }
    .into_any()
}

fn row(line: &ObjectionLine) -> AnyView {
    let value = |value: &str| {
        if value.is_empty() {
            t::case_objection_empty().to_owned()
        } else {
            value.to_owned()
        }
    };
    view! {
        <tr>
            <th scope="row">{line.label.clone()}</th>
            <td>{value(&line.stood)}</td>
            <td><strong>{value(&line.right)}</strong></td>
        </tr>
    }
    .into_any()
}
