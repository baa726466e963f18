//! Draws the first content of a page on the server.

use leptos::prelude::*;
use serde::Serialize;
use yijian_domain::wire::{Checked, PlateView, Progress, ThemeList};

use crate::{
    citizen::pages::{self, Matter, Mine, NotDone, Page, SignIn, Wrong},
    route::Task,
    text,
    ui::layout::{Reader, layout},
};

/// What a page shows.
#[derive(Debug)]
pub enum Shown<'a> {
    /// Themes, those that match the words.
    Home {
        /// All themes.
        list: &'a ThemeList,
        /// The words of the search.
        query: &'a str,
    },
    /// A door plate.
    Plate {
        /// What it leads to.
        view: &'a PlateView,
        /// The words of the search.
        query: &'a str,
    },
    /// The guide of a theme.
    Theme(Matter<'a>),
    /// One question.
    Question(Matter<'a>),
    /// The plan.
    Plan(Matter<'a>),
    /// The form program: what it needs, for who cannot run it.
    Draft,
    /// Receipt and progress.
    Progress {
        /// Where the application stands.
        progress: &'a Progress,
        /// Its secret, for the QR code's address.
        secret: &'a str,
    },
    /// Something the applicant does with their case.
    Act {
        /// Where the application stands.
        progress: &'a Progress,
        /// Its secret.
        secret: &'a str,
        /// What they do.
        task: Task,
        /// What was not done a moment ago.
        refused: Option<NotDone<'a>>,
    },
    /// What is kept of a case, to say what is wrong in it.
    Wrong(Wrong<'a>),
    /// Signing in.
    SignIn(SignIn<'a>),
    /// Who is signed in, with their cases.
    Me(Mine<'a>),
    /// What a licence is worth today.
    Licence {
        /// What its check gave.
        checked: &'a Checked,
    },
    /// A box to type the code of a licence.
    LicenceBox {
        /// The server, as its address begins.
        server: &'a str,
    },
    /// No such page.
    Missing,
    /// The case was deleted because its time was over.
    Deleted,
    /// Too much was asked from there.
    TooMany,
}

/// A drawn page.
#[derive(Debug)]
pub struct Rendered {
    /// Title of the document.
    pub title: String,
    /// Content of `<div id="page">`.
    pub html: String,
    /// What the program need not fetch again: JSON for `<script type="application/json" id="first">`, safe inside it.
    pub first: Option<String>,
}

/// Draws a page. `here` is its path with query, for the switches.
#[must_use]
pub fn page(shown: &Shown<'_>, reader: Reader, here: &str) -> Rendered {
    text::set_lang(reader.lang);
    let here = here.to_owned();
    let (title, html) = Owner::new().with(|| {
        let page = drawn(shown);
        (
            page.window_title(),
            layout(reader, move || here.clone(), page.view).to_html(),
        )
    });
    Rendered {
        title,
        html,
        first: data(shown),
    }
}

fn drawn(shown: &Shown<'_>) -> Page {
    match *shown {
        Shown::Home { list, query } => pages::home(list, query),
        Shown::Plate { view, query } => pages::plate(view, query),
        Shown::Theme(matter) => pages::guide(&matter),
        Shown::Question(matter) => pages::question(&matter),
        Shown::Plan(matter) => pages::plan(&matter),
        Shown::Draft => pages::waiting(),
        Shown::Progress { progress, secret } => pages::progress(progress, secret),
        Shown::Act {
            progress,
            secret,
            task,
            refused,
        } => pages::act(progress, secret, task, refused),
        Shown::Wrong(ref kept) => pages::wrong(kept),
        Shown::SignIn(step) => pages::sign_in(step),
        Shown::Me(mine) => pages::me(mine),
        Shown::Licence { checked } => pages::licence(checked),
        Shown::LicenceBox { server } => pages::licence_box(server),
        Shown::Missing => pages::missing(),
        Shown::Deleted => pages::deleted(),
        Shown::TooMany => pages::too_many(),
    }
}

/// The staff's page before its program is there, and for who cannot run it.
#[must_use]
pub fn desk(reader: Reader) -> Rendered {
    text::set_lang(reader.lang);
    let html = Owner::new().with(|| {
        view! {
            <main class="alone">
                <p class="waiting">{text::desk_waiting()}</p>
                <p class="note note_error unable__note">{text::desk_unable()}</p>
                <noscript><p class="note note_error">{text::desk_unable()}</p></noscript>
            </main>
        }
        .to_html()
    });
    Rendered {
        title: text::desk_title().to_owned(),
        html,
        first: None,
    }
}

/// What the program need not fetch again, under the address it would fetch it from.
fn data(shown: &Shown<'_>) -> Option<String> {
    match shown {
        Shown::Home { list, .. } => first("/api/v1/themes", list),
        Shown::Plate { view, .. } => first(&["/api/v1/plates/", view.id.as_str()].concat(), view),
        Shown::Theme(matter) | Shown::Question(matter) | Shown::Plan(matter) => {
            first(&["/api/v1/themes/", matter.theme.as_str()].concat(), matter.slice)
        }
        Shown::Progress { progress, .. }
        | Shown::Act {
            progress,
            task: Task::Correct | Task::Provide | Task::Pictures,
            ..
        } => first(&["/api/v1/applications/", &progress.number].concat(), progress),
        Shown::Act {
            task: Task::Withdraw | Task::Object,
            ..
        }
        | Shown::Wrong(_)
        | Shown::Draft
        | Shown::SignIn(_)
        | Shown::Me(_)
        | Shown::Licence { .. }
        | Shown::LicenceBox { .. }
        | Shown::Missing
        | Shown::Deleted
        | Shown::TooMany => None,
    }
}

/// The data as JSON with its address. `<` is escaped so that no text can end the script element.
fn first(address: &str, data: &impl Serialize) -> Option<String> {
    let data = serde_json::to_string(data).ok()?;
    Some(format!("{{\"address\":\"{address}\",\"data\":{data}}}").replace('<', "\\u003c"))
}
