//! What every page of the program knows: who is there, the legal calendar, and what to say to them.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{
    calendar::WorkingCalendar,
    case::Role,
    wire::{ThemeList, ThemeRow, staff::Me},
};

use super::{address::Place, call, due, kept, words};
use crate::ui::screen;

/// How long a message stays.
const TOAST: std::time::Duration = std::time::Duration::from_secs(6);

pub(super) use crate::ui::follow::Navigate;

/// What every page knows.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// Who is there.
    pub(super) session: RwSignal<Session>,
    /// The session has ended while a page is open.
    pub(super) expired: RwSignal<bool>,
    /// What was just done, for a few seconds.
    pub(super) toast: RwSignal<Option<String>>,
    /// The legal calendar; the weekend rule before it is there.
    pub(super) calendar: RwSignal<Arc<WorkingCalendar>>,
    /// All themes, for filters and the window.
    pub(super) themes: RwSignal<Arc<Vec<ThemeRow>>>,
    /// There is a network.
    pub(super) online: RwSignal<bool>,
}

/// Who is there.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Session {
    /// Not known yet.
    Asking,
    /// Nobody.
    Out,
    /// Somebody.
    In(Arc<Me>),
    /// The server cannot be asked, and nobody is known on this phone.
    Unreachable,
}

/// What every page knows. To be called while a page is drawn.
pub(super) fn desk() -> Desk {
    expect_context()
}

/// How a page goes to another one by itself. To be called while a page is drawn.
pub(super) fn navigation() -> Navigate {
    expect_context()
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            session: RwSignal::new(Session::Asking),
            expired: RwSignal::new(false),
            toast: RwSignal::new(None),
            calendar: RwSignal::new(Arc::new(kept::calendar().unwrap_or_default())),
            themes: RwSignal::new(Arc::default()),
            online: RwSignal::new(true),
        }
    }

    /// Asks who is there.
    pub(super) fn ask(self) {
        spawn_local(async move {
            let session = match call::get::<Me>(&format!("{}/session", call::BASE)).await {
                Ok(me) => return self.enter(me),
                Err(call::Fault::Network) => {
                    self.online.set(false);
                    kept::me().map_or(Session::Unreachable, |me| Session::In(Arc::new(me)))
                }
                Err(_) => Session::Out,
            };
            self.expired.set(false);
            self.session.set(session);
        });
    }

    /// Somebody has signed in.
    pub(super) fn enter(self, me: Me) {
        kept::keep_me(&me);
        let me = Arc::new(me);
        // The page stays as it is when the same person comes back.
        let same = matches!(self.session.get_untracked(), Session::In(before) if before.id == me.id);
        if !same {
            self.session.set(Session::In(me));
        }
        self.expired.set(false);
        self.online.set(true);
        self.fetch_common();
    }

    /// One-time codes are set up: who had to do so first sees everything now.
    pub(super) fn has_codes(self) {
        if let Some(me) = self.me().filter(|me| me.second_factor_needed) {
            let me = Me {
                totp: true,
                second_factor_needed: false,
                ..(*me).clone()
            };
            kept::keep_me(&me);
            self.session.set(Session::In(Arc::new(me)));
            self.fetch_common();
        }
    }

    /// Who is there. A page is drawn for somebody only.
    pub(super) fn me(self) -> Option<Arc<Me>> {
        match self.session.get_untracked() {
            Session::In(me) => Some(me),
            Session::Asking | Session::Out | Session::Unreachable => None,
        }
    }

    /// Whether the person has a role.
    pub(super) fn is(self, role: Role) -> bool {
        self.me().is_some_and(|me| me.roles.contains(&role))
    }

    /// Says what was done.
    pub(super) fn say(self, what: impl Into<String>) {
        let what = what.into();
        self.toast.set(Some(what.clone()));
        set_timeout(
            move || {
                if self.toast.get_untracked().as_ref() == Some(&what) {
                    self.toast.set(None);
                }
            },
            TOAST,
        );
    }

    /// How near a day is, with the day where the words do not say it.
    pub(super) fn due(self, due: &str) -> String {
        let today = screen::today();
        due.parse::<Date>().map_or_else(
            |_| due.to_owned(),
            |date| self.calendar.with(|calendar| due::due_words(date, today, calendar)),
        )
    }

    /// A day in words.
    pub(super) fn day(self, day: &str) -> String {
        words::day_text(day, screen::today())
    }

    /// Where this person's work begins.
    pub(super) fn home(self) -> Place {
        if self.is(Role::Clerk) || self.is(Role::Reviewer) {
            Place::Queue
        } else if self.is(Role::Inspector) {
            Place::Visits
        } else {
            Place::Overview
        }
    }

    /// Fetches what many pages use: the themes, and with one of them the legal calendar.
    fn fetch_common(self) {
        spawn_local(async move {
            let Ok(list) = call::get::<ThemeList>("/api/v1/themes").await else {
                return;
            };
            let first = list.themes.first().map(|theme| theme.id.clone());
            self.themes.set(Arc::new(list.themes));
            let Some(first) = first else { return };
            #[derive(serde::Deserialize)]
            struct Slice {
                calendar: WorkingCalendar,
            }
            if let Ok(slice) = call::get::<Slice>(&format!("/api/v1/themes/{first}")).await {
                kept::keep_calendar(&slice.calendar);
                self.calendar.set(Arc::new(slice.calendar));
            }
        });
    }
}
