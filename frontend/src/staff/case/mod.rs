//! A case: what it is, what can be done with it, and everything that is known about it.

mod dialog;
mod documents;
mod form;
mod history;
mod inspection;
mod licence;
mod masked;
mod notice;
mod objection;
mod papers;
mod parts;
mod sheets;
mod side;
mod viewer;

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{
    case::{Act, Verb},
    id::ItemId,
    wire::desk::{ActRequest, CaseView},
};

use super::{
    address::{Place, Section},
    call::{self, Fault},
    desk::{Desk, Navigate, desk, navigation},
    history as told,
    notice::Ticks,
    parts as bits, words,
};
use crate::{desk_text as t, ui::screen};

/// Lines of the record that a conflict shows.
const NEWEST: usize = 5;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct CasePage {
    desk: Desk,
    /// The case as last seen.
    view: RwSignal<Arc<CaseView>>,
    /// When the values are masked again, milliseconds of this device's clock.
    until: RwSignal<f64>,
    /// What goes on once a reason was given to see whole values; none, when none is asked for.
    asking: RwSignal<Option<masked::Then>>,
    /// What is about to be done: a verb, and the part where it is about one.
    acting: RwSignal<Option<(Verb, Option<ItemId>)>>,
    /// What is wrong, for the one correction notice.
    ticks: RwSignal<Ticks>,
    /// What others did since the person looked, when an act came too late.
    changed: RwSignal<Vec<String>>,
    /// Why the last act was not done.
    fault: RwSignal<Option<String>>,
    /// An act is on its way.
    busy: RwSignal<bool>,
}

/// What of a case's page stays while a person walks through its sections.
struct Open {
    number: String,
    page: CasePage,
    owner: Owner,
}

thread_local! {
    static OPEN: std::cell::RefCell<Option<Open>> = const { std::cell::RefCell::new(None) };
}

/// The page of a case.
pub(super) fn page(number: String, section: Section) -> AnyView {
    let kept = OPEN.with_borrow(|open| open.as_ref().filter(|open| open.number == number).map(|open| open.page));
    if let Some(page) = kept {
        return shown(page, section, navigation());
    }
    let (desk, go) = (desk(), navigation());
    let path = format!("{}/cases/{number}", call::BASE);
    let fetch = move || {
        let path = path.clone();
        async move { call::get::<CaseView>(&path).await }
    };
    bits::wait(fetch, move |view: CaseView| {
        let number = view.number.clone();
        // Kept beyond this drawing: the ticks of a notice are collected in several sections.
        let owner = Owner::new_root(None);
        let page = owner.with(|| CasePage {
            desk,
            until: RwSignal::new(masked::until(&view)),
            asking: RwSignal::new(None),
            view: RwSignal::new(Arc::new(view)),
            acting: RwSignal::new(None),
            ticks: RwSignal::new(Ticks::fresh(CasePage::today())),
            changed: RwSignal::new(Vec::new()),
            fault: RwSignal::new(None),
            busy: RwSignal::new(false),
        });
        let before = OPEN.replace(Some(Open { number, page, owner }));
        if let Some(before) = before {
            before.owner.cleanup();
        }
        shown(page, section, go.clone())
    })
}

/// Whoever leaves the case sees it anew next time.
pub(super) fn leave(place: &Place) {
    let stays = OPEN.with_borrow(|open| match (open, place) {
        (Some(open), Place::Case(number, _)) => open.number == *number,
        (None, _) => true,
        (Some(_), _) => false,
    });
    if !stays && let Some(open) = OPEN.take() {
        open.owner.cleanup();
    }
}

impl CasePage {
    /// Does something with the case. Says what was done, or keeps everything as it is and says why not.
    fn act(self, act: Act, then: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.fault.set(None);
        let view = self.view.get_untracked();
        let what = words::verb(act.verb());
        let request = ActRequest { seen: view.events, act };
        let path = format!("{}/cases/{}/acts", call::BASE, view.number);
        spawn_local(async move {
            let answer = call::post::<CaseView>(&path, &request).await;
            if self.busy.try_set(false).is_some() {
                // The page is gone; what was done stands in the record.
                return;
            }
            match answer {
                Ok(view) => {
                    self.changed.set(Vec::new());
                    self.show(view);
                    self.desk.say(t::frame_done(what));
                    then();
                }
                Err(Fault::Case(problem)) if problem.case.is_some() => {
                    if let Some(case) = problem.case {
                        self.moved(&view, *case);
                    }
                }
                Err(fault) => self.fault.set(Some(t::act_other_fault(fault.sentence()))),
            }
        });
    }

    /// The case as it just arrived.
    fn show(self, view: CaseView) {
        self.until.set(masked::until(&view));
        self.view.set(Arc::new(view));
    }

    /// Somebody else was quicker: shows what they did, and keeps what was typed.
    fn moved(self, before: &CaseView, now: CaseView) {
        let newer = now.history.iter().filter(|row| row.seq > before.events);
        let today = screen::today();
        let lines = newer.take(NEWEST).map(|row| {
            let at = words::moment(&row.at.to_string(), today);
            [at.as_str(), " ", &told::sentence(row)].concat()
        });
        self.changed.set(lines.collect());
        self.show(now);
    }

    fn today() -> jiff::civil::Date {
        screen::today()
    }
}

fn shown(page: CasePage, section: Section, go: Navigate) -> AnyView {
    let number = page.view.with_untracked(|view| view.number.clone());
    bits::title(
        &page
            .view
            .with_untracked(|view| [view.theme_name.as_str(), " ", &number].concat()),
    );
    if section == Section::Print {
        return documents::print(page);
    }
    // Papers and their files stand side by side.
    let needs_width = matches!(section, Section::Papers | Section::Sheets);
    let content = move || match section {
        Section::Parts => parts::section(page),
        Section::Sheets => sheets::section(page),
        Section::Form => form::section(page),
        Section::Papers => papers::section(page),
        Section::Notice => notice::section(page, go.clone()),
        Section::Inspection => inspection::section(page),
        Section::Promises => licence::promises(page),
        Section::Licence => licence::section(page),
        Section::Documents => documents::section(page),
        Section::History => history::section(page),
        Section::Print => ().into_any(),
    };
    view! {
        <div class="wide">
            <p class="up"><a href="/desk/cases" data-back="">{"‹ "}{t::case_to_list()}</a></p>
            {head(page)}
            {masked::bar(page)}
            {objection::objection(page)}
            {tabs(page, section)}
            {if needs_width {
                view! { <div class="case_flat">{conflict(page)}{side::bar(page)}{content()}</div> }.into_any()
            } else {
                view! {
                    <div class="case">
                        <div class="case__main">{conflict(page)}{content()}</div>
                        {side::aside(page)}
                    </div>
                }
                .into_any()
            }}
            {dialog::dialog(page)}
            {masked::dialog(page)}
        </div>
    }
    .into_any()
}

/// What others did meanwhile, above everything else.
fn conflict(page: CasePage) -> AnyView {
    (move || {
        let lines = page.changed.get();
        // While a dialogue is open, it says so itself.
        (!lines.is_empty() && page.acting.with(Option::is_none)).then(|| changes(&lines))
    })
    .into_any()
}

/// What others did meanwhile.
fn changes(lines: &[String]) -> AnyView {
    let lines: Vec<_> = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
    view! { <div class="note note_warn" role="alert"><p>{t::case_changed()}</p><ul class="dots">{lines}</ul></div> }
        .into_any()
}

fn head(page: CasePage) -> AnyView {
    let number = page.view.with_untracked(|view| view.number.clone());
    let copied = number.clone();
    let copy = move |_| {
        let number = copied.clone();
        spawn_local(async move {
            if screen::copy(&number).await {
                page.desk.say(t::case_copied());
            }
        });
    };
    let desk = page.desk;
    let facts = move || {
        page.view.with(|view| {
            let arrived = words::moment(&view.submitted_at, CasePage::today());
            let accepted = view.accepted.as_ref().map(|accepted| {
                let day = desk.day(&accepted.on);
                if accepted.deemed {
                    [day.as_str(), "，", t::case_deemed()].concat()
                } else {
                    day
                }
            });
            let answer = view
                .answer_due
                .as_ref()
                .map(|due| [desk.due(due), "（".to_owned(), desk.day(due), "）".to_owned()].concat());
            view! {
                <dl class="facts">
                    {bits::fact(t::case_applicant(), view.holder.clone())}
                    {bits::fact(t::case_place(), view.region_name.clone())}
                    {bits::fact(t::case_arrived(), arrived)}
                    {bits::fact(t::case_channel(), words::channel(&view.channel))}
                    {bits::fact(t::case_accepted(), accepted.unwrap_or_default())}
                    {bits::fact(t::case_answer_due(), answer.unwrap_or_default())}
                </dl>
            }
        })
    };
    let urged = move || {
        page.view.with(|view| {
            view.urged.as_ref().map(|urged| {
                let at = words::moment(&urged.at.to_string(), CasePage::today());
                let who = t::case_urged(at, &urged.by.name);
                view! { <p class="note note_warn"><strong>{who}"："</strong>{urged.text.clone()}</p> }
            })
        })
    };
    view! {
        <div class="case__head">
            <h1 tabindex="-1">{page.view.with_untracked(|view| view.theme_name.clone())}</h1>
            <p class="case__number">
                <span class="number">{number}</span>
                <button type="button" class="button button_small" on:click=copy>{t::case_copy_number()}</button>
                <span class="stage">{move || page.view.with(|view| words::stage(view.stage))}</span>
            </p>
            {facts}
            {urged}
            {move || page.view.with(|view| view.provisional).then(|| view! { <p class="quiet">{t::due_provisional()}</p> })}
        </div>
    }
    .into_any()
}

fn tabs(page: CasePage, section: Section) -> AnyView {
    (move || {
        page.view.with(|view| {
            let inspection = &view.inspection;
            let asks = view.open.iter().any(|open| open.verb == Verb::AskCorrection)
                || page.ticks.with(|ticks| ticks.count() > 0);
            let tabs = [
                (Section::Sheets, t::case_sheets(), !view.sheets.is_empty()),
                (Section::Parts, t::case_parts(), true),
                (Section::Form, t::case_form(), !view.form.is_empty()),
                (Section::Papers, t::case_papers(), !view.papers.is_empty()),
                (Section::Notice, t::notice_title(), asks),
                (Section::Inspection, t::case_inspection(), inspection.needed),
                (Section::Promises, t::case_promises(), !view.commitments.is_empty()),
                (Section::Licence, t::case_licence(), view.licence.is_some()),
                (Section::Documents, t::case_documents(), true),
                (Section::History, t::case_history(), true),
            ];
            let tabs: Vec<_> = tabs
                .into_iter()
                .filter(|(own, _, there)| *there || *own == section)
                .map(|(own, name, _)| {
                    let href = Place::Case(view.number.clone(), own).path();
                    let count = (own == Section::Notice)
                        .then(|| page.ticks.with(Ticks::count))
                        .filter(|count| *count > 0);
                    view! {
                        <a href=href aria-current=(own == section).then_some("page")>
                            {name}{count.map(|count| view! { <span class="badge">{count}</span> })}
                        </a>
                    }
                })
                .collect();
            view! { <nav class="tabs" aria-label=t::case_tabs()>{tabs}</nav> }
        })
    })
    .into_any()
}
