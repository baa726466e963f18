//! Every part with its two limits, and whose time it was.

use leptos::prelude::*;
use yijian_domain::{
    case::{Cause, Pace},
    wire::desk::{ClockView, DaysRow, PartView},
};

use super::{CasePage, notice};
use crate::{
    desk_text as t,
    staff::{parts as bits, words},
};

/// The parts of the case.
pub(super) fn section(page: CasePage) -> AnyView {
    (move || {
        page.view.with(|view| {
            let notice = view.notice.as_ref().map(|sent| {
                let answered = sent.answered_at.as_ref().map(|at| {
                    let at = words::moment(at, CasePage::today());
                    view! { <p class="note">{t::parts_answered(at)}</p> }
                });
                view! { {notice::sent(page, &sent.missing, &sent.by, &sent.remark)}{answered} }
            });
            let parts: Vec<_> = view.parts.iter().map(|part| card(page, part)).collect();
            view! {
                {notice}
                <h2 class="hide">{t::parts_title()}</h2>
                <div class="parts">{parts}</div>
                {days(&view.days)}
            }
        })
    })
    .into_any()
}

/// One part.
pub(super) fn card(page: CasePage, part: &PartView) -> AnyView {
    let reviewer = part
        .reviewer
        .as_ref()
        .map(|one| view! { <p class="quiet">{t::parts_reviewer(&one.name)}</p> });
    let waits = (!part.waits_for.is_empty())
        .then(|| view! { <p class="quiet">{t::parts_waits_for(words::list(&part.waits_for))}</p> });
    let decided = part
        .decided_at
        .as_ref()
        .map(|at| view! { <p class="quiet">{t::parts_decided(words::moment(at, CasePage::today()))}</p> });
    let reasons: Vec<_> = part
        .reasons
        .iter()
        .map(|reason| view! { <li>{reason.clone()}</li> })
        .collect();
    let reasons = (!reasons.is_empty()).then(|| view! { <h4>{t::parts_reasons()}</h4><ul class="dots">{reasons}</ul> });
    let opinions: Vec<_> = part
        .opinions
        .iter()
        .map(|opinion| {
            let who = [opinion.by.as_str(), " ", &words::moment(&opinion.at, CasePage::today())].concat();
            view! { <li>{bits::said(&opinion.text)}<p class="quiet">{who}</p></li> }
        })
        .collect();
    let opinions =
        (!opinions.is_empty()).then(|| view! { <h4>{t::parts_opinions()}</h4><ul class="opinions">{opinions}</ul> });
    let clock = match &part.clock {
        Some(clock) => clock_of(page, clock, part.decided_at.is_none()),
        None => view! { <p class="quiet">{t::parts_no_clock()}</p> }.into_any(),
    };
    view! {
        <section class="card part">
            <header>
                <h3>{part.name.clone()}</h3>
                <span class="stage">{words::part(part.stage)}</span>
            </header>
            <p class="quiet">{part.department_name.clone()}</p>
            {clock}
            {reviewer}
            {waits}
            {decided}
            {reasons}
            {opinions}
        </section>
    }
    .into_any()
}

/// Both limits side by side, as bars that fill with the days that have counted.
fn clock_of(page: CasePage, clock: &ClockView, running: bool) -> AnyView {
    let limit = |name: &'static str, days: u16, due: &str| {
        let share = (f64::from(clock.used) / f64::from(days.max(1)) * 100.0).min(100.0);
        let class = if clock.used > u32::from(days) {
            "bar bar_over"
        } else {
            "bar"
        };
        let limit = t::parts_limit(page.desk.day(due), days);
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{limit}<span class=class aria-hidden="true"><span style:width=format!("{share}%")></span></span></dd>
            </div>
        }
    };
    let paused = clock.paused.as_ref().map(|paused| {
        let since = page.desk.day(&paused.since);
        view! { <p class="note note_warn">{t::parts_paused(paused.expected, words::pause(paused.reason), since)}</p> }
    });
    let extended = clock
        .extended
        .map(|days| view! { <p class="quiet">{t::parts_extended(days)}</p> });
    let due = clock.promised_due.clone();
    // Of a part that has its outcome, only how it kept its limits is of interest.
    let late = matches!(clock.pace, Pace::LateAsPromised | Pace::Late);
    let pace = (running || late).then(|| bits::pace(clock.pace));
    let words = (running && clock.paused.is_none()).then(|| view! { <strong>{move || page.desk.due(&due)}</strong> });
    view! {
        <p class="part__pace">{pace}" "{words}" "<span class="quiet">{t::parts_used(clock.used)}</span></p>
        <dl class="limits">
            {limit(t::parts_promised(), clock.promised, &clock.promised_due)}
            {limit(t::parts_statutory(), clock.statutory, &clock.statutory_due)}
        </dl>
        {paused}
        {extended}
    }
    .into_any()
}

/// Whose the working days were: one bar for the time before acceptance, one for each part.
fn days(rows: &[DaysRow]) -> AnyView {
    let mut lines: Vec<(Option<&str>, Vec<&DaysRow>)> = Vec::new();
    for row in rows.iter().filter(|row| row.working_days > 0) {
        let name = row.item_name.as_deref();
        match lines.iter_mut().find(|(own, _)| *own == name) {
            Some((_, spans)) => spans.push(row),
            None => lines.push((name, vec![row])),
        }
    }
    let longest = lines
        .iter()
        .map(|(_, spans)| spans.iter().map(|span| span.working_days).sum::<u32>())
        .max()
        .unwrap_or(0);
    if longest == 0 {
        return view! { <section class="card"><h2>{t::parts_days()}</h2><p class="quiet">{t::parts_days_none()}</p></section> }
            .into_any();
    }
    let bars: Vec<_> = lines.iter().map(|(name, spans)| bar(*name, spans, longest)).collect();
    let mut causes: Vec<Cause> = rows
        .iter()
        .filter(|row| row.working_days > 0)
        .map(|row| row.cause)
        .collect();
    causes.sort_unstable();
    causes.dedup_by_key(|cause| cause_class(*cause));
    let legend: Vec<_> = causes
        .into_iter()
        .map(|cause| {
            let class = ["swatch swatch_", cause_class(cause)].concat();
            let name = match cause {
                Cause::Law { .. } => t::cause_law().to_owned(),
                other => words::cause(other),
            };
            view! { <li><span class=class aria-hidden="true"></span>{name}</li> }
        })
        .collect();
    view! {
        <section class="card">
            <h2>{t::parts_days()}</h2>
            <ul class="legend">{legend}</ul>
            <dl class="days">{bars}</dl>
        </section>
    }
    .into_any()
}

fn cause_class(cause: Cause) -> &'static str {
    match cause {
        Cause::Window => "window",
        Cause::Applicant => "applicant",
        Cause::OtherParts => "others",
        Cause::Department => "department",
        Cause::Law { .. } => "law",
    }
}

/// One bar; its text says the same as its colours.
fn bar(name: Option<&str>, spans: &[&DaysRow], longest: u32) -> AnyView {
    let mut x = 0.0;
    let total: u32 = spans.iter().map(|span| span.working_days).sum();
    let words: Vec<String> = spans
        .iter()
        .map(|span| format!("{} {}", words::cause(span.cause), span.working_days))
        .collect();
    let pieces: Vec<_> = spans
        .iter()
        .map(|span| {
            let width = f64::from(span.working_days) / f64::from(longest) * 100.0;
            let class = ["fill fill_", cause_class(span.cause)].concat();
            let piece = view! { <rect class=class x=x.to_string() y="0" width=(width - 0.3).max(0.3).to_string() height="8"></rect> };
            x += width;
            piece
        })
        .collect();
    view! {
        <div>
            <dt>{name.unwrap_or(t::parts_days_intake()).to_owned()}" "<span class="quiet">{t::parts_days_total(total)}</span></dt>
            <dd>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{pieces}</svg>
                <span class="quiet">{words::list(words)}</span>
            </dd>
        </div>
    }
    .into_any()
}
