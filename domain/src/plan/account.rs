//! Rule 1: nothing is lost. What is not asked for is written down here, with the reason.

use super::shape::{Reason, Removed, RemovedKind};
use crate::{
    catalogue::Condition,
    id::{ItemId, MaterialKey, QuestionId},
    situation::{Situation, Truth},
};

/// Collects what some item asks for and this person need not give.
#[derive(Debug, Default)]
pub(super) struct Account {
    removed: Vec<Removed>,
}

impl Account {
    pub(super) fn field(&mut self, item: &ItemId, at: usize, name: &str, reason: Reason) {
        self.note(RemovedKind::Field, item, at, name, None, reason);
    }

    pub(super) fn material(&mut self, item: &ItemId, at: usize, name: &str, part: Option<MaterialKey>, reason: Reason) {
        self.note(RemovedKind::Material, item, at, name, part, reason);
    }

    fn note(
        &mut self,
        kind: RemovedKind,
        item: &ItemId,
        at: usize,
        name: &str,
        part: Option<MaterialKey>,
        reason: Reason,
    ) {
        self.removed.push(Removed {
            kind,
            item: item.clone(),
            at: position(at),
            name: name.to_owned(),
            part,
            reason,
        });
    }

    /// Everything noted, in an order that does not depend on how the merge went about it.
    pub(super) fn finish(mut self) -> Vec<Removed> {
        self.removed.sort();
        self.removed
    }
}

/// The reason why a line with this condition is left out, or none when it is asked.
pub(super) fn left_out(situation: &Situation<'_>, condition: Option<&Condition>) -> Option<Reason> {
    let questions = || condition.map_or_else(Vec::new, questions_of);
    match situation.holds(condition) {
        Truth::Yes => None,
        Truth::Unknown => Some(Reason::NotYetKnown { questions: questions() }),
        Truth::No => Some(Reason::ConditionNo { questions: questions() }),
    }
}

fn questions_of(condition: &Condition) -> Vec<QuestionId> {
    let mut questions = Vec::new();
    condition.each_fact(&mut |fact| questions.push(fact.question.clone()));
    questions.sort();
    questions.dedup();
    questions
}

/// A position in an item's original form or list. Lists longer than 65,535 lines do not exist; they would be cut here.
pub(super) fn position(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
