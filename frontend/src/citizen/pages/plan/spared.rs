//! What some department asks for and this person need not give, grouped by the reason.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yijian_domain::plan::{Plan, Reason, Removed, RemovedKind};

use super::super::Matter;
use crate::{
    text,
    ui::parts::{department, item, zh},
};

/// The groups, folded.
pub(super) fn spared(matter: &Matter<'_>, plan: &Plan) -> AnyView {
    let mut groups: BTreeMap<u8, Vec<&Removed>> = BTreeMap::new();
    for removed in &plan.removed {
        if let Some(group) = group(&removed.reason) {
            groups.entry(group).or_default().push(removed);
        }
    }
    if groups.is_empty() {
        return ().into_any();
    }
    let count: usize = groups.values().map(Vec::len).sum();
    let rows: Vec<_> = groups
        .into_iter()
        .map(|(group, removed)| {
            let lines: Vec<_> = removed.iter().map(|removed| line(matter, removed)).collect();
            let entries = text::plan_spared_entries(removed.len());
            view! {
                <li>
                    <details>
                        <summary><span class="open__name">{group_title(group)}</span> <span class="open__note">{entries}</span></summary>
                        <div class="open__in"><ul class="plain">{lines}</ul></div>
                    </details>
                </li>
            }
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="spared">
            <h2 id="spared">{text::plan_spared(count)}</h2>
            <p class="quiet">{text::plan_spared_note()}</p>
            <ul class="opens">{rows}</ul>
        </section>
    }
    .into_any()
}

/// The group of a reason, in the order of the page. What an open question still decides is not spared yet.
fn group(reason: &Reason) -> Option<u8> {
    Some(match reason {
        Reason::HeldByDepartment { .. } => 0,
        Reason::ResultOf { .. } => 1,
        Reason::GeneratedForm => 2,
        Reason::Answered { .. } => 3,
        Reason::DerivedFrom { .. } => 4,
        Reason::AskedTwice { .. } => 5,
        Reason::AlreadyGiven => 6,
        Reason::Promised { .. } => 7,
        Reason::ConditionNo { .. } => 8,
        Reason::NotYetKnown { .. } => return None,
    })
}

fn group_title(group: u8) -> &'static str {
    match group {
        0 => text::plan_spared_held(),
        1 => text::plan_spared_result(),
        2 => text::plan_spared_generated(),
        3 => text::plan_spared_answered(),
        4 => text::plan_spared_derived(),
        5 => text::plan_spared_twice(),
        6 => text::plan_spared_given(),
        7 => text::plan_spared_promised(),
        _ => text::plan_spared_condition(),
    }
}

fn line(matter: &Matter<'_>, removed: &Removed) -> AnyView {
    let kind = match removed.kind {
        RemovedKind::Field => text::plan_kind_field(),
        RemovedKind::Material => text::plan_kind_paper(),
    };
    let from = match &removed.reason {
        Reason::HeldByDepartment { department: office } => {
            Some(text::plan_spared_from(department(matter.slice, office)))
        }
        Reason::ResultOf { issuer } => Some(text::plan_spared_from(item(matter.slice, issuer))),
        Reason::Answered { question } => matter
            .slice
            .questions
            .get(question)
            .map(|question| text::plan_spared_from(text::of(&question.ask, question.ask_en.as_ref()))),
        _ => None,
    };
    view! {
        <li>
            <span lang=zh()>{removed.name.clone()}</span> " " <span class="tag">{kind}</span>
            <span class="line__note">{text::plan_spared_of(item(matter.slice, &removed.item))} " " {from}</span>
        </li>
    }
    .into_any()
}
