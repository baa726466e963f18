//! Answers, and whether they fit their questions.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{Catalogue, Compare, Question, QuestionKind, Test},
    id::{OptionId, QuestionId, ThemeId},
    number::Number,
};

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// A number.
    Number(Number),
    /// One option.
    One(OptionId),
    /// Any number of options, also none.
    Many(BTreeSet<OptionId>),
}

/// Answers by question.
pub type Answers = BTreeMap<QuestionId, Answer>;

/// Why an answer does not fit its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFault {
    /// The theme has no such question.
    UnknownQuestion,
    /// The question takes another sort of answer.
    WrongType,
    /// The question has no such option.
    UnknownOption,
    /// Below the smallest or above the largest number.
    OutOfRange,
}

impl AnswerFault {
    /// The stable code of the finding.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownQuestion => "answer_unknown_question",
            Self::WrongType => "answer_wrong_type",
            Self::UnknownOption => "answer_unknown_option",
            Self::OutOfRange => "answer_out_of_range",
        }
    }
}

impl Answer {
    /// Whether the answer fits the question.
    ///
    /// # Errors
    /// Says what does not fit.
    pub fn fits(&self, question: &Question) -> Result<(), AnswerFault> {
        let known = |option: &OptionId| question.options.iter().any(|choice| choice.id == *option);
        match (question.kind, self) {
            (QuestionKind::YesNo, Self::YesNo(_)) => Ok(()),
            (QuestionKind::OneOf, Self::One(option)) if known(option) => Ok(()),
            (QuestionKind::ManyOf, Self::Many(options)) if options.iter().all(known) => Ok(()),
            (QuestionKind::OneOf, Self::One(_)) | (QuestionKind::ManyOf, Self::Many(_)) => {
                Err(AnswerFault::UnknownOption)
            }
            (QuestionKind::Number, Self::Number(number)) => {
                if question.min.is_some_and(|min| *number < min) || question.max.is_some_and(|max| *number > max) {
                    Err(AnswerFault::OutOfRange)
                } else {
                    Ok(())
                }
            }
            (QuestionKind::YesNo | QuestionKind::OneOf | QuestionKind::ManyOf | QuestionKind::Number, _) => {
                Err(AnswerFault::WrongType)
            }
        }
    }

    /// Whether an option is the one chosen, or one of those chosen.
    #[must_use]
    pub fn chooses(&self, option: &OptionId) -> bool {
        match self {
            Self::One(one) => one == option,
            Self::Many(many) => many.contains(option),
            Self::YesNo(_) | Self::Number(_) => false,
        }
    }

    /// Whether the answer passes a test; an answer of another type does not.
    #[must_use]
    pub fn passes(&self, test: &Test) -> bool {
        match (test, self) {
            (Test::Yes, Self::YesNo(yes)) => *yes,
            (Test::Is(options), Self::One(option)) => options.contains(option),
            (Test::Has(option), Self::Many(options)) => options.contains(option),
            (Test::Number(compare, limit), Self::Number(number)) => Compare::holds(*compare, *number, *limit),
            (Test::Yes | Test::Is(_) | Test::Has(_) | Test::Number(..), _) => false,
        }
    }
}

/// Every answer that does not fit its theme, in the order of the questions' ids.
#[must_use]
pub fn check_answers(catalogue: &Catalogue, theme: &ThemeId, answers: &Answers) -> Vec<(QuestionId, AnswerFault)> {
    let asked = catalogue.themes.get(theme).map_or(&[][..], |theme| &theme.questions);
    answers
        .iter()
        .filter_map(|(id, answer)| {
            let question = catalogue.questions.get(id).filter(|_| asked.contains(id));
            let result = question.map_or(Err(AnswerFault::UnknownQuestion), |question| answer.fits(question));
            result.err().map(|fault| (id.clone(), fault))
        })
        .collect()
}
