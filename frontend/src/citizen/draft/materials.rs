//! The papers: photographed, picked, put off, promised.

use leptos::prelude::*;

use super::{naming, paper::paper, progress, store::Store, upload::adopt_finished, ways::promised};
use crate::{
    route::{Route, Step},
    text,
};

/// All papers of the plan.
pub(super) fn materials(store: Store) -> AnyView {
    adopt_finished(store);
    if let Some(key) = store.interrupted.get_untracked() {
        super::device::focus(naming::anchor(&yijian_domain::application::Place::Material(key)));
    }
    let left = Memo::new(move |_| {
        store.plan.with(|plan| {
            store
                .draft
                .with(|draft| plan.as_ref().map_or(0, |plan| progress::papers_left(plan, draft)))
        })
    });
    let none = move || {
        store
            .plan
            .with(|plan| plan.as_ref().is_none_or(|plan| plan.materials.is_empty()))
    };
    let words = move || match (none(), left.get()) {
        (true, _) => text::material_none().to_owned(),
        (false, 0) => text::material_all_there().to_owned(),
        (false, left) => text::material_left(left),
    };
    let path = |step: Step| Route::Draft(store.token().to_string(), step).path();
    let before = store
        .sections()
        .last()
        .map_or(Step::Overview, |section| Step::Form(section.id.clone()));
    view! {
        <h1 tabindex="-1">{text::material_title()}</h1>
        <p class="lead" role="status">{words}</p>
        <p class="quiet">{text::material_help()}</p>
        <For each=move || store.lines() key=|line| (line.id.clone(), line.asked_by.len(), line.deferrable, line.alternatives.len()) let:line>
            {paper(store, &line)}
        </For>
        {promised(store)}
        <div class="onward">
            <a class="weui-btn weui-btn_primary" href=path(Step::Review)>{text::material_to_review()}</a>
            <a class="onward__back" href=path(before)>{text::form_before()}</a>
        </div>
    }
    .into_any()
}
