//! Form, papers and parts of a case as the departments look at them.

use serde::{Deserialize, Serialize};

use crate::{
    application::{FileRef, PartField, PartMaterial},
    case::{Pace, PartCode, PauseReason, StaffRef},
    catalogue::PaperForm,
    id::{DepartmentId, FieldKey, ItemId, MaterialKey},
};

/// One section of the merged form, filled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormSection {
    /// Heading, with the number of the person where there are several.
    pub title: String,
    /// Heading in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// Its fields.
    pub fields: Vec<FormRow>,
}

/// One field of the merged form, filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormRow {
    /// The field.
    pub field: FieldKey,
    /// Its label.
    pub label: String,
    /// Its label in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
    /// What stands in it, as people read it; empty when nothing does.
    pub value: String,
}

/// One paper of the merged list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaperView {
    /// The paper.
    pub paper: MaterialKey,
    /// Its name.
    pub name: String,
    /// Who asks for it: names of items.
    pub items: Vec<String>,
    /// In which form it is wanted.
    pub form: PaperForm,
    /// Paper copies.
    pub copies: u16,
    /// What departments need marked on a drawing.
    pub wanted: Vec<String>,
    /// What is looked at: each a condition that must hold, and a reason when it does not.
    pub points: Vec<String>,
    /// Its files, in order.
    pub files: Vec<FileRef>,
    /// The last day for it, when it was put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// It did not come by that day.
    pub defaulted: bool,
}

/// A part and its limits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartView {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// Who decides.
    pub department: DepartmentId,
    /// Name of the department.
    pub department_name: String,
    /// Where it stands.
    pub stage: PartCode,
    /// Who works on it or decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<StaffRef>,
    /// The limits, once they run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockView>,
    /// Names of the items whose results it waits for.
    pub waits_for: Vec<String>,
    /// What was written about it, oldest first.
    pub opinions: Vec<OpinionView>,
    /// The reasons of a refusal or of taking it back.
    pub reasons: Vec<String>,
    /// When it was decided, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
}

/// The limits of a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockView {
    /// Working days that have counted.
    pub used: u32,
    /// Working days promised, with what was added.
    pub promised: u16,
    /// Working days the law allows, with what was added.
    pub statutory: u16,
    /// The day it is due as promised.
    pub promised_due: String,
    /// The day it is due by law.
    pub statutory_due: String,
    /// How far it has come.
    pub pace: Pace,
    /// Why it stands still, since when, and how many working days are expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<PausedView>,
    /// It was extended by so many working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<u16>,
}

/// Why a limit stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PausedView {
    /// Why.
    pub reason: PauseReason,
    /// Since when, `YYYY-MM-DD`.
    pub since: String,
    /// Working days expected.
    pub expected: u16,
}

/// What a reviewer wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpinionView {
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub by: String,
    /// What.
    pub text: String,
}

/// The original form and list of one item, filled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartSheet {
    /// The item.
    pub item: ItemId,
    /// Title of its form.
    pub title: String,
    /// Its form, in its own order.
    pub form: Vec<PartField>,
    /// Its list, in its own order.
    pub materials: Vec<PartMaterial>,
    /// The papers behind the lines, with files and review points.
    pub papers: Vec<PaperView>,
}
