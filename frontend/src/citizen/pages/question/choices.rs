//! What a question is answered with: choices, or a number with its unit.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yijian_domain::{
    catalogue::{Catalogue, Choice, Condition, Question, QuestionKind, Test},
    id::{OptionId, QuestionId},
    situation::{Answer, AnswerFault},
};

use crate::{
    query::Trail,
    text,
    ui::parts::{lang_of, unit},
};

/// A number as it is typed.
pub(super) fn number(answer: Answer) -> String {
    if let Answer::Number(number) = answer {
        number.to_string()
    } else {
        String::new()
    }
}

/// The field of a number.
pub(super) fn number_field(
    id: &QuestionId,
    question: &Question,
    value: String,
    described: Option<&'static str>,
    invalid: bool,
) -> AnyView {
    let unit = question.unit.as_deref().map(unit).unwrap_or_default();
    view! {
        <p class="measure">
            <input
                id="answer"
                name=id.to_string()
                type="text"
                inputmode="decimal"
                autocomplete="off"
                value=value
                aria-describedby=described
                aria-invalid=invalid.then_some("true")
            />
            <span>{unit}</span>
        </p>
    }
    .into_any()
}

/// The choices of a question that is no number.
pub(super) fn choices(
    slice: &Catalogue,
    id: &QuestionId,
    question: &Question,
    current: Option<&Answer>,
) -> Vec<AnyView> {
    let many = question.kind == QuestionKind::ManyOf;
    if question.kind == QuestionKind::YesNo {
        return [("yes", text::common_yes(), true), ("no", text::common_no(), false)]
            .map(|(value, label, yes)| choice(id, value, many, current == Some(&Answer::YesNo(yes)), label, None, None))
            .into();
    }
    let chosen = |option: &OptionId| match current {
        Some(Answer::One(one)) => one == option,
        Some(Answer::Many(options)) => options.contains(option),
        _ => false,
    };
    let read = options_read(slice, id);
    let shown = |option: &&Choice| !many || read.contains(&option.id) || chosen(&option.id);
    question
        .options
        .iter()
        .filter(shown)
        .map(|option| {
            let label = text::of(&option.name, option.name_en.as_ref());
            let help = text::of_option(option.help.as_ref(), option.help_en.as_ref());
            choice(
                id,
                option.id.as_str(),
                many,
                chosen(&option.id),
                label,
                help,
                lang_of(option.name_en.as_ref()),
            )
        })
        .collect()
}

fn choice(
    id: &QuestionId,
    value: &str,
    many: bool,
    checked: bool,
    label: &str,
    help: Option<&str>,
    lang: Option<&'static str>,
) -> AnyView {
    let (name, value, label) = (id.to_string(), value.to_owned(), label.to_owned());
    let help = help.map(|help| {
        let help = help.to_owned();
        view! { <span class="choice__help">{help}</span> }
    });
    view! {
        <label class="choice">
            <input type=if many { "checkbox" } else { "radio" } name=name value=value checked=checked />
            <span class="choice__text" lang=lang><span class="choice__name">{label}</span> {help}</span>
        </label>
    }
    .into_any()
}

/// What is wrong with the answer, and what would be right.
pub(super) fn error(trail: &Trail, id: &QuestionId, question: &Question) -> Option<String> {
    let fault = trail
        .faults
        .iter()
        .find(|(faulty, ..)| faulty == id)
        .map(|(.., fault)| *fault);
    if fault.is_none() && trail.unanswered.as_ref() != Some(id) {
        return None;
    }
    if question.kind != QuestionKind::Number {
        return Some(text::question_choose_one().to_owned());
    }
    let unit = question.unit.as_deref().map(unit).unwrap_or_default();
    let quantity = |number| text::common_quantity(number, unit.as_str()).trim_end().to_owned();
    Some(match (fault, question.min, question.max) {
        (Some(AnswerFault::OutOfRange), Some(min), Some(max)) => {
            text::question_number_between(quantity(max), quantity(min))
        }
        (Some(AnswerFault::OutOfRange), Some(min), None) => text::question_number_at_least(quantity(min)),
        (Some(AnswerFault::OutOfRange), None, Some(max)) => text::question_number_at_most(quantity(max)),
        _ => text::question_number_digits().to_owned(),
    })
}

/// The options of a question that some condition of the theme reads; nothing depends on the rest.
pub(super) fn options_read<'a>(slice: &'a Catalogue, id: &QuestionId) -> BTreeSet<&'a OptionId> {
    let mut read = BTreeSet::new();
    let mut see = |condition: Option<&'a Condition>| {
        if let Some(condition) = condition {
            condition.each_fact(&mut |fact| {
                if fact.question == *id
                    && let Test::Has(option) = &fact.test
                {
                    read.insert(option);
                }
            });
        }
    };
    for item in slice.items.values() {
        see(item.when.as_ref());
        item.fields.iter().for_each(|field| see(field.when.as_ref()));
        item.materials.iter().for_each(|material| see(material.when.as_ref()));
        item.inspection.iter().for_each(|look| see(look.when.as_ref()));
    }
    slice
        .questions
        .values()
        .for_each(|question| see(question.when.as_ref()));
    slice
        .roles
        .values()
        .flat_map(|role| &role.same_as)
        .for_each(|same| see(same.when.as_ref()));
    read
}
