//! One question at a time, with the answers so far and the growing plan beside it.
//!
//! Keyboard: a plain form; choosing does not jump, the button or Enter goes on. Read aloud: the question is the legend of
//! its choices, help and error belong to it, and an error is an alert.

mod choices;
#[cfg(test)]
mod tests;

use leptos::{prelude::*, tachys::view::keyed::keyed};
use yijian_domain::{
    catalogue::{Question, QuestionKind},
    id::QuestionId,
    plan::Plan,
};

use self::choices::{choices, error, number, number_field};
use super::{
    Matter, Page,
    answers::{answered, answers},
    missing,
    so_far::so_far,
};
use crate::{
    query::ASKED,
    route::Route,
    text,
    ui::parts::{lang_of, up},
};

/// When nothing is left to ask: the address of the plan.
#[must_use]
pub fn settled(matter: &Matter<'_>) -> Option<String> {
    let plan = matter.plan()?;
    let done = plan.complete && asked(matter, &plan).is_none();
    done.then(|| {
        [
            Route::Plan(matter.theme.clone()).path().as_str(),
            &matter.onward(&plan).query(),
        ]
        .concat()
    })
}

/// The question to show: the one to change, one with a faulty answer, or the first open one.
fn asked<'a>(matter: &'a Matter<'_>, plan: &'a Plan) -> Option<&'a QuestionId> {
    let trail = matter.trail;
    let of_theme = |id: &&QuestionId| matter.slice.questions.contains_key(*id);
    let faulty = trail.faults.iter().map(|(id, ..)| id);
    trail
        .ask
        .iter()
        .chain(faulty)
        .find(of_theme)
        .or_else(|| plan.next.first())
}

/// One question.
#[must_use]
pub fn question(matter: &Matter<'_>) -> Page {
    let Some(plan) = matter.plan() else { return missing() };
    let found = asked(matter, &plan).and_then(|id| Some((id.clone(), matter.slice.questions.get(id)?)));
    let Some((id, question)) = found else {
        return super::plan(matter);
    };
    let ask = text::of(&question.ask, question.ask_en.as_ref()).to_owned();
    let left = plan.next.len();
    let left = match left {
        0 => text::question_left_none().to_owned(),
        1 => text::question_left_one().to_owned(),
        more => text::question_left(more),
    };
    let view = view! {
        <div class="guide">
            <div class="guide__main">
                <div class="bar">{back(matter, &plan, &id)} <p class="quiet">{matter.name().to_owned()} {text::common_dot()} {left}</p></div>
                {form(matter, &plan, &id, question)}
                {answers(matter, &plan, Some(&id))}
            </div>
            {so_far(matter, &plan)}
        </div>
    };
    let title = [ask.as_str(), " - ", matter.name()].concat();
    Page {
        title,
        view: view.into_any(),
    }
}

/// To the question before this one; to the guide from the first.
fn back(matter: &Matter<'_>, plan: &Plan, id: &QuestionId) -> AnyView {
    let order = |id: &QuestionId| {
        matter
            .subject()
            .and_then(|theme| theme.questions.iter().position(|asked| asked == id))
    };
    let onward = matter.onward(plan);
    let before = answered(matter, plan)
        .into_iter()
        .map(|(id, _)| id)
        .rfind(|before| order(before) < order(id));
    let href = match before {
        Some(before) => [
            Route::Question(matter.theme.clone()).path().as_str(),
            &onward.asking(before).query(),
        ]
        .concat(),
        None => [Route::Theme(matter.theme.clone()).path().as_str(), &onward.query()].concat(),
    };
    up(href, text::question_back())
}

/// The form of a question. What is known already travels in hidden fields, so that it works without the program.
fn form(matter: &Matter<'_>, plan: &Plan, id: &QuestionId, question: &Question) -> AnyView {
    let mut known = matter.onward(plan);
    let current = matter.trail.answers.get(id).cloned();
    known.answers.remove(id);
    let hidden: Vec<_> = known
        .pairs()
        .into_iter()
        .chain([(ASKED.to_owned(), id.to_string())])
        // Without a chosen option, this says "none of them".
        .chain((question.kind == QuestionKind::ManyOf).then(|| (id.to_string(), String::new())))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    let error = error(matter.trail, id, question);
    let described = match (question.help.is_some(), error.is_some()) {
        (true, true) => Some("help error"),
        (true, false) => Some("help"),
        (false, true) => Some("error"),
        (false, false) => None,
    };
    let help = question.help.as_ref().map(|help| {
        let help = text::of(help, question.help_en.as_ref()).to_owned();
        view! { <p class="help" id="help" lang=lang_of(question.help_en.as_ref())>{help}</p> }
    });
    let ask = text::of(&question.ask, question.ask_en.as_ref()).to_owned();
    let invalid = error.is_some();
    // A radio button that was chosen stays chosen when its element is used again, so whatever is asked anew gets new
    // elements.
    let key = [
        id.as_str(),
        "?",
        &matter.trail.query(),
        error.as_deref().unwrap_or_default(),
    ]
    .concat();
    let error = error.map(|error| view! { <p class="error" id="error" role="alert">{error}</p> });
    let lang = lang_of(question.ask_en.as_ref());
    let content = if question.kind == QuestionKind::Number {
        let typed = matter
            .trail
            .faults
            .iter()
            .find(|(faulty, ..)| faulty == id)
            .map(|(_, typed, _)| typed.clone());
        let value = typed.or_else(|| current.map(number)).unwrap_or_default();
        view! {
            <h1 tabindex="-1" lang=lang><label for="answer">{ask}</label></h1>
            {help} {error}
            {number_field(id, question, value, described, invalid)}
        }
        .into_any()
    } else {
        let choices = choices(matter.slice, id, question, current.as_ref());
        let none = (question.kind == QuestionKind::ManyOf)
            .then(|| view! { <p class="quiet">{text::question_none_help()}</p> });
        view! {
            <fieldset aria-describedby=described>
                <legend><h1 tabindex="-1" lang=lang>{ask}</h1></legend>
                {help} {error}
                <div class="choices">{choices}</div>
                {none}
            </fieldset>
        }
        .into_any()
    };
    let path = Route::Question(matter.theme.clone()).path();
    let content = keyed(
        [(key, content)],
        |(key, _)| key.clone(),
        |_, (_, content)| (|_: usize| {}, content),
    );
    view! {
        <form class="card question" method="get" action=path>
            {hidden}
            {content}
            <p class="actions"><button type="submit" class="weui-btn weui-btn_primary">{text::question_next()}</button></p>
        </form>
    }
    .into_any()
}
