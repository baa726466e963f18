//! What to do without a paper: bring another one, follow later, promise.
//!
//! Keyboard: choices are radio buttons, the promise is a dialog. Read aloud: the consequence stands before the button.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yijian_domain::{
    application::{Place, Provision},
    catalogue::{Alternative, Catalogue},
    id::{MaterialKey, PromiseId},
    plan::{Applies, Line, Plan},
};

use super::{device, modal::modal, naming, store::Store};
use crate::{
    citizen::names,
    text,
    ui::parts::{fold, zh},
};

/// The ways a paper allows; nothing when it allows none.
pub(super) fn ways(store: Store, line: &Line) -> AnyView {
    let key = line.id.clone();
    let later = Memo::new(move |_| {
        store
            .draft
            .with(|draft| draft.provisions.get(&key) == Some(&Provision::Later))
    });
    let key = StoredValue::new(line.id.clone());
    let days = line.deferrable;
    let now = move || {
        later.get().then(|| {
            view! {
                <p>{text::material_later_text(days.unwrap_or(0))}</p>
                <button type="button" class="weui-btn weui-btn_default" on:click=move |_| put_off(store, &key.get_value(), false)>
                    {text::material_now()}
                </button>
            }
        })
    };
    let others = alternatives(store, line);
    let promise = promise(store, line);
    let defer = days.map(|days| {
        move || {
            (!later.get()).then(|| {
                view! {
                    <div class="way">
                        <h3>{text::material_put_off()}</h3>
                        <p>{text::material_put_off_text(days)}</p>
                        <button type="button" class="weui-btn weui-btn_default" on:click=move |_| put_off(store, &key.get_value(), true)>
                            {text::material_put_off_button()}
                        </button>
                    </div>
                }
            })
        }
    });
    let none = others.is_none() && promise.is_none() && defer.is_none();
    let rest = (!none).then(|| fold(text::material_ways(), view! { {others} {defer} {promise} }.into_any()));
    view! { {now} {rest} }.into_any()
}

fn put_off(store: Store, key: &MaterialKey, later: bool) {
    store.change(|draft| {
        if later {
            draft.provisions.insert(key.clone(), Provision::Later);
        } else {
            draft.provisions.remove(key);
        }
    });
    device::focus(naming::anchor(&Place::Material(key.clone())));
}

/// Other papers that serve as well, as a choice.
fn alternatives(store: Store, line: &Line) -> Option<AnyView> {
    if line.alternatives.is_empty() {
        return None;
    }
    let slice = store.catalogue();
    let name: String = ["instead-", &naming::anchor(&Place::Material(line.id.clone()))].concat();
    let own = Alternative(vec![line.id.clone()]);
    let all = std::iter::once(&own).chain(&line.alternatives);
    let options: Vec<_> = all
        .enumerate()
        .map(|(at, way)| {
            let label: Vec<String> = way.0.iter().map(|key| names::material(&slice, key)).collect();
            let label = label.join(text::material_and());
            let (from, to) = (line.clone(), way.clone());
            view! {
                <label class="choice">
                    <input type="radio" name=name.clone() checked=at == 0 on:change=move |_| choose(store, &from, &to) />
                    <span class="choice__name">{label}</span>
                </label>
            }
        })
        .collect();
    Some(
        view! {
            <fieldset class="way group">
                <legend>{text::material_instead()}</legend>
                {options}
            </fieldset>
        }
        .into_any(),
    )
}

/// Prefers one way over the others of a line.
fn choose(store: Store, line: &Line, way: &Alternative) {
    store.change(|draft| {
        draft.chosen.remove(&line.id);
        for other in &line.alternatives {
            other.0.iter().for_each(|key| {
                draft.chosen.remove(key);
            });
        }
        draft.chosen.extend(way.0.iter().cloned());
    });
    if let Some(first) = way.0.first() {
        device::focus(naming::anchor(&Place::Material(first.clone())));
    }
}

/// The commitment that may replace the paper, with its whole text before the button.
fn promise(store: Store, line: &Line) -> Option<AnyView> {
    if line.promise.is_empty() {
        return None;
    }
    let open = RwSignal::new(false);
    let key = StoredValue::new(line.id.clone());
    let promises = line.promise.clone();
    let dialog = ["promise-", &naming::anchor(&Place::Material(line.id.clone()))].concat();
    let agree = move |_| {
        open.set(false);
        let key = key.get_value();
        let place = naming::anchor(&Place::Material(key.clone()));
        store.change(|draft| {
            draft.promised.insert(key);
        });
        device::focus(place);
    };
    let content = move || {
        let slice = store.catalogue();
        let texts: Vec<_> = promises.iter().map(|id| promise_text(&slice, id)).collect();
        view! {
            {texts}
            <button type="button" class="weui-btn weui-btn_primary" on:click=agree>{text::material_promise_agree()}</button>
        }
        .into_any()
    };
    Some(
        view! {
            <div class="way">
                <h3>{text::material_promise()}</h3>
                <p>{text::material_promise_text()}</p>
                <button type="button" class="weui-btn weui-btn_default" on:click=move |_| open.set(true)>
                    {text::material_promise_read()}
                </button>
            </div>
            {modal(open, dialog, text::material_promise_title().to_owned(), content)}
        }
        .into_any(),
    )
}

/// The text of a commitment. The Chinese text is what is agreed to; English stands beside it for reading.
fn promise_text(slice: &Catalogue, id: &PromiseId) -> AnyView {
    let Some(promise) = slice.promises.get(id) else {
        return ().into_any();
    };
    let english = promise.text_en.clone().filter(|_| zh().is_some());
    let english = english.map(
        |english| view! { <p class="quiet">{text::material_promise_english()}</p> <p class="promise">{english}</p> },
    );
    view! {
        <h3 lang=zh()>{promise.name.clone()}</h3>
        <p class="promise" lang=zh()>{promise.text.clone()}</p>
        {english}
        <p class="quiet">{text::material_promise_version(promise.version.clone())}</p>
    }
    .into_any()
}

/// Papers that commitments replace, each with a way back.
pub(super) fn promised(store: Store) -> AnyView {
    let keys = Memo::new(move |_| {
        let asked = |key: &MaterialKey| {
            store.plan.with(|plan| {
                plan.as_ref()
                    .is_some_and(|plan| plan.materials.iter().any(|l| l.id == *key))
            })
        };
        store.draft.with(|draft| {
            draft
                .promised
                .iter()
                .filter(|key| !asked(key))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    (move || {
        keys.get()
            .into_iter()
            .map(|key| promised_card(store, key))
            .collect::<Vec<_>>()
    })
    .into_any()
}

fn promised_card(store: Store, key: MaterialKey) -> Option<AnyView> {
    let slice = store.catalogue();
    let ids = store
        .plan
        .with_untracked(|plan| plan.as_ref().map(|plan| behind(&slice, plan, &key)))?;
    if ids.is_empty() {
        return None;
    }
    let id = naming::anchor(&Place::Material(key.clone()));
    let title_id = [id.as_str(), "-title"].concat();
    let labelled = title_id.clone();
    let texts: Vec<_> = ids.iter().map(|id| promise_text(&slice, id)).collect();
    let place = id.clone();
    let name = names::material(&slice, &key);
    let take_back = move |_| {
        store.change(|draft| {
            draft.promised.remove(&key);
        });
        device::focus(place.clone());
    };
    Some(
        view! {
            <section class="paper paper_done" id=id aria-labelledby=labelled tabindex="-1">
                <div class="paper__head">
                    <h2 id=title_id>{name}</h2>
                    <p class="chip chip_later">{text::material_promised()}</p>
                </div>
                {fold(text::material_promised_text(), texts.into_any())}
                <button type="button" class="link" on:click=take_back>{text::material_promise_back()}</button>
            </section>
        }
        .into_any(),
    )
}

/// The commitments that replace a paper: those of the items that would ask for it.
fn behind(slice: &Catalogue, plan: &Plan, key: &MaterialKey) -> BTreeSet<PromiseId> {
    let applying = plan
        .items
        .iter()
        .filter(|item| item.applies == Applies::Yes)
        .filter_map(|item| slice.items.get(&item.id));
    applying
        .flat_map(|item| &item.materials)
        .filter(|wants| {
            wants
                .alternatives()
                .any(|way| way.0.iter().any(|paper| paper.what == key.what))
        })
        .filter_map(|wants| wants.promise.clone())
        .collect()
}
