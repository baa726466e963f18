//! What a new catalogue changes for a draft that was begun under an older one.
//!
//! Keyboard: a button accepts. Read aloud: a region with a heading; it does not interrupt.

use leptos::prelude::*;
use yijian_domain::{
    application::{Changes, Seen},
    catalogue::Catalogue,
};

use super::{naming, store::Store};
use crate::{citizen::names, text};

/// The panel, while there is something to show.
pub(super) fn changes(store: Store) -> AnyView {
    (move || store.changes().map(|changes| panel(store, &changes))).into_any()
}

fn panel(store: Store, changes: &Changes) -> AnyView {
    let slice = store.catalogue();
    let nothing = changes
        .is_empty()
        .then(|| view! { <p>{text::draft_changes_none()}</p> });
    view! {
        <section class="panel panel_warn" aria-labelledby="changes-title">
            <h2 id="changes-title">{text::draft_changes_title()}</h2>
            {nothing}
            {list(store, &slice, text::draft_changes_added(), &changes.added)}
            {list(store, &slice, text::draft_changes_gone(), &changes.gone)}
            <p>{text::draft_changes_kept()}</p>
            <button type="button" class="weui-btn weui-btn_primary" on:click=move |_| store.accept_changes()>
                {text::draft_changes_accept()}
            </button>
        </section>
    }
    .into_any()
}

fn list(store: Store, slice: &Catalogue, title: &'static str, seen: &Seen) -> Option<AnyView> {
    if seen.is_empty() {
        return None;
    }
    let items = seen
        .items
        .iter()
        .map(|id| text::draft_changes_item(names::item(slice, id)));
    let fields = seen.fields.iter().map(|key| {
        let name = store
            .plan
            .with(|plan| plan.as_ref().map(|plan| naming::value(slice, plan, key)));
        text::draft_changes_field(name.unwrap_or_else(|| key.to_string()))
    });
    let papers = seen
        .materials
        .iter()
        .map(|key| text::draft_changes_material(names::material(slice, key)));
    let lines: Vec<_> = items
        .chain(fields)
        .chain(papers)
        .map(|line| view! { <li>{line}</li> })
        .collect();
    Some(view! { <h3>{title}</h3> <ul>{lines}</ul> }.into_any())
}
