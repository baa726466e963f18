//! For inspectors on the road: the visits of a day, and the checklist of each. Both work without a network.

mod checklist;
mod point;

use jiff::{ToSpan, civil::Date};
use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{case::Role, wire::desk::VisitRow};

use super::{
    address::{Place, Section, day_of},
    call::{self, Fault},
    desk::{Desk, desk, navigation},
    kept::{self, Day},
    outbox, parts,
    record::{Record, State},
    words,
};
use crate::{desk_text as t, ui::screen};

pub(super) use checklist::visit_page;

/// The visits of the day in the address.
pub(super) fn day_page(search: Memo<String>) -> AnyView {
    parts::title(t::visit_title());
    let (desk, go) = (desk(), navigation());
    let on = Memo::new(move |_| day_of(&screen::pairs(&search.get()), screen::today()));
    let pick = move |event| {
        if let Ok(day) = event_target_value(&event).parse::<Date>() {
            go(&address(day), false);
        }
    };
    view! {
        <div class="road">
            <h1 tabindex="-1">{t::visit_title()}</h1>
            <nav class="daypick" aria-label=t::visit_day()>
                <a class="button" href=move || address(on.get().saturating_sub(1.day()))>{"‹ "}{t::visit_before()}</a>
                <label class="hide" for="day">{t::visit_day()}</label>
                <input id="day" type="date" prop:value=move || on.get().to_string() on:change=pick />
                <a class="button" href=move || address(on.get().saturating_add(1.day()))>{t::visit_after()}{" ›"}</a>
            </nav>
            {outbox_line(desk)}
            {move || list(desk, on.get())}
        </div>
    }
    .into_any()
}

fn address(on: Date) -> String {
    if on == screen::today() {
        Place::Visits.path()
    } else {
        format!("{}?on={on}", Place::Visits.path())
    }
}

/// What waits to be sent.
pub(super) fn outbox_line(desk: Desk) -> AnyView {
    (move || {
        outbox::track();
        let (unsent, busy) = (outbox::unsent(), outbox::is_busy());
        let some = kept::records().iter().any(|record| record.state == State::Sent);
        if unsent == 0 {
            return some
                .then(|| view! { <p class="outbox outbox_done" role="status">{t::visit_all_sent()}</p> })
                .into_any();
        }
        view! {
            <p class="outbox" role="status">
                <strong>{t::visit_unsent(unsent)}</strong>
                {if busy {
                    view! { <span>{t::visit_sending()}</span> }.into_any()
                } else {
                    view! { <button type="button" class="button button_small" on:click=move |_| outbox::send_all(desk)>{t::visit_send_now()}</button> }.into_any()
                }}
            </p>
        }
        .into_any()
    })
    .into_any()
}

/// What is known of a day: from the server, or as kept on the phone.
#[derive(Debug, Clone)]
enum Known {
    Fresh(Vec<VisitRow>),
    Kept(Day),
    Nothing,
}

fn list(desk: Desk, on: Date) -> AnyView {
    let fetch = move || async move {
        match call::get::<Vec<VisitRow>>(&format!("{}/visits?on={on}", call::BASE)).await {
            Ok(rows) => {
                desk.online.set(true);
                let day = Day {
                    at: kept::clock(),
                    rows,
                };
                kept::keep_day(on, &day, screen::today());
                Ok(Known::Fresh(day.rows))
            }
            Err(Fault::Network) => {
                desk.online.set(false);
                Ok(kept::day(on).map_or(Known::Nothing, Known::Kept))
            }
            Err(fault) => Err(fault),
        }
    };
    parts::wait(fetch, move |known: Known| {
        let (rows, note) = match known {
            Known::Fresh(rows) => (rows, None),
            Known::Kept(day) => (day.rows, Some(t::visit_kept_at(&day.at))),
            Known::Nothing => return view! { <p class="empty">{t::visit_not_here()}</p> }.into_any(),
        };
        if rows.is_empty() {
            return view! { <p class="empty">{t::visit_none()}</p> }.into_any();
        }
        let cards: Vec<_> = rows.iter().map(|row| card(desk, on, row)).collect();
        view! {
            {note.map(|note| view! { <p class="quiet">{note}</p> })}
            <ol class="visits">{cards}</ol>
        }
        .into_any()
    })
}

fn card(desk: Desk, on: Date, row: &VisitRow) -> AnyView {
    // Clerks appoint visits; only inspectors record them.
    let records = desk.is(Role::Inspector);
    let href = if records {
        format!("{}?on={on}", Place::Visit(row.number.clone()).path())
    } else {
        Place::Case(row.number.clone(), Section::Inspection).path()
    };
    let number = row.number.clone();
    let points = row.checklist.len();
    let (shown, own) = (row.clone(), row.clone());
    let state = move || {
        outbox::track();
        kept::record_of(&shown).map_or_else(
            || t::visit_state_new().to_owned(),
            |record| state_words(&record, points),
        )
    };
    let begun = move || {
        outbox::track();
        kept::record_of(&own).is_some()
    };
    view! {
        <li class="card visit">
            <p class="visit__when"><strong>{row.plan.hours.clone()}</strong>" "<span class="quiet">{state}</span></p>
            <h2>{row.theme_name.clone()}" · "{row.holder.clone()}</h2>
            {place(row)}
            <p class="quiet number">{number}</p>
            <p><a class="button button_main button_wide" href=href data-row="">
                {move || if !records { t::visit_see() } else if begun() { t::visit_go_on() } else { t::visit_open() }}
            </a></p>
        </li>
    }
    .into_any()
}

/// Where a record stands, in words.
fn state_words(record: &Record, points: usize) -> String {
    match &record.state {
        State::Open => t::visit_state_begun(points, record.judged()),
        State::Ready => t::visit_state_ready().to_owned(),
        State::Sent => t::visit_state_sent().to_owned(),
        State::Changed { .. } => t::visit_state_conflict().to_owned(),
        State::Refused { why } => t::visit_state_refused(why),
    }
}

/// Where to go and whom to call.
fn place(row: &VisitRow) -> AnyView {
    let phone = row.phone.as_ref().map(|phone| {
        if row.open_seconds.is_none() {
            return view! { <p class="quiet">{phone.clone()}</p> }.into_any();
        }
        let href = ["tel:", phone].concat();
        view! { <p><a class="button button_wide" href=href rel="external">{t::visit_call(phone)}</a></p> }.into_any()
    });
    let who = words::list(row.plan.inspectors.iter().map(|one| &one.name));
    view! {
        {row.address.clone().map(|address| view! { <p class="visit__where">{address}</p> })}
        {phone}
        <p class="quiet">{t::inspect_who(who)}</p>
    }
    .into_any()
}

/// The visit of a number on a day, from the phone or the server.
async fn find(number: &str, on: Date) -> Result<VisitRow, Fault> {
    let of = |rows: Vec<VisitRow>| rows.into_iter().find(|row| row.number == number);
    match call::get::<Vec<VisitRow>>(&format!("{}/visits?on={on}", call::BASE)).await {
        Ok(rows) => {
            let day = Day {
                at: kept::clock(),
                rows: rows.clone(),
            };
            kept::keep_day(on, &day, screen::today());
            of(rows)
        }
        Err(Fault::Network) => kept::day(on).and_then(|day| of(day.rows)),
        Err(fault) => return Err(fault),
    }
    .ok_or(Fault::Network)
}

/// Starts `work` without anybody waiting for it.
fn later(work: impl Future<Output = ()> + 'static) {
    spawn_local(work);
}
