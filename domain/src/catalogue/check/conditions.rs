//! Conditions mean something: they can hold, compare like with like, and every question and option has an effect.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{DefectKind, Report, file};
use crate::{
    catalogue::{Condition, Fact, Item, Question, QuestionKind, Test, Theme},
    id::{ItemId, OptionId, QuestionId, RoleId, ThemeId},
    situation::{Answers, Situation, Truth},
};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, question) in &c.questions {
        wrong_tests(report, &file("questions", id), "when", question.when.as_ref());
    }
    for (id, role) in &c.roles {
        for (n, same) in role.same_as.iter().enumerate() {
            wrong_tests(
                report,
                &file("roles", id),
                &format!("same_as[{n}].when"),
                same.when.as_ref(),
            );
        }
    }
    for (id, item) in &c.items {
        for (place, condition) in conditions(item).into_iter().chain(on_the_spot(item)) {
            wrong_tests(report, &file("items", id), &place, Some(condition));
        }
    }
    never_holds(report);
    for (id, theme) in &c.themes {
        effects(report, id, theme);
    }
    options(report);
}

/// Every condition of an item that a plan depends on, with its place.
fn conditions(item: &Item) -> Vec<(String, &Condition)> {
    let own = item.when.iter().map(|when| ("when".to_owned(), when));
    let fields = item
        .fields
        .iter()
        .enumerate()
        .filter_map(|(n, f)| Some((format!("fields[{n}].when"), f.when.as_ref()?)));
    let materials = item
        .materials
        .iter()
        .enumerate()
        .filter_map(|(n, m)| Some((format!("materials[{n}].when"), m.when.as_ref()?)));
    let looks = item
        .inspection
        .iter()
        .enumerate()
        .filter_map(|(n, l)| Some((format!("inspection[{n}].when"), l.when.as_ref()?)));
    own.chain(fields).chain(materials).chain(looks).collect()
}

/// When an item is decided on the spot. No plan depends on it, so no question is asked for its sake.
fn on_the_spot(item: &Item) -> Option<(String, &Condition)> {
    Some(("instant_when".to_owned(), item.instant_when.as_ref()?))
}

fn wrong_tests(report: &mut Report<'_>, at: &str, place: &str, condition: Option<&Condition>) {
    let Some(condition) = condition else { return };
    let questions = &report.catalogue.questions;
    let mut wrong = Vec::new();
    condition.each_fact(&mut |fact| {
        if let Some(fault) = questions
            .get(&fact.question)
            .and_then(|question| wrong_test(fact, question))
        {
            wrong.push(fault);
        }
    });
    for (kind, message) in wrong {
        report.add(kind, at, place, message);
    }
}

fn wrong_test(fact: &Fact, question: &Question) -> Option<(DefectKind, String)> {
    let missing = |option: &OptionId| {
        let known = question.options.iter().any(|choice| choice.id == *option);
        (!known).then(|| {
            (
                DefectKind::DanglingReference,
                format!("`{}` has no option `{option}`", fact.question),
            )
        })
    };
    match (question.kind, &fact.test) {
        (QuestionKind::YesNo, Test::Yes) => None,
        (QuestionKind::OneOf, Test::Is(options)) => options.iter().find_map(missing),
        (QuestionKind::ManyOf, Test::Has(option)) => missing(option),
        (QuestionKind::Number, Test::Number(_, limit)) => {
            let outside = question.min.is_some_and(|min| *limit < min) || question.max.is_some_and(|max| *limit > max);
            outside.then(|| {
                (
                    DefectKind::WrongTest,
                    format!("{limit} lies outside what `{}` takes", fact.question),
                )
            })
        }
        (QuestionKind::YesNo | QuestionKind::OneOf | QuestionKind::ManyOf | QuestionKind::Number, _) => Some((
            DefectKind::WrongTest,
            format!("`{}` takes another sort of answer", fact.question),
        )),
    }
}

/// A condition that holds in no theme that can reach it.
fn never_holds(report: &mut Report<'_>) {
    let c = report.catalogue;
    let situations = c
        .themes
        .keys()
        .map(|theme| Situation::new(c, theme, None, Date::MIN, &Answers::new()));
    let situations: Vec<_> = situations.filter_map(Result::ok).collect();
    let mut by_item: BTreeMap<&ItemId, Vec<&Situation<'_>>> = BTreeMap::new();
    for situation in &situations {
        situation
            .theme()
            .items
            .iter()
            .for_each(|id| by_item.entry(id).or_default().push(situation));
    }
    for (id, item) in &c.items {
        let reaching = by_item.get(id).map_or(&[][..], |reaching| reaching.as_slice());
        for (place, condition) in conditions(item).into_iter().chain(on_the_spot(item)) {
            let whole = match (&item.when, place.as_str()) {
                (Some(own), "when") => own.clone(),
                (Some(own), _) => Condition::All(vec![own.clone(), condition.clone()]),
                (None, _) => condition.clone(),
            };
            report.never_holds(reaching, &whole, &file("items", id), &place);
        }
    }
    for (id, question) in &c.questions {
        if let Some(when) = &question.when {
            let reaching: Vec<_> = situations.iter().filter(|s| s.theme().questions.contains(id)).collect();
            report.never_holds(&reaching, when, &file("questions", id), "when");
        }
    }
    for (id, role) in &c.roles {
        for (n, same) in role.same_as.iter().enumerate() {
            if let Some(when) = &same.when {
                let reaching: Vec<_> = situations
                    .iter()
                    .filter(|s| [id, &same.role].iter().all(|role| names(s, role)))
                    .collect();
                report.never_holds(&reaching, when, &file("roles", id), &format!("same_as[{n}].when"));
            }
        }
    }
}

/// Whether a theme's items name a role.
fn names(situation: &Situation<'_>, role: &RoleId) -> bool {
    let items = situation
        .theme()
        .items
        .iter()
        .filter_map(|id| situation.catalogue().items.get(id));
    items.flat_map(Item::roles).any(|named| named == role)
}

/// Whether a theme answers every question that a condition reads. Where it does not, that is the defect to report.
fn can_read(situation: &Situation<'_>, condition: &Condition) -> bool {
    let theme = situation.theme();
    let mut all = true;
    condition.each_fact(&mut |fact| {
        let question = situation.catalogue().questions.get(&fact.question);
        all &= question.is_some_and(|question| match theme.assumes.get(&fact.question) {
            Some(fixed) => fixed.fits(question).is_ok(),
            None => theme.questions.contains(&fact.question),
        });
    });
    all
}

impl Report<'_> {
    fn never_holds(&mut self, reaching: &[&Situation<'_>], condition: &Condition, at: &str, place: &str) {
        let never = |s: &&Situation<'_>| s.holds(Some(condition)) == Truth::No && can_read(s, condition);
        if !reaching.is_empty() && reaching.iter().all(never) {
            self.add(
                DefectKind::NeverHolds,
                at,
                place,
                format!("`{condition}` can never hold"),
            );
        }
    }
}

/// Every question a theme asks is read by one of its conditions, and every question read is asked or assumed.
fn effects(report: &mut Report<'_>, id: &ThemeId, theme: &Theme) {
    let c = report.catalogue;
    let at = file("themes", id);
    let mut read: BTreeMap<&QuestionId, String> = BTreeMap::new();
    let mut note = |condition: &'_ Condition, by: String| {
        condition.each_fact(&mut |fact| {
            if let Some((question, _)) = c.questions.get_key_value(&fact.question) {
                read.entry(question).or_insert_with(|| by.clone());
            }
        });
    };
    let items = || theme.items.iter().filter_map(|id| c.items.get_key_value(id));
    for (item_id, item) in items() {
        conditions(item)
            .into_iter()
            .for_each(|(place, condition)| note(condition, format!("{}: {place}", file("items", item_id))));
    }
    for question in theme.questions.iter().filter_map(|id| c.questions.get(id)) {
        question
            .when
            .iter()
            .for_each(|when| note(when, "a question".to_owned()));
    }
    let roles: BTreeSet<&RoleId> = items().flat_map(|(_, item)| item.roles()).collect();
    let mut role_conditions = Vec::new();
    for role in &roles {
        let same_as = c.roles.get(*role).map_or(&[][..], |role| &role.same_as);
        role_conditions.extend(
            same_as
                .iter()
                .filter(|same| roles.contains(&same.role))
                .filter_map(|same| same.when.as_ref()),
        );
    }
    role_conditions
        .into_iter()
        .for_each(|condition| note(condition, "the roles".to_owned()));

    for (n, question) in theme.questions.iter().enumerate() {
        if c.questions.contains_key(question) && !read.contains_key(question) {
            report.add(
                DefectKind::QuestionWithoutEffect,
                &at,
                format!("questions[{n}]"),
                format!("no condition of this theme reads `{question}`"),
            );
        }
    }
    for (item_id, item) in items() {
        if let Some((place, condition)) = on_the_spot(item) {
            condition.each_fact(&mut |fact| {
                if let Some((question, _)) = c.questions.get_key_value(&fact.question) {
                    let by = || format!("{}: {place}", file("items", item_id));
                    read.entry(question).or_insert_with(by);
                }
            });
        }
    }
    for (question, by) in &read {
        if !theme.questions.contains(question) && !theme.assumes.contains_key(*question) {
            report.add(
                DefectKind::QuestionNotAsked,
                &at,
                "questions",
                format!("{by} reads `{question}`, which is neither asked nor assumed"),
            );
        }
    }
}

/// Every option of a question is told apart by some condition, but for one that stands for "anything else".
fn options(report: &mut Report<'_>) {
    let c = report.catalogue;
    let mut read: BTreeSet<(&QuestionId, &OptionId)> = BTreeSet::new();
    let mut note = |condition: &'_ Condition| {
        condition.each_fact(&mut |fact| {
            let Some((id, question)) = c.questions.get_key_value(&fact.question) else {
                return;
            };
            let tested: Vec<&OptionId> = match &fact.test {
                Test::Is(options) => options.iter().collect(),
                Test::Has(option) => vec![option],
                Test::Yes | Test::Number(..) => Vec::new(),
            };
            read.extend(
                question
                    .options
                    .iter()
                    .filter(|choice| tested.contains(&&choice.id))
                    .map(|choice| (id, &choice.id)),
            );
        });
    };
    c.items
        .values()
        .for_each(|item| conditions(item).into_iter().for_each(|(_, condition)| note(condition)));
    c.questions
        .values()
        .filter_map(|question| question.when.as_ref())
        .for_each(&mut note);
    c.roles
        .values()
        .flat_map(|role| &role.same_as)
        .filter_map(|same| same.when.as_ref())
        .for_each(&mut note);
    for (id, question) in &c.questions {
        let unread: Vec<_> = question
            .options
            .iter()
            .filter(|choice| !read.contains(&(id, &choice.id)))
            .collect();
        if unread.len() > 1 {
            let names: Vec<_> = unread.iter().map(|choice| choice.id.to_string()).collect();
            report.add(
                DefectKind::AnswerWithoutEffect,
                file("questions", id),
                "options",
                format!("no condition tells these apart: {}", names.join(", ")),
            );
        }
    }
}
