//! The pages, drawn by the server first. They can be read without the program of the phone.

pub mod act;
pub mod apply;
pub mod desk;
pub mod draft;
pub mod events;
pub mod home;
pub mod kept;
pub mod licence;
pub mod me;
pub mod missing;
pub mod papers;
pub mod plan;
pub mod plate;
pub mod progress;
pub mod qr;
pub mod question;
pub mod settings;
mod shell;
pub mod theme;
mod too_many;
pub mod wrong;

use axum::{
    extract::{FromRequestParts, Query},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use yijian_domain::{id::ThemeId, lang::Lang};
use yijian_frontend::{
    citizen::pages::Matter,
    query::Trail,
    render::{self, Shown},
    route::Route,
    ui::layout::Reader,
};

pub(super) use too_many::{too_many, wants_page};

use super::{api::show_application::Refusal as NotShown, problem::NO_STORE};
use crate::app::App;

/// Cookie with the language, `zh` or `en`.
const LANG: &str = "lang";
/// Cookie of the elder version, `1` or `0`.
const ELDER: &str = "elder";

/// The pairs of a query, in their order; repeated keys stay.
pub type Pairs = Query<Vec<(String, String)>>;

/// A page that is asked for: its address, and how the person reads.
#[derive(Debug)]
pub struct Visit {
    uri: Uri,
    reader: Reader,
}

impl FromRequestParts<App> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        Ok(Self {
            uri: parts.uri.clone(),
            reader: reader(&parts.headers),
        })
    }
}

impl Visit {
    /// Headers of a page that everybody gets alike.
    const SAME_FOR_ALL: [(header::HeaderName, &str); 2] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];

    /// The page, with status 200.
    fn show(&self, app: &App, shown: &Shown<'_>) -> Response {
        self.show_with(app, StatusCode::OK, shown)
    }

    /// A page about a theme and the answers in the address.
    fn about(
        &self,
        app: &App,
        theme: &str,
        pairs: &[(String, String)],
        draw: impl FnOnce(Matter<'_>) -> Response,
    ) -> Response {
        let theme = ThemeId::from(theme);
        let Some(slice) = app.published.slice(&theme) else {
            return self.missing(app);
        };
        let trail = Trail::read(pairs, Some((&slice.catalogue, &theme)));
        draw(Matter {
            slice: &slice.catalogue,
            theme: &theme,
            trail: &trail,
            today: app.clock.now().date(),
        })
    }

    /// The page that helps where there is none.
    fn missing(&self, app: &App) -> Response {
        self.show_with(app, StatusCode::NOT_FOUND, &Shown::Missing)
    }

    /// The page in place of a case that cannot be shown.
    fn not_shown(&self, app: &App, refusal: NotShown) -> Response {
        match refusal {
            NotShown::Unknown => self.missing(app),
            NotShown::Deleted => self.deleted(app),
            NotShown::Storage(fault) => fault.into_response(),
        }
    }

    /// The page that says that a case was deleted, to who has its receipt.
    fn deleted(&self, app: &App) -> Response {
        self.show_with(app, StatusCode::GONE, &Shown::Deleted)
    }

    fn show_with(&self, app: &App, status: StatusCode, shown: &Shown<'_>) -> Response {
        let route = Route::parse(self.uri.path());
        // The forms of that page are sent to addresses below it, to which nobody comes back.
        let here = if route == Route::Me {
            "/me"
        } else {
            self.uri.path_and_query().map_or("/", |here| here.as_str())
        };
        let rendered = render::page(shown, self.reader, here);
        let frame = app.site.shell(route.frame());
        let page = match route.program() {
            // What the program would ask for is not there any more.
            Some(_) if !matches!(shown, Shown::Deleted) => shell::fill(frame, self.reader, &rendered),
            Some(_) | None => shell::fill(&shell::without_program(frame), self.reader, &rendered),
        };
        let mut response = Response::new(page.into());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        let keep = match shown {
            Shown::Draft
            | Shown::Progress { .. }
            | Shown::Act { .. }
            | Shown::Wrong(_)
            | Shown::SignIn(_)
            | Shown::Me(_)
            | Shown::Licence { .. }
            | Shown::LicenceBox { .. }
            | Shown::Deleted
            | Shown::TooMany => NO_STORE,
            Shown::Home { .. }
            | Shown::Plate { .. }
            | Shown::Theme(_)
            | Shown::Question(_)
            | Shown::Plan(_)
            | Shown::Missing => HeaderValue::from_static("no-cache"),
        };
        headers.insert(header::CACHE_CONTROL, keep);
        headers.insert(header::VARY, HeaderValue::from_static("cookie"));
        response
    }
}

/// How a person reads, from the cookies. Chinese and the usual size when nothing is set.
fn reader(headers: &HeaderMap) -> Reader {
    let mut reader = Reader::default();
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    for (name, value) in cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
    {
        match (name, value) {
            (LANG, "en") => reader.lang = Lang::En,
            (LANG, "zh") => reader.lang = Lang::Zh,
            (ELDER, value) => reader.elder = value == "1",
            _ => {}
        }
    }
    reader
}

/// The first value of a key, cut to a sensible length.
fn first<'a>(pairs: &'a [(String, String)], key: &str) -> &'a str {
    const LONGEST: usize = 100;
    let value = pairs
        .iter()
        .find(|(name, _)| name == key)
        .map_or("", |(_, value)| value.as_str());
    value
        .char_indices()
        .nth(LONGEST)
        .map_or(value, |(end, _)| &value[..end])
}
