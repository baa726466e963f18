//! A case as a member of staff sees it.

use serde::{Deserialize, Serialize};

use super::{
    CommitmentView, DaysRow, DocumentRef, FormSection, HistoryRow, InspectionView, OpenVerb, PaperView, PartSheet,
    PartView, UnmaskingRow,
};
use crate::{
    case::{At, Channel, Composite, Missing, ObjectionAnswer, StageCode, Urged},
    id::{FieldKey, ThemeId},
};

/// Everything a member of staff may see of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// Its number.
    pub number: String,
    /// The theme.
    pub theme: ThemeId,
    /// Name of the theme.
    pub theme_name: String,
    /// Name of the region.
    pub region_name: String,
    /// The name of the business, or the applicant's name, masked unless it was opened.
    pub holder: String,
    /// How it came in.
    pub channel: Channel,
    /// When it arrived, RFC 3339 with offset.
    pub submitted_at: String,
    /// Where it stands.
    pub stage: StageCode,
    /// How many events it has: what an act is based on.
    pub events: u32,
    /// For so many seconds what it says of people stands whole here; none, while it is masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_seconds: Option<u32>,
    /// For supervisors: who saw it whole, and what for, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmaskings: Vec<UnmaskingRow>,
    /// The day by which the window answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_due: Option<String>,
    /// A supervisor's word that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urged: Option<Urged>,
    /// What the applicant last said is wrong in what is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<ObjectionView>,
    /// The notice that is out, or was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeView>,
    /// The day it was accepted, and whether because nobody said anything in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<AcceptedView>,
    /// The merged form; for reviewers empty, who see their own.
    pub form: Vec<FormSection>,
    /// The merged papers; for reviewers empty, who see their own.
    pub papers: Vec<PaperView>,
    /// Every part, with its limits.
    pub parts: Vec<PartView>,
    /// For reviewers: the form and the papers of their own items.
    pub sheets: Vec<PartSheet>,
    /// What is looked at on site.
    pub inspection: InspectionView,
    /// Commitments that were made.
    pub commitments: Vec<CommitmentView>,
    /// The licence, once issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Composite>,
    /// Documents that can be printed, newest last.
    pub documents: Vec<DocumentRef>,
    /// What the person can do now.
    pub open: Vec<OpenVerb>,
    /// The record, newest first.
    pub history: Vec<HistoryRow>,
    /// Whose time was whose.
    pub days: Vec<DaysRow>,
    /// Some of the dates lie in a year whose holidays are not published yet.
    pub provisional: bool,
}

/// The one correction notice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeView {
    /// What is missing.
    pub missing: Vec<Missing>,
    /// The day by which an answer is expected, `YYYY-MM-DD`.
    pub by: String,
    /// What else was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
}

/// The acceptance of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedView {
    /// The day from which the limits run, `YYYY-MM-DD`.
    pub on: String,
    /// Nobody had said anything in time.
    pub deemed: bool,
}

/// What the applicant said is wrong in what is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionView {
    /// When it was said.
    pub at: At,
    /// Each value that is said to be wrong.
    pub lines: Vec<ObjectionLine>,
    /// What else was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// What the window answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ObjectionAnswer>,
}

/// A value that is said to be wrong. Values are as people read them, masked unless somebody gave a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionLine {
    /// The field.
    pub field: FieldKey,
    /// Its label.
    pub label: String,
    /// What stood there when it was said.
    pub stood: String,
    /// What is said to be right; empty, when nothing is to stand there.
    pub right: String,
}
