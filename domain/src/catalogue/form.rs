//! What a form is made of: sections, roles, data elements, rules between them, commitments.

use serde::{Deserialize, Serialize};

use super::{Condition, library::no_source};
use crate::{
    id::{ElementId, MaterialId, OptionId, QuestionId, RoleId, SectionId, SourceId},
    number::Number,
    value::{Kind, Rule, Weight, personal::Personal},
};

/// A heading of the merged form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Heading in Chinese.
    pub name: String,
    /// Heading in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Position in the form.
    pub order: u16,
}

/// A person a field or a paper can belong to.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// What the person is called, in Chinese.
    pub name: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Position among roles. Roles below [`Role::FIRST`] stand before the sections of the form, the rest behind them.
    pub order: u16,
    /// Whether there can be several such persons, as with shareholders.
    #[serde(default, skip_serializing_if = "is_default")]
    pub repeats: bool,
    /// Which other roles are the same person, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<SameAs>,
}

impl Role {
    /// Roles with a smaller order are the person who asks: their section opens the form.
    pub const FIRST: u16 = 20;
}

/// In this situation, two roles are one person (rule 3 of the merge).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SameAs {
    /// The other role.
    pub role: RoleId,
    /// When they are one person; always, when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// A data element (数据元): what a field means, whatever a form calls it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Label in Chinese.
    pub name: String,
    /// Label in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What values it takes.
    pub kind: Kind,
    /// The section it stands in when it belongs to nobody in particular.
    pub section: SectionId,
    /// Position in its section.
    #[serde(default, skip_serializing_if = "is_default")]
    pub order: u16,
    /// Help in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Help in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_en: Option<String>,
    /// An example of a right value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// The HTML autocomplete token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// The element of the same person this one follows from, as sex follows from an identity number: one of
    /// [`Element::DERIVED`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived_from: Option<ElementId>,
    /// The certificate this value is printed on. Nobody types it while that certificate is a result of the same plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comes_with: Option<MaterialId>,
    /// The question this element only repeats. Nobody types it while that question has an answer; the answer is written
    /// instead. Holds for fields that belong to nobody in particular: a person's own value is no answer about the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<QuestionId>,
    /// Options of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// Largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// Unit of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Decimals of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// Longest text, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// Whether a date may be the word 长期 (long-term), as on identity cards.
    #[serde(default, skip_serializing_if = "is_default")]
    pub open_ended: bool,
    /// What a value says of a person, where its kind does not tell: a place of business is no home, and a text may be the
    /// number of a bank account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<Personal>,
    /// Where the meaning comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
}

impl Element {
    /// What a value says of a person: what its file says, else what values of its kind say.
    #[must_use]
    pub fn personal(&self) -> Personal {
        self.personal.unwrap_or(Personal::of(self.kind))
    }

    /// The elements that can be worked out from a resident's identity number (GB 11643).
    pub const DERIVED: [&'static str; 2] = ["birth_date", "sex"];

    /// The ids of its options.
    pub(crate) fn option_ids(&self) -> Vec<&str> {
        self.options.iter().map(|option| option.id.as_str()).collect()
    }

    /// What its values are checked by, with the ids of the options they choose from.
    pub(crate) fn rule<'a>(&self, options: &'a [&'a str]) -> Rule<'a> {
        Rule {
            min: self.min.map(f64::from),
            max: self.max.map(f64::from),
            decimals: self.decimals,
            max_length: self.max_length,
            options,
            open_ended: self.open_ended,
        }
    }
}

/// One option of a choice field or a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub id: OptionId,
    /// What is shown, in Chinese.
    pub name: String,
    /// What is shown, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Help in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Help in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_en: Option<String>,
}

/// A rule between two elements of one application.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The element that is judged, `element` or `element@role`.
    pub left: crate::id::FieldKey,
    /// How it must stand to the other.
    pub must: Must,
    /// The other element.
    pub right: crate::id::FieldKey,
    /// What would be right, in Chinese.
    pub text: String,
    /// What would be right, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_en: Option<String>,
    /// Whether it stops or asks.
    pub weight: Weight,
    /// Where the rule comes from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

/// How two values must stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Must {
    /// A number not above the other.
    AtMost,
    /// A date before the other.
    Before,
    /// A date after the other.
    After,
    /// Not the same value.
    Differ,
}

/// A commitment (告知承诺) that may replace a paper.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Title in Chinese.
    pub name: String,
    /// Title in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Version of the text; a signature names it.
    pub version: String,
    /// The text that is agreed to, in Chinese: conditions, consequences, consent to checks.
    pub text: String,
    /// The same in English, for reading only; the Chinese text is what is signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_en: Option<String>,
    /// Within how many working days after the grant it is checked whether it was kept.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub check_within: Option<u16>,
    /// Where that is known from; the promise's own source, when nothing is said.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub check_source: Option<SourceId>,
    /// Why it is assumed, when the source does not say it.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub check_assumed: Option<String>,
    /// Who is not offered it, and for what it must not be used.
    #[cfg_attr(feature = "load", serde(default, skip_serializing))]
    #[cfg_attr(not(feature = "load"), serde(skip))]
    pub excluded: Option<String>,
    /// Where it comes from.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
