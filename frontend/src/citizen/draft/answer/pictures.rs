//! Photographs for an inspection that nobody comes for: point by point, with what to photograph.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yijian_domain::{
    id::{MaterialId, MaterialKey, PointId},
    wire::{OwnAct, ShownPoint, Todo},
};

use super::{Outcome, Own, button, files, ids};
use crate::{
    citizen::{
        draft::{paper::pickers, sheets::sheets, store::Store},
        pages,
    },
    text,
};

/// The page.
pub(super) fn pictures(store: Store, own: Own) -> AnyView {
    let Some(Todo::Pictures { points, on }) = own.todo().into_iter().next() else {
        return pages::nothing();
    };
    let cards: Vec<_> = points.iter().map(|point| card(store, point)).collect();
    let points = StoredValue::new(points);
    let without = Memo::new(move |_| {
        store.draft.with(|draft| {
            let bare = |point: &&ShownPoint| point.sent == 0 && files(draft, &key(&point.point)).is_empty();
            points.with_value(|points| points.iter().filter(bare).count())
        })
    });
    let press = move || {
        let pictures: BTreeMap<PointId, Vec<String>> = store.draft.with_untracked(|draft| {
            points.with_value(|points| {
                let taken = points
                    .iter()
                    .map(|point| (point.point.clone(), ids(draft, &key(&point.point))));
                taken.filter(|(_, ids)| !ids.is_empty()).collect()
            })
        });
        if pictures.is_empty() {
            return own.outcome.set(Outcome::Failed(text::answer_empty()));
        }
        let act = OwnAct::SendPictures {
            pictures,
            draft_token: store.token().to_string(),
        };
        own.send(store, act);
    };
    view! {
        <p class="lead">{pages::lead(own.task, own.day(&on))}</p>
        {cards}
        <p class="quiet" role="status">
            {move || Some(without.get()).filter(|count| *count > 0).map(text::answer_pictures_missing)}
        </p>
        <div class="onward">{button(own, text::answer_pictures_send(), None, press)}</div>
    }
    .into_any()
}

/// Under what the photographs of a point are gathered: the draft knows papers only.
fn key(point: &PointId) -> MaterialKey {
    MaterialKey::plain(MaterialId::from(["point_", point.as_str()].concat().as_str()))
}

fn card(store: Store, point: &ShownPoint) -> AnyView {
    let key = key(&point.point);
    let name = text::of(&point.name, point.name_en.as_ref()).to_owned();
    let id = ["point-", point.point.as_str()].concat();
    let labelled = id.clone();
    let photo = text::of_option(point.photo.as_ref(), point.photo_en.as_ref()).map(text::answer_pictures_take);
    let sent = (point.sent > 0).then(|| view! { <p class="chip chip_done">{text::todo_pictures_sent(point.sent)}</p> });
    view! {
        <section class="paper" aria-labelledby=labelled>
            <div class="paper__head"><h2 id=id>{name.clone()}</h2>{sent}</div>
            {photo.map(|photo| view! { <p class="paper__help">{photo}</p> })}
            {sheets(store, &key)}
            {pickers(store, &key, &name)}
        </section>
    }
    .into_any()
}
