//! The joint inspection of a case: appointment, checklist, what has to be put right, what was found.

use leptos::prelude::*;
use yijian_domain::{
    case::{Visit, VisitMode},
    id::PointId,
    wire::desk::{CaseView, CheckPoint, InspectionView},
};

use super::{CasePage, masked};
use crate::{
    desk_text as t,
    staff::{call, words},
};

/// The inspection.
pub(super) fn section(page: CasePage) -> AnyView {
    (move || {
        page.view.with(|view| {
            let inspection = &view.inspection;
            if !inspection.needed {
                return view! { <p class="empty">{t::inspect_none()}</p> }.into_any();
            }
            let checklist: Vec<_> = inspection.checklist.iter().map(|point| check(page, view, point)).collect();
            let rectify: Vec<_> = inspection
                .rectify
                .iter()
                .map(|line| view! { <li><strong>{name(inspection, &line.point)}</strong>"："{line.what.clone()}</li> })
                .collect();
            let visits: Vec<_> = inspection
                .visits
                .iter()
                .rev()
                .map(|visit| found(page, view, visit))
                .collect();
            view! {
                <section class="card">{appointment(page, inspection)}</section>
                {(!rectify.is_empty()).then(|| view! {
                    <section class="card"><h2>{t::inspect_rectify()}</h2><ol class="missing">{rectify}</ol></section>
                })}
                {(!checklist.is_empty()).then(|| view! {
                    <section class="card"><h2>{t::inspect_checklist()}</h2><ol class="missing">{checklist}</ol></section>
                })}
                {(!visits.is_empty()).then(|| view! { <section class="card"><h2>{t::inspect_visits()}</h2>{visits}</section> })}
            }
            .into_any()
        })
    })
    .into_any()
}

fn appointment(page: CasePage, inspection: &InspectionView) -> AnyView {
    match &inspection.plan {
        Some(plan) => {
            let day = page.desk.day(&plan.on.to_string());
            let names = words::list(plan.inspectors.iter().map(|one| &one.name));
            view! {
                <p><strong>{t::inspect_plan(day, &plan.hours)}</strong>" "<span class="tag">{mode(plan.mode)}</span></p>
                <p class="quiet">{t::inspect_who(names)}</p>
            }
            .into_any()
        }
        None if inspection.passed => view! { <p class="note note_good">{t::inspect_passed()}</p> }.into_any(),
        None => view! { <p>{t::inspect_no_plan()}</p> }.into_any(),
    }
}

pub(in crate::staff) fn mode(mode: VisitMode) -> &'static str {
    match mode {
        VisitMode::OnSite => t::inspect_mode_on_site(),
        VisitMode::Remote => t::inspect_mode_remote(),
    }
}

fn name(inspection: &InspectionView, point: &PointId) -> String {
    let found = inspection.names.iter().find(|(id, _)| id == point);
    found.map_or_else(|| point.to_string(), |(_, name)| name.clone())
}

fn check(page: CasePage, view: &CaseView, point: &CheckPoint) -> AnyView {
    view! {
        <li>
            <strong>{point.name.clone()}</strong>
            {point.help.clone().map(|help| view! { <p class="quiet">{help}</p> })}
            <p class="quiet">{t::inspect_departments()}"："{words::list(&point.departments)}
                {point.remote.then(|| view! { " "<span class="tag">{t::inspect_remote_ok()}</span> })}</p>
            {pictures(page, view, &point.pictures)}
        </li>
    }
    .into_any()
}

/// Small pictures that open in a tab of their own; while the case is masked, how many there are.
fn pictures(page: CasePage, view: &CaseView, ids: &[String]) -> AnyView {
    if view.open_seconds.is_none() && !ids.is_empty() {
        return view! { <p class="quiet">{t::unmask_pictures(ids.len())}" "{masked::button(page)}</p> }.into_any();
    }
    let number = &view.number;
    let pictures: Vec<_> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let path = format!("{}/cases/{number}/files/{id}", call::BASE);
            let name = t::inspect_picture(at + 1);
            view! { <li><a href=path rel="external" target="_blank"><img src=path.clone() alt=name loading="lazy" /></a></li> }
        })
        .collect();
    (!pictures.is_empty())
        .then(|| view! { <ul class="pictures">{pictures}</ul> })
        .into_any()
}

fn found(page: CasePage, view: &CaseView, visit: &Visit) -> AnyView {
    let inspection = &view.inspection;
    let at = words::moment(&visit.at.to_string(), CasePage::today());
    let who = words::list(visit.inspectors.iter().map(|one| &one.name));
    let results: Vec<_> = visit
        .results
        .iter()
        .map(|(point, result)| {
            let (class, word) = if result.passed {
                ("tag tag_good", t::inspect_point_passed())
            } else {
                ("tag tag_bad", t::inspect_point_failed())
            };
            view! {
                <li>
                    <span class=class>{word}</span>" "{name(inspection, point)}
                    {(!result.remark.is_empty()).then(|| view! { <p class="quiet">{result.remark.clone()}</p> })}
                    {pictures(page, view, &result.pictures)}
                </li>
            }
        })
        .collect();
    view! {
        <h3>{at}" "<span class="tag">{mode(visit.mode)}</span></h3>
        <p class="quiet">{t::inspect_who(who)}</p>
        <ul class="results">{results}</ul>
    }
    .into_any()
}
