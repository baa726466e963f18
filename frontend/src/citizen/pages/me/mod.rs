//! Who is signed in: their cases, where they are signed in, who may act for whom; otherwise signing in. It all works without
//! a program.
//!
//! Keyboard: forms and links in the order in which they are needed. Read aloud: what went wrong is an alert, what went well
//! a status; every card is a region with a heading.

mod authorisations;
mod held;
mod sign_in;

use jiff::civil::Date;
use leptos::prelude::*;
use yijian_domain::wire::{
    ThemeList,
    applicant::{Applicant, AuthorisationView, OwnCase, OwnSession, Standing},
    held::SeenBy,
};

use super::{Page, progress::day};
use crate::{
    route::Route,
    text,
    ui::parts::{date, fold, lang_of},
};

pub use sign_in::{SignIn, sign_in};

/// Everything that is somebody's.
#[derive(Debug, Clone, Copy)]
pub struct Mine<'a> {
    /// Who is signed in.
    pub applicant: &'a Applicant,
    /// Their cases, newest first.
    pub cases: &'a [OwnCase],
    /// Where they are signed in.
    pub sessions: &'a [OwnSession],
    /// Who may act for whom.
    pub authorisations: &'a [AuthorisationView],
    /// Who at the desk saw their cases whole, newest first.
    pub seen: &'a [SeenBy],
    /// The themes somebody can be authorised for.
    pub themes: &'a ThemeList,
    /// What became of what they did last, as a word.
    pub said: Option<&'a str>,
    /// The county has a WeChat account.
    pub wechat: bool,
    /// Today, whose year is left out of dates.
    pub today: Date,
}

/// The page of who is signed in.
#[must_use]
pub fn me(mine: Mine<'_>) -> Page {
    let view = view! {
        <div class="column draft me">
            <h1 tabindex="-1">{text::me_title()}</h1>
            {who(mine.applicant)}
            {said(mine.said)}
            {cases(&mine)}
            {authorisations::authorisations(&mine)}
            {sessions(&mine)}
            {held::held(&mine)}
            {(mine.wechat && !mine.applicant.wechat).then(|| view! {
                <p><a href="/me/wechat">{text::me_wechat_add()}</a></p>
            })}
            <form method="post" action="/me/sign-out" class="form">
                <button class="weui-btn weui-btn_default">{text::me_sign_out()}</button>
            </form>
        </div>
    };
    Page {
        title: text::me_title().to_owned(),
        view: view.into_any(),
    }
}

fn who(applicant: &Applicant) -> AnyView {
    let named = applicant.name.clone().into_iter().chain(applicant.mobile.clone());
    let mut words: Vec<String> = named.collect();
    if applicant.verified {
        words.push(text::me_verified().to_owned());
    }
    if applicant.wechat {
        words.push(text::me_wechat_on().to_owned());
    }
    view! { <p class="lead">{words.join(" · ")}</p> }.into_any()
}

/// What became of what somebody did last.
pub(super) fn said(word: Option<&str>) -> Option<AnyView> {
    let word = word?;
    let sentence = text::said(word).unwrap_or_else(text::said_problem);
    Some(
        if matches!(word, "authorised" | "ended" | "session_ended" | "account_closed") {
            view! { <div class="note" role="status"><p>{sentence}</p></div> }.into_any()
        } else {
            view! { <div class="note note_error" role="alert"><p>{sentence}</p></div> }.into_any()
        },
    )
}

fn cases(mine: &Mine<'_>) -> AnyView {
    let content = if mine.cases.is_empty() {
        view! {
            <p>{text::me_none()}</p>
            <p><a href=Route::Home.path()>{text::me_find()}</a></p>
        }
        .into_any()
    } else {
        let rows: Vec<_> = mine.cases.iter().map(|case| row(case, mine.today)).collect();
        view! { <ul class="lines">{rows}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="cases">
            <h2 id="cases">{text::me_cases(mine.cases.len())}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn row(case: &OwnCase, today: Date) -> AnyView {
    let name = text::of(&case.theme_name, case.theme_name_en.as_ref()).to_owned();
    let lang = lang_of(case.theme_name_en.as_ref());
    let stage = text::stage(case.stage.code()).unwrap_or_default();
    let for_other =
        (case.standing == Standing::Authorised).then(|| view! { " " <span class="tag">{text::me_authorised()}</span> });
    view! {
        <li class="line">
            <a class="line__name" href=case.progress.clone() lang=lang>{name}</a>
            <span class="line__note">{stage} " · " {written(&case.submitted_at, today)} {for_other}</span>
        </li>
    }
    .into_any()
}

/// The day of a moment in words.
fn written(at: &str, today: Date) -> String {
    day(at).map_or_else(|| at.to_owned(), |day| date(day, Some(today)))
}

fn sessions(mine: &Mine<'_>) -> AnyView {
    let rows: Vec<_> = mine
        .sessions
        .iter()
        .map(|session| {
            let device = match session.device.as_str() {
                "" => text::me_sessions_unknown().to_owned(),
                device => device.to_owned(),
            };
            let here = session
                .current
                .then(|| view! { <span class="tag">{text::me_sessions_here()}</span> });
            let since = text::me_sessions_since(written(&session.begun_at, mine.today));
            let id = session.id.clone();
            let end = (!session.current).then(|| {
                view! {
                    <form method="post" action="/me/sessions/end" class="line__do">
                        <input type="hidden" name="id" value=id />
                        <button class="link">{text::me_sessions_end_one()}</button>
                    </form>
                }
            });
            view! {
                <li class="line">
                    <span class="line__name">{device}</span>
                    {here}
                    {end}
                    <span class="line__note">{since}</span>
                </li>
            }
        })
        .collect();
    let content = view! {
        <ul class="lines">{rows}</ul>
        <p class="quiet">{text::me_sessions_note()}</p>
        <form method="post" action="/me/sessions/end" class="form">
            <button class="weui-btn weui-btn_default">{text::me_sessions_end()}</button>
        </form>
    };
    fold(text::me_sessions(mine.sessions.len()), content.into_any())
}
