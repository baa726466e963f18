//! Commitments with their checks, and the composite licence.

use leptos::prelude::*;
use yijian_domain::{
    case::{Component, ComponentState, Composite},
    wire::desk::{CaseView, CommitmentView},
};

use super::CasePage;
use crate::{
    desk_text as t,
    staff::{parts as bits, words},
    ui::parts::date,
};

/// The commitments.
pub(super) fn promises(page: CasePage) -> AnyView {
    (move || {
        page.view.with(|view| {
            view.commitments
                .iter()
                .map(|promise| commitment(page, view, promise))
                .collect::<Vec<_>>()
        })
    })
    .into_any()
}

fn commitment(page: CasePage, view: &CaseView, promise: &CommitmentView) -> AnyView {
    let names = promise
        .items
        .iter()
        .filter_map(|item| view.parts.iter().find(|part| part.item == *item));
    let names = words::list(names.map(|part| &part.name));
    let (class, state) = match (promise.kept, &promise.check_due) {
        (Some(true), _) => ("tag tag_good", t::promise_kept().to_owned()),
        (Some(false), _) => ("tag tag_bad", t::promise_broken().to_owned()),
        (None, Some(due)) => ("tag tag_warn", t::promise_check_due(page.desk.day(due))),
        (None, None) => ("tag", t::promise_not_due().to_owned()),
    };
    view! {
        <section class="card">
            <h2>{promise.name.clone()}" "<span class=class>{state}</span></h2>
            <p class="quiet">{t::promise_version(&promise.version)}</p>
            <p>{t::promise_items(names)}</p>
            {bits::said(&promise.remark)}
        </section>
    }
    .into_any()
}

/// The licence.
pub(super) fn section(page: CasePage) -> AnyView {
    (move || {
        page.view.with(|view| match &view.licence {
            None => view! { <p class="empty">{t::licence_none()}</p> }.into_any(),
            Some(licence) => issued(licence),
        })
    })
    .into_any()
}

fn issued(licence: &Composite) -> AnyView {
    let rows: Vec<_> = licence.components.iter().map(row).collect();
    let holder = &licence.holder;
    let issued = date(licence.issued, None);
    let public = ["/v/", &licence.code].concat();
    view! {
        <section class="card">
            <h2>{t::document_composite_licence()}" "{licence.trade.clone()}</h2>
            <p class="quiet">{t::licence_version(issued, licence.version)}</p>
            <dl class="facts">
                {bits::fact(t::licence_number(), licence.number.clone())}
                {bits::fact(t::licence_holder(), holder.name.clone())}
                {bits::fact(t::licence_code(), holder.credit_code.clone().unwrap_or_default())}
                {bits::fact(t::licence_principal(), holder.principal.clone().unwrap_or_default())}
                {bits::fact(t::licence_address(), holder.address.clone().unwrap_or_default())}
            </dl>
            <table class="list">
                <caption class="hide">{t::licence_components()}</caption>
                <thead><tr>
                    <th scope="col">{t::licence_name()}</th><th scope="col">{t::licence_number()}</th>
                    <th scope="col">{t::licence_issuer()}</th><th scope="col">{t::licence_valid()}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p><a rel="external" href=public>{t::licence_public()}</a></p>
        </section>
    }
    .into_any()
}

/// Of a licence every day has its year.
fn row(component: &Component) -> AnyView {
    let day = |day| date(day, None);
    let from = day(component.from);
    let valid = match component.until {
        Some(until) => t::licence_from_to(from, day(until)),
        None => t::licence_from_on(from),
    };
    let (class, state) = match &component.state {
        ComponentState::Granted => ("tag tag_good", t::licence_granted().to_owned()),
        ComponentState::Revoked { on, reason } => ("tag tag_bad", t::licence_revoked(day(*on), reason)),
        ComponentState::Cancelled { on } => ("tag tag_bad", t::licence_cancelled(day(*on))),
    };
    view! {
        <tr>
            <td>{component.name.clone()}</td>
            <td class="number">{component.number.clone()}</td>
            <td>{component.issuer.clone()}</td>
            <td>{valid}" "<span class=class>{state}</span></td>
        </tr>
    }
    .into_any()
}
