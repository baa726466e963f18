//! What the applicant was told, newest first.

use leptos::prelude::*;
use yijian_domain::wire::ProgressMessage;

use super::Own;
use crate::{text, ui::parts::zh};

/// The messages of a case.
pub(super) fn told(messages: &[ProgressMessage], own: &Own<'_>) -> AnyView {
    if messages.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = messages.iter().map(|message| one(message, own)).collect();
    view! {
        <section class="card" aria-labelledby="told">
            <h2 id="told">{text::told_title()}</h2>
            <ol class="lines told">{rows}</ol>
        </section>
    }
    .into_any()
}

fn one(message: &ProgressMessage, own: &Own<'_>) -> AnyView {
    // A program older than its server may not know every kind.
    let sentence = text::told(&message.kind).unwrap_or_else(text::told_other);
    let time = message.at.get(11..16).unwrap_or_default().to_owned();
    let item = message
        .item
        .clone()
        .map(|item| view! { <p class="told__item" lang=zh()>{item}</p> });
    let is_visit = message.kind == "plan_inspection";
    let day = message.day.as_ref().map(|day| {
        let day = own.day(day);
        if is_visit {
            // Its words are the hours.
            [day.as_str(), " ", &message.words.join(" ")].concat()
        } else {
            text::told_until(day)
        }
    });
    let words: Vec<_> = message
        .words
        .iter()
        .filter(|_| !is_visit)
        .map(|words| view! { <li>{words.clone()}</li> })
        .collect();
    let words = (!words.is_empty()).then(|| view! { <ul class="plain" lang=zh()>{words}</ul> });
    view! {
        <li class="line">
            <div class="line__name">
                {item}
                <p>{sentence}</p>
                {day.map(|day| view! { <p>{day}</p> })}
                {words}
            </div>
            <time class="line__note" datetime=message.at.clone()>{text::told_at(own.day(&message.at), time)}</time>
        </li>
    }
    .into_any()
}
