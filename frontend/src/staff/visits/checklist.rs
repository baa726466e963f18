//! The checklist of one visit: every point passed or failed, what was seen, photographs, who was there, and off it goes.
//!
//! Every change is in the phone's memory at once.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use yijian_domain::wire::desk::{CaseView, UnmaskReason, VisitRow};

use super::{find, later, outbox_line, place, point};
use crate::{
    desk_text as t,
    staff::{
        address::{Place, day_of},
        call::{self, Fault},
        desk::{Desk, Navigate, desk, navigation},
        kept, outbox, parts,
        record::{Record, State},
        unmask,
    },
    ui::screen,
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) desk: Desk,
    pub(super) record: RwSignal<Record>,
}

impl Sheet {
    /// Changes the record and keeps it.
    pub(super) fn change(self, change: impl FnOnce(&mut Record)) {
        self.record.update(change);
        if !self.record.with_untracked(kept::keep_record) {
            self.desk.say(t::visit_photo_bad());
        }
        outbox::touch();
    }
}

/// The page of one visit.
pub(in crate::staff) fn visit_page(number: String) -> AnyView {
    let (desk, go) = (desk(), navigation());
    let search = use_location().search;
    let asked = search.with_untracked(|search| screen::pairs(search));
    let on = day_of(&asked, screen::today());
    let has_day = asked.iter().any(|(name, _)| name == "on");
    let wanted = number.clone();
    let fetch = move || {
        let number = wanted.clone();
        async move {
            if has_day {
                return find(&number, on).await;
            }
            // From the case's page: its appointment says the day.
            let case: CaseView = call::get(&format!("{}/cases/{number}", call::BASE)).await?;
            let plan = case.inspection.plan.ok_or(Fault::Unreadable)?;
            find(&number, plan.on).await
        }
    };
    // Once a reason was given, the visit is fetched anew with whole values.
    let round = RwSignal::new(0_u32);
    (move || {
        round.track();
        let go = go.clone();
        parts::wait(fetch.clone(), move |visit: VisitRow| {
            sheet(desk, visit, round, go.clone())
        })
    })
    .into_any()
}

fn sheet(desk: Desk, visit: VisitRow, round: RwSignal<u32>, go: Navigate) -> AnyView {
    parts::title(&[visit.theme_name.as_str(), " ", &visit.number].concat());
    let today = visit.plan.on.to_string();
    let kept = kept::record_of(&visit).filter(|record| record.state != State::Sent);
    let sheet = Sheet {
        desk,
        record: RwSignal::new(kept.unwrap_or_else(|| Record::begin(&visit))),
    };
    // What the outbox did with the record shows here as well.
    let number = visit.number.clone();
    Effect::new(move || {
        outbox::track();
        if let Some(kept) = kept::record(&number)
            && sheet
                .record
                .with_untracked(|own| own.state != kept.state && own.on == kept.on && own.seen == kept.seen)
        {
            sheet.record.set(kept);
        }
    });
    let back = format!("{}?on={}", Place::Visits.path(), visit.plan.on);
    let points: Vec<_> = visit
        .checklist
        .iter()
        .map(|check| {
            let last = visit
                .rectify
                .iter()
                .find(|line| line.point == check.point)
                .map(|line| line.what.clone());
            point::card(sheet, &visit, check, last)
        })
        .collect();
    view! {
        <div class="road">
            <p class="up"><a href=back.clone() data-back="">{"‹ "}{t::visit_to_list()}</a></p>
            <h1 tabindex="-1">{visit.theme_name.clone()}" · "{visit.holder.clone()}</h1>
            {outbox_line(desk)}
            <section class="card visit">
                <p class="visit__when"><strong>{desk.day(&today)}" "{visit.plan.hours.clone()}</strong></p>
                {place(&visit)}
                {whole(&visit, round)}
            </section>
            {conflict(sheet, visit.number.clone())}
            <h2 class="hide">{t::visit_points()}</h2>
            <ol class="checks">{points}</ol>
            {people(sheet, &visit)}
            {end(sheet, visit, back, go)}
        </div>
    }
    .into_any()
}

/// Asks what for, before the person's name and number stand here whole.
fn whole(visit: &VisitRow, round: RwSignal<u32>) -> AnyView {
    if visit.open_seconds.is_some() {
        return ().into_any();
    }
    let asking = RwSignal::new(false);
    let number = visit.number.clone();
    let dialog = move || {
        asking.get().then(|| {
            let done = move |_| round.update(|round| *round += 1);
            unmask::dialog(number.clone(), UnmaskReason::Inspection, done, move || {
                // The page may have been drawn anew meanwhile.
                let _gone = asking.try_set(false);
            })
        })
    };
    view! {
        <p><button type="button" class="button button_wide" on:click=move |_| asking.set(true)>{t::unmask_title()}</button></p>
        {dialog}
    }
    .into_any()
}

/// Who was there.
fn people(sheet: Sheet, visit: &VisitRow) -> AnyView {
    let mut all = visit.plan.inspectors.clone();
    for one in sheet.record.with_untracked(|record| record.inspectors.clone()) {
        if !all.iter().any(|other| other.id == one.id) {
            all.push(one);
        }
    }
    let boxes: Vec<_> = all
        .into_iter()
        .map(|one| {
            let own = one.clone();
            let checked = move || {
                sheet
                    .record
                    .with(|record| record.inspectors.iter().any(|other| other.id == own.id))
            };
            let id = ["who-", &one.id].concat();
            let name = one.name.clone();
            let set = move |event| {
                let on = event_target_checked(&event);
                sheet.change(|record| {
                    record.inspectors.retain(|other| other.id != one.id);
                    if on {
                        record.inspectors.push(one.clone());
                    }
                });
            };
            view! {
                <label class="choice" for=id>
                    <input id=id.clone() type="checkbox" prop:checked=checked on:change=set /><span>{name}</span>
                </label>
            }
        })
        .collect();
    view! { <section class="card"><fieldset class="field"><legend>{t::visit_who()}</legend>{boxes}</fieldset></section> }
        .into_any()
}

/// What is left, and handing in.
fn end(sheet: Sheet, visit: VisitRow, back: String, go: Navigate) -> AnyView {
    let own = visit.clone();
    let lacking = move || {
        sheet
            .record
            .with(|record| record.complete(&own).err().map(|lacking| lacking.sentence()))
    };
    let tried = RwSignal::new(false);
    let said = lacking.clone();
    let finish = move |_| {
        tried.set(true);
        if sheet.record.with_untracked(|record| record.complete(&visit).is_err()) {
            return;
        }
        sheet.change(|record| record.state = State::Ready);
        outbox::send_all(sheet.desk);
        let online = sheet.desk.online.get_untracked();
        sheet.desk.say(if online {
            t::visit_finished_online()
        } else {
            t::visit_finished_offline()
        });
        go(&back, false);
    };
    let open = move || sheet.record.with(|record| record.state == State::Open);
    let finish = std::sync::Arc::new(finish);
    (move || {
        let (finish, said) = (finish.clone(), said.clone());
        open().then(|| {
            let lacks = said.clone();
            view! {
                <div class="finish">
                    {move || said().map(|lacking| {
                        let class = if tried.get() { "note note_error" } else { "quiet" };
                        view! { <p class=class role="status">{lacking}</p> }
                    })}
                    <button type="button" class="button button_main button_wide" aria-disabled=move || lacks().is_some().then_some("true")
                        on:click=move |event| finish(event)>{t::visit_finish()}</button>
                    <p class="quiet">{t::visit_clear_note()}</p>
                </div>
            }
        })
    })
    .into_any()
}

/// The case changed meanwhile, or the server did not take the record: what happened, and what can be done.
fn conflict(sheet: Sheet, number: String) -> AnyView {
    (move || {
        let state = sheet.record.with(|record| record.state.clone());
        let number = number.clone();
        match state {
            State::Changed { events, lines } => {
                let lines: Vec<_> = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect();
                let anyway = move |_| {
                    sheet.change(|record| {
                        record.seen = events;
                        record.state = State::Ready;
                    });
                    outbox::send_all(sheet.desk);
                };
                view! {
                    <div class="note note_warn" role="alert">
                        <p>{t::visit_changed()}</p>
                        <ul class="dots">{lines}</ul>
                        <p class="row">
                            <button type="button" class="button button_main" on:click=anyway>{t::visit_send_anyway()}</button>
                            {drop(sheet, number)}
                        </p>
                    </div>
                }
                .into_any()
            }
            State::Refused { why } => view! {
                <div class="note note_error" role="alert">
                    <p>{t::visit_state_refused(why)}</p>
                    <p class="row">
                        <button type="button" class="button" on:click=move |_| sheet.change(|record| record.state = State::Open)>{t::notice_edit()}</button>
                        {drop(sheet, number)}
                    </p>
                </div>
            }
            .into_any(),
            State::Ready => view! { <p class="note">{t::visit_state_ready()}</p> }.into_any(),
            State::Open | State::Sent => ().into_any(),
        }
    })
    .into_any()
}

/// Drops the record, after asking.
fn drop(sheet: Sheet, number: String) -> AnyView {
    let asked = RwSignal::new(false);
    let gone = move |_| {
        if !asked.get_untracked() {
            asked.set(true);
            return;
        }
        let record = sheet.record.get_untracked();
        let number = number.clone();
        later(async move {
            kept::drop_record(&record).await;
            outbox::touch();
            screen::load(
                &Place::Case(number, crate::staff::address::Section::Inspection).path(),
                false,
            );
        });
    };
    view! {
        <button type="button" class="button button_grave" on:click=gone>{t::visit_drop()}</button>
        {move || asked.get().then(|| view! { <span role="alert">{t::visit_drop_will()}</span> })}
    }
    .into_any()
}
