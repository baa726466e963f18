//! Draws the first content of a page on the server.

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Serialize;
use yijian_domain::{
    catalogue::Catalogue,
    id::ThemeId,
    wire::{PlateView, Progress, ThemeList},
};

use crate::{
    citizen::pages::{self, Matter, Page},
    query::Trail,
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
    Theme {
        /// The theme's slice of the catalogue.
        slice: &'a Catalogue,
        /// The theme.
        theme: &'a ThemeId,
        /// Where the person comes from.
        trail: &'a Trail,
        /// Today at the place of the authority.
        today: Date,
    },
    /// One question.
    Question {
        /// The theme's slice of the catalogue.
        slice: &'a Catalogue,
        /// The theme.
        theme: &'a ThemeId,
        /// The answers so far.
        trail: &'a Trail,
        /// Today at the place of the authority.
        today: Date,
    },
    /// The plan.
    Plan {
        /// The theme's slice of the catalogue.
        slice: &'a Catalogue,
        /// The theme.
        theme: &'a ThemeId,
        /// The answers.
        trail: &'a Trail,
        /// Today at the place of the authority.
        today: Date,
    },
    /// The form program: what it needs, for who cannot run it.
    Draft,
    /// Receipt and progress.
    Progress {
        /// Where the application stands.
        progress: &'a Progress,
        /// Its secret, for the QR code's address.
        secret: &'a str,
    },
    /// No such page.
    Missing,
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
        Shown::Theme {
            slice,
            theme,
            trail,
            today,
        } => pages::guide(&Matter {
            slice,
            theme,
            trail,
            today,
        }),
        Shown::Question {
            slice,
            theme,
            trail,
            today,
        } => pages::question(&Matter {
            slice,
            theme,
            trail,
            today,
        }),
        Shown::Plan {
            slice,
            theme,
            trail,
            today,
        } => pages::plan(&Matter {
            slice,
            theme,
            trail,
            today,
        }),
        Shown::Draft => pages::waiting(),
        Shown::Progress { progress, secret } => pages::progress(progress, secret),
        Shown::Missing => pages::missing(),
    }
}

/// What the program need not fetch again, under the address it would fetch it from.
fn data(shown: &Shown<'_>) -> Option<String> {
    match shown {
        Shown::Home { list, .. } => first("/api/v1/themes", list),
        Shown::Plate { view, .. } => first(&["/api/v1/plates/", view.id.as_str()].concat(), view),
        Shown::Theme { slice, theme, .. } | Shown::Question { slice, theme, .. } | Shown::Plan { slice, theme, .. } => {
            first(&["/api/v1/themes/", theme.as_str()].concat(), slice)
        }
        Shown::Progress { progress, .. } => first(&["/api/v1/applications/", &progress.number].concat(), progress),
        Shown::Draft | Shown::Missing => None,
    }
}

/// The data as JSON with its address. `<` is escaped so that no text can end the script element.
fn first(address: &str, data: &impl Serialize) -> Option<String> {
    let data = serde_json::to_string(data).ok()?;
    Some(format!("{{\"address\":\"{address}\",\"data\":{data}}}").replace('<', "\\u003c"))
}
