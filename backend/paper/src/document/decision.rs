//! 决定书.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AtLeast, Head, Item, Party, Remedies, Validity};

/// 准予, 不予 or 撤销行政许可决定书 (行政许可法 arts. 38, 69).
#[derive(Clone, Serialize, Deserialize)]
pub struct Decision {
    /// Number, organ, day of the decision.
    pub head: Head,
    /// Who applied.
    pub applicant: Party,
    /// The item that is decided.
    pub item: Item,
    /// When it was accepted.
    pub accepted_on: Date,
    /// What was decided.
    pub outcome: Outcome,
    /// 依据: laws with their articles, in the order in which they are to be read.
    pub basis: AtLeast<1, String>,
    /// Where to turn.
    pub remedies: Remedies,
}

/// What was decided.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Outcome {
    /// 准予.
    Granted {
        /// What is issued, if anything.
        certificate: Option<Certificate>,
        /// 许可内容: what it allows, and on which conditions.
        terms: Vec<String>,
        /// Last day for handing it over: ten working days after the decision (行政许可法 art. 44).
        deliver_by: Option<Date>,
    },
    /// 不予. The law wants reasons.
    Refused {
        /// Each in a sentence or more.
        reasons: AtLeast<1, String>,
    },
    /// 撤销: what was granted is taken back.
    Revoked {
        /// What loses its force, if anything was issued.
        certificate: Option<Certificate>,
        /// Each in a sentence or more.
        reasons: AtLeast<1, String>,
    },
}

/// 许可证件: what is issued.
#[derive(Clone, Serialize, Deserialize)]
pub struct Certificate {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// How long it is valid.
    pub validity: Validity,
}
