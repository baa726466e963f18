//! 行业综合许可证.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Validity;

/// 行业综合许可证: one sheet that carries several licences. Each keeps its own validity, change and end.
#[derive(Clone, Serialize, Deserialize)]
pub struct CompositeLicence {
    /// 证书编号.
    pub number: String,
    /// 版本: 1 is the first; a change of one component makes the next.
    pub version: u32,
    /// 名称: the company or shop.
    pub holder: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 法定代表人, 负责人 or 经营者.
    pub responsible: String,
    /// 经营场所.
    pub address: String,
    /// 行业: as in 奶茶店.
    pub business: String,
    /// The licences it carries.
    pub components: Vec<Component>,
    /// 发证机关.
    pub organ: String,
    /// 发证日期 of this version.
    pub issued_on: Date,
    /// What the QR code says: the address of the page that tells what is valid today.
    pub code: String,
}

/// One licence on the sheet.
#[derive(Clone, Serialize, Deserialize)]
pub struct Component {
    /// Name of the licence.
    pub name: String,
    /// Its number.
    pub number: String,
    /// Who issued it.
    pub organ: String,
    /// How long it is valid.
    pub validity: Validity,
    /// How it stood on the day of printing.
    pub standing: Standing,
}

/// How a licence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 有效.
    Valid,
    /// 已过期.
    Expired,
    /// 已注销 (行政许可法 art. 70).
    Cancelled,
    /// 已撤销 (行政许可法 art. 69).
    Revoked,
}
