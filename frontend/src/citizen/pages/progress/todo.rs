//! What the applicant is to do now, each with a way to it.

use leptos::prelude::*;
use yijian_domain::wire::{Progress, PutRight, ShownPoint, Todo};

use super::Own;
use crate::{route::Task, text, ui::parts::zh};

/// What is to be done; nothing when nothing is.
pub(super) fn todo(progress: &Progress, own: &Own<'_>) -> AnyView {
    if progress.todo.is_empty() {
        return ().into_any();
    }
    let all: Vec<_> = progress
        .todo
        .iter()
        .map(|todo| one(todo, progress.events, own))
        .collect();
    view! {
        <section class="card card_todo" aria-labelledby="todo">
            <h2 id="todo">{text::todo_title()}</h2>
            {all}
        </section>
    }
    .into_any()
}

fn one(todo: &Todo, events: u32, own: &Own<'_>) -> AnyView {
    match todo {
        Todo::Answer { missing, by, remark } => {
            let lines: Vec<_> = missing
                .iter()
                .map(|line| {
                    let reasons = line.reasons.iter().map(|reason| view! { <li>{reason.clone()}</li> });
                    let reasons: Vec<_> = reasons.collect();
                    view! { <li lang=zh()><strong>{line.name.clone()}</strong> <ul class="plain">{reasons}</ul></li> }
                })
                .collect();
            let remark = (!remark.is_empty()).then(|| view! { <p lang=zh()>{remark.clone()}</p> });
            let content = view! { <ul class="plain">{lines}</ul> {remark} };
            let title = text::todo_answer(missing.len());
            let go = (text::todo_answer_go(), own.task(Task::Correct));
            block(title, text::todo_answer_text(own.day(by)), content.into_any(), Some(go))
        }
        Todo::Provide { name, by, .. } => {
            let go = (text::todo_provide_go(), own.task(Task::Provide));
            block(
                text::todo_provide(name),
                text::todo_provide_text(own.day(by)),
                ().into_any(),
                Some(go),
            )
        }
        Todo::Pictures { points, on } => {
            let lines: Vec<_> = points.iter().map(point).collect();
            let left = points.iter().filter(|point| point.sent == 0).count();
            let (title, say, go) = if left == 0 {
                let say = text::todo_pictures_all_text(own.day(on));
                (text::todo_pictures_all().to_owned(), say, text::todo_pictures_more())
            } else {
                let say = text::todo_pictures_text(own.day(on));
                (text::todo_pictures(left), say, text::todo_pictures_go())
            };
            let go = (go, own.task(Task::Pictures));
            block(
                title,
                say,
                view! { <ul class="lines">{lines}</ul> }.into_any(),
                Some(go),
            )
        }
        Todo::PutRight { lines } => {
            let all: Vec<_> = lines.iter().map(put_right).collect();
            block(
                text::todo_put_right(lines.len()),
                text::todo_put_right_text().to_owned(),
                view! { <ul class="lines">{all}</ul> }.into_any(),
                None,
            )
        }
        Todo::Fetch => {
            let action = own.path("/deliver");
            view! {
                <div class="todo">
                    <h3>{text::todo_fetch()}</h3>
                    <p>{text::todo_fetch_text()}</p>
                    <form method="post" action=action class="actions">
                        <input type="hidden" name="seen" value=events.to_string() />
                        <button class="weui-btn weui-btn_primary">{text::todo_fetch_go()}</button>
                    </form>
                </div>
            }
            .into_any()
        }
    }
}

fn block(title: String, words: String, content: AnyView, go: Option<(&'static str, String)>) -> AnyView {
    let go = go.map(|(name, href)| {
        view! { <p class="actions"><a class="weui-btn weui-btn_primary" href=href>{name}</a></p> }
    });
    view! { <div class="todo"><h3>{title}</h3><p>{words}</p>{content}{go}</div> }.into_any()
}

/// A point to be photographed, and what of it.
fn point(point: &ShownPoint) -> AnyView {
    let photo = text::of_option(point.photo.as_ref(), point.photo_en.as_ref()).map(ToOwned::to_owned);
    let sent =
        (point.sent > 0).then(|| view! { <span class="tag tag_sure">{text::todo_pictures_sent(point.sent)}</span> });
    view! {
        <li class="line">
            <span class="line__name">{point_name(point)}</span>
            {photo.map(|photo| view! { <span class="line__note">{photo}</span> })}
            {sent}
        </li>
    }
    .into_any()
}

/// What a point is called.
pub(in crate::citizen::pages) fn point_name(point: &ShownPoint) -> String {
    text::of(&point.name, point.name_en.as_ref()).to_owned()
}

fn put_right(line: &PutRight) -> AnyView {
    let name = text::of(&line.name, line.name_en.as_ref()).to_owned();
    view! {
        <li class="line">
            <span class="line__name">{name}</span>
            <span class="line__note" lang=zh()>{line.what.clone()}</span>
        </li>
    }
    .into_any()
}

/// The last day of a task, where it has one.
pub(in crate::citizen::pages) fn by_day(todo: &Todo) -> Option<&str> {
    match todo {
        Todo::Answer { by, .. } | Todo::Provide { by, .. } | Todo::Pictures { on: by, .. } => Some(by),
        Todo::PutRight { .. } | Todo::Fetch => None,
    }
}
