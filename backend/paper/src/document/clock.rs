//! What has to be told when the clock stands still or gets more time.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Head, Item, Party};

/// 特别程序时间告知书: time that does not count, told in writing (行政许可法 art. 45).
#[derive(Clone, Serialize, Deserialize)]
pub struct Pause {
    /// Number, organ, day.
    pub head: Head,
    /// Who applied.
    pub applicant: Party,
    /// Which item waits.
    pub item: Item,
    /// When it was accepted.
    pub accepted_on: Date,
    /// Why it waits.
    pub procedure: Procedure,
    /// What is done meanwhile, in plain words.
    pub explanation: String,
    /// First day that does not count.
    pub from: Date,
    /// 所需时间, working days.
    pub working_days: u32,
    /// Last day that does not count, as expected.
    pub until: Option<Date>,
}

/// Why the clock may stand still: only what the law lists, or a law of its own.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "procedure", rename_all = "snake_case")]
pub enum Procedure {
    /// 听证.
    Hearing,
    /// 招标.
    Tender,
    /// 拍卖.
    Auction,
    /// 检验.
    Inspection,
    /// 检测.
    Testing,
    /// 检疫.
    Quarantine,
    /// 鉴定.
    Appraisal,
    /// 专家评审.
    ExpertReview,
    /// What the law of a sector lists besides.
    Sector {
        /// Its name.
        name: String,
        /// Law and article.
        basis: String,
    },
}

/// 延长办理期限告知书: more time, once, with the reason (行政许可法 art. 42).
#[derive(Clone, Serialize, Deserialize)]
pub struct Extension {
    /// Number, organ, day.
    pub head: Head,
    /// Who applied.
    pub applicant: Party,
    /// What takes longer: a theme or an item.
    pub matter: String,
    /// When it was accepted.
    pub accepted_on: Date,
    /// Which rule grants the time.
    pub rule: LimitRule,
    /// Why it takes longer.
    pub reason: String,
    /// How much longer, working days.
    pub working_days: u32,
    /// The last day until now.
    pub due: Date,
    /// The last day from now on.
    pub new_due: Date,
}

/// Which rule limits the time of a decision, and who may extend it once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "snake_case")]
pub enum LimitRule {
    /// 20 working days, and 10 more with the consent of the head of the organ (行政许可法 art. 42, paragraph 1).
    Single,
    /// 统一, 联合, 集中办理: 45 working days, and 15 more with the consent of the head of the people's government
    /// (行政许可法 art. 42, paragraph 2).
    Joint,
    /// A law of its own.
    Sector {
        /// Law and article.
        basis: String,
        /// Whose consent more time needs.
        consent: String,
    },
}
