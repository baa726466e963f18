//! Messages that could not be delivered, with a way to try again.

use leptos::{prelude::*, task::spawn_local};
use serde::Deserialize;

use super::{
    address::{Place, Section},
    call,
    desk::{Desk, desk},
    parts, words,
};
use crate::{desk_text as t, ui::screen};

/// A message that could not be delivered.
#[derive(Debug, Clone, Deserialize)]
struct Letter {
    id: serde_json::Value,
    number: String,
    channel: String,
    to: String,
    attempts: u32,
    fault: String,
    at: String,
}

impl Letter {
    /// Its id as the address wants it, whether it is a number or a word.
    fn id(&self) -> String {
        self.id.as_str().map_or_else(|| self.id.to_string(), str::to_owned)
    }
}

/// The page.
pub(super) fn page() -> AnyView {
    parts::title(t::letter_title());
    let desk = desk();
    let fetch = || async { call::get::<Vec<Letter>>(&format!("{}/letters", call::BASE)).await };
    let content = parts::wait(fetch, move |letters: Vec<Letter>| shown(desk, &letters));
    view! {
        <div class="wide">
            <p class="up"><a href=Place::Overview.path() data-back="">{"‹ "}{t::overview_title()}</a></p>
            <h1 tabindex="-1">{t::letter_title()}</h1>
            {content}
        </div>
    }
    .into_any()
}

fn shown(desk: Desk, letters: &[Letter]) -> AnyView {
    if letters.is_empty() {
        return view! { <p class="empty">{t::letter_none()}</p> }.into_any();
    }
    let rows: Vec<_> = letters.iter().map(|letter| row(desk, letter)).collect();
    view! {
        <table class="list">
            <thead><tr>
                <th scope="col">{t::letter_number()}</th><th scope="col">{t::letter_channel()}</th><th scope="col">{t::letter_to()}</th>
                <th scope="col">{t::letter_fault()}</th><th scope="col">{t::letter_attempts()}</th><th scope="col">{t::letter_at()}</th>
                <td></td>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(desk: Desk, letter: &Letter) -> AnyView {
    let href = Place::Case(letter.number.clone(), Section::Parts).path();
    let channel = match letter.channel.as_str() {
        "wechat" => t::letter_wechat().to_owned(),
        "sms" => t::letter_sms().to_owned(),
        other => other.to_owned(),
    };
    let sent = RwSignal::new(false);
    let path = format!("{}/letters/{}/again", call::BASE, letter.id());
    let again = move |_| {
        let path = path.clone();
        spawn_local(async move {
            match call::tell("POST", &path, None::<&()>).await {
                Ok(()) => sent.set(true),
                Err(fault) => desk.say(fault.sentence()),
            }
        });
    };
    let label = [t::letter_again(), " ", &letter.number].concat();
    view! {
        <tr>
            <td class="line__number"><a href=href data-row="">{letter.number.clone()}</a></td>
            <td>{channel}</td>
            <td>{letter.to.clone()}</td>
            <td>{letter.fault.clone()}</td>
            <td>{letter.attempts}</td>
            <td class="quiet">{words::moment(&letter.at, screen::today())}</td>
            <td>{move || if sent.get() {
                view! { <span class="tag tag_good" role="status">{t::letter_sent()}</span> }.into_any()
            } else {
                view! { <button type="button" class="button button_small" aria-label=label.clone() on:click=again.clone()>{t::letter_again()}</button> }.into_any()
            }}</td>
        </tr>
    }
    .into_any()
}
