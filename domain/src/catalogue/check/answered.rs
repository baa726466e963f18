//! An element that repeats a question can hold its answers.

use std::collections::BTreeSet;

use super::{DefectKind, Report, file};
use crate::{
    catalogue::{Question, QuestionKind},
    situation::{Answer, written},
};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, element) in &c.elements {
        let Some((name, question)) = element
            .answered_by
            .as_ref()
            .and_then(|id| c.questions.get_key_value(id))
        else {
            continue;
        };
        if extremes(question).any(|answer| written(element, question, &answer).is_none()) {
            let message =
                format!("the field cannot hold every answer to `{name}`: its kind, unit, options and limits must fit");
            report.add(DefectKind::BadValue, file("elements", id), "answered_by", message);
        }
    }
}

/// The answers that are hardest to hold: both ways, each option, all options at once, the ends of the range.
fn extremes(question: &Question) -> impl Iterator<Item = Answer> {
    let options = || question.options.iter().map(|choice| choice.id.clone());
    let all: BTreeSet<_> = options().collect();
    let answers: Vec<Answer> = match question.kind {
        QuestionKind::YesNo => [true, false].map(Answer::YesNo).into(),
        QuestionKind::OneOf => options().map(Answer::One).collect(),
        QuestionKind::ManyOf => vec![Answer::Many(all)],
        QuestionKind::Number => question
            .min
            .into_iter()
            .chain(question.max)
            .map(Answer::Number)
            .collect(),
    };
    answers.into_iter()
}
