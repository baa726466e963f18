//! Service items (事项): one permit, filing or service of one department.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Condition, Pause, RegionCode,
    form::is_default,
    library::no_source,
    term::{covers, most_local, term},
};
use crate::id::{
    BadReference, DepartmentId, FieldKey, ItemId, MaterialId, MaterialKey, PointId, PromiseId, RoleId, SourceId,
};

/// One permit, filing or service of one department.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Official name.
    pub name: String,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What sort of act it is.
    pub kind: ItemKind,
    /// Basic code (基本编码), 12 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Who decides.
    pub department: DepartmentId,
    /// In force from this day.
    #[serde(with = "crate::calendar::iso")]
    pub from: Date,
    /// In force up to and including this day.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::calendar::iso_option"
    )]
    pub until: Option<Date>,
    /// Where its facts come from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// When it applies; always, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Why it applies, one sentence in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Why it applies, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because_en: Option<String>,
    /// The law it rests on, as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// Only in these regions and below; everywhere, when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionCode>,
    /// The papers that are its result.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<MaterialId>,
    /// Title of its original form, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// How often a person must come when it is asked for alone.
    #[serde(default)]
    pub visits: u16,
    /// What it costs, as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<String>,
    /// Whether it may be decided on the spot.
    #[serde(default, skip_serializing_if = "is_default")]
    pub instant: bool,
    /// Decided on the spot only then; always, when nothing is said. Read only where `instant` is set.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub instant_when: Option<Condition>,
    /// The pauses that are usual for it.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub pauses: Vec<Pause>,
    /// What is assumed about the item as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
    /// Limits in working days, by time and region.
    pub limits: Vec<Limit>,
    /// Its original form, in its own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldUse>,
    /// Its original list of materials, in its own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<MaterialUse>,
    /// What is looked at on site.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspection: Vec<Inspection>,
}

/// What sort of act an item is (事项类型, standards 6.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 行政许可
    Licence,
    /// 备案
    Filing,
    /// 行政确认
    Confirmation,
    /// 行政给付
    Payment,
    /// 公共服务
    PublicService,
    /// 登记
    Registration,
}

/// How many working days an item may take, for a time and a region.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// From this day.
    #[serde(with = "crate::calendar::iso")]
    pub from: Date,
    /// Up to and including this day.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::calendar::iso_option"
    )]
    pub until: Option<Date>,
    /// Only there and below; everywhere, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// Working days the law allows.
    pub statutory: u16,
    /// Working days the department promises, when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<u16>,
    /// Where the figures come from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Why they are assumed, when the source does not say them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

term!(Limit);

impl Limit {
    /// The days that bind the department: the promise where there is one, else the law.
    #[must_use]
    pub fn working_days(&self) -> u16 {
        self.promised.unwrap_or(self.statutory)
    }
}

/// No limit of the item covers the day: an error, never "the last one".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("item {item} has no limit for {on}")]
pub struct NoLimit {
    /// The item.
    pub item: ItemId,
    /// The day.
    pub on: Date,
}

impl Item {
    /// Whether the item exists on this day in this region.
    #[must_use]
    pub fn in_force(&self, on: Date, region: Option<&RegionCode>) -> bool {
        let here =
            self.regions.is_empty() || region.is_some_and(|r| self.regions.iter().any(|outer| outer.contains(r)));
        covers(self.from, self.until, on) && here
    }

    /// The roles its form and its list name, each as often as it stands there.
    pub fn roles(&self) -> impl Iterator<Item = &RoleId> {
        let in_fields = self.fields.iter().filter_map(|field| field.field.role.as_ref());
        let in_papers = self
            .materials
            .iter()
            .flat_map(MaterialUse::alternatives)
            .flat_map(|way| &way.0);
        in_fields.chain(in_papers.filter_map(|key| key.role.as_ref()))
    }

    /// The limit that binds on this day in this region: the most local one that covers the day.
    ///
    /// # Errors
    /// When no limit covers the day.
    pub fn limit(&self, id: &ItemId, on: Date, region: Option<&RegionCode>) -> Result<&Limit, NoLimit> {
        most_local(&self.limits, on, region).ok_or_else(|| NoLimit { item: id.clone(), on })
    }
}

/// One field of an item's original form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldUse {
    /// The form's own label.
    pub label: String,
    /// What it means.
    #[serde(rename = "use")]
    pub field: FieldKey,
    /// Whether it must be filled.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub required: bool,
    /// When it is asked; always, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Where it comes from; the item's source, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

/// One line of an item's original list of materials.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaterialUse {
    /// The list's own name for it.
    pub name: String,
    /// What satisfies it, when there is one way.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Alternative>,
    /// What satisfies it, when there are several ways; best known first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Alternative>,
    /// In which form it is wanted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub form: PaperForm,
    /// Paper copies.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub copies: u16,
    /// What this department needs marked on a shared drawing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markings: Vec<String>,
    /// When it is asked; always, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// May follow within so many working days (容缺).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defer_days: Option<u16>,
    /// The commitment that may replace it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<PromiseId>,
    /// Where it comes from; the item's source, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

impl MaterialUse {
    /// The ways to satisfy it, at least one in a checked catalogue.
    pub fn alternatives(&self) -> impl Iterator<Item = &Alternative> {
        self.only.iter().chain(&self.any)
    }
}

/// One way to satisfy a requirement: papers that are all needed, written `lease + landlord_title_deed`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct Alternative(pub Vec<MaterialKey>);

impl FromStr for Alternative {
    type Err = BadReference;

    fn from_str(text: &str) -> Result<Self, BadReference> {
        text.split('+')
            .map(|part| part.trim().parse())
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for Alternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, key) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" + ")?;
            }
            write!(f, "{key}")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Alternative {
    type Error = BadReference;

    fn try_from(text: String) -> Result<Self, BadReference> {
        text.parse()
    }
}

impl From<Alternative> for String {
    fn from(alternative: Alternative) -> Self {
        alternative.to_string()
    }
}

/// In which form a paper is wanted, weakest first: the stronger wins when two items ask for the same paper (rule 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaperForm {
    /// Original or copy.
    #[default]
    Either,
    /// A plain copy.
    Copy,
    /// A certified copy.
    CertifiedCopy,
    /// The original.
    Original,
}

/// One point an item wants looked at on site.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// What is looked at.
    pub point: PointId,
    /// When; always, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn is_yes(value: &bool) -> bool {
    *value
}

fn one() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn is_one(value: &u16) -> bool {
    *value == 1
}
