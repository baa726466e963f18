//! The situation: what is known from the answers, and what is still worth asking.
//!
//! Conditions are three-valued. A question that is not asked (its own `when` does not hold, or the theme does not ask
//! it) counts as "no" in every fact about it, so an answer on an abandoned branch can never have an effect.

mod answer;
mod decide;
mod next;
mod truth;
mod written;

#[cfg(test)]
mod tests;

pub use answer::{Answer, AnswerFault, Answers, check_answers};
pub use next::next_questions;
pub use truth::Truth;
pub use written::written;

use jiff::civil::Date;

use crate::{
    catalogue::{Catalogue, Condition, Item, RegionCode, Theme},
    id::{QuestionId, ThemeId},
};

/// What is known about one person's matter: a theme, a place, a day and answers.
#[derive(Debug, Clone)]
pub struct Situation<'c> {
    catalogue: &'c Catalogue,
    theme: &'c Theme,
    region: Option<RegionCode>,
    on: Date,
    /// Every answer that was given, also those that do not count at the moment.
    given: Answers,
    /// What the theme fixes and what is assumed while trying things out.
    assumed: Vec<decide::Assumption>,
}

/// The catalogue knows no such theme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no theme `{0}`")]
pub struct UnknownTheme(pub ThemeId);

impl<'c> Situation<'c> {
    /// A situation on a day.
    ///
    /// Answers are taken as they are: check them first with [`check_answers`]. An answer of the wrong type counts as
    /// not given.
    ///
    /// # Errors
    /// When the catalogue knows no such theme.
    pub fn new(
        catalogue: &'c Catalogue,
        theme: &ThemeId,
        region: Option<RegionCode>,
        on: Date,
        answers: &Answers,
    ) -> Result<Self, UnknownTheme> {
        let theme = catalogue.themes.get(theme).ok_or_else(|| UnknownTheme(theme.clone()))?;
        let given = answers
            .iter()
            .filter(|(id, answer)| {
                theme.questions.contains(id) && catalogue.questions.get(*id).is_some_and(|q| answer.fits(q).is_ok())
            })
            .map(|(id, answer)| (id.clone(), answer.clone()))
            .collect();
        Ok(Self {
            catalogue,
            theme,
            region,
            on,
            given,
            assumed: Vec::new(),
        })
    }

    /// The catalogue it is judged by.
    #[must_use]
    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// The theme.
    #[must_use]
    pub fn theme(&self) -> &'c Theme {
        self.theme
    }

    /// The region, when known.
    #[must_use]
    pub fn region(&self) -> Option<&RegionCode> {
        self.region.as_ref()
    }

    /// The day it is judged on.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// The answers that count: those on abandoned branches are left out.
    #[must_use]
    pub fn answers(&self) -> Answers {
        self.given
            .iter()
            .filter(|(id, _)| self.asks(id) != Truth::No)
            .map(|(id, answer)| (id.clone(), answer.clone()))
            .collect()
    }

    /// Whether the theme asks this question in this situation.
    #[must_use]
    pub fn asks(&self, question: &QuestionId) -> Truth {
        if !self.theme.questions.contains(question) {
            return Truth::No;
        }
        self.holds(self.catalogue.questions.get(question).and_then(|q| q.when.as_ref()))
    }

    /// Whether an item may be decided on the spot (秒批). `Unknown` counts as no: who is not known to be low risk is looked at.
    ///
    /// Only the server can tell: what a phone loads does not hold [`Item::instant_when`].
    #[must_use]
    pub fn instant(&self, item: &Item) -> Truth {
        if item.instant {
            self.holds(item.instant_when.as_ref())
        } else {
            Truth::No
        }
    }

    /// Whether a condition holds. No condition always holds.
    ///
    /// Exact: `Unknown` means that some way of answering the open questions makes it true and another makes it false.
    #[must_use]
    pub fn holds(&self, condition: Option<&Condition>) -> Truth {
        condition.map_or(Truth::Yes, |condition| decide::decide(self, condition))
    }
}
