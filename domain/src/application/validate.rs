//! The one road from a draft to an application.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::{Draft, Finding, Place, Provision, answered::answered, finding, relations};
use crate::{
    catalogue::{Catalogue, Element},
    id::{FieldKey, MaterialKey},
    plan::{LineField, Persons, Plan, PlanFault, Reason, SectionPart, plan},
    situation::{Situation, check_answers},
    value::{Checked, Rule, Weight, check_on},
};

/// A draft that passed: complete, in the form to store, with the plan it answers.
///
/// Only [`validate`] makes one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Application {
    plan: Plan,
    values: BTreeMap<FieldKey, String>,
    provisions: BTreeMap<MaterialKey, Provision>,
    promised: BTreeSet<MaterialKey>,
    warnings: Vec<Finding>,
}

impl Application {
    /// The plan it answers.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The values, in the form to store. Only fields of the plan are here.
    #[must_use]
    pub fn values(&self) -> &BTreeMap<FieldKey, String> {
        &self.values
    }

    /// How each paper is provided. Only papers of the plan are here.
    #[must_use]
    pub fn provisions(&self) -> &BTreeMap<MaterialKey, Provision> {
        &self.provisions
    }

    /// Papers replaced by a commitment.
    #[must_use]
    pub fn promised(&self) -> &BTreeSet<MaterialKey> {
        &self.promised
    }

    /// What is unusual and was let through.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }
}

/// Makes an application of a draft, or says everything that is still wrong.
///
/// Runs unchanged on the phone and on the server. `today` is the day of submission at the place of the authority.
///
/// # Errors
/// All findings, errors and warnings, sorted by place and code; at least one of them is an error.
pub fn validate(catalogue: &Catalogue, draft: &Draft, today: Date) -> Result<Application, Vec<Finding>> {
    if draft.fits().is_err() {
        return Err(vec![Finding::error(Place::Draft, "draft_too_big")]);
    }
    let request = draft.request(today);
    let plan = plan(catalogue, &request).map_err(|fault| {
        let code = match fault {
            PlanFault::UnknownTheme(_) => "theme_unknown",
            PlanFault::NoLimit(_) => "catalogue_gap",
        };
        vec![Finding::error(Place::Draft, code)]
    })?;
    let mut findings = Vec::new();
    if draft.catalogue_version != catalogue.version {
        findings.push(Finding::error(Place::Draft, "catalogue_changed"));
    }
    for (question, fault) in check_answers(catalogue, &draft.theme, &draft.answers) {
        findings.push(Finding::error(Place::Answer(question), fault.code()));
    }
    findings.extend(
        plan.next
            .iter()
            .map(|id| Finding::error(Place::Answer(id.clone()), "question_open")),
    );

    let values = check_values(catalogue, &plan, draft, today, &mut findings);
    if let Ok(situation) = Situation::new(catalogue, &draft.theme, draft.region.clone(), today, &draft.answers) {
        relations::check(
            catalogue,
            &Persons::of(&situation),
            &values,
            &answered(catalogue, &plan),
            &mut findings,
        );
    }
    let provisions = check_materials(&plan, draft, &mut findings);
    if !draft.declared {
        findings.push(Finding::error(Place::Declaration, "declaration_missing"));
    }

    findings.sort();
    findings.dedup();
    if findings.iter().any(|finding| finding.weight == Weight::Error) {
        return Err(findings);
    }
    let promised = promised(&plan);
    Ok(Application {
        plan,
        values,
        provisions,
        promised,
        warnings: findings,
    })
}

fn check_values(
    catalogue: &Catalogue,
    plan: &Plan,
    draft: &Draft,
    today: Date,
    findings: &mut Vec<Finding>,
) -> BTreeMap<FieldKey, String> {
    let mut values = BTreeMap::new();
    for section in &plan.form.sections {
        let persons = if section.repeats {
            persons_started(draft, section)
        } else {
            BTreeSet::from([1])
        };
        for no in persons {
            for field in &section.fields {
                let key = field.id.number(no);
                let typed = draft.values.get(&key).map_or("", String::as_str);
                let (value, faults) = check_field(catalogue, field, &key, typed, today);
                findings.extend(faults);
                values.extend(value.map(|value| (key, value)));
            }
        }
    }
    values
}

/// The numbers of the persons of a repeating role for whom something was typed; the first, when nothing was.
///
/// Numbers may have holes, as when the second of three shareholders was taken out again.
fn persons_started(draft: &Draft, section: &SectionPart) -> BTreeSet<u16> {
    let about =
        |key: &FieldKey| key.role == section.role && section.fields.iter().any(|field| field.id.what == key.what);
    let typed = draft
        .values
        .iter()
        .filter(|(key, value)| about(key) && !value.trim().is_empty());
    let mut persons: BTreeSet<u16> = typed.map(|(key, _)| key.no).collect();
    if persons.is_empty() {
        persons.insert(1);
    }
    persons
}

/// Checks one field of the merged form: the value to store, when it can be used, and what was found.
///
/// The same check runs while a person types and when the application arrives.
#[must_use]
pub fn check_field(
    catalogue: &Catalogue,
    field: &LineField,
    key: &FieldKey,
    typed: &str,
    today: Date,
) -> (Option<String>, Vec<Finding>) {
    let place = || Place::Value(key.clone());
    if typed.trim().is_empty() {
        let missing = field.required.then(|| Finding::error(place(), "required"));
        return (None, missing.into_iter().collect());
    }
    let checked = check_value(catalogue.elements.get(&key.what), field, typed, today);
    let findings = checked
        .faults
        .iter()
        .map(|fault| Finding {
            at: place(),
            code: fault.code.as_str().to_owned(),
            weight: fault.weight,
            rule: None,
        })
        .collect();
    (checked.normalised, findings)
}

fn check_value(element: Option<&Element>, field: &LineField, typed: &str, today: Date) -> Checked {
    let options: Vec<&str> = field.options.iter().map(|option| option.id.as_str()).collect();
    let other = || Rule {
        options: &options,
        ..Rule::default()
    };
    let rule = element.map_or_else(other, |element| element.rule(&options));
    check_on(field.kind, typed, &rule, today)
}

/// The papers that commitments replace in a plan.
fn promised(plan: &Plan) -> BTreeSet<MaterialKey> {
    let promised = plan
        .removed
        .iter()
        .filter(|removed| matches!(removed.reason, Reason::Promised { .. }));
    promised.filter_map(|removed| removed.part.clone()).collect()
}

fn check_materials(plan: &Plan, draft: &Draft, findings: &mut Vec<Finding>) -> BTreeMap<MaterialKey, Provision> {
    let mut provisions = BTreeMap::new();
    for line in &plan.materials {
        let code = match draft.provisions.get(&line.id) {
            Some(Provision::Files { files }) if files.is_empty() => Some("material_missing"),
            Some(Provision::Files { files }) if !files.iter().all(|file| file.complete) => Some("material_incomplete"),
            Some(Provision::Later) if line.deferrable.is_none() => Some("material_not_deferrable"),
            None => Some("material_missing"),
            Some(provision @ (Provision::Files { .. } | Provision::Later)) => {
                provisions.insert(line.id.clone(), provision.clone());
                None
            }
        };
        findings.extend(code.map(|code| finding::Finding::error(Place::Material(line.id.clone()), code)));
    }
    provisions
}
