//! For a supervisor: how much is open and late, and whose it is; the last days as lines; what is late by name.

use leptos::prelude::*;
use yijian_domain::wire::desk::{DayLoad, LoadRow, Overview, UnmaskingRow};

use super::{
    address::{Place, Section},
    call,
    desk::{Desk, desk},
    parts, queue, words,
};
use crate::{desk_text as t, ui::screen};

/// Width and height of a plot, in its own units.
const PLOT: (f64, f64) = (600.0, 140.0);

/// The page.
pub(super) fn page() -> AnyView {
    parts::title(t::overview_title());
    let desk = desk();
    let fetch = || async { call::get::<Overview>(&format!("{}/overview", call::BASE)).await };
    let content = parts::wait(fetch, move |overview: Overview| shown(desk, &overview));
    let seen = parts::wait(
        || async { call::get::<Vec<UnmaskingRow>>(&format!("{}/unmaskings", call::BASE)).await },
        |rows: Vec<UnmaskingRow>| unmaskings(&rows),
    );
    view! {
        <div class="wide">
            <h1 tabindex="-1">{t::overview_title()}</h1>
            {content}
            <section><h2>{t::unmask_record()}</h2>{seen}</section>
        </div>
    }
    .into_any()
}

fn shown(desk: Desk, overview: &Overview) -> AnyView {
    let letters = match overview.dead_letters {
        0 => view! { <p class="quiet">{t::overview_letters_none()}</p> }.into_any(),
        n => view! { <p class="note note_warn"><a href=Place::Letters.path()>{t::overview_letters(n)}</a></p> }
            .into_any(),
    };
    let late = if overview.late.is_empty() {
        view! { <p class="empty">{t::overview_list_none()}</p> }.into_any()
    } else {
        queue::table(desk, &overview.late)
    };
    view! {
        {letters}
        <section><h2>{t::overview_load()}</h2>{load(&overview.departments)}</section>
        <section class="plots">{plots(&overview.days)}</section>
        <section><h2>{t::overview_list()}</h2>{late}</section>
    }
    .into_any()
}

/// Who saw cases whole, and what for.
pub(super) fn unmaskings(rows: &[UnmaskingRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="empty">{t::unmask_nobody()}</p> }.into_any();
    }
    let today = screen::today();
    let lines: Vec<_> = rows
        .iter()
        .map(|row| {
            let href = Place::Case(row.number.clone(), Section::Parts).path();
            view! {
                <tr>
                    <td class="quiet">{words::moment(&row.at, today)}</td>
                    <td>{row.by.clone()}</td>
                    <td class="line__number"><a href=href>{row.number.clone()}</a></td>
                    <td>{words::unmask_reason(row.reason)}</td>
                    <td>{row.note.clone()}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t::unmask_record()>
        <table class="list">
            <thead><tr>
                <th scope="col">{t::unmask_at()}</th><th scope="col">{t::unmask_by()}</th><th scope="col">{t::unmask_case()}</th>
                <th scope="col">{t::unmask_why()}</th><th scope="col">{t::unmask_note()}</th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </table>
        </div>
    }
    .into_any()
}

fn load(rows: &[LoadRow]) -> AnyView {
    let most = rows.iter().map(|row| row.open).max().unwrap_or(0).max(1);
    let lines: Vec<_> = rows
        .iter()
        .map(|row| {
            let name = if row.department.is_some() {
                row.name.clone()
            } else {
                t::overview_windows().to_owned()
            };
            line(&name, row, Some(most))
        })
        .collect();
    let sum = |of: fn(&LoadRow) -> u32| rows.iter().map(of).sum::<u32>();
    let total = LoadRow {
        open: sum(|row| row.open),
        due_soon: sum(|row| row.due_soon),
        late: sum(|row| row.late),
        overdue: sum(|row| row.overdue),
        paused: sum(|row| row.paused),
        ..LoadRow::default()
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t::overview_load()>
        <table class="load">
            <thead><tr>
                <th scope="col">{t::overview_who()}</th>
                <th scope="col">{t::overview_open()}</th>
                <th scope="col">{t::overview_due_soon()}</th>
                <th scope="col">{t::overview_late()}</th>
                <th scope="col">{t::overview_overdue()}</th>
                <th scope="col">{t::overview_paused()}</th>
                <td aria-hidden="true"></td>
            </tr></thead>
            <tbody>{lines}</tbody>
            <tfoot>{line(t::overview_total(), &total, None)}</tfoot>
        </table>
        </div>
    }
    .into_any()
}

fn line(name: &str, row: &LoadRow, most: Option<u32>) -> AnyView {
    let count = |value: u32, class: &'static str| {
        let class = if value == 0 { "zero" } else { class };
        view! { <td class=class>{value}</td> }
    };
    let bar = most.map(|most| {
        let share = |value: u32| format!("{}%", f64::from(value) / f64::from(most) * 100.0);
        // Past the law, past the promise, soon, standing still, the rest: as in the columns.
        let late = row.late.saturating_sub(row.overdue);
        let rest = row
            .open
            .saturating_sub(row.late.max(row.overdue) + row.due_soon + row.paused);
        view! {
            <span class="stack">
                <span class="stack__over" style:width=share(row.overdue)></span>
                <span class="stack__late" style:width=share(late)></span>
                <span class="stack__soon" style:width=share(row.due_soon)></span>
                <span class="stack__still" style:width=share(row.paused)></span>
                <span class="stack__calm" style:width=share(rest)></span>
            </span>
        }
    });
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            {count(row.open, "")}
            {count(row.due_soon, "pace_soon")}
            {count(row.late, "pace_late")}
            {count(row.overdue, "pace_over")}
            {count(row.paused, "")}
            <td class="load__bar" aria-hidden="true">{bar}</td>
        </tr>
    }
    .into_any()
}

/// Arrivals and decisions as two lines, late decisions as bars, and all of it as a table.
fn plots(days: &[DayLoad]) -> AnyView {
    if days.is_empty() {
        return ().into_any();
    }
    let sum = |of: fn(&DayLoad) -> u32| days.iter().map(of).sum::<u32>();
    let told = t::overview_plot(
        sum(|day| day.arrived),
        sum(|day| day.late),
        days.len(),
        sum(|day| day.over),
    );
    let most = days
        .iter()
        .map(|day| day.arrived.max(day.over))
        .max()
        .unwrap_or(0)
        .max(1);
    let most_late = days.iter().map(|day| day.late).max().unwrap_or(0).max(1);
    let today = screen::today();
    let first = days.first().map(|day| words::day_text(&day.day, today));
    let last = days.last().map(|day| words::day_text(&day.day, today));
    let rows: Vec<_> = days
        .iter()
        .rev()
        .map(|day| {
            view! { <tr><th scope="row">{words::day_text(&day.day, today)}</th><td>{day.arrived}</td><td>{day.over}</td><td>{day.late}</td></tr> }
        })
        .collect();
    let axis = view! { <p class="plot__axis quiet"><span>{first}</span><span>{last}</span></p> };
    view! {
        <figure class="card plot">
            <figcaption><h2>{t::overview_days()}</h2><p class="quiet">{told.clone()}</p>
                <ul class="legend">
                    <li><span class="swatch swatch_arrived" aria-hidden="true"></span>{t::overview_arrived()}</li>
                    <li><span class="swatch swatch_over" aria-hidden="true"></span>{t::overview_over()}</li>
                    <li><span class="swatch swatch_late" aria-hidden="true"></span>{t::overview_late_parts()}</li>
                </ul>
            </figcaption>
            <div class="plot__box"><span class="plot__most quiet">{most}</span>
            <svg class="plot__svg" viewBox=format!("0 0 {} {}", PLOT.0, PLOT.1) preserveAspectRatio="none" role="img" aria-label=told>
                {grid()}
                <polyline class="plot__arrived" points=points(days, most, |day| day.arrived)></polyline>
                <polyline class="plot__over" points=points(days, most, |day| day.over)></polyline>
            </svg></div>
            <div class="plot__box plot__box_low"><span class="plot__most quiet">{most_late}</span>
            <svg class="plot__svg plot__svg_low" viewBox=format!("0 0 {} {}", PLOT.0, PLOT.1 / 2.0) preserveAspectRatio="none" role="img" aria-label=t::overview_late_days()>
                {bars(days, most_late)}
            </svg></div>
            {axis}
            <details class="fold"><summary>{t::overview_as_table()}</summary>
                <table class="load"><thead><tr>
                    <th scope="col">{t::overview_day()}</th><th scope="col">{t::overview_arrived()}</th>
                    <th scope="col">{t::overview_over()}</th><th scope="col">{t::overview_late_parts()}</th>
                </tr></thead><tbody>{rows}</tbody></table>
            </details>
        </figure>
    }
    .into_any()
}

fn grid() -> Vec<AnyView> {
    let line = |share: f64| {
        let y = (PLOT.1 * share).to_string();
        view! { <line class="plot__grid" x1="0" x2=PLOT.0.to_string() y1=y.clone() y2=y></line> }.into_any()
    };
    [0.0, 0.5, 1.0].map(line).into()
}

/// The corners of a line over the days.
fn points(days: &[DayLoad], most: u32, of: fn(&DayLoad) -> u32) -> String {
    const EDGE: f64 = 3.0;
    let steps = u32::try_from(days.len().saturating_sub(1)).unwrap_or(1).max(1);
    (0_u32..)
        .zip(days)
        .map(|(at, day)| {
            let x = f64::from(at) / f64::from(steps) * PLOT.0;
            let y = EDGE + (1.0 - f64::from(of(day)) / f64::from(most)) * (PLOT.1 - 2.0 * EDGE);
            format!("{x:.1},{y:.1}")
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn bars(days: &[DayLoad], most: u32) -> Vec<AnyView> {
    let height = PLOT.1 / 2.0;
    let width = PLOT.0 / f64::from(u32::try_from(days.len()).unwrap_or(1).max(1));
    (0_u32..)
        .zip(days)
        .map(|(at, day)| {
            let tall = f64::from(day.late) / f64::from(most) * height;
            let x = format!("{:.1}", f64::from(at) * width + width * 0.15);
            view! {
                <rect class="plot__late" x=x y=format!("{:.1}", height - tall) width=format!("{:.1}", width * 0.7) height=format!("{tall:.1}")></rect>
            }
            .into_any()
        })
        .collect()
}
