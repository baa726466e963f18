//! The receipt and where the application stands. It all works without the program.

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use leptos::prelude::*;
use yijian_domain::wire::{LaterPaper, PartStage, Progress, ProgressPart};

use super::{Page, plate::hall};
use crate::{
    route::Route,
    text,
    ui::parts::{date, lang_of},
};

/// Receipt and progress. `secret` is part of the address of the QR code.
#[must_use]
pub fn progress(progress: &Progress, secret: &str) -> Page {
    let name = text::of(&progress.theme_name, progress.theme_name_en.as_ref()).to_owned();
    let qr = [
        Route::Progress {
            number: progress.number.clone(),
            secret: secret.to_owned(),
        }
        .path()
        .as_str(),
        "/qr.svg",
    ]
    .concat();
    let day = |text: &str| text.get(..10).and_then(|day| day.parse::<Date>().ok());
    let submitted = day(&progress.submitted_at);
    let when = submitted.map(|day| date(day, None)).unwrap_or_default();
    let answer_due = day(&progress.answer_due).map_or_else(|| progress.answer_due.clone(), |due| date(due, submitted));
    let provisional = progress
        .provisional
        .then(|| view! { <p class="quiet">{text::plan_provisional()}</p> });
    let parts: Vec<_> = progress.parts.iter().map(|item| part(item, submitted)).collect();
    let view = view! {
        <div class="guide receipt">
            <div class="guide__main">
                <div class="hero">
                    <p class="hero__over hero__over_good">{text::progress_received()}</p>
                    <h1 tabindex="-1">{name.clone()}</h1>
                    <p class="lead">{text::progress_submitted(when)}</p>
                </div>
                <section class="card" aria-labelledby="number">
                    <h2 id="number">{text::progress_number()}</h2>
                    {number(&progress.number)}
                    <p class="quiet">{text::progress_number_note()}</p>
                </section>
                <section class="card" aria-labelledby="next">
                    <h2 id="next">{text::progress_next()}</h2>
                    <p>{text::progress_next_text(answer_due)}</p>
                    {provisional}
                </section>
                {later(&progress.later, submitted)}
                <section class="card" aria-labelledby="parts">
                    <h2 id="parts">{text::progress_parts(progress.parts.len())}</h2>
                    <p class="quiet">{text::progress_parts_note()}</p>
                    <ol class="lines">{parts}</ol>
                </section>
            </div>
            <div class="guide__side">
                <section class="card keep" aria-labelledby="keep">
                    <h2 id="keep">{text::progress_keep()}</h2>
                    <p>{text::progress_keep_note()}</p>
                    <img class="qr" src=qr alt=text::progress_qr() width="240" height="240" />
                    <p class="quiet">{text::progress_keep_secret()}</p>
                </section>
                {progress.hall.as_ref().map(|near| view! {
                    <section class="card" aria-labelledby="hall">
                        <h2 id="hall">{text::progress_hall()}</h2>
                        {hall(near, None)}
                    </section>
                })}
            </div>
        </div>
    };
    Page {
        title: text::progress_title(&progress.number),
        view: view.into_any(),
    }
}

/// The number in groups of four, large. Each group is its own word, so that it is read aloud in groups.
fn number(number: &str) -> AnyView {
    let groups: Vec<_> = groups(number)
        .into_iter()
        .map(|group| view! { <span>{group}</span> " " })
        .collect();
    view! { <p class="number">{groups}</p> }.into_any()
}

/// Parts between hyphens, and long runs in fours.
fn groups(number: &str) -> Vec<String> {
    let split = |part: &str| {
        let characters: Vec<char> = part.chars().collect();
        characters
            .chunks(4)
            .map(|chunk| chunk.iter().collect())
            .collect::<Vec<String>>()
    };
    number
        .split('-')
        .filter(|part| !part.is_empty())
        .flat_map(split)
        .collect()
}

fn part(part: &ProgressPart, submitted: Option<Date>) -> AnyView {
    let stage = match part.stage {
        PartStage::Received => text::progress_stage_received(),
    };
    let name = text::of(&part.name, part.name_en.as_ref()).to_owned();
    let office = text::of(&part.department_name, part.department_name_en.as_ref()).to_owned();
    let due = part
        .due
        .parse::<Date>()
        .map_or_else(|_| part.due.clone(), |due| date(due, submitted));
    view! {
        <li class="line">
            <span class="line__name" lang=lang_of(part.name_en.as_ref())>{name}</span>
            <span class="line__note">{office} {text::common_dot()} {text::progress_due(due)}</span>
            <span class="tag tag_sure">{stage}</span>
        </li>
    }
    .into_any()
}

fn later(papers: &[LaterPaper], submitted: Option<Date>) -> AnyView {
    if papers.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = papers
        .iter()
        .map(|paper| {
            let due = paper
                .due
                .parse::<Date>()
                .map_or_else(|_| paper.due.clone(), |due| date(due, submitted));
            view! {
                <li class="line">
                    <span class="line__name">{paper.name.clone()}</span>
                    <span class="line__note">{text::progress_later_due(due)}</span>
                </li>
            }
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="later">
            <h2 id="later">{text::progress_later(papers.len())}</h2>
            <p class="quiet">{text::progress_later_note()}</p>
            <ul class="lines">{rows}</ul>
        </section>
    }
    .into_any()
}
