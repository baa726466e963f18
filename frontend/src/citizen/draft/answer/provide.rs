//! Papers that were put off, each handed in by itself.

use leptos::prelude::*;
use yijian_domain::{
    id::MaterialKey,
    wire::{OwnAct, Todo},
};

use super::{Outcome, Own, button, ids};
use crate::{
    citizen::{
        draft::{paper, store::Store},
        pages,
    },
    text,
};

/// The page.
pub(super) fn provide(store: Store, own: Own) -> AnyView {
    let cards = move || {
        let all = own.todo().into_iter().filter_map(|todo| match todo {
            Todo::Provide { paper, name, by } => Some(card(store, own, paper, name, &by)),
            Todo::Answer { .. } | Todo::Pictures { .. } | Todo::PutRight { .. } | Todo::Fetch => None,
        });
        all.collect::<Vec<_>>()
    };
    view! {
        <p class="lead">{pages::lead(own.task, String::new())}</p>
        {cards}
    }
    .into_any()
}

fn card(store: Store, own: Own, key: MaterialKey, name: String, by: &str) -> AnyView {
    let line = store
        .plan
        .with_untracked(|plan| plan.as_ref()?.materials.iter().find(|line| line.id == key).cloned());
    let Some(line) = line else {
        return view! { <section class="panel panel_warn"><h2>{name}</h2><p>{text::answer_correct_gone()}</p></section> }
            .into_any();
    };
    let press = move || {
        let files = store.draft.with_untracked(|draft| ids(draft, &key));
        if files.is_empty() {
            return own.outcome.set(Outcome::Failed(text::answer_empty()));
        }
        let act = OwnAct::Provide {
            paper: key.clone(),
            files,
            draft_token: store.token().to_string(),
        };
        own.send(store, act);
    };
    let end = view! {
        <p>{text::answer_provide_by(own.day(by))}</p>
        {button(own, text::answer_provide_send(), Some(name), press)}
    };
    paper::card(store, &line, end.into_any())
}
