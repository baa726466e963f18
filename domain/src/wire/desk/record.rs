//! What is on record of a case: documents, acts, days.

use serde::{Deserialize, Serialize};

use crate::case::{Actor, At, Cause, StageCode, Verb};

/// A document that can be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentRef {
    /// The last part of its address.
    pub id: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Name of the item, for a document about one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_name: Option<String>,
    /// When it came about, RFC 3339.
    pub at: String,
}

/// The documents of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 收件凭证
    Receipt,
    /// 受理通知书
    Acceptance,
    /// 补正材料一次性告知书
    Correction,
    /// 不予受理决定书
    NonAcceptance,
    /// 容缺受理通知书
    Deferral,
    /// 特别程序通知书
    Pause,
    /// 延长办理期限告知书
    Extension,
    /// 准予或者不予决定书
    Decision,
    /// 现场核查记录
    InspectionRecord,
    /// 行业综合许可证
    CompositeLicence,
}

/// One line of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryRow {
    /// Counts the events of a case, from 1.
    pub seq: u32,
    /// When.
    pub at: At,
    /// Who.
    pub by: Actor,
    /// What, as a word.
    pub verb: Verb,
    /// Name of the item, for a verb of a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_name: Option<String>,
    /// What was said: a reason, a notice, an opinion.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// Whether a commitment was kept, for its check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// Where the case stood before.
    pub from: StageCode,
    /// Where it stood afterwards.
    pub to: StageCode,
}

/// A stretch of time and whose it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DaysRow {
    /// Whose it was.
    #[serde(flatten)]
    pub cause: Cause,
    /// Name of the item; none before acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_name: Option<String>,
    /// After this day, `YYYY-MM-DD`.
    pub from: String,
    /// Up to this day.
    pub to: String,
    /// Working days.
    pub working_days: u32,
}
