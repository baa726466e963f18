//! What a plan is asked for.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{
    catalogue::RegionCode,
    id::{MaterialKey, ThemeId},
    situation::Answers,
};

/// What a plan is made from: the theme, the answers, and what the applicant has and chose.
#[derive(Debug, Clone)]
pub struct Request {
    /// The theme.
    pub theme: ThemeId,
    /// The answers so far.
    pub answers: Answers,
    /// Where.
    pub region: Option<RegionCode>,
    /// Papers the applicant already gave, with their roles.
    pub held: BTreeSet<MaterialKey>,
    /// Papers the applicant would rather bring where there is a choice.
    pub chosen: BTreeSet<MaterialKey>,
    /// Papers the applicant replaces by a commitment, where every item allows it.
    pub promised: BTreeSet<MaterialKey>,
    /// The day the rules are taken from and the schedule starts on.
    pub on: Date,
}

impl Request {
    /// A request with nothing held, chosen or promised.
    #[must_use]
    pub fn new(theme: ThemeId, answers: Answers, region: Option<RegionCode>, on: Date) -> Self {
        Self {
            theme,
            answers,
            region,
            held: BTreeSet::new(),
            chosen: BTreeSet::new(),
            promised: BTreeSet::new(),
            on,
        }
    }

    /// Every paper the applicant has, chose or promises.
    pub(super) fn papers(&self) -> impl Iterator<Item = &MaterialKey> {
        self.held.iter().chain(&self.chosen).chain(&self.promised)
    }
}
