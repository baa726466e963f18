//! What is kept for each department of a checked application.

use yijian_domain::{
    application::{Application, split},
    catalogue::Catalogue,
    plan::{Applies, PlanItem},
};

use crate::storage::{NewPart, StoredPart};

/// The parts of an application, one for each item, in the order they start.
#[must_use]
pub fn new_parts(catalogue: &Catalogue, application: &Application) -> Vec<NewPart> {
    let plan = application.plan();
    let applying = |id: &_| -> Option<&PlanItem> {
        plan.items
            .iter()
            .find(|item| item.applies == Applies::Yes && item.id == *id)
    };
    split(catalogue, application)
        .iter()
        .map(|part| {
            let item = applying(&part.item);
            let department = catalogue.departments.get(&part.department);
            let step = plan.schedule.steps.iter().find(|step| step.item == part.item);
            let row = StoredPart {
                item: part.item.to_string(),
                name: item.map_or_else(|| part.item.to_string(), |item| item.name.clone()),
                name_en: item.and_then(|item| item.name_en.clone()),
                department: part.department.to_string(),
                department_name: department.map_or_else(|| part.department.to_string(), |known| known.name.clone()),
                department_name_en: department.and_then(|known| known.name_en.clone()),
                working_days: step.map_or(0, |step| step.ends),
            };
            let body = serde_json::to_string(part).expect("keys are texts and numbers are finite");
            NewPart { row, body }
        })
        .collect()
}
