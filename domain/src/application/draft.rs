//! A draft: anything typed, chosen and uploaded so far.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError, ValidationErrors};

use super::Seen;
use crate::{
    catalogue::RegionCode,
    id::{FieldKey, MaterialKey, PlateId, ThemeId},
    plan::Request,
    situation::Answers,
};

/// Anything typed, chosen and uploaded so far. It may be incomplete and wrong; nothing in it is lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    /// The theme.
    pub theme: ThemeId,
    /// The version of the catalogue the person last saw.
    #[validate(length(max = 64))]
    pub catalogue_version: String,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The door plate it began at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plate: Option<PlateId>,
    /// Answers.
    #[serde(default)]
    #[validate(custom(function = "few"))]
    pub answers: Answers,
    /// Papers the applicant already gave.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[validate(custom(function = "few"))]
    pub held: BTreeSet<MaterialKey>,
    /// Papers the applicant would rather bring where there is a choice.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[validate(custom(function = "few"))]
    pub chosen: BTreeSet<MaterialKey>,
    /// Papers replaced by a commitment.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[validate(custom(function = "few"))]
    pub promised: BTreeSet<MaterialKey>,
    /// What was typed, as typed.
    #[serde(default)]
    #[validate(custom(function = "values_fit"))]
    pub values: BTreeMap<FieldKey, String>,
    /// What was uploaded or put off.
    #[serde(default)]
    #[validate(custom(function = "provisions_fit"))]
    pub provisions: BTreeMap<MaterialKey, Provision>,
    /// The person declared that everything is true.
    #[serde(default)]
    pub declared: bool,
    /// What the plan looked like when the person last saw it, to show what a new catalogue changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
}

/// How one paper is provided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Provision {
    /// Uploaded, one file for each page or one document.
    Files {
        /// The files, in order.
        files: Vec<FileRef>,
    },
    /// It follows later (容缺), where every item allows it.
    Later,
}

/// An uploaded file, as a draft refers to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileRef {
    /// The id it was uploaded under.
    pub id: String,
    /// Its name on the applicant's device, for display.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its media type.
    pub media_type: String,
    /// All of it has arrived.
    #[serde(default)]
    pub complete: bool,
}

/// What is handed in: the draft, and where its files lie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Submission {
    /// The token of the server-side draft that holds the uploaded files, when there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_token: Option<String>,
    /// The id of the authorisation under which somebody hands in for somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<String>,
    /// The draft.
    #[serde(flatten)]
    pub draft: Draft,
}

/// A draft beyond every sensible size: some program went wrong. Names the parts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("too much in: {}", .0.join(", "))]
pub struct TooBig(pub Vec<String>);

impl Draft {
    /// An empty draft.
    #[must_use]
    pub fn new(theme: ThemeId, catalogue_version: &str, region: Option<RegionCode>) -> Self {
        Self {
            theme,
            catalogue_version: catalogue_version.to_owned(),
            region,
            plate: None,
            answers: Answers::new(),
            held: BTreeSet::new(),
            chosen: BTreeSet::new(),
            promised: BTreeSet::new(),
            values: BTreeMap::new(),
            provisions: BTreeMap::new(),
            declared: false,
            seen: None,
        }
    }

    /// The plan this draft asks for.
    #[must_use]
    pub fn request(&self, on: jiff::civil::Date) -> Request {
        Request {
            theme: self.theme.clone(),
            answers: self.answers.clone(),
            region: self.region.clone(),
            held: self.held.clone(),
            chosen: self.chosen.clone(),
            promised: self.promised.clone(),
            on,
        }
    }

    /// Whether the draft keeps within sensible sizes. Values that are merely too long for their field pass here and
    /// get a finding at the field.
    ///
    /// # Errors
    /// Names the parts that are too big.
    pub fn fits(&self) -> Result<(), TooBig> {
        self.validate().map_err(|faults: ValidationErrors| {
            let mut parts: Vec<String> = faults.errors().keys().map(ToString::to_string).collect();
            parts.sort();
            TooBig(parts)
        })
    }
}

const MOST_ENTRIES: usize = 500;
const MOST_VALUES: usize = 5_000;
const MOST_VALUE_BYTES: usize = 20_000;
const MOST_BYTES_OF_VALUES: usize = 200_000;
const MOST_FILES: usize = 50;

trait Count {
    fn count(&self) -> usize;
}

impl Count for Answers {
    fn count(&self) -> usize {
        self.len()
    }
}

impl Count for BTreeSet<MaterialKey> {
    fn count(&self) -> usize {
        self.len()
    }
}

fn few(entries: &impl Count) -> Result<(), ValidationError> {
    within(entries.count() <= MOST_ENTRIES)
}

fn values_fit(values: &BTreeMap<FieldKey, String>) -> Result<(), ValidationError> {
    let bytes: usize = values.values().map(String::len).sum();
    let each = |value: &String| value.len() <= MOST_VALUE_BYTES;
    within(values.len() <= MOST_VALUES && bytes <= MOST_BYTES_OF_VALUES && values.values().all(each))
}

fn provisions_fit(provisions: &BTreeMap<MaterialKey, Provision>) -> Result<(), ValidationError> {
    let fits = |provision: &Provision| match provision {
        Provision::Files { files } => {
            files.len() <= MOST_FILES
                && files
                    .iter()
                    .all(|file| file.id.len() <= 64 && file.name.len() <= 1024 && file.media_type.len() <= 128)
        }
        Provision::Later => true,
    };
    within(provisions.len() <= MOST_ENTRIES && provisions.values().all(fits))
}

fn within(fits: bool) -> Result<(), ValidationError> {
    if fits {
        Ok(())
    } else {
        Err(ValidationError::new("too_big"))
    }
}
