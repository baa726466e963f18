//! What an applicant sees of their case.

use serde::{Deserialize, Serialize};

use super::{LicenceLine, desk::DocumentRef};
use crate::{
    case::{Missing, PartCode, PauseReason, StageCode, VisitMode},
    catalogue::Hall,
    id::{DepartmentId, FieldKey, ItemId, MaterialKey, PointId, ThemeId},
    licence::Standing,
};

/// Where an application stands. Days are `YYYY-MM-DD`, moments RFC 3339 with offset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Number of the application.
    pub number: String,
    /// The theme.
    pub theme: ThemeId,
    /// Name of the theme in Chinese.
    pub theme_name: String,
    /// Name of the theme in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme_name_en: Option<String>,
    /// When it arrived.
    pub submitted_at: String,
    /// The day by which the window answers: accepted, or one notice of everything that is missing (行政许可法 art. 32).
    pub answer_due: String,
    /// How many events the case has: what an act is based on.
    pub events: u32,
    /// Where the case stands.
    pub stage: StageCode,
    /// The day it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_on: Option<String>,
    /// Why it was not accepted, in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_accepted: Option<String>,
    /// Where to go instead, when another authority is competent (行政许可法 art. 32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_to: Option<String>,
    /// Who reviews that it was not accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedies: Option<Remedies>,
    /// What the applicant is to do now, the most urgent first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub todo: Vec<Todo>,
    /// What the applicant last said is wrong in what is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<ProgressObjection>,
    /// The applicant may take the case back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_withdraw: bool,
    /// One part for each item.
    pub parts: Vec<ProgressPart>,
    /// Papers that are to follow.
    pub later: Vec<LaterPaper>,
    /// The appointed visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<ProgressVisit>,
    /// The composite licence, once issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<ProgressLicence>,
    /// Documents, newest last: each at `/r/{number}/{secret}/papers/{id}.pdf`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentRef>,
    /// What the applicant was told, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<ProgressMessage>,
    /// Some of the dates here lie in a year whose holidays are not published yet.
    pub provisional: bool,
    /// The nearest hall, for questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hall: Option<Hall>,
}

/// One item of an application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgressPart {
    /// The item.
    pub item: ItemId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Who decides.
    pub department: DepartmentId,
    /// Name of the department in Chinese.
    pub department_name: String,
    /// Name of the department in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_name_en: Option<String>,
    /// Where it stands.
    pub stage: PartCode,
    /// The day it is due as promised. Before acceptance: when it is accepted on the day of submission; once it is decided:
    /// the day of the decision.
    pub due: String,
    /// That day has passed, and it is not decided.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// Why it stands there, where there is something to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<PartWhy>,
    /// What the applicant can do against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedies: Option<Remedies>,
}

/// Why a part stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum PartWhy {
    /// It waits for the results of other items.
    WaitsFor {
        /// Their names.
        items: Vec<String>,
    },
    /// Its limit stands still for a reason of the law.
    Paused {
        /// Which.
        reason: PauseReason,
        /// The words of the notice.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        notice: String,
        /// Since when.
        since: String,
        /// Working days it is expected to take.
        expected: u16,
    },
    /// It was refused.
    Denied {
        /// Why, one reason each.
        reasons: Vec<String>,
        /// On what law.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        basis: String,
    },
    /// A paper that was put off did not come in time.
    NotProvided {
        /// Name of the paper.
        paper: String,
    },
    /// An item whose result it needs was not granted.
    NeedNotMet {
        /// Name of that item.
        item: String,
    },
    /// The applicant took the case back.
    Withdrawn,
    /// It was granted and taken back.
    Revoked {
        /// Why.
        reason: String,
    },
}

/// What can be done against a decision: reconsideration (行政复议法 art. 20: within 60 days of learning of it) and a suit
/// (行政诉讼法 art. 46: within six months). A notice that a limit stands still is no decision and has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Remedies {
    /// Who reviews it; none, when the catalogue does not name anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// Something the applicant is to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Todo {
    /// Answer the notice of everything that is missing.
    Answer {
        /// What is missing.
        missing: Vec<Missing>,
        /// The last day.
        by: String,
        /// What else was said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        remark: String,
    },
    /// Bring a paper that was put off.
    Provide {
        /// The paper.
        paper: MaterialKey,
        /// Its name.
        name: String,
        /// The last day.
        by: String,
    },
    /// Photograph the points of an inspection that nobody comes for.
    Pictures {
        /// The points.
        points: Vec<ShownPoint>,
        /// The day they are looked at.
        on: String,
    },
    /// Put right what was found on site; then somebody looks again.
    PutRight {
        /// What.
        lines: Vec<PutRight>,
    },
    /// Receive the licence: on this page, or at the window.
    Fetch,
}

/// A point of an inspection, as the applicant sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShownPoint {
    /// The point.
    pub point: PointId,
    /// What is looked at, in Chinese.
    pub name: String,
    /// What is looked at, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What to photograph, in Chinese; how it is judged, where the catalogue says nothing of photographs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<String>,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_en: Option<String>,
    /// Photographs sent so far.
    pub sent: u16,
}

/// One thing to be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutRight {
    /// The point, in Chinese.
    pub name: String,
    /// The point, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What has to be put right.
    pub what: String,
}

/// An appointed visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgressVisit {
    /// The day.
    pub on: String,
    /// From when to when.
    pub hours: String,
    /// On site, or by photographs.
    pub mode: VisitMode,
    /// What is looked at.
    pub points: Vec<ShownPoint>,
}

/// What an applicant sees of their licence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgressLicence {
    /// Its number, as printed.
    pub number: String,
    /// The version.
    pub version: u16,
    /// Path of the public page.
    pub path: String,
    /// What the whole is worth today.
    pub standing: Standing,
    /// What it carries.
    pub components: Vec<LicenceLine>,
    /// It is in the applicant's hands.
    pub delivered: bool,
}

/// Something the applicant was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgressMessage {
    /// What it is about, as a word; the pages have a sentence for each.
    pub kind: String,
    /// When.
    pub at: String,
    /// Name of the item, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The day that matters: until when to answer, when the visit is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The words of the authority.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// A paper that is to follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaterPaper {
    /// The paper.
    pub id: MaterialKey,
    /// Its name.
    pub name: String,
    /// The day by which it must be there.
    pub due: String,
}

/// What the applicant said is wrong in what is kept, with what became of it. Whoever has the receipt reads which fields, and
/// none of their values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgressObjection {
    /// When it was said.
    pub at: String,
    /// The fields.
    pub fields: Vec<FieldName>,
    /// When it was answered; none, while it waits for the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
    /// It was put right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub granted: bool,
    /// The words of the window.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What a field of the form is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldName {
    /// The field.
    pub field: FieldKey,
    /// Its label in Chinese.
    pub label: String,
    /// Its label in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
}
