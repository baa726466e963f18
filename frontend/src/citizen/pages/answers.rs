//! The answers so far, each with a way to change it.

use leptos::prelude::*;
use yijian_domain::{
    catalogue::{Question, QuestionKind},
    id::{OptionId, QuestionId},
    plan::Plan,
    situation::Answer,
};

use super::Matter;
use crate::{
    route::Route,
    text,
    ui::parts::{joined, lang_of, unit},
};

/// The questions that are answered and count, in the order they are asked.
pub(super) fn answered<'a>(matter: &Matter<'a>, plan: &Plan) -> Vec<(&'a QuestionId, &'a Question)> {
    let asked = matter.subject().map_or(&[][..], |theme| &theme.questions);
    asked
        .iter()
        .filter(|id| plan.answers.contains_key(*id))
        .filter_map(|id| Some((id, matter.slice.questions.get(id)?)))
        .collect()
}

/// The answers as a list. `except` is left out: it is being asked again.
pub(super) fn answers(matter: &Matter<'_>, plan: &Plan, except: Option<&QuestionId>) -> AnyView {
    let onward = matter.onward(plan);
    let path = Route::Question(matter.theme.clone()).path();
    let rows: Vec<_> = answered(matter, plan)
        .into_iter()
        .filter(|(id, _)| except != Some(*id))
        .filter_map(|(id, question)| {
            let ask = text::of(&question.ask, question.ask_en.as_ref()).to_owned();
            let href = [path.as_str(), &onward.asking(id).query()].concat();
            let label = text::question_change_this(&ask);
            Some(view! {
                <div class="answer">
                    <dt lang=lang_of(question.ask_en.as_ref())>{ask}</dt>
                    <dd>
                        <span class="answer__value">{said(question, plan.answers.get(id)?)}</span>
                        <a href=href aria-label=label>{text::question_change()}</a>
                    </dd>
                </div>
            })
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card" aria-labelledby="answers-title">
            <h2 id="answers-title">{text::question_answers()}</h2>
            <dl class="answers">{rows}</dl>
        </section>
    }
    .into_any()
}

/// An answer in words.
pub(super) fn said(question: &Question, answer: &Answer) -> String {
    let name = |id: &OptionId| {
        let choice = question.options.iter().find(|choice| choice.id == *id);
        choice.map_or_else(
            || id.to_string(),
            |choice| text::of(&choice.name, choice.name_en.as_ref()).to_owned(),
        )
    };
    match (answer, question.kind) {
        (Answer::YesNo(true), _) => text::common_yes().to_owned(),
        (Answer::YesNo(false), _) => text::common_no().to_owned(),
        (Answer::Number(number), _) => {
            let unit = question.unit.as_deref().map(unit).unwrap_or_default();
            text::common_quantity(number, unit).trim_end().to_owned()
        }
        (Answer::One(option), _) => name(option),
        (Answer::Many(options), QuestionKind::ManyOf) if options.is_empty() => text::question_none().to_owned(),
        (Answer::Many(chosen), _) => joined(
            question
                .options
                .iter()
                .filter(|choice| chosen.contains(&choice.id))
                .map(|choice| name(&choice.id)),
        ),
    }
}
