//! What the merge does, by example. The laws it keeps whatever the catalogue says are in `tests/laws`.

mod merged_form;
mod merged_materials;
mod whole_plan;

use jiff::civil::{Date, date};

use super::*;
use crate::{
    catalogue::sample::{Files, answers},
    id::{ItemId, MaterialKey},
};

const TODAY: Date = date(2026, 11, 23);
/// A sole trader who sells food and does everything alone.
const SNACKS: &str = "business_form=sole sells=[food] area=60 has_agent=no";
/// A company with a manager and an agent that sells everything.
const COMPANY: &str = "business_form=company manager_is_self=no sells=[food,tobacco] area=60 has_agent=yes";

/// A request for the theme of the sample.
fn request(given: &str) -> Request {
    Request::new("shop".into(), answers(given), None, TODAY)
}

fn plan_of(files: Files, given: &str) -> Plan {
    plan(&files.catalogue(), &request(given)).unwrap()
}

fn keys(text: &str) -> std::collections::BTreeSet<MaterialKey> {
    text.split_whitespace().map(|key| key.parse().unwrap()).collect()
}

/// The ids of the lines, in their order.
fn lines(plan: &Plan) -> String {
    join(plan.materials.iter().map(|line| &line.id))
}

fn fields(plan: &Plan) -> String {
    join(plan.form.fields().map(|field| &field.id))
}

fn line<'p>(plan: &'p Plan, id: &str) -> &'p Line {
    plan.materials
        .iter()
        .find(|line| line.id.to_string() == id)
        .unwrap_or_else(|| panic!("{id} is not asked for"))
}

fn field<'p>(plan: &'p Plan, id: &str) -> &'p LineField {
    plan.form
        .fields()
        .find(|field| field.id.to_string() == id)
        .unwrap_or_else(|| panic!("{id} is not asked for"))
}

/// Why an item's line with this name is not asked for.
fn reason(plan: &Plan, item: &str, name: &str) -> Reason {
    let of_item = |removed: &&Removed| removed.item.as_str() == item && removed.name == name;
    let removed = plan.removed.iter().find(of_item);
    removed
        .unwrap_or_else(|| panic!("{item}: {name} is asked for"))
        .reason
        .clone()
}

fn result_of(issuer: &str) -> Reason {
    Reason::ResultOf { issuer: issuer.into() }
}

fn join<T: ToString>(all: impl Iterator<Item = T>) -> String {
    all.map(|one| one.to_string()).collect::<Vec<_>>().join(" ")
}

fn items(plan: &Plan) -> String {
    join(plan.items.iter().map(|item| &item.id))
}

fn step<'p>(plan: &'p Plan, item: &str) -> &'p Step {
    plan.schedule
        .steps
        .iter()
        .find(|step| step.item == ItemId::from(item))
        .unwrap()
}
