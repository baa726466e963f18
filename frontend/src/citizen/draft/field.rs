//! One field of the merged form: label, help, control, what was found, and why it is asked.

use leptos::prelude::*;
use yijian_domain::{
    application::{Finding, Place, check_field},
    catalogue::{Catalogue, Choice, Element},
    plan::LineField,
    value::{Kind, Weight},
};

use super::{
    control::{Control, autocomplete, control, is_whole},
    input::{Choices, Entry, input},
    naming, press,
    store::Store,
};
use crate::{
    citizen::names,
    text,
    ui::{parts, screen},
};

/// One field of the person with this number. `all` shows also what is missing: the person asked to go on.
pub(super) fn field(store: Store, line: &LineField, no: u16, all: RwSignal<bool>) -> AnyView {
    let slice = store.catalogue();
    let element = slice.elements.get(&line.id.what);
    let kind = control(line.kind, line.options.len(), is_whole(element));
    let entry = entry(store, line, no, element, all);
    let found = findings(entry, line, all);
    let id = entry.id.get_value();
    let is_group = matches!(kind, Control::Radios | Control::YesNo);
    let name = label(line);
    let (legend, label) = if is_group {
        (name, None)
    } else {
        (
            ().into_any(),
            Some(view! { <label class="field__label" for=id.clone()>{name}</label> }),
        )
    };
    let control = input(entry, kind, legend, choices(&line.options));
    let unit = element
        .map(|element| parts::unit(naming::unit(element)))
        .filter(|unit| !unit.is_empty());
    let control = match unit {
        Some(unit) => {
            let unit_id = [id.as_str(), "-unit"].concat();
            view! { <div class="measure">{control}<span class="measure__unit" id=unit_id>{unit}</span></div> }
                .into_any()
        }
        None => control,
    };
    view! {
        <div class="field" class:field_wrong=move || entry.invalid.get()>
            {label}
            {help(element, &id)}
            {control}
            <div class="found" id=[id.as_str(), "-found"].concat() aria-live="polite">
                {move || found.get().iter().map(|finding| said(store, finding)).collect::<Vec<_>>()}
            </div>
            {why(&slice, line)}
        </div>
    }
    .into_any()
}

/// The entry with everything it needs, and what is found about it.
fn entry(store: Store, line: &LineField, no: u16, element: Option<&Element>, all: RwSignal<bool>) -> Entry {
    let key = line.id.number(no);
    let id = naming::anchor(&Place::Value(key.clone()));
    let own = key.clone();
    let typed = Memo::new(move |_| {
        store
            .draft
            .with(|draft| draft.values.get(&own).cloned().unwrap_or_default())
    });
    let judged = RwSignal::new(typed.with_untracked(|typed| !typed.is_empty()));
    let composing = RwSignal::new(false);
    let key = StoredValue::new(key);
    let for_check = StoredValue::new(line.clone());
    let check = move || {
        let slice = store.slice.get();
        typed.with(|typed| {
            for_check.with_value(|line| key.with_value(|key| check_field(&slice, line, key, typed, screen::today())))
        })
    };
    // Judged from the first time it is right.
    Effect::new(move |_| {
        if !judged.get_untracked() && !typed.with(String::is_empty) && check().1.is_empty() {
            judged.set(true);
        }
    });
    let invalid = Memo::new(move |_| {
        (judged.get() || all.get())
            && !composing.get()
            && check().1.iter().any(|finding| finding.weight == Weight::Error)
    });
    let described = ["-help", "-unit", "-found"]
        .map(|part| [id.as_str(), part].concat())
        .join(" ");
    let judge = move || {
        if typed.try_with_untracked(String::is_empty) != Some(false) {
            return;
        }
        judged.set(true);
        let stored = untrack(check).0;
        if let Some(stored) = stored.filter(|stored| typed.with_untracked(|typed| stored != typed)) {
            store.change(|draft| {
                draft.values.insert(key.get_value(), stored);
            });
        }
    };
    let left = Callback::new(move |()| press::after(judge));
    Entry {
        store,
        key,
        hint: StoredValue::new(autocomplete(element, line.role.as_ref(), no)),
        id: StoredValue::new(id),
        described: StoredValue::new(described),
        typed,
        invalid,
        required: line.required,
        open_ended: element.is_some_and(|element| element.open_ended),
        composing,
        judged,
        left,
    }
}

/// What is shown below the control: nothing before it was judged, nothing new while characters are composed.
fn findings(entry: Entry, line: &LineField, all: RwSignal<bool>) -> Memo<Vec<Finding>> {
    let store = entry.store;
    let what = line.id.what.clone();
    let has_rule = store
        .catalogue()
        .relations
        .values()
        .any(|rule| rule.left.what == what || rule.right.what == what);
    let line = StoredValue::new(line.clone());
    Memo::new(move |before: Option<&Vec<Finding>>| {
        if entry.composing.get() {
            return before.cloned().unwrap_or_default();
        }
        if !entry.judged.get() && !all.get() {
            return Vec::new();
        }
        let slice = store.slice.get();
        let key = entry.key.get_value();
        let mut found = entry
            .typed
            .with(|typed| line.with_value(|line| check_field(&slice, line, &key, typed, screen::today()).1));
        if has_rule {
            let at = Place::Value(key);
            let related = |finding: &&Finding| finding.rule.is_some() && finding.at == at;
            store
                .findings
                .with(|findings| found.extend(findings.iter().filter(related).cloned()));
        }
        found
    })
}

fn said(store: Store, finding: &Finding) -> AnyView {
    let sentence = naming::sentence(&store.catalogue(), finding);
    match finding.weight {
        Weight::Error => view! { <p class="error">{sentence}</p> }.into_any(),
        Weight::Warning => {
            view! { <p class="careful"><strong>{text::form_look_again()}</strong> " " {sentence}</p> }.into_any()
        }
    }
}

fn label(line: &LineField) -> AnyView {
    let name = naming::label(line).to_owned();
    let optional = (!line.required).then(|| view! { <span class="optional">{text::form_optional()}</span> });
    view! { <span lang=parts::lang_of(line.label_en.as_ref())>{name}</span> {optional} }.into_any()
}

/// Stands for the example in its sentence.
const HERE: &str = "\u{0}";

fn help(element: Option<&Element>, id: &str) -> Option<AnyView> {
    let element = element?;
    let help = text::of_option(element.help.as_ref(), element.help_en.as_ref()).map(ToOwned::to_owned);
    let example = element
        .example
        .as_ref()
        .filter(|_| element.kind != Kind::Choice)
        .map(|example| {
            // Only the example itself is Chinese whatever the reader's language.
            let sentence = text::form_example(HERE);
            let (before, after) = sentence.split_once(HERE).unwrap_or((&sentence, ""));
            view! { <span>{before.to_owned()}<span lang=parts::zh()>{example.clone()}</span>{after.to_owned()}</span> }
        });
    if help.is_none() && example.is_none() {
        return None;
    }
    let id = [id, "-help"].concat();
    Some(
        view! { <div class="field__help" id=id>
            {help.map(|help| view! { <p>{help}</p> })}
            {example.map(|example| view! { <p>{example}</p> })}
        </div> }
        .into_any(),
    )
}

/// Which departments' forms it fills.
fn why(slice: &Catalogue, line: &LineField) -> AnyView {
    let lines: Vec<_> = line
        .asked_by
        .iter()
        .map(|asked| {
            let item = names::item(slice, &asked.item);
            let label = asked.label.clone();
            view! { <li>{item} <span class="asked" lang=parts::zh()>{label}</span></li> }
        })
        .collect();
    view! {
        <details class="why">
            <summary>{text::form_why()}</summary>
            <p>{text::form_why_text(lines.len())}</p>
            <ul>{lines}</ul>
        </details>
    }
    .into_any()
}

fn choices(options: &[Choice]) -> Choices {
    options
        .iter()
        .map(|option| {
            let help = text::of_option(option.help.as_ref(), option.help_en.as_ref());
            (
                option.id.to_string(),
                text::of(&option.name, option.name_en.as_ref()).to_owned(),
                help.map(ToOwned::to_owned),
            )
        })
        .collect()
}
