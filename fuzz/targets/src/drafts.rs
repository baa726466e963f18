//! Drafts that nothing is wrong with, and changes to them.

use std::sync::LazyLock;

use yijian_domain::{
    application::{Draft, FileRef, Provision},
    catalogue::Catalogue,
    id::{FieldKey, MaterialKey, QuestionId},
    plan::Request,
    situation::Answer,
};

use crate::{CATALOGUE, fill, input::Input, situations};

/// The day on which every draft is handed in.
pub(crate) const TODAY: jiff::civil::Date = jiff::civil::date(2026, 3, 2);
/// So many random situations of the embedded catalogue are filled in.
const DRAFTS: u64 = 64;

/// Drafts of many themes that nothing is wrong with.
pub(crate) static DRAFTS_WITHOUT_FAULT: LazyLock<Vec<Draft>> =
    LazyLock::new(|| (0..DRAFTS).filter_map(draft).collect());

fn draft(number: u64) -> Option<Draft> {
    let catalogue: &Catalogue = &CATALOGUE;
    let situation = situations::situation(catalogue, number);
    let request = Request { on: TODAY, ..situation };
    let plan = fill::answered(catalogue, &request)?;
    Some(fill::filled(catalogue, &request, &plan))
}

/// A draft without fault, changed as the bytes say.
pub(crate) fn changed(bytes: &[u8]) -> Draft {
    let mut input = Input::new(bytes);
    let mut draft = input.pick(&DRAFTS_WITHOUT_FAULT).expect("there are drafts").clone();
    while !input.is_empty() {
        change(&mut draft, &mut input);
    }
    draft
}

fn change(draft: &mut Draft, input: &mut Input<'_>) {
    let fields: Vec<FieldKey> = draft.values.keys().cloned().collect();
    let papers: Vec<MaterialKey> = draft.provisions.keys().cloned().collect();
    let questions: Vec<QuestionId> = draft.answers.keys().cloned().collect();
    match input.byte() % 10 {
        0 | 1 => {
            if let Some(key) = input.pick(&fields) {
                draft.values.insert(key.clone(), input.short_text());
            }
        }
        2 => {
            // Only persons are counted, from 1: no text names anything else.
            if let Some(key) = input.pick(&fields).filter(|key| key.role.is_some()) {
                let other = key.number(input.two_bytes().max(1));
                draft.values.insert(other, input.short_text());
            }
        }
        3 => {
            input.pick(&fields).map(|key| draft.values.remove(key));
        }
        4 => {
            input.pick(&papers).map(|key| draft.provisions.remove(key));
        }
        5 => {
            if let Some(key) = input.pick(&papers) {
                draft.provisions.insert(key.clone(), provision(input));
            }
        }
        6 => {
            input.pick(&questions).map(|id| draft.answers.remove(id));
        }
        7 => {
            if let Some(id) = input.pick(&questions) {
                draft.answers.insert(id.clone(), answer(input));
            }
        }
        8 => {
            if let Some(key) = input.pick(&papers) {
                let set = [&mut draft.held, &mut draft.chosen, &mut draft.promised];
                let [held, chosen, promised] = set;
                match input.byte() % 3 {
                    0 => held.insert(key.clone()),
                    1 => chosen.insert(key.clone()),
                    _ => promised.insert(key.clone()),
                };
            }
        }
        _ => draft.declared = !input.byte().is_multiple_of(4),
    }
}

fn provision(input: &mut Input<'_>) -> Provision {
    let count = input.byte() % 4;
    if count == 3 {
        return Provision::Later;
    }
    let file = |no| FileRef {
        id: format!("f{no}"),
        name: input.short_text(),
        bytes: 1,
        media_type: "image/jpeg".to_owned(),
        complete: !input.byte().is_multiple_of(4),
    };
    Provision::Files {
        files: (0..count).map(file).collect(),
    }
}

fn answer(input: &mut Input<'_>) -> Answer {
    let text = input.short_text();
    serde_json::from_str(&text).unwrap_or_else(|_| Answer::One(text.as_str().into()))
}
