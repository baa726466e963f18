//! Rule 7: it can be taken apart again. Each department gets its own original form and list, under its own names.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Application, Provision,
    answered::{Answered, answered},
};
use crate::{
    catalogue::Catalogue,
    id::{DepartmentId, ElementId, FieldKey, ItemId, MaterialKey},
    plan::{Applies, Reason, Removed, RemovedKind, SectionPart},
    value::{ResidentId, date, resident_id::Sex},
};

/// One item's share of an application (子办件).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Part {
    /// The item.
    pub item: ItemId,
    /// Who decides.
    pub department: DepartmentId,
    /// Its original form, every field in its own order.
    pub form: Vec<PartField>,
    /// Its original list, every line in its own order; a bundled line has one entry for each paper.
    pub materials: Vec<PartMaterial>,
}

/// One field of an original form, filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartField {
    /// The form's own label.
    pub label: String,
    /// What stands in it.
    pub value: PartValue,
}

/// What stands in an original field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum PartValue {
    /// What the applicant typed. Of a repeating role one value for each person, in the same order in every field of
    /// that role, and an empty text where this person left an optional field empty.
    Typed {
        /// The values; none when the field was left empty.
        values: Vec<String>,
    },
    /// It follows from another field.
    Derived {
        /// The values, as for what is typed; an empty text where one could not be worked out.
        values: Vec<String>,
    },
    /// It only repeats a question that has an answer.
    Answered {
        /// The answer in the form in which the field stores it.
        value: String,
    },
    /// It will come with another item's result.
    Result {
        /// That item.
        issuer: ItemId,
    },
    /// It does not apply in this situation.
    NotAsked,
}

/// One line of an original list, provided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartMaterial {
    /// The list's own name.
    pub name: String,
    /// The paper, where one is provided or known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<MaterialKey>,
    /// How it is provided.
    pub given: Given,
}

/// How a paper of an original list is provided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Given {
    /// By the applicant.
    Provided {
        /// As files, or later.
        provision: Provision,
    },
    /// Not by the applicant, for this reason.
    Spared {
        /// The reason.
        reason: Reason,
    },
}

/// Takes an application apart: one part for each item that applies, in the plan's order.
///
/// Every field and every line of each item's original form and list is in its part, and nothing that only others need.
#[must_use]
pub fn split(catalogue: &Catalogue, application: &Application) -> Vec<Part> {
    let plan = application.plan();
    let answers = answered(catalogue, plan);
    plan.items
        .iter()
        .filter(|item| item.applies == Applies::Yes)
        .map(|item| Part {
            item: item.id.clone(),
            department: item.department.clone(),
            form: form(catalogue, application, &answers, &item.id),
            materials: materials(application, &item.id),
        })
        .collect()
}

fn form(
    catalogue: &Catalogue,
    application: &Application,
    answers: &BTreeMap<FieldKey, Answered>,
    item: &ItemId,
) -> Vec<PartField> {
    let plan = application.plan();
    let mut fields: BTreeMap<u16, PartField> = BTreeMap::new();
    for line in plan.form.fields() {
        for asked in line.asked_by.iter().filter(|asked| asked.item == *item) {
            let value = PartValue::Typed {
                values: typed(application, &line.id),
            };
            fields.insert(
                asked.at,
                PartField {
                    label: asked.label.clone(),
                    value,
                },
            );
        }
    }
    for removed in plan
        .removed
        .iter()
        .filter(|r| r.item == *item && r.kind == RemovedKind::Field)
    {
        let original = catalogue
            .items
            .get(item)
            .and_then(|item| item.fields.get(usize::from(removed.at)));
        let value = spared_value(application, answers, original.map(|field| &field.field), removed);
        fields.insert(
            removed.at,
            PartField {
                label: removed.name.clone(),
                value,
            },
        );
    }
    fields.into_values().collect()
}

/// The values of a field, of all persons when its role repeats.
fn typed(application: &Application, key: &FieldKey) -> Vec<String> {
    let values = application.values();
    let repeats = |section: &&SectionPart| section.repeats && section.role == key.role;
    let Some(section) = application.plan().form.sections.iter().find(repeats) else {
        return values.get(key).cloned().into_iter().collect();
    };
    let persons: BTreeSet<u16> = values
        .keys()
        .filter(|key| key.role == section.role)
        .map(|key| key.no)
        .collect();
    persons
        .into_iter()
        .map(|no| values.get(&key.number(no)).cloned().unwrap_or_default())
        .collect()
}

fn spared_value(
    application: &Application,
    answers: &BTreeMap<FieldKey, Answered>,
    field: Option<&FieldKey>,
    removed: &Removed,
) -> PartValue {
    let element = field.map(|key| &key.what);
    match &removed.reason {
        Reason::DerivedFrom { field } => {
            let derived = |id: &String| element.and_then(|element| derive(element, id)).unwrap_or_default();
            PartValue::Derived {
                values: typed(application, field).iter().map(derived).collect(),
            }
        }
        Reason::Answered { .. } => field
            .and_then(|key| answers.get(key))
            .map_or(PartValue::NotAsked, |answer| PartValue::Answered {
                value: answer.value.clone(),
            }),
        Reason::ResultOf { issuer } => PartValue::Result { issuer: issuer.clone() },
        Reason::ConditionNo { .. }
        | Reason::NotYetKnown { .. }
        | Reason::AskedTwice { .. }
        | Reason::HeldByDepartment { .. }
        | Reason::AlreadyGiven
        | Reason::Promised { .. }
        | Reason::GeneratedForm => PartValue::NotAsked,
    }
}

/// Works out what an identity number says (GB 11643): birth date and sex, the elements of `Element::DERIVED`.
fn derive(element: &ElementId, id: &str) -> Option<String> {
    let id = ResidentId::parse(id).ok()?;
    match element.as_str() {
        "birth_date" => Some(date::write(id.birth_date())),
        "sex" => Some(match id.sex() {
            Sex::Female => "female".to_owned(),
            Sex::Male => "male".to_owned(),
        }),
        _ => None,
    }
}

fn materials(application: &Application, item: &ItemId) -> Vec<PartMaterial> {
    let plan = application.plan();
    let mut lines: BTreeMap<(u16, Option<MaterialKey>), PartMaterial> = BTreeMap::new();
    for line in &plan.materials {
        let provision = application.provisions().get(&line.id);
        for asked in line.asked_by.iter().filter(|asked| asked.item == *item) {
            let given = provision.map(|provision| Given::Provided {
                provision: provision.clone(),
            });
            let part = given.map(|given| PartMaterial {
                name: asked.name.clone(),
                paper: Some(line.id.clone()),
                given,
            });
            lines.extend(part.map(|part| ((asked.at, Some(line.id.clone())), part)));
        }
    }
    for removed in plan
        .removed
        .iter()
        .filter(|r| r.item == *item && r.kind == RemovedKind::Material)
    {
        let part = PartMaterial {
            name: removed.name.clone(),
            paper: removed.part.clone(),
            given: Given::Spared {
                reason: removed.reason.clone(),
            },
        };
        lines.insert((removed.at, removed.part.clone()), part);
    }
    lines.into_values().collect()
}
