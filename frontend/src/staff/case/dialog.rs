//! The dialogue in which an act is filled in and confirmed. It repeats what will happen; what cannot be taken back is
//! marked.

use std::collections::BTreeMap;

use leptos::{ev::SubmitEvent, html::Dialog, prelude::*};

use super::{CasePage, changes};
use crate::{
    desk_text as t,
    staff::{
        acts::{ActForm, Field, Kind, Values, build, describe},
        parts::labelled,
        words,
    },
    ui::screen,
};

type Faults = BTreeMap<&'static str, String>;

/// The dialogue of whatever is about to be done.
pub(super) fn dialog(page: CasePage) -> AnyView {
    (move || {
        let (verb, item) = page.acting.get()?;
        // Read once: a change of the case must not clear what was typed.
        let form = page
            .view
            .with_untracked(|view| describe(verb, item.as_ref(), view, CasePage::today()))?;
        Some(opened(page, form))
    })
    .into_any()
}

fn opened(page: CasePage, form: ActForm) -> AnyView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            // It is not open yet.
            let _shown = dialog.show_modal();
        }
    });
    let values: RwSignal<Values> = RwSignal::new(form.first());
    let faults: RwSignal<Faults> = RwSignal::new(Faults::new());
    let done = move || {
        page.acting.set(None);
        page.fault.set(None);
        // What was done may have taken its button away; the heading tells where one is.
        screen::arrive();
    };
    let class = if form.grave { "dialog dialog_grave" } else { "dialog" };
    let fields: Vec<_> = form
        .fields
        .iter()
        .map(|field| control(field.clone(), values, faults))
        .collect();
    let (title, effect, grave) = (form.title.clone(), form.effect.clone(), form.grave);
    let button = words::verb(form.verb);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let found = form.faults(&values.get_untracked());
        let first = form
            .fields
            .iter()
            .find(|field| found.contains_key(field.name))
            .map(|field| field.name);
        faults.set(found);
        if let Some(first) = first {
            focus(&field_id(first));
            return;
        }
        let act = page
            .view
            .with_untracked(|view| build(&form, &values.get_untracked(), view));
        if let Some(act) = act {
            page.act(act, done);
        }
    };
    // Closing gives the focus back to where it was; the dialogue goes afterwards.
    let cancel = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let closed = move |_| {
        page.acting.set(None);
        page.fault.set(None);
        page.changed.set(Vec::new());
    };
    view! {
        <dialog class=class node_ref=dialog aria-labelledby="act-title" on:close=closed>
            <form class="form" novalidate="" on:submit=submit>
                <h2 id="act-title">{title}</h2>
                {move || {
                    let lines = page.changed.get();
                    (!lines.is_empty()).then(|| changes(&lines))
                }}
                {fields}
                {(!effect.is_empty()).then(|| view! {
                    <p class=if grave { "note note_warn" } else { "effect" }>
                        {grave.then(|| view! { <strong>{t::act_sure()}" "</strong> })}{effect}
                    </p>
                })}
                {move || page.fault.get().map(|fault| view! { <p class="note note_error" role="alert">{fault}</p> })}
                <div class="dialog__end">
                    <button type="button" class="button" on:click=cancel>{t::frame_cancel()}</button>
                    <button type="submit" class=if grave { "button button_grave" } else { "button button_main" } disabled=move || page.busy.get()>
                        {button}
                    </button>
                </div>
            </form>
        </dialog>
    }
    .into_any()
}

fn field_id(name: &str) -> String {
    ["act-", name].concat()
}

fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let found = document().get_element_by_id(id);
    if let Some(Ok(element)) = found.map(JsCast::dyn_into::<web_sys::HtmlElement>) {
        // What takes no focus leaves it where it was.
        let _focused = element.focus();
    }
}

/// One field with its label, help and fault.
fn control(field: Field, values: RwSignal<Values>, faults: RwSignal<Faults>) -> AnyView {
    let own = field.clone();
    let there = Memo::new(move |_| values.with(|values| own.is_there(values)));
    (move || there.get().then(|| drawn(&field, values, faults))).into_any()
}

fn drawn(field: &Field, values: RwSignal<Values>, faults: RwSignal<Faults>) -> AnyView {
    let (name, id) = (field.name, field_id(field.name));
    let value = move || values.with(|values| values.get(name).cloned().unwrap_or_default());
    let set = move |text: String| {
        values.update(|values| {
            values.insert(name, text);
        });
        faults.update(|faults| {
            faults.remove(name);
        });
    };
    let fault = move || faults.with(|faults| faults.get(name).cloned());
    let wrong = move || fault().is_some().then_some("true");
    let about = [id.as_str(), "-help ", &id, "-fault"].concat();
    let label = if field.optional {
        [field.label.as_str(), "（", t::frame_optional(), "）"].concat()
    } else {
        field.label.clone()
    };
    match &field.kind {
        Kind::One(options) => return choices(field, &label, options, false, values, faults),
        Kind::Many(options, _) => return choices(field, &label, options, true, values, faults),
        Kind::Line | Kind::Area | Kind::Lines | Kind::Number { .. } | Kind::Day { .. } => {}
    }
    let own = id.clone();
    let input = match &field.kind {
        Kind::Area | Kind::Lines => view! {
            <textarea id=own rows="3" aria-describedby=about aria-invalid=wrong prop:value=value
                on:input=move |event| set(event_target_value(&event))></textarea>
        }
        .into_any(),
        Kind::Number { least, most } => view! {
            <input id=own type="number" inputmode="numeric" min=least.to_string() max=most.to_string() aria-describedby=about
                aria-invalid=wrong prop:value=value on:input=move |event| set(event_target_value(&event)) />
        }
        .into_any(),
        Kind::Day { least } => view! {
            <input id=own type="date" min=least.map(|day| day.to_string()) aria-describedby=about aria-invalid=wrong
                prop:value=value on:input=move |event| set(event_target_value(&event)) />
        }
        .into_any(),
        Kind::Line | Kind::One(_) | Kind::Many(..) => view! {
            <input id=own type="text" aria-describedby=about aria-invalid=wrong prop:value=value
                on:input=move |event| set(event_target_value(&event)) />
        }
        .into_any(),
    };
    labelled(id, label, field.help, fault, input)
}

/// Radio buttons, or boxes where several may be chosen.
fn choices(
    field: &Field,
    label: &str,
    options: &[(String, String)],
    many: bool,
    values: RwSignal<Values>,
    faults: RwSignal<Faults>,
) -> AnyView {
    let name = field.name;
    let kind = if many { "checkbox" } else { "radio" };
    let options: Vec<_> = options
        .iter()
        .enumerate()
        .map(|(at, (value, label))| {
            // The first one takes the focus when something is wrong.
            let id = if at == 0 {
                field_id(name)
            } else {
                format!("{}-{at}", field_id(name))
            };
            let (own, shown) = (value.clone(), value.clone());
            let checked = move || {
                values.with(|values| {
                    values
                        .get(name)
                        .is_some_and(|chosen| chosen.lines().any(|line| line == own))
                })
            };
            let value = value.clone();
            let choose = move |event| {
                let on = event_target_checked(&event);
                values.update(|values| {
                    let chosen = values.entry(name).or_default();
                    let others = chosen.lines().filter(|line| many && *line != value).map(str::to_owned);
                    let mut all: Vec<String> = others.collect();
                    if on {
                        all.push(value.clone());
                    }
                    *chosen = all.join("\n");
                });
                faults.update(|faults| {
                    faults.remove(name);
                });
            };
            view! {
                <label class="choice" for=id>
                    <input id=id.clone() type=kind name=name value=shown prop:checked=checked on:change=choose />
                    <span>{label.clone()}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field">
            <legend>{label.to_owned()}</legend>
            {options}
            {move || faults.with(|faults| faults.get(name).cloned()).map(|fault| view! { <p class="field__fault" role="alert">{fault}</p> })}
        </fieldset>
    }
    .into_any()
}
