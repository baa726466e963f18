//! From drafts to applications and back to each department's form, by example. The laws are in
//! `tests/laws`.

mod changes;
mod findings;
mod persons;
mod taken_apart;

use jiff::civil::{Date, date};

use super::*;
use crate::{
    catalogue::{
        Catalogue,
        sample::{Files, answers},
    },
    id::{FieldKey, MaterialKey},
    value::Weight,
};

const TODAY: Date = date(2026, 11, 23);
const SNACKS: &str = "business_form=sole sells=[food] area=60 has_agent=no";
/// The worked example of GB 11643: a woman, born on the last day of 1949.
const HER_ID: &str = "11010519491231002X";
/// A man, from the vectors of the same standard.
const HIS_ID: &str = "440524188001010014";

fn file(complete: bool) -> FileRef {
    FileRef {
        id: "f1".to_owned(),
        name: "1.jpg".to_owned(),
        bytes: 9,
        media_type: "image/jpeg".to_owned(),
        complete,
    }
}

fn files(complete: bool) -> Provision {
    Provision::Files {
        files: vec![file(complete)],
    }
}

fn key(text: &str) -> FieldKey {
    text.parse().unwrap()
}

fn paper(text: &str) -> MaterialKey {
    text.parse().unwrap()
}

/// A draft that nothing is wrong with: a sole trader sells food.
fn good() -> Draft {
    let mut draft = Draft::new("shop".into(), "test", None);
    draft.answers = answers(SNACKS);
    for (field, value) in [
        ("name@operator", " 张三 "),
        ("id_number@operator", HER_ID),
        ("entity_name", "张三小卖部"),
        ("premises_size", "60.0"),
        ("kitchen_size", "10"),
    ] {
        draft = typed(draft, field, value);
    }
    for id in ["id_card@operator", "title_deed", "floor_plan"] {
        draft.provisions.insert(paper(id), files(true));
    }
    draft.declared = true;
    draft
}

/// A good draft of a company with one shareholder.
fn company() -> Draft {
    let mut draft = good();
    draft.answers = answers("business_form=company manager_is_self=yes sells=[food] area=60 has_agent=no");
    draft = typed(draft, "name@shareholder", "李四");
    draft = typed(draft, "promised_capital@shareholder", "10");
    draft.provisions.insert(paper("articles"), files(true));
    draft
}

fn typed(mut draft: Draft, field: &str, value: &str) -> Draft {
    draft.values.insert(key(field), value.to_owned());
    draft
}

fn validated(draft: &Draft) -> Result<Application, Vec<Finding>> {
    validate(&Files::new().catalogue(), draft, TODAY)
}

/// Every finding as `place code`.
fn found(catalogue: &Catalogue, draft: &Draft) -> Vec<String> {
    let findings =
        validate(catalogue, draft, TODAY).map_or_else(|findings| findings, |passed| passed.warnings().to_vec());
    findings
        .iter()
        .map(|finding| format!("{} {}", finding.at, finding.code))
        .collect()
}
