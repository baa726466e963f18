//! What an application is kept as. Its plan is not repeated: it follows from the answers and the day, and each part
//! carries its own form and list.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use yijian_domain::{
    application::{Application, Draft, Finding, Provision},
    catalogue::RegionCode,
    id::{FieldKey, MaterialKey, PlateId, ThemeId},
    situation::Answers,
};

/// What an application is kept as.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Version of the catalogue it was checked by.
    pub catalogue_version: String,
    /// Where.
    pub region: Option<RegionCode>,
    /// The door plate it began at.
    pub plate: Option<PlateId>,
    /// The answers that count.
    pub answers: Answers,
    /// Papers the applicant already gave.
    pub held: BTreeSet<MaterialKey>,
    /// Papers the applicant would rather bring where there is a choice.
    pub chosen: BTreeSet<MaterialKey>,
    /// Papers replaced by a commitment.
    pub promised: BTreeSet<MaterialKey>,
    /// The values, in the form to store.
    pub values: BTreeMap<FieldKey, String>,
    /// How each paper is provided.
    pub provisions: BTreeMap<MaterialKey, Provision>,
    /// What is unusual and was let through.
    #[serde(default)]
    pub warnings: Vec<Finding>,
}

impl Kept {
    /// Of a draft that passed.
    #[must_use]
    pub fn of(draft: &Draft, application: &Application) -> Self {
        let plan = application.plan();
        Self {
            catalogue_version: plan.catalogue_version.clone(),
            region: draft.region.clone(),
            plate: draft.plate.clone(),
            answers: plan.answers.clone(),
            held: draft.held.clone(),
            chosen: draft.chosen.clone(),
            promised: application.promised().clone(),
            values: application.values().clone(),
            provisions: application.provisions().clone(),
            warnings: application.warnings().to_vec(),
        }
    }

    /// The draft it would be again, declared and all.
    #[must_use]
    pub fn draft(&self, theme: ThemeId) -> Draft {
        let mut draft = Draft::new(theme, &self.catalogue_version, self.region.clone());
        draft.plate.clone_from(&self.plate);
        draft.answers.clone_from(&self.answers);
        draft.held.clone_from(&self.held);
        draft.chosen.clone_from(&self.chosen);
        draft.promised.clone_from(&self.promised);
        draft.values.clone_from(&self.values);
        draft.provisions.clone_from(&self.provisions);
        draft.declared = true;
        draft
    }
}
