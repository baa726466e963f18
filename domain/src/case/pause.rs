//! The reasons for which the law lets a limit stand still.

use serde::{Deserialize, Serialize};

/// Time needed for this does not count towards the limit, and the applicant is told in writing how long it will take
/// (行政许可法 art. 45). There are no other reasons: a general "on hold" has no ground in the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// 听证
    Hearing,
    /// 招标
    Tender,
    /// 拍卖
    Auction,
    /// 检验
    Inspection,
    /// 检测
    Testing,
    /// 检疫
    Quarantine,
    /// 鉴定
    Appraisal,
    /// 专家评审
    ExpertReview,
}

impl PauseReason {
    /// All of them, in the order of the law.
    pub const ALL: [Self; 8] = [
        Self::Hearing,
        Self::Tender,
        Self::Auction,
        Self::Inspection,
        Self::Testing,
        Self::Quarantine,
        Self::Appraisal,
        Self::ExpertReview,
    ];
}
