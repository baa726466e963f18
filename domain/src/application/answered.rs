//! What answers stand for: fields that only repeat a question.

use std::collections::BTreeMap;

use crate::{
    catalogue::Catalogue,
    id::{FieldKey, QuestionId},
    plan::{Plan, Reason, RemovedKind},
    situation::Situation,
};

/// An answer that stands for a field.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    /// The question.
    pub(super) question: QuestionId,
    /// The answer as the field stores it.
    pub(super) value: String,
}

/// The fields of a plan that answers stand for, each with its value.
pub(super) fn answered(catalogue: &Catalogue, plan: &Plan) -> BTreeMap<FieldKey, Answered> {
    let Ok(situation) = Situation::new(catalogue, &plan.theme, plan.region.clone(), plan.on, &plan.answers) else {
        return BTreeMap::new();
    };
    let spared = plan
        .removed
        .iter()
        .filter(|removed| removed.kind == RemovedKind::Field && matches!(removed.reason, Reason::Answered { .. }));
    spared
        .filter_map(|removed| {
            let field = &catalogue
                .items
                .get(&removed.item)?
                .fields
                .get(usize::from(removed.at))?
                .field;
            let (question, value) = situation.repeated(catalogue.elements.get(&field.what)?)?;
            let question = question.clone();
            Some((field.clone(), Answered { question, value }))
        })
        .collect()
}
