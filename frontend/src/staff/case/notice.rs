//! The one correction notice: what was ticked, the day, a preview, and then it goes out.

use leptos::prelude::*;
use yijian_domain::case::{Act, Missing, Notice};

use super::{CasePage, form::asks};
use crate::{
    desk_text as t,
    staff::{
        address::{Place, Section},
        desk::Navigate,
        notice::Ticks,
        words,
    },
    ui::screen,
};

/// The notice.
pub(super) fn section(page: CasePage, go: Navigate) -> AnyView {
    let preview: RwSignal<Option<Notice>> = RwSignal::new(None);
    (move || {
        if !page.view.with(|view| asks(view)) {
            return page
                .view
                .with(|view| {
                    view.notice
                        .as_ref()
                        .map(|notice| sent(page, &notice.missing, &notice.by, &notice.remark))
                })
                .into_any();
        }
        match preview.get() {
            Some(notice) => previewed(page, notice, preview, go.clone()),
            None => written(page, preview),
        }
    })
    .into_any()
}

fn written(page: CasePage, preview: RwSignal<Option<Notice>>) -> AnyView {
    let fault: RwSignal<Option<String>> = RwSignal::new(None);
    let check = move |_| {
        let found = page
            .view
            .with_untracked(|view| page.ticks.with_untracked(|ticks| ticks.notice(view, CasePage::today())));
        match found {
            Ok(notice) => {
                fault.set(None);
                preview.set(Some(notice));
                screen::arrive();
            }
            Err(lacking) => fault.set(Some(lacking.sentence())),
        }
    };
    let collected = move || {
        let count = page.ticks.with(Ticks::count);
        let number = page.view.with_untracked(|view| view.number.clone());
        let papers = Place::Case(number.clone(), Section::Papers).path();
        let form = Place::Case(number, Section::Form).path();
        view! {
            {if count == 0 { t::notice_empty().to_owned() } else { t::notice_count(count) }}" "
            <a href=papers>{t::case_papers()}</a>" "<a href=form>{t::case_form()}</a>
        }
    };
    let by = move || page.ticks.with(|ticks| ticks.by.clone());
    let other = move || page.ticks.with(|ticks| ticks.other.clone());
    let remark = move || page.ticks.with(|ticks| ticks.remark.clone());
    let least = CasePage::today().tomorrow().map(|day| day.to_string()).ok();
    view! {
        <section class="card form">
            <h2>{t::notice_title()}</h2>
            <p class="note note_warn">{t::notice_only_one()}</p>
            <p>{collected}</p>
            {move || list(&ticked(page))}
            <div class="field">
                <label for="notice-other">{t::notice_other()}</label>
                <p class="field__help" id="notice-other-help">{t::notice_other_help()}</p>
                <textarea id="notice-other" rows="2" aria-describedby="notice-other-help" prop:value=other
                    on:input=move |event| { let text = event_target_value(&event); page.ticks.update(|ticks| ticks.other = text); }></textarea>
            </div>
            <div class="field">
                <label for="notice-by">{t::notice_by()}</label>
                <p class="field__help" id="notice-by-help">{t::notice_by_help()}</p>
                <input id="notice-by" type="date" min=least aria-describedby="notice-by-help" prop:value=by
                    on:input=move |event| { let text = event_target_value(&event); page.ticks.update(|ticks| ticks.by = text); } />
            </div>
            <div class="field">
                <label for="notice-remark">{t::notice_remark()}"（"{t::frame_optional()}"）"</label>
                <textarea id="notice-remark" rows="2" prop:value=remark
                    on:input=move |event| { let text = event_target_value(&event); page.ticks.update(|ticks| ticks.remark = text); }></textarea>
            </div>
            {move || fault.get().map(|fault| view! { <p class="note note_error" role="alert">{fault}</p> })}
            <p><button type="button" class="button button_main" on:click=check>{t::notice_preview()}</button></p>
        </section>
    }
    .into_any()
}

/// What is ticked so far, whether complete or not.
fn ticked(page: CasePage) -> Vec<Missing> {
    page.view.with(|view| {
        let mut ticks = page.ticks.get();
        ticks.other.clear();
        // A day far away: only the list is wanted here.
        ticks.by = "9999-12-31".to_owned();
        ticks
            .notice(view, CasePage::today())
            .map(|notice| notice.missing)
            .unwrap_or_default()
    })
}

fn list(missing: &[Missing]) -> AnyView {
    let lines: Vec<_> = missing
        .iter()
        .map(|line| {
            let reasons: Vec<_> = line
                .reasons
                .iter()
                .map(|reason| view! { <li>{reason.clone()}</li> })
                .collect();
            view! { <li><strong>{line.name.clone()}</strong><ul class="dots">{reasons}</ul></li> }
        })
        .collect();
    (!lines.is_empty())
        .then(|| view! { <ol class="missing">{lines}</ol> })
        .into_any()
}

fn previewed(page: CasePage, notice: Notice, preview: RwSignal<Option<Notice>>, go: Navigate) -> AnyView {
    let day = words::day(notice.by, CasePage::today());
    let (missing, remark) = (notice.missing.clone(), notice.remark.clone());
    let send = move |_| {
        let back = Place::Case(page.view.with_untracked(|view| view.number.clone()), Section::Parts).path();
        let go = go.clone();
        let act = Act::AskCorrection { notice: notice.clone() };
        page.act(act, move || {
            page.ticks.set(Ticks::fresh(CasePage::today()));
            go(&back, true);
        });
    };
    view! {
        <section class="card">
            <h2 tabindex="-1">{t::notice_preview_title()}</h2>
            <div class="letter">
                <h3>{t::document_correction()}</h3>
                <p>{t::notice_intro(day, missing.len())}</p>
                {list(&missing)}
                {crate::staff::parts::said(&remark)}
            </div>
            <p class="note note_warn"><strong>{t::act_sure()}" "</strong>{t::notice_only_one()}</p>
            {move || page.fault.get().map(|fault| view! { <p class="note note_error" role="alert">{fault}</p> })}
            <p class="dialog__end">
                <button type="button" class="button" on:click=move |_| preview.set(None)>{t::notice_edit()}</button>
                <button type="button" class="button button_grave" disabled=move || page.busy.get() on:click=send>{t::notice_send()}</button>
            </p>
        </section>
    }
    .into_any()
}

/// The notice as it went out.
pub(super) fn sent(page: CasePage, missing: &[Missing], by: &str, remark: &str) -> AnyView {
    view! {
        <section class="card">
            <h2>{t::parts_notice()}</h2>
            <p>{t::parts_notice_by(page.desk.day(by))}</p>
            {list(missing)}
            {crate::staff::parts::said(remark)}
        </section>
    }
    .into_any()
}
