//! What the server and its callers say to each other, apart from the plan and the draft themselves.

pub mod applicant;
pub mod desk;
pub mod held;
pub mod letters;
mod licence;
mod own;
mod progress;
pub mod proof;
pub mod staff;

pub use licence::{Checked, LicenceKey, LicenceKeys, LicenceLine, LicenceView, Verdict};
pub use own::{OwnAct, OwnRequest};
pub use progress::{
    FieldName, LaterPaper, PartWhy, Progress, ProgressLicence, ProgressMessage, ProgressObjection, ProgressPart,
    ProgressVisit, PutRight, Remedies, ShownPoint, Todo,
};

use serde::{Deserialize, Serialize};

use crate::{
    application::{Changes, Draft, Finding},
    catalogue::{Audience, Hall, Plate, Stage},
    id::{HallId, PlateId, ThemeId},
};

/// The list of themes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThemeList {
    /// Version of the catalogue.
    pub version: String,
    /// The themes, sorted by audience, stage and name.
    pub themes: Vec<ThemeRow>,
}

/// One theme in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThemeRow {
    /// The theme.
    pub id: ThemeId,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// One sentence in Chinese.
    pub summary: String,
    /// One sentence in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary_en: Option<String>,
    /// Everyday names.
    pub aliases: Vec<String>,
    /// Pinyin initials of the name and each alias, `kbld` for 开便利店.
    pub initials: Vec<String>,
    /// Whom it is for.
    pub audience: Audience,
    /// Where in a life it stands.
    pub stage: Stage,
}

/// What a door plate leads to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlateView {
    /// The plate.
    pub id: PlateId,
    /// The place.
    pub plate: Plate,
    /// Name of the region with province and prefecture.
    pub region_name: String,
    /// The halls that serve the place, nearest first.
    pub halls: Vec<HallNear>,
    /// The themes: likely ones first.
    pub themes: Vec<ThemeRow>,
}

/// A hall and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HallNear {
    /// The hall.
    pub id: HallId,
    /// Where and when.
    pub hall: Hall,
    /// Distance in metres as the crow flies.
    pub metres: u32,
}

/// A draft as the server keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftState {
    /// Counts the saves, from 1. A save names the revision it is based on; 0 makes a new draft.
    pub revision: u64,
    /// The draft.
    pub draft: Draft,
}

/// An upload as the server sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileState {
    /// The id the device chose.
    pub id: String,
    /// Its name on the device.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many bytes have arrived.
    pub offset: u64,
    /// All have arrived, and the content is of an accepted kind.
    pub complete: bool,
    /// The media type, known from the content once complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
}

/// The answer to a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// Number of the application.
    pub number: String,
    /// Opens the progress page; whoever has it may look.
    pub secret: String,
    /// When it arrived, RFC 3339 with offset.
    pub submitted_at: String,
    /// The theme.
    pub theme: ThemeId,
    /// Path of the progress page.
    pub progress: String,
}

/// An error as RFC 9457 problem details.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable code.
    pub code: String,
    /// HTTP status.
    pub status: u16,
    /// What went wrong, for developers, in English.
    pub title: String,
    /// Where in the request, or what would be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// With the code `refused`: the code of the rule that does not allow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Findings about a draft.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What a new catalogue changes, with the code `catalogue_changed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// The newer draft, with the code `draft_conflict`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Box<DraftState>>,
    /// Where an upload continues, with the code `upload_offset`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// When to try again, RFC 3339 with offset, with the code `locked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The work to do before asking again, with the code `proof_needed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<proof::Challenge>,
    /// What still fits, with the code `files_full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
}

/// How much still fits into a draft or a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Left {
    /// Files.
    pub files: u64,
    /// Their bytes together.
    pub bytes: u64,
}
