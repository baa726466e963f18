//! Shared library entries: sources, departments, papers, inspection points.

use serde::{Deserialize, Serialize};

use super::{Organ, ReviewBody};
use crate::id::{DepartmentId, SourceId};

/// Where a fact comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title as published.
    pub title: String,
    /// Address, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How far it can be trusted.
    pub kind: SourceKind,
    /// Date of publication, as exact as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Place it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What to know when using it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Stands where a file names no source: the file can be read all the same, and the check reports the place.
pub(super) fn no_source() -> SourceId {
    SourceId::from("")
}

/// How far a source can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A law or regulation.
    Law,
    /// A page of an authority.
    Official,
    /// A copy of such a page.
    Mirror,
    /// A newspaper or magazine.
    Media,
    /// Anybody else.
    ThirdParty,
    /// Written for this catalogue.
    Own,
}

/// Who decides.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What follows the name of the region in the official name of its organ: 市场监督管理局. Where the region stands inside
    /// the name, `{region}` marks the place.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub organ: Option<String>,
    /// Why that is assumed, when it is.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub assumed: Option<String>,
    /// Where it is called otherwise.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub organs: Vec<Organ>,
    /// Who reviews its decisions; none where it decides nothing.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub review_body: Option<ReviewBody>,
}

/// A paper: what it is, whatever a list calls it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What sort of paper it is.
    pub kind: MaterialKind,
    /// How to get or prepare it, in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// How to get or prepare it, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_en: Option<String>,
    /// Position in the list of materials.
    #[serde(default = "last", skip_serializing_if = "is_last")]
    pub order: u16,
    /// The department whose records already hold it, so that nobody needs to bring it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_by: Option<DepartmentId>,
    /// Where that is known from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_source: Option<SourceId>,
    /// What it must not be confused with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
    /// What a clerk ticks when looking at it, in Chinese: conditions that must hold. One that does not hold is a line of the
    /// correction notice (补正材料一次性告知书).
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub review: Vec<String>,
    /// The same in English, line by line.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub review_en: Vec<String>,
    /// Where the meaning comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
}

fn last() -> u16 {
    1000
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn is_last(order: &u16) -> bool {
    *order == last()
}

/// What sort of paper a material is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialKind {
    /// An item's own application form: the merged form generates it.
    ApplicationForm,
    /// A certificate, licence or identity document.
    Certificate,
    /// A proof of a fact.
    Proof,
    /// A drawing.
    Drawing,
    /// A list.
    List,
    /// A statement.
    Statement,
    /// Rules a business sets itself.
    Policy,
    /// A photograph.
    Photo,
    /// A test or survey report.
    Report,
    /// A contract.
    Contract,
}

/// One thing an inspector looks at on site.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// What is looked at, in Chinese.
    pub name: String,
    /// What is looked at, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// How it is judged, in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// How it is judged, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_en: Option<String>,
    /// Whether it may be judged from photographs that the applicant takes.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub remote: bool,
    /// What to photograph, in Chinese.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub photo: Option<String>,
    /// What to photograph, in English.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub photo_en: Option<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}
