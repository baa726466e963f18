//! What many documents have in common.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who wrote the document, and under which numbers.
#[derive(Clone, Serialize, Deserialize)]
pub struct Head {
    /// 文书编号: the number of this document, as in `青审受〔2026〕18号`.
    pub number: String,
    /// 办件编号: the number of the case.
    pub case: String,
    /// 落款机关: whose seal goes onto it.
    pub organ: String,
    /// 落款日期: the law wants every such document dated (行政许可法 art. 32).
    pub date: Date,
    /// Whom to ask.
    pub contact: Option<Contact>,
}

/// 咨询方式: whom to ask.
#[derive(Clone, Serialize, Deserialize)]
pub struct Contact {
    /// Window or office.
    pub office: String,
    /// Where it is.
    pub address: String,
    /// Its telephone number.
    pub phone: String,
}

/// 申请人: whom the document is for.
#[derive(Clone, Serialize, Deserialize)]
pub struct Party {
    /// Name of the person or company, however long and with whatever characters.
    pub name: String,
    /// What proves who they are.
    pub identity: Option<Identity>,
    /// 代理人: name of who came in their place.
    pub agent: Option<String>,
}

/// 证件: what proves who somebody is.
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    /// Its name, as in 居民身份证 or 统一社会信用代码.
    pub kind: String,
    /// Its number, masked where the document need not show all of it.
    pub number: String,
}

/// 事项: one item, and who decides it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Item {
    /// Name of the item.
    pub name: String,
    /// 实施机关: name of the department.
    pub organ: String,
}

/// 有效期: from when until when something is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// First day.
    pub from: Date,
    /// Last day; none: 长期, without end.
    pub to: Option<Date>,
}

/// 救济途径: where to turn against a decision. How long that is possible stands in the template: 60 days for a review
/// (行政复议法 art. 20), six months for the court (行政诉讼法 art. 46).
#[derive(Clone, Serialize, Deserialize)]
pub struct Remedies {
    /// 行政复议机关: as a rule the people's government of the same level (行政复议法 art. 24).
    pub review_organ: String,
    /// 管辖法院: the court that would hear the case.
    pub court: String,
}

/// A list that is not a valid one when it is shorter than `N`: reasons of a refusal, inspectors of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<T>", into = "Vec<T>", bound(serialize = "T: Clone + Serialize"))]
pub struct AtLeast<const N: usize, T>(Vec<T>);

/// A list is too short for what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{found} of at least {needed}")]
pub struct TooFew {
    /// How many there are.
    pub found: usize,
    /// How many there have to be.
    pub needed: usize,
}

impl<const N: usize, T> AtLeast<N, T> {
    /// The list, if it is long enough.
    ///
    /// # Errors
    /// When it is shorter than `N`.
    pub fn new(values: Vec<T>) -> Result<Self, TooFew> {
        let found = values.len();
        if found < N {
            return Err(TooFew { found, needed: N });
        }
        Ok(Self(values))
    }
}

impl<const N: usize, T> TryFrom<Vec<T>> for AtLeast<N, T> {
    type Error = TooFew;

    fn try_from(values: Vec<T>) -> Result<Self, TooFew> {
        Self::new(values)
    }
}

impl<const N: usize, T> From<[T; N]> for AtLeast<N, T> {
    fn from(values: [T; N]) -> Self {
        Self(values.into())
    }
}

impl<const N: usize, T> From<AtLeast<N, T>> for Vec<T> {
    fn from(list: AtLeast<N, T>) -> Self {
        list.0
    }
}
