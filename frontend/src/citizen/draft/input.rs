//! The controls of the form, one for each way of entering a value.
//!
//! Keyboard: native controls throughout. Read aloud: label, help, unit and findings are tied to the control; a group of
//! choices has its question as legend.

use leptos::{html, prelude::*};
use yijian_domain::id::FieldKey;

use super::{
    control::{Control, Keyboard},
    store::Store,
};
use crate::text;

/// What a control needs to know. A handle: copying it copies no data.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Where the value lies.
    pub(super) store: Store,
    /// Its key.
    pub(super) key: StoredValue<FieldKey>,
    /// Its HTML id.
    pub(super) id: StoredValue<String>,
    /// The ids of what describes it.
    pub(super) described: StoredValue<String>,
    /// The autocomplete hint.
    pub(super) hint: StoredValue<String>,
    /// What is typed.
    pub(super) typed: Memo<String>,
    /// An error is shown.
    pub(super) invalid: Memo<bool>,
    /// Some department requires it.
    pub(super) required: bool,
    /// A date may be 长期.
    pub(super) open_ended: bool,
    /// Characters are being composed from keystrokes: not yet what the person means.
    pub(super) composing: RwSignal<bool>,
    /// The value may be judged while it is typed.
    pub(super) judged: RwSignal<bool>,
    /// Called when the person leaves the control.
    pub(super) left: Callback<()>,
}

impl Entry {
    /// Keeps what was typed.
    pub(super) fn set(&self, value: String) {
        let key = self.key.get_value();
        self.store.change(|draft| {
            if value.is_empty() {
                draft.values.remove(&key);
            } else {
                draft.values.insert(key, value);
            }
        });
    }

    /// The focus goes elsewhere. A browser says so also of a control that goes away with its page; then nobody listens.
    fn leave(&self) {
        let _heard = self.left.try_run(());
    }

    fn choose(&self, value: &str) {
        self.judged.set(true);
        self.set(value.to_owned());
    }

    fn id(&self) -> String {
        self.id.get_value()
    }

    fn described(&self) -> String {
        self.described.get_value()
    }

    fn is_invalid(self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
        move || self.invalid.get().then_some("true")
    }
}

/// One option: what is stored, what is shown, help.
pub(super) type Choices = Vec<(String, String, Option<String>)>;

/// The control for an entry. `label` names groups; single controls have their label outside.
pub(super) fn input(entry: Entry, control: Control, label: AnyView, choices: Choices) -> AnyView {
    match control {
        Control::Line(keyboard) => line(entry, keyboard),
        Control::Lines => lines(entry),
        Control::Day => day(entry),
        Control::Radios => radios(entry, label, choices),
        Control::List => list(entry, choices),
        Control::YesNo => {
            let choices = [("yes", text::form_yes()), ("no", text::form_no())];
            radios(
                entry,
                label,
                choices
                    .map(|(id, name)| (id.to_owned(), name.to_owned(), None))
                    .to_vec(),
            )
        }
    }
}

fn line(entry: Entry, keyboard: Keyboard) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    // Setting the same text again would disturb the composing of characters.
    Effect::new(move |_| {
        let value = entry.typed.get();
        if let Some(node) = node.get().filter(|node| node.value() != value) {
            node.set_value(&value);
        }
    });
    let calm = matches!(keyboard.capitals, "characters") || keyboard.kind != "text";
    view! {
        <input
            class="box"
            class:box_digits=calm
            node_ref=node
            id=entry.id()
            name=entry.id()
            type=keyboard.kind
            inputmode=keyboard.mode
            autocapitalize=keyboard.capitals
            autocomplete=entry.hint.get_value()
            spellcheck="false"
            enterkeyhint="next"
            aria-required=entry.required.then_some("true")
            aria-invalid=entry.is_invalid()
            aria-describedby=entry.described()
            on:compositionstart=move |_| entry.composing.set(true)
            on:compositionend=move |_| entry.composing.set(false)
            on:input:target=move |event| entry.set(event.target().value())
            on:blur=move |_| entry.leave()
        />
    }
    .into_any()
}

fn lines(entry: Entry) -> AnyView {
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        let value = entry.typed.get();
        if let Some(node) = node.get().filter(|node| node.value() != value) {
            node.set_value(&value);
        }
    });
    view! {
        <textarea
            class="box"
            node_ref=node
            id=entry.id()
            name=entry.id()
            rows="4"
            autocomplete=entry.hint.get_value()
            aria-required=entry.required.then_some("true")
            aria-invalid=entry.is_invalid()
            aria-describedby=entry.described()
            on:compositionstart=move |_| entry.composing.set(true)
            on:compositionend=move |_| entry.composing.set(false)
            on:input:target=move |event| entry.set(event.target().value())
            on:blur=move |_| entry.leave()
        ></textarea>
    }
    .into_any()
}

/// The word for "no end", as it is stored.
const OPEN_ENDED: &str = yijian_domain::value::date::OPEN_ENDED;

fn day(entry: Entry) -> AnyView {
    let open = move || entry.typed.get() == OPEN_ENDED;
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let value = entry.typed.get();
        let value = if value == OPEN_ENDED { String::new() } else { value };
        if let Some(node) = node.get().filter(|node| node.value() != value) {
            node.set_value(&value);
        }
    });
    let endless = entry.open_ended.then(|| {
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=open
                    on:change:target=move |event| entry.choose(if event.target().checked() { OPEN_ENDED } else { "" })
                />
                <span class="choice__name">{text::form_open_ended()}</span>
            </label>
        }
    });
    view! {
        <input
            class="box box_day"
            node_ref=node
            id=entry.id()
            name=entry.id()
            type="date"
            autocomplete=entry.hint.get_value()
            disabled=open
            aria-required=entry.required.then_some("true")
            aria-invalid=entry.is_invalid()
            aria-describedby=entry.described()
            on:input:target=move |event| entry.set(event.target().value())
            on:blur=move |_| entry.leave()
        />
        {endless}
    }
    .into_any()
}

fn radios(entry: Entry, label: AnyView, choices: Choices) -> AnyView {
    let options: Vec<_> = choices.into_iter().map(|choice| radio(entry, choice)).collect();
    let clear = (!entry.required).then_some({
        move || {
            (!entry.typed.with(String::is_empty)).then(|| {
                view! {
                    <button type="button" class="link" on:click=move |_| entry.choose("")>{text::form_clear()}</button>
                }
            })
        }
    });
    view! {
        <fieldset class="group" id=entry.id() aria-describedby=entry.described() aria-invalid=entry.is_invalid()>
            <legend>{label}</legend>
            {options}
            {clear}
        </fieldset>
    }
    .into_any()
}

fn radio(entry: Entry, (id, name, help): (String, String, Option<String>)) -> AnyView {
    let (own, value) = (id.clone(), id.clone());
    view! {
        <label class="choice">
            <input
                type="radio"
                name=entry.id()
                value=value
                prop:checked=move || entry.typed.with(|typed| *typed == own)
                on:change=move |_| entry.choose(&id)
            />
            <span>
                <span class="choice__name">{name}</span>
                {help.map(|help| view! { <span class="choice__help">{help}</span> })}
            </span>
        </label>
    }
    .into_any()
}

fn list(entry: Entry, choices: Choices) -> AnyView {
    let options: Vec<_> = choices
        .into_iter()
        .map(|(id, name, _)| {
            let own = id.clone();
            view! { <option value=id prop:selected=move || entry.typed.with(|typed| *typed == own)>{name}</option> }
        })
        .collect();
    view! {
        <select
            class="box"
            id=entry.id()
            name=entry.id()
            autocomplete=entry.hint.get_value()
            aria-required=entry.required.then_some("true")
            aria-invalid=entry.is_invalid()
            aria-describedby=entry.described()
            on:change:target=move |event| entry.choose(&event.target().value())
        >
            <option value="" prop:selected=move || entry.typed.with(String::is_empty)>{text::form_pick()}</option>
            {options}
        </select>
    }
    .into_any()
}
