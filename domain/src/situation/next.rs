//! Which questions are still worth asking.

use super::{
    Situation, Truth,
    decide::{self, Unit},
};
use crate::{catalogue::Condition, id::QuestionId};

/// The open questions, in the theme's order, whose answer can still change one of the conditions.
///
/// `conditions` are all that the plan would read: for each line the item's own condition and the line's.
#[must_use]
pub fn next_questions(situation: &Situation<'_>, conditions: &[Condition]) -> Vec<QuestionId> {
    let open: Vec<Open<'_>> = conditions
        .iter()
        .filter(|condition| situation.holds(Some(condition)) == Truth::Unknown)
        .map(|condition| Open::new(situation, condition))
        .collect();
    let theme = situation.theme;
    theme
        .questions
        .iter()
        .filter(|id| !situation.given.contains_key(*id) && !theme.assumes.contains_key(*id))
        .filter(|id| situation.asks(id) == Truth::Yes)
        .filter(|id| open.iter().any(|condition| condition.depends_on(situation, id)))
        .cloned()
        .collect()
}

/// A condition that open questions still decide.
struct Open<'a> {
    condition: &'a Condition,
    units: Vec<Unit>,
    /// No unit occurs twice.
    once: bool,
}

impl<'a> Open<'a> {
    fn new(situation: &Situation<'_>, condition: &'a Condition) -> Self {
        let units = decide::open_units(situation, condition);
        let once = units.iter().enumerate().all(|(i, unit)| !units[..i].contains(unit));
        Self { condition, units, once }
    }

    /// Whether the answer to a question can change the condition, given some way of answering the other open questions.
    fn depends_on(&self, situation: &Situation<'_>, question: &QuestionId) -> bool {
        let mut own = self.units.iter().filter(|unit| unit.question == *question);
        // Where nothing occurs twice, every open unit decides for some answers to the others.
        if self.once {
            own.next().is_some()
        } else {
            own.any(|unit| unit_matters(situation, self.condition, unit))
        }
    }
}

fn unit_matters(situation: &Situation<'_>, condition: &Condition, unit: &Unit) -> bool {
    let verdicts: Vec<_> = decide::cells(situation, condition, unit)
        .into_iter()
        .map(|cell| situation.assume(cell).holds(Some(condition)))
        .collect();
    if verdicts.contains(&Truth::Yes) && verdicts.contains(&Truth::No) {
        return true;
    }
    if !verdicts.contains(&Truth::Unknown) {
        return false;
    }
    // Settle another open unit each way and look again.
    let units = decide::open_units(situation, condition);
    units.iter().find(|other| *other != unit).is_some_and(|other| {
        decide::cells(situation, condition, other)
            .into_iter()
            .any(|cell| unit_matters(&situation.assume(cell), condition, unit))
    })
}
