//! Drafts with everything in them, made from the catalogue itself. Tests and benchmarks use them too.

use jiff::civil::Date;
use yijian_domain::{
    application::Draft,
    catalogue::{Catalogue, Must},
    id::ThemeId,
    number::Number,
    plan::{LineField, Plan, plan},
    situation::{Answer, Answers},
    value::Kind,
};

/// A draft of a theme with its plan: every yes-or-no question answered the same way, every other with the first answer
/// that fits, every field filled. Papers are left to the caller.
pub(crate) fn draft(catalogue: &Catalogue, theme: &ThemeId, yes: bool, today: Date) -> (Draft, Plan) {
    answered(catalogue, theme, Answers::new(), yes, today)
}

/// The same with some questions answered already.
pub(crate) fn answered(
    catalogue: &Catalogue,
    theme: &ThemeId,
    answers: Answers,
    yes: bool,
    today: Date,
) -> (Draft, Plan) {
    let region = "610328".try_into().expect("six digits");
    let mut draft = Draft::new(theme.clone(), &catalogue.version, Some(region));
    draft.answers = answers;
    let plan = fill(catalogue, &mut draft, yes, today);
    (draft, plan)
}

/// Answers every question of a draft that has no answer yet, and fills every field.
pub(crate) fn fill(catalogue: &Catalogue, draft: &mut Draft, yes: bool, today: Date) -> Plan {
    draft.declared = true;
    let plan = answer_all(catalogue, draft, yes, today);
    for field in plan.form.fields() {
        draft.values.insert(field.id.clone(), right_value(catalogue, field));
    }
    keep_relations(catalogue, draft);
    plan
}

fn answer_all(catalogue: &Catalogue, draft: &mut Draft, yes: bool, today: Date) -> Plan {
    loop {
        let plan = plan(catalogue, &draft.request(today)).expect("the theme is of this catalogue");
        let Some(next) = plan.next.first() else { return plan };
        let question = &catalogue.questions[next];
        let smallest = question.min.unwrap_or(Number::whole(50));
        let fitting = [Answer::YesNo(yes), Answer::Number(smallest)]
            .into_iter()
            .chain(question.options.iter().map(|option| Answer::One(option.id.clone())))
            .chain(
                question
                    .options
                    .iter()
                    .map(|option| Answer::Many([option.id.clone()].into())),
            )
            .find(|answer| answer.fits(question).is_ok());
        draft
            .answers
            .insert(next.clone(), fitting.expect("every question can be answered"));
    }
}

/// A value that passes for a field, with characters beyond the basic plane in names.
fn right_value(catalogue: &Catalogue, field: &LineField) -> String {
    let element = catalogue.elements.get(&field.id.what);
    let smallest = || {
        element
            .and_then(|element| element.min)
            .map_or_else(|| "1".to_owned(), |min| min.to_string())
    };
    match field.kind {
        Kind::PersonName => "𠮷田𬱖".to_owned(),
        Kind::EntityName => "千阳县好邻居便利店".to_owned(),
        Kind::ResidentId => "11010519491231002X".to_owned(),
        Kind::CreditCode => "91350100M000100Y43".to_owned(),
        Kind::Mobile | Kind::Phone => "13800138000".to_owned(),
        Kind::Postcode => "721100".to_owned(),
        Kind::Email => "owner@example.com".to_owned(),
        Kind::Address => "示例东大街12号".to_owned(),
        Kind::Date => "2026-03-02".to_owned(),
        Kind::Money | Kind::Number | Kind::Area => smallest(),
        Kind::YesNo => "yes".to_owned(),
        Kind::Choice => field.options[0].id.to_string(),
        Kind::Text | Kind::LongText => "日用百货".to_owned(),
    }
}

/// Moves dates, and gives another person another number, so that the rules between two fields are kept.
fn keep_relations(catalogue: &Catalogue, draft: &mut Draft) {
    for rule in catalogue.relations.values() {
        let moved = match rule.must {
            Must::Before => "2026-02-02",
            Must::After => "2026-05-05",
            Must::Differ => "34052419800101001X",
            Must::AtMost => continue,
        };
        if let Some(value) = draft.values.get_mut(&rule.left) {
            moved.clone_into(value);
        }
    }
}
