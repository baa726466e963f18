//! Findings: what is wrong, where, and whether it stops.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{BadReference, FieldKey, MaterialKey, QuestionId, RelationId},
    value::Weight,
};

/// One thing that is wrong or unusual. The sentence for its code stands in the text files of the pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// Where.
    pub at: Place,
    /// What, as a stable code: one of [`CODES`] or of the values' codes.
    pub code: String,
    /// Whether it stops.
    pub weight: Weight,
    /// The rule between two fields that is not kept, whose own sentence says what would be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RelationId>,
}

impl Finding {
    pub(super) fn error(at: Place, code: &str) -> Self {
        Self {
            at,
            code: code.to_owned(),
            weight: Weight::Error,
            rule: None,
        }
    }
}

/// The codes of findings about a draft as a whole. Those about single values are `value::CODES`.
///
/// - `theme_unknown`: there is no such theme.
/// - `draft_too_big`: beyond every sensible size (own rule).
/// - `catalogue_changed`: the rules changed since the person last saw the plan; what changed has to be shown first.
/// - `catalogue_gap`: the catalogue has no limit for the day (its editor's fault, not the applicant's).
/// - `answer_unknown_question`, `answer_wrong_type`, `answer_unknown_option`, `answer_out_of_range`: see
///   [`crate::situation::AnswerFault`].
/// - `question_open`: the question can still change the plan.
/// - `required`: some department requires the field.
/// - `relation`: a rule between two fields is not kept.
/// - `material_missing`: the paper is needed and not there.
/// - `material_incomplete`: the upload has not finished.
/// - `material_not_deferrable`: not every department lets this paper follow later (行政许可法 art. 32 and local 容缺 rules).
/// - `promise_barred`: a commitment of this person was found false before, so no other is offered to them (国办发〔2020〕42号).
///   Only the server knows.
/// - `declaration_missing`: the applicant answers for the truth (行政许可法 art. 31).
pub const CODES: &[&str] = &[
    "theme_unknown",
    "draft_too_big",
    "catalogue_changed",
    "catalogue_gap",
    "answer_unknown_question",
    "answer_wrong_type",
    "answer_unknown_option",
    "answer_out_of_range",
    "question_open",
    "required",
    "relation",
    "material_missing",
    "material_incomplete",
    "material_not_deferrable",
    "promise_barred",
    "declaration_missing",
];

/// Where a finding is. Written `values.name@operator`, `materials.lease`, `answers.cooks`, `declaration`, `draft`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// The draft as a whole.
    Draft,
    /// An answer.
    Answer(QuestionId),
    /// A field.
    Value(FieldKey),
    /// A paper.
    Material(MaterialKey),
    /// The declaration.
    Declaration,
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Place {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some(
                "`values.name@operator`, `materials.lease`, `answers.cooks`, `declaration` or `draft`",
            ))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Place {}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => f.write_str("draft"),
            Self::Answer(id) => write!(f, "answers.{id}"),
            Self::Value(key) => write!(f, "values.{key}"),
            Self::Material(key) => write!(f, "materials.{key}"),
            Self::Declaration => f.write_str("declaration"),
        }
    }
}

impl FromStr for Place {
    type Err = BadReference;

    fn from_str(text: &str) -> Result<Self, BadReference> {
        match text.split_once('.') {
            None if text == "draft" => Ok(Self::Draft),
            None if text == "declaration" => Ok(Self::Declaration),
            Some(("answers", id)) => Ok(Self::Answer(QuestionId::from(id))),
            Some(("values", key)) => key.parse().map(Self::Value),
            Some(("materials", key)) => key.parse().map(Self::Material),
            _ => Err(BadReference(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Place {
    type Error = BadReference;

    fn try_from(text: String) -> Result<Self, BadReference> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}
