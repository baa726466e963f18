//! The receipt and where the application stands. It all works without the program.
//!
//! Keyboard: everything to be done is a link or a button, before everything that only tells. Read aloud: every card is a
//! region with a heading; what stands in the way of a part stands with the part.

mod outcome;
mod part;
#[cfg(test)]
mod tests;
mod todo;
mod told;

use jiff::civil::Date;
use leptos::prelude::*;
use yijian_domain::{
    case::{PartCode, StageCode, VisitMode},
    licence::Standing,
    wire::{LaterPaper, Progress, ProgressVisit},
};

use super::{Page, plate::hall};
use crate::{
    route::{MINE, Route, Task},
    text,
    ui::parts::{date, fold, lang_of, sentences, zh},
};

pub(super) use todo::{by_day, point_name};

/// Receipt and progress. `secret` is part of the addresses of what belongs to it.
#[must_use]
pub fn progress(progress: &Progress, secret: &str) -> Page {
    let own = Own {
        number: &progress.number,
        secret,
        today: day(&progress.submitted_at),
    };
    let view = view! {
        <div class="guide receipt">
            <div class="guide__main">
                {hero(progress, &own)}
                {todo::todo(progress, &own)}
                {outcome::objection(progress, &own)}
                {outcome::not_accepted(progress)}
                {outcome::licence(progress)}
                <section class="card" aria-labelledby="number">
                    <h2 id="number">{text::progress_number()}</h2>
                    {number(&progress.number)}
                    <p class="quiet">{text::progress_number_note()}</p>
                </section>
                {next(progress, &own)}
                {visit(progress.visit.as_ref(), &own)}
                {later(progress, &own)}
                {items(progress, &own)}
                {outcome::documents(progress, &own)}
                {told::told(&progress.messages, &own)}
                <p class="to-withdraw"><a href=own.task(Task::Object) rel="external">{text::answer_wrong_link()}</a></p>
                {progress.can_withdraw.then(|| view! {
                    <p class="to-withdraw"><a href=own.task(Task::Withdraw)>{text::answer_withdraw_link()}</a></p>
                })}
            </div>
            <div class="guide__side">
                {keep(&own)}
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

/// How the receipt is kept. Who is signed in has no secret to keep: a link leads to all their cases.
fn keep(own: &Own<'_>) -> AnyView {
    if own.secret == MINE {
        return view! { <p class="card"><a href=Route::Me.path()>{text::me_link()}</a></p> }.into_any();
    }
    view! {
        <section class="card keep" aria-labelledby="keep">
            <h2 id="keep">{text::progress_keep()}</h2>
            <p>{text::progress_keep_note()}</p>
            <img class="qr" src=own.path("/qr.svg") alt=text::progress_qr() width="240" height="240" />
            <p class="quiet">{text::progress_keep_secret()}</p>
            <p class="quiet"><a href=Route::Me.path()>{text::me_link()}</a></p>
        </section>
    }
    .into_any()
}

/// Whose page it is.
pub(in crate::citizen) struct Own<'a> {
    /// Number of the application.
    pub(in crate::citizen) number: &'a str,
    /// Its secret.
    pub(in crate::citizen) secret: &'a str,
    /// The day whose year is left out of dates.
    pub(in crate::citizen) today: Option<Date>,
}

impl Own<'_> {
    /// A path below the page.
    fn path(&self, below: &str) -> String {
        let progress = Route::Progress {
            number: self.number.to_owned(),
            secret: self.secret.to_owned(),
        };
        progress.path() + below
    }

    /// The page of a task.
    fn task(&self, task: Task) -> String {
        let task = Route::Act {
            number: self.number.to_owned(),
            secret: self.secret.to_owned(),
            task,
        };
        task.path()
    }

    /// A day in words; what is none stays as it is.
    pub(in crate::citizen) fn day(&self, text: &str) -> String {
        day(text).map_or_else(|| text.to_owned(), |day| date(day, self.today))
    }
}

/// The day of a day or of a moment.
pub(in crate::citizen) fn day(text: &str) -> Option<Date> {
    text.get(..10).and_then(|day| day.parse().ok())
}

fn in_intake(stage: StageCode) -> bool {
    matches!(
        stage,
        StageCode::Received | StageCode::CorrectionAsked | StageCode::Resubmitted
    )
}

fn hero(progress: &Progress, own: &Own<'_>) -> AnyView {
    let ended = progress
        .licence
        .as_ref()
        .is_some_and(|licence| licence.standing == Standing::Ended);
    let code = if ended { "no_longer" } else { progress.stage.code() };
    let over = text::stage(code).unwrap_or_default();
    let what = text::stage(&[code, "_text"].concat()).unwrap_or_default();
    let accepted = progress.accepted_on.as_ref();
    let lead = [
        Some(text::progress_submitted(own.day(&progress.submitted_at))),
        accepted.map(|on| text::progress_accepted(own.day(on))),
        Some(what.to_owned()),
    ];
    let lead = sentences(lead.into_iter().flatten());
    let class = match progress.stage {
        StageCode::Issued | StageCode::Delivered if ended => "hero__over hero__over_warn",
        StageCode::Received
        | StageCode::Resubmitted
        | StageCode::InReview
        | StageCode::Decided
        | StageCode::Issued
        | StageCode::Delivered => "hero__over hero__over_good",
        StageCode::CorrectionAsked
        | StageCode::NotAccepted
        | StageCode::Denied
        | StageCode::Withdrawn
        | StageCode::Ended => "hero__over hero__over_warn",
    };
    let name = text::of(&progress.theme_name, progress.theme_name_en.as_ref()).to_owned();
    view! {
        <div class="hero">
            <p class=class>{over}</p>
            <h1 tabindex="-1" lang=lang_of(progress.theme_name_en.as_ref())>{name}</h1>
            <p class="lead">{lead}</p>
        </div>
    }
    .into_any()
}

/// Every item and where it stands; nothing of a case that ended before any of them began.
fn items(progress: &Progress, own: &Own<'_>) -> AnyView {
    let over = matches!(progress.stage, StageCode::NotAccepted | StageCode::Withdrawn);
    if over && progress.parts.iter().all(|part| part.stage == PartCode::Received) {
        return ().into_any();
    }
    let provisional = progress
        .provisional
        .then(|| view! { <p class="quiet">{text::plan_provisional()}</p> });
    let parts: Vec<_> = progress.parts.iter().map(|item| part::part(item, own.today)).collect();
    let note = in_intake(progress.stage).then(|| view! { <p class="quiet">{text::progress_parts_note()}</p> });
    view! {
        <section class="card" aria-labelledby="parts">
            <h2 id="parts">{text::progress_parts(progress.parts.len())}</h2>
            {note}
            {provisional}
            <ol class="lines">{parts}</ol>
        </section>
    }
    .into_any()
}

/// What happens next, while the window has not answered.
fn next(progress: &Progress, own: &Own<'_>) -> AnyView {
    if !matches!(progress.stage, StageCode::Received | StageCode::Resubmitted) {
        return ().into_any();
    }
    view! {
        <section class="card" aria-labelledby="next">
            <h2 id="next">{text::progress_next()}</h2>
            <p>{text::progress_next_text(own.day(&progress.answer_due))}</p>
        </section>
    }
    .into_any()
}

fn visit(visit: Option<&ProgressVisit>, own: &Own<'_>) -> AnyView {
    let Some(visit) = visit else { return ().into_any() };
    let when = match visit.mode {
        VisitMode::OnSite => text::visit_on_site(own.day(&visit.on), &visit.hours),
        VisitMode::Remote => text::visit_remote(own.day(&visit.on)),
    };
    let points: Vec<_> = visit
        .points
        .iter()
        .map(|point| view! { <li class="line"><span class="line__name">{point_name(point)}</span></li> })
        .collect();
    let list = fold(
        text::visit_points(points.len()),
        view! { <ul class="lines">{points}</ul> }.into_any(),
    );
    view! {
        <section class="card" aria-labelledby="visit">
            <h2 id="visit">{text::visit_title()}</h2>
            <p>{when}</p>
            {list}
        </section>
    }
    .into_any()
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

/// Papers that are to follow, before they are due: afterwards they stand among what is to be done.
fn later(progress: &Progress, own: &Own<'_>) -> AnyView {
    let papers: &[LaterPaper] = &progress.later;
    if papers.is_empty() || !in_intake(progress.stage) {
        return ().into_any();
    }
    let rows: Vec<_> = papers
        .iter()
        .map(|paper| {
            view! {
                <li class="line">
                    <span class="line__name" lang=zh()>{paper.name.clone()}</span>
                    <span class="line__note">{text::progress_later_due(own.day(&paper.due))}</span>
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
