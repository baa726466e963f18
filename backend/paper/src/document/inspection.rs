//! 现场核查记录.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AtLeast, Head, Party};

/// 现场核查记录: what one visit found for all departments.
#[derive(Clone, Serialize, Deserialize)]
pub struct InspectionRecord {
    /// Number, organ, day.
    pub head: Head,
    /// Whose place it is.
    pub applicant: Party,
    /// What they want to get done.
    pub matter: String,
    /// 核查地点.
    pub place: String,
    /// 核查时间, as in `2026年3月12日 9:30 至 10:40`.
    pub time: String,
    /// Which visit it is, counted from 1.
    pub visit: u32,
    /// Whether it was done from afar, with photographs or video.
    pub remote: bool,
    /// At least two (行政许可法 art. 34, paragraph 3).
    pub inspectors: AtLeast<2, Inspector>,
    /// 在场人员: who was there for the applicant.
    pub present: Option<String>,
    /// What was looked at.
    pub points: Vec<InspectedPoint>,
    /// 整改清单: what is to be put right.
    pub rectifications: Vec<Rectification>,
    /// What comes of it.
    pub conclusion: Conclusion,
    /// Anything else.
    pub remark: String,
}

/// 核查人员.
#[derive(Clone, Serialize, Deserialize)]
pub struct Inspector {
    /// Name.
    pub name: String,
    /// Department.
    pub organ: String,
    /// 执法证号.
    pub card: String,
}

/// 核查要点: one point and what was found.
#[derive(Clone, Serialize, Deserialize)]
pub struct InspectedPoint {
    /// What has to be so.
    pub text: String,
    /// The departments that want to know.
    pub asked_by: Vec<String>,
    /// Whether it is so.
    pub result: InspectionResult,
    /// What was seen.
    pub remark: String,
}

/// What was found about a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionResult {
    /// 符合.
    Met,
    /// 不符合.
    NotMet,
    /// 不适用: there is no such thing at this place.
    NotApplicable,
}

/// 整改: one thing to put right.
#[derive(Clone, Serialize, Deserialize)]
pub struct Rectification {
    /// What is to be done.
    pub what: String,
    /// Last day.
    pub due: Date,
}

/// 核查结论.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// 合格.
    Passed,
    /// 整改后复查: a second visit, only for what failed.
    Rectify,
    /// 不合格.
    Failed,
}
