//! The pages. Each is a function of what it shows: the server draws it, the phone draws it again when something changes.

mod act;
mod answers;
mod finder;
mod guide;
mod home;
mod licence;
mod me;
mod missing;
mod plan;
mod plate;
mod progress;
mod question;
mod so_far;
mod waiting;
mod wrong;

pub use act::{NotDone, act, belongs, lead, nothing, sentence, title};
pub use guide::guide;
pub use home::home;
pub use licence::{licence, licence_box};
pub use me::{Mine, SignIn, me, sign_in};
pub use missing::{deleted, missing, too_many};
pub use plan::plan;
pub use plate::plate;
pub use progress::progress;
pub use question::{question, settled};
pub use waiting::waiting;
pub use wrong::{Fix, Wrong, wrong};

use jiff::civil::Date;
use leptos::prelude::AnyView;
use yijian_domain::{
    catalogue::{Catalogue, Theme},
    id::ThemeId,
    plan::{Plan, Request},
};

use crate::{query::Trail, text};

/// A page: what stands in the title of the window, and its content.
#[derive(Debug)]
pub struct Page {
    /// The title.
    pub title: String,
    /// The content.
    pub view: AnyView,
}

impl Page {
    /// The title with the name of the site.
    #[must_use]
    pub fn window_title(&self) -> String {
        [self.title.as_str(), " - ", text::layout_name()].concat()
    }
}

/// A theme and what is known about one person's matter.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The theme's slice of the catalogue.
    pub slice: &'a Catalogue,
    /// The theme.
    pub theme: &'a ThemeId,
    /// Where the person comes from, and the answers so far.
    pub trail: &'a Trail,
    /// Today at the place of the authority.
    pub today: Date,
}

impl<'a> Matter<'a> {
    /// The theme, when the slice holds it.
    #[must_use]
    pub fn subject(&self) -> Option<&'a Theme> {
        self.slice.themes.get(self.theme)
    }

    /// Name of the theme.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.subject()
            .map_or("", |theme| text::of(&theme.name, theme.name_en.as_ref()))
    }

    /// The plan for the answers so far.
    #[must_use]
    pub fn plan(&self) -> Option<Plan> {
        let request = Request::new(
            self.theme.clone(),
            self.trail.answers.clone(),
            self.trail.region.clone(),
            self.today,
        );
        yijian_domain::plan::plan(self.slice, &request).ok()
    }

    /// Name of the region, as far as the slice knows it.
    fn region(&self) -> Option<String> {
        let code = self.trail.region.as_ref()?;
        let known = self.slice.regions.values().find(|region| region.code == *code);
        Some(known.map_or_else(|| text::plan_region_code(code), |region| region.full_name.clone()))
    }

    /// The trail as it goes on from here: only the answers that count.
    fn onward(&self, plan: &Plan) -> Trail {
        Trail {
            answers: plan.answers.clone(),
            ..self.trail.place()
        }
    }
}
