//! What is wrong, at the top, with a link to each place (an error summary).
//!
//! Keyboard: it takes the focus when it appears, and each line leads to its control. Read aloud: an alert with a heading.

use leptos::prelude::*;
use yijian_domain::{
    application::{Finding, Place},
    catalogue::Catalogue,
    plan::Plan,
};

use super::{device, naming, store::Store};

/// The id of the summary, to send the focus there.
pub(super) const SUMMARY: &str = "summary";

/// Lines for `findings`. On the page of `here` the link only moves the focus.
pub(super) fn summary(store: Store, title: String, findings: &[Finding], here: impl Fn(&Place) -> bool) -> AnyView {
    let lines: Vec<_> = findings
        .iter()
        .map(|finding| line(store, finding, here(&finding.at)))
        .collect();
    view! {
        <div class="alert" id=SUMMARY role="alert" tabindex="-1">
            <h2>{title}</h2>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

/// What a place is called; on its own page without saying whose it is.
fn name(slice: &Catalogue, plan: &Plan, at: &Place, here: bool) -> String {
    match at {
        Place::Value(key) if here => match naming::field_of(plan, key) {
            Some((section, field)) if !section.repeats => naming::label(field).to_owned(),
            Some(_) | None => naming::value(slice, plan, key),
        },
        Place::Draft | Place::Answer(_) | Place::Value(_) | Place::Material(_) | Place::Declaration => {
            naming::place(slice, plan, at)
        }
    }
}

fn line(store: Store, finding: &Finding, here: bool) -> AnyView {
    let slice = store.catalogue();
    let (name, href) = store.plan.with_untracked(|plan| {
        let Some(plan) = plan else {
            return (String::new(), String::new());
        };
        let href = store
            .draft
            .with_untracked(|draft| naming::link(&store.token(), draft, plan, &finding.at));
        (name(&slice, plan, &finding.at, here), href)
    });
    let sentence = naming::sentence(&slice, finding);
    let target = naming::anchor(&finding.at);
    let click = move |event: leptos::ev::MouseEvent| {
        if here {
            event.prevent_default();
            device::focus(target.clone());
        }
    };
    view! {
        <li>
            <a href=href on:click=click>{name}</a>
            <span class="alert__what">{sentence}</span>
        </li>
    }
    .into_any()
}
