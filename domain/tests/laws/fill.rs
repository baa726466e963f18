//! Fills in a plan: a draft that nothing is wrong with.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yijian_domain::{
    application::{Draft, FileRef, Provision},
    catalogue::{Catalogue, Must, Question, QuestionKind},
    id::{FieldKey, RoleId},
    plan::{LineField, Persons, Plan, Request, plan},
    situation::{Answer, Situation},
    value::Kind,
};

/// How many persons of a repeating role are filled in.
const PERSONS: u16 = 2;

/// Answers every open question of a request, the same way every time.
pub(crate) fn answered(catalogue: &Catalogue, request: &Request) -> Option<Plan> {
    let mut request = request.clone();
    loop {
        let plan = plan(catalogue, &request).ok()?;
        request.answers.clone_from(&plan.answers);
        let Some(id) = plan.next.first() else { return Some(plan) };
        request.answers.insert(id.clone(), answer(&catalogue.questions[id]));
    }
}

fn answer(question: &Question) -> Answer {
    let mut options = question.options.iter().map(|choice| choice.id.clone());
    match question.kind {
        QuestionKind::YesNo => Answer::YesNo(true),
        QuestionKind::OneOf => Answer::One(options.next_back().expect("a choice has options")),
        QuestionKind::ManyOf => Answer::Many(options.collect()),
        QuestionKind::Number => Answer::Number(question.max.expect("a number has an end")),
    }
}

/// A complete draft for a complete plan. Every other optional field is left empty.
pub(crate) fn filled(catalogue: &Catalogue, request: &Request, plan: &Plan) -> Draft {
    let mut draft = Draft::new(plan.theme.clone(), &plan.catalogue_version, plan.region.clone());
    draft.answers.clone_from(&plan.answers);
    draft.held.clone_from(&request.held);
    draft.chosen.clone_from(&request.chosen);
    draft.promised.clone_from(&request.promised);
    draft.declared = true;
    let dates = dates(catalogue, request, plan);
    let least = answered_below(catalogue, request, plan);
    for section in &plan.form.sections {
        let persons = if section.repeats { PERSONS } else { 1 };
        for (no, (n, field)) in
            (1..=persons).flat_map(|no| section.fields.iter().enumerate().map(move |field| (no, field)))
        {
            if field.required || (n + usize::from(no)).is_multiple_of(2) {
                let key = field.id.number(no);
                let date = dates.get(&field.id).map(ToString::to_string);
                let value = date
                    .or_else(|| least.get(&field.id).cloned())
                    .unwrap_or_else(|| value(catalogue, field, no));
                draft.values.insert(key, value);
            }
        }
    }
    for (n, line) in plan.materials.iter().enumerate() {
        let name = format!("{}.pdf", line.id);
        let file = FileRef {
            id: format!("f{n}"),
            name,
            bytes: 1,
            media_type: "application/pdf".to_owned(),
            complete: true,
        };
        let later = line.deferrable.is_some() && n.is_multiple_of(2);
        draft.provisions.insert(
            line.id.clone(),
            if later {
                Provision::Later
            } else {
                Provision::Files { files: vec![file] }
            },
        );
    }
    draft
}

/// Dates that keep the rules between two dates.
fn dates(catalogue: &Catalogue, request: &Request, plan: &Plan) -> BTreeMap<FieldKey, Date> {
    let (early, late) = (jiff::civil::date(2001, 1, 1), jiff::civil::date(2030, 1, 1));
    let situation = Situation::new(catalogue, &plan.theme, plan.region.clone(), request.on, &plan.answers);
    let persons = Persons::of(&situation.expect("the plan knew the theme"));
    let mut dates = BTreeMap::new();
    for rule in catalogue.relations.values() {
        let (left, right) = (persons.unify(&rule.left), persons.unify(&rule.right));
        match rule.must {
            Must::Before => dates.extend([(left, early), (right, late)]),
            Must::After => dates.extend([(left, late), (right, early)]),
            Must::AtMost | Must::Differ => {}
        }
    }
    dates
}

/// Numbers that are not below an answer which they must not be below.
fn answered_below(catalogue: &Catalogue, request: &Request, plan: &Plan) -> BTreeMap<FieldKey, String> {
    let situation = Situation::new(catalogue, &plan.theme, plan.region.clone(), request.on, &plan.answers);
    let situation = situation.expect("the plan knew the theme");
    let at_most = catalogue.relations.values().filter(|rule| rule.must == Must::AtMost);
    at_most
        .filter_map(|rule| {
            Some((
                rule.right.clone(),
                situation.repeated(&catalogue.elements[&rule.left.what])?.1,
            ))
        })
        .collect()
}

fn value(catalogue: &Catalogue, field: &LineField, no: u16) -> String {
    let smallest = catalogue
        .elements
        .get(&field.id.what)
        .and_then(|element| element.min)
        .map_or(1.0, f64::from);
    match field.kind {
        Kind::Text | Kind::LongText | Kind::Address | Kind::EntityName => "和平路店".to_owned(),
        Kind::PersonName => if no == 1 { "张三" } else { "李四" }.to_owned(),
        Kind::ResidentId => resident_id(field.id.role.as_ref(), no),
        Kind::CreditCode => "91110000600037341L".to_owned(),
        Kind::Mobile | Kind::Phone => "13800138000".to_owned(),
        Kind::Postcode => "710000".to_owned(),
        Kind::Email => "a@example.com".to_owned(),
        Kind::Date => "2010-05-06".to_owned(),
        Kind::Money | Kind::Number | Kind::Area => smallest.max(1.0).to_string(),
        Kind::YesNo => "yes".to_owned(),
        Kind::Choice => field.options.first().expect("a choice has options").id.to_string(),
    }
}

/// A number of its own for each person, with the check character of GB 11643 (ISO 7064 MOD 11-2).
fn resident_id(role: Option<&RoleId>, no: u16) -> String {
    let sum: u32 = role.map_or(0, |role| role.as_str().bytes().map(u32::from).sum());
    let number = format!("1101051990{:02}{:02}{:03}", 1 + sum % 12, 1 + sum / 12 % 28, 10 + no);
    let weighted: u32 = number
        .bytes()
        .enumerate()
        .map(|(n, digit)| u32::from(digit - b'0') * (1 << (17 - n)) % 11)
        .sum();
    let check = char::from(b"10X98765432"[weighted as usize % 11]);
    format!("{number}{check}")
}
