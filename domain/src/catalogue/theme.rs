//! Themes (一件事主题) and the questions that tell what applies.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Choice, Compared, Condition, Published, library::no_source};
use crate::{
    id::{ItemId, QuestionId, SourceId},
    number::Number,
    situation::Answer,
};

/// One thing a person wants to get done.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Everyday names, for search.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whom it is for.
    pub audience: Audience,
    /// Where in the life of a business or person it stands.
    pub stage: Stage,
    /// One sentence in Chinese.
    pub summary: String,
    /// One sentence in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary_en: Option<String>,
    /// Who may apply, in Chinese.
    pub who: String,
    /// Who may apply, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_en: Option<String>,
    /// How it goes, in Chinese.
    pub how: String,
    /// How it goes, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how_en: Option<String>,
    /// Questions, in the order they are asked.
    pub questions: Vec<QuestionId>,
    /// Candidate items.
    pub items: Vec<ItemId>,
    /// Where the composition comes from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Answers the theme itself fixes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assumes: BTreeMap<QuestionId, Answer>,
    /// For editors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// What is assumed about the composition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
    /// Figures others have published for this theme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<Published>,
    /// The situations those figures are compared in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compared: Vec<Compared>,
}

/// Whom a theme is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Shops and companies.
    Business,
    /// Citizens.
    Person,
}

/// Where in a life a theme stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Opening.
    Open,
    /// A change.
    Change,
    /// A renewal.
    Renew,
    /// Closing.
    Close,
    /// A citizen's life event.
    Life,
}

/// A question.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked, in Chinese.
    pub ask: String,
    /// What is asked, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_en: Option<String>,
    /// Help in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Help in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_en: Option<String>,
    /// What sort of answer it takes.
    pub kind: QuestionKind,
    /// Asked only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Options of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Unit of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// Largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// Where thresholds or wording come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
}

/// What sort of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Yes or no.
    YesNo,
    /// One of the options.
    OneOf,
    /// Any number of the options.
    ManyOf,
    /// A number.
    Number,
}
