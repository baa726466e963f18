//! One section of the form: a subject, or a person, or several persons of one role.
//!
//! Keyboard: Enter in a line goes to the next control instead of sending anything. Read aloud: each person is a group with
//! a name. The next section opens without a word when all is right; else a summary says what is not, once, and lets pass.

use std::collections::BTreeMap;

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use yijian_domain::{
    application::{Finding, Place},
    id::{FieldKey, RoleId},
    plan::SectionPart,
};

use super::{
    device,
    field::field,
    naming,
    store::Store,
    summary::{SUMMARY, summary},
    sync,
};
use crate::{
    citizen::app::navigation,
    citizen::names,
    route::{Route, Step},
    text,
};

/// The section with this id, between its neighbours.
pub(super) fn section(store: Store, id: &str) -> AnyView {
    let id = id.to_owned();
    let found = Memo::new(move |_| {
        store.plan.with(|plan| {
            let sections = &plan.as_ref()?.form.sections;
            let at = sections.iter().position(|section| section.id == id)?;
            let step = |section: &SectionPart| Step::Form(section.id.clone());
            Some(Shown {
                section: sections[at].clone(),
                number: at + 1,
                count: sections.len(),
                before: at
                    .checked_sub(1)
                    .map_or(Step::Overview, |before| step(&sections[before])),
                after: sections.get(at + 1).map_or(Step::Materials, step),
            })
        })
    });
    (move || match found.get() {
        Some(shown) => content(store, &shown),
        None => gone(store),
    })
    .into_any()
}

/// A section in its place.
#[derive(Clone, PartialEq)]
struct Shown {
    section: SectionPart,
    number: usize,
    count: usize,
    before: Step,
    after: Step,
}

fn gone(store: Store) -> AnyView {
    let back = Route::Draft(store.token().to_string(), Step::Overview).path();
    view! {
        <h1 tabindex="-1">{text::form_section_gone()}</h1>
        <p>{text::form_section_gone_text()}</p>
        <p><a class="weui-btn weui-btn_primary" href=back>{text::draft_to_overview()}</a></p>
    }
    .into_any()
}

fn content(store: Store, shown: &Shown) -> AnyView {
    let section = &shown.section;
    let slice = store.catalogue();
    let also: Vec<String> = section.also.iter().map(|role| names::role(&slice, role)).collect();
    let also =
        (!also.is_empty()).then(|| view! { <p class="lead">{text::form_also(crate::ui::parts::joined(also))}</p> });
    // What is missing is shown from the moment a person asks to go on.
    let all = RwSignal::new(false);
    let fields = match (&section.role, section.repeats) {
        (Some(role), true) => persons(store, section, role, all),
        (Some(_) | None, _) => person(store, section, 1, all),
    };
    view! {
        <p class="hero__over">{text::form_section_of(shown.count, shown.number)}</p>
        <h1 tabindex="-1">{naming::title(section).to_owned()}</h1>
        {also}
        {problems(store, section, all)}
        <form class="form" novalidate on:submit=|event| event.prevent_default() on:keydown=enter_goes_on>
            {fields}
        </form>
        {neighbours(store, shown, all)}
    }
    .into_any()
}

/// What stops here, once the person has asked to go on.
fn problems(store: Store, section: &SectionPart, all: RwSignal<bool>) -> AnyView {
    let own = section.clone();
    (move || {
        if !all.get() {
            return None;
        }
        let open = open_here(store, &own);
        let here = |place: &Place| matches!(place, Place::Value(_));
        (!open.is_empty()).then(|| summary(store, text::form_open(open.len()), &open, here))
    })
    .into_any()
}

/// The errors of a section, in its order.
fn open_here(store: Store, section: &SectionPart) -> Vec<Finding> {
    store.plan.with(|plan| {
        let Some(plan) = plan else { return Vec::new() };
        let mut errors = store.findings.with(|findings| naming::errors_in_order(plan, findings));
        errors.retain(|finding| match &finding.at {
            Place::Value(key) => naming::field_of(plan, key).is_some_and(|(own, _)| own.id == section.id),
            Place::Draft | Place::Answer(_) | Place::Material(_) | Place::Declaration => false,
        });
        errors
    })
}

fn neighbours(store: Store, shown: &Shown, all: RwSignal<bool>) -> AnyView {
    let path = |step: &Step| Route::Draft(store.token().to_string(), step.clone()).path();
    let (before, after) = (path(&shown.before), path(&shown.after));
    let skip = after.clone();
    let own = shown.section.clone();
    let go = navigation();
    let last = shown.after == Step::Materials;
    let next = move |_| {
        sync::now(store);
        if untrack(|| open_here(store, &own)).is_empty() {
            go(&after, false);
        } else {
            all.set(true);
            device::focus(SUMMARY.to_owned());
        }
    };
    view! {
        <div class="onward">
            <button type="button" class="weui-btn weui-btn_primary" on:click=next>
                {if last { text::form_to_materials() } else { text::form_next() }}
            </button>
            {move || all.get().then(|| {
                let skip = skip.clone();
                view! { <a class="weui-btn weui-btn_default" href=skip>{text::form_skip()}</a> }
            })}
            <a class="onward__back" href=before>{text::form_before()}</a>
        </div>
    }
    .into_any()
}

fn person(store: Store, section: &SectionPart, no: u16, all: RwSignal<bool>) -> AnyView {
    section
        .fields
        .iter()
        .map(|line| field(store, line, no, all))
        .collect::<Vec<_>>()
        .into_any()
}

/// The persons of a repeating role, with a way to add and remove them.
fn persons(store: Store, section: &SectionPart, role: &RoleId, all: RwSignal<bool>) -> AnyView {
    let role = StoredValue::new(role.clone());
    let section = StoredValue::new(section.clone());
    let typed = Memo::new(move |_| {
        store
            .draft
            .with(|draft| role.with_value(|role| persons_typed(&draft.values, role)))
    });
    // A person whose last field is emptied stays on the page while it is open.
    let shown = RwSignal::new(typed.get_untracked().max(1));
    let count = Memo::new(move |_| shown.get().max(typed.get()));
    let removed: RwSignal<Option<(u16, Values)>> = RwSignal::new(None);
    let remove = move |no: u16| {
        let before = store
            .draft
            .with_untracked(|draft| role.with_value(|role| of_role(&draft.values, role)));
        let rest = without(&before, no);
        replace(store, &role.get_value(), rest);
        removed.set(Some((no, before)));
        shown.set(count.get_untracked().saturating_sub(1).max(1));
    };
    let undo = move |_| {
        if let Some((_, before)) = removed.get_untracked() {
            replace(store, &role.get_value(), before);
            removed.set(None);
        }
    };
    let add = move |_| {
        let next = count.get_untracked() + 1;
        shown.set(next);
        removed.set(None);
        device::focus(person_id(next));
    };
    let one = move |no: u16| {
        section.with_value(|section| {
            let title = text::form_person(no, naming::title(section));
            let fields = person(store, section, no, all);
            let remove_button = move || {
                (count.get() > 1).then(|| {
                    view! {
                        <button type="button" class="link link_warn" on:click=move |_| remove(no)>
                            {text::form_person_remove(no)}
                        </button>
                    }
                })
            };
            view! { <fieldset class="person" id=person_id(no)><legend>{title}</legend>{fields}{remove_button}</fieldset> }
        })
    };
    view! {
        {move || (1..=count.get()).map(one).collect::<Vec<_>>()}
        <div class="undo" role="status">
            {move || removed.get().map(|(no, _)| view! {
                <span>{text::form_person_removed(no)}</span>
                <button type="button" class="link" on:click=undo>{text::draft_undo()}</button>
            })}
        </div>
        <button type="button" class="weui-btn weui-btn_default" on:click=add>{text::form_person_add()}</button>
    }
    .into_any()
}

type Values = BTreeMap<FieldKey, String>;

fn person_id(no: u16) -> String {
    ["person-", &no.to_string()].concat()
}

fn persons_typed(values: &Values, role: &RoleId) -> u16 {
    values
        .keys()
        .filter(|key| key.role.as_ref() == Some(role))
        .map(|key| key.no)
        .max()
        .unwrap_or(1)
}

fn of_role(values: &Values, role: &RoleId) -> Values {
    values
        .iter()
        .filter(|(key, _)| key.role.as_ref() == Some(role))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The values without one person; those behind move up.
fn without(values: &Values, no: u16) -> Values {
    let move_up = |key: &FieldKey| {
        if key.no > no {
            key.number(key.no - 1)
        } else {
            key.clone()
        }
    };
    values
        .iter()
        .filter(|(key, _)| key.no != no)
        .map(|(key, value)| (move_up(key), value.clone()))
        .collect()
}

fn replace(store: Store, role: &RoleId, values: Values) {
    store.change(|draft| {
        draft.values.retain(|key, _| key.role.as_ref() != Some(role));
        draft.values.extend(values);
    });
}

/// Enter in a line moves on to the next control.
fn enter_goes_on(event: KeyboardEvent) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(target) = target.filter(|_| event.key() == "Enter" && !event.is_composing()) else {
        return;
    };
    event.prevent_default();
    let Ok(controls) = document().query_selector_all(".form input, .form select, .form textarea, .onward button")
    else {
        return;
    };
    let controls = (0..controls.length()).filter_map(|at| controls.get(at)?.dyn_into::<web_sys::HtmlElement>().ok());
    let next = controls
        .skip_while(|control| control.dyn_ref::<web_sys::HtmlInputElement>() != Some(&target))
        .nth(1);
    // At the last control there is nowhere to go.
    let _focused = next.map(|next| next.focus());
}
