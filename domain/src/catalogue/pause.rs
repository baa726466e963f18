//! Why the clock of an item may stop after acceptance.

use serde::{Deserialize, Serialize};

use super::library::no_source;
use crate::id::SourceId;

/// The reasons for which days do not count (行政许可法 art. 45). There are no others; the applicant is told in writing how
/// long it takes.
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
    InspectionTest,
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
        Self::InspectionTest,
        Self::Testing,
        Self::Quarantine,
        Self::Appraisal,
        Self::ExpertReview,
    ];

    /// Its name in JSON, in catalogue files and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hearing => "hearing",
            Self::Tender => "tender",
            Self::Auction => "auction",
            Self::InspectionTest => "inspection_test",
            Self::Testing => "testing",
            Self::Quarantine => "quarantine",
            Self::Appraisal => "appraisal",
            Self::ExpertReview => "expert_review",
        }
    }

    /// The reason of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// A pause that is usual for an item.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// Why.
    pub reason: PauseReason,
    /// How long it usually takes, in working days; what a notice proposes.
    pub days: u16,
    /// Where it is known from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_reason_has_one_name_everywhere() {
        for reason in PauseReason::ALL {
            assert_eq!(PauseReason::from_code(reason.code()), Some(reason));
            assert_eq!(
                serde_json::to_string(&reason).unwrap(),
                format!("\"{}\"", reason.code())
            );
        }
        assert_eq!(PauseReason::from_code("waiting"), None);
    }
}
