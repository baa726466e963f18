//! The answer to a notice: exactly what it names, each with the reason why.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yijian_domain::{
    application::{Finding, Place, check_field},
    case::{Missing, MissingAt},
    plan::Plan,
    value::Weight,
    wire::{OwnAct, Todo},
};

use super::{Own, button, files, ids};
use crate::{
    citizen::{
        draft::{device, field::field, naming, paper, store::Store, summary::SUMMARY, summary::summary},
        pages,
    },
    text,
    ui::{parts::zh, screen},
};

/// The page.
pub(super) fn correct(store: Store, own: Own) -> AnyView {
    let Some(Todo::Answer { missing, by, remark }) = own.todo().into_iter().next() else {
        return pages::nothing();
    };
    let missing = StoredValue::new(missing);
    // What is missing is shown from the moment a person asks to go on.
    let all = RwSignal::new(false);
    let cards = missing.with_value(|missing| missing.iter().map(|line| card(store, line, all)).collect::<Vec<_>>());
    let remark = (!remark.is_empty()).then(|| view! { <p lang=zh()>{remark}</p> });
    let problems = move || {
        let mut open = store.refused.get();
        if open.is_empty() && all.get() {
            open = missing.with_value(|missing| open_here(store, missing));
        }
        (!open.is_empty()).then(|| summary(store, text::answer_correct_open(open.len()), &open, |_| true))
    };
    let press = move || {
        all.set(true);
        if missing
            .with_value(|missing| untrack(|| open_here(store, missing)))
            .is_empty()
        {
            own.send(store, missing.with_value(|missing| act(store, missing)));
        } else {
            device::focus(SUMMARY.to_owned());
        }
    };
    view! {
        <p class="lead">{pages::lead(own.task, own.day(&by))}</p>
        {remark}
        {problems}
        {cards}
        <div class="onward">{button(own, text::answer_correct_send(), None, press)}</div>
    }
    .into_any()
}

/// One thing of the notice: why it is named, and where it is put right.
fn card(store: Store, line: &Missing, all: RwSignal<bool>) -> AnyView {
    let reasons: Vec<_> = line
        .reasons
        .iter()
        .map(|reason| view! { <li>{reason.clone()}</li> })
        .collect();
    let gone = || view! { <p>{text::answer_correct_gone()}</p> }.into_any();
    let control = store.plan.with_untracked(|plan| match (&line.at, plan) {
        (MissingAt::Other, _) => view! { <p>{text::answer_correct_other()}</p> }.into_any(),
        (_, None) => gone(),
        (MissingAt::Field { field: key }, Some(plan)) => match naming::field_of(plan, key) {
            Some((_, line)) => view! { <div class="form">{field(store, line, key.no, all)}</div> }.into_any(),
            None => gone(),
        },
        (MissingAt::Paper { paper: key }, Some(plan)) => match plan.materials.iter().find(|line| line.id == *key) {
            Some(line) => paper::card(store, line, ().into_any()),
            None => gone(),
        },
    });
    view! {
        <section class="panel panel_warn">
            <h2 lang=zh()>{line.name.clone()}</h2>
            <ul lang=zh()>{reasons}</ul>
        </section>
        {control}
    }
    .into_any()
}

/// What of the notice is not put right as far as the phone can tell.
fn open_here(store: Store, missing: &[Missing]) -> Vec<Finding> {
    let slice = store.slice.get();
    store.plan.with(|plan| {
        let Some(plan) = plan else { return Vec::new() };
        store.draft.with(|draft| {
            let found = missing.iter().flat_map(|line| match &line.at {
                MissingAt::Field { field: key } => {
                    let typed = draft.values.get(key).map_or("", String::as_str);
                    let line = naming::field_of(plan, key).map(|(_, line)| line);
                    line.map_or_else(Vec::new, |line| {
                        check_field(&slice, line, key, typed, screen::today()).1
                    })
                }
                MissingAt::Paper { paper } if knows(plan, paper) && files(draft, paper).is_empty() => {
                    vec![Finding {
                        at: Place::Material(paper.clone()),
                        code: "material_missing".to_owned(),
                        weight: Weight::Error,
                        rule: None,
                    }]
                }
                MissingAt::Paper { .. } | MissingAt::Other => Vec::new(),
            });
            found.filter(|finding| finding.weight == Weight::Error).collect()
        })
    })
}

fn knows(plan: &Plan, paper: &yijian_domain::id::MaterialKey) -> bool {
    plan.materials.iter().any(|line| line.id == *paper)
}

fn act(store: Store, missing: &[Missing]) -> OwnAct {
    store.draft.with_untracked(|draft| {
        let mut values = BTreeMap::new();
        let mut provisions = BTreeMap::new();
        for line in missing {
            match &line.at {
                MissingAt::Field { field } => {
                    let typed = draft.values.get(field).cloned().unwrap_or_default();
                    values.insert(field.clone(), typed);
                }
                MissingAt::Paper { paper } if !files(draft, paper).is_empty() => {
                    provisions.insert(paper.clone(), ids(draft, paper));
                }
                MissingAt::Paper { .. } | MissingAt::Other => {}
            }
        }
        OwnAct::Resubmit {
            values,
            provisions,
            draft_token: Some(store.token().to_string()),
        }
    })
}
