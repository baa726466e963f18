//! What the window hands out before anybody decides.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AtLeast, Head, Item, LimitRule, Party, Remedies};

/// 收件凭证: what was handed in, and when. It is not an acceptance.
#[derive(Clone, Serialize, Deserialize)]
pub struct Receipt {
    /// Number, organ, day.
    pub head: Head,
    /// Who applied.
    pub applicant: Party,
    /// 一件事主题: what they want to get done.
    pub matter: String,
    /// The items it consists of.
    pub items: Vec<Item>,
    /// 收件方式: 网上, 窗口, 邮寄.
    pub channel: String,
    /// 收件日期. If nobody says within five working days what is missing, this is the day of acceptance (行政许可法
    /// art. 32).
    pub received_on: Date,
    /// Last day of those five working days.
    pub answer_due: Date,
    /// What was handed in.
    pub papers: Vec<Paper>,
    /// Address of the progress page, as QR code.
    pub code: Option<String>,
}

/// 材料: one paper that was handed in.
#[derive(Clone, Serialize, Deserialize)]
pub struct Paper {
    /// Its name.
    pub name: String,
    /// How it was handed in.
    pub form: PaperForm,
    /// Copies or files.
    pub count: u32,
    /// Anything the window noted.
    pub remark: String,
}

/// 材料形式: how a paper was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperForm {
    /// 原件.
    Original,
    /// 复印件.
    Copy,
    /// 原件和复印件: the original was seen, a copy kept.
    Both,
    /// 电子.
    Electronic,
    /// 数据共享: fetched from who holds it.
    Shared,
}

/// 受理通知书: the clock begins (行政许可法 art. 32).
#[derive(Clone, Serialize, Deserialize)]
pub struct Acceptance {
    /// Number, organ, day.
    pub head: Head,
    /// Who applied.
    pub applicant: Party,
    /// What they want to get done.
    pub matter: String,
    /// The items, each with its own limits.
    pub items: Vec<AcceptedItem>,
    /// When the papers arrived.
    pub received_on: Date,
    /// 受理日期. The day itself does not count.
    pub accepted_on: Date,
    /// 逾期未告知: accepted because nobody said in time what is missing.
    pub deemed: bool,
    /// Which rule limits the time.
    pub rule: LimitRule,
    /// The last day for all of it.
    pub due: Date,
}

/// One item of an accepted case.
#[derive(Clone, Serialize, Deserialize)]
pub struct AcceptedItem {
    /// Name of the item.
    pub name: String,
    /// Who decides.
    pub organ: String,
    /// 法定时限, working days.
    pub statutory_days: Option<u32>,
    /// 承诺时限, working days; 0: on the spot.
    pub promised_days: Option<u32>,
}

/// 补正材料一次性告知书: everything that is missing or wrong, said once (行政许可法 art. 32).
#[derive(Clone, Serialize, Deserialize)]
pub struct Correction {
    /// Number, organ, day.
    pub head: Head,
    /// Who applied.
    pub applicant: Party,
    /// What they want to get done.
    pub matter: String,
    /// When the papers arrived.
    pub received_on: Date,
    /// What is to be put right.
    pub lines: AtLeast<1, CorrectionLine>,
    /// Until when, where a rule sets a day.
    pub due: Option<Date>,
}

/// One thing to put right.
#[derive(Clone, Serialize, Deserialize)]
pub struct CorrectionLine {
    /// The paper or field.
    pub paper: String,
    /// 要求的事项: the items that ask for it.
    pub asked_by: Vec<String>,
    /// What is wrong with it.
    pub problem: String,
    /// What would be right.
    pub remedy: String,
}

/// 不予受理决定书 (行政许可法 art. 32).
#[derive(Clone, Serialize, Deserialize)]
pub struct NonAcceptance {
    /// Number, organ, day.
    pub head: Head,
    /// Who applied.
    pub applicant: Party,
    /// What they applied for.
    pub matter: String,
    /// When the papers arrived.
    pub received_on: Date,
    /// Why the law does not let it be accepted.
    pub ground: Ground,
    /// The reason in plain words.
    pub reason: String,
    /// Where to turn.
    pub remedies: Remedies,
}

/// Why an application is not accepted.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Ground {
    /// 依法不需要取得行政许可 (art. 32 no. 1).
    NotNeeded,
    /// 不属于本机关职权范围 (art. 32 no. 2).
    NotCompetent {
        /// The organ to apply to; the law wants it named.
        go_to: String,
    },
    /// Another rule.
    Rule {
        /// Law and article.
        basis: String,
    },
}

/// 容缺受理通知书: accepted although minor papers follow later.
#[derive(Clone, Serialize, Deserialize)]
pub struct Deferral {
    /// Number, organ, day.
    pub head: Head,
    /// Who applied.
    pub applicant: Party,
    /// What they want to get done.
    pub matter: String,
    /// When it was accepted.
    pub accepted_on: Date,
    /// What follows.
    pub papers: AtLeast<1, DeferredPaper>,
    /// 依据: the local rule that allows it, by name.
    pub basis: String,
}

/// A paper that follows.
#[derive(Clone, Serialize, Deserialize)]
pub struct DeferredPaper {
    /// Its name.
    pub name: String,
    /// The items that ask for it.
    pub asked_by: Vec<String>,
    /// In which form it has to come.
    pub form: PaperForm,
    /// Last day.
    pub due: Date,
}
