//! Decides a condition exactly.
//!
//! Kleene's logic is exact as long as no open answer occurs twice and every open fact can still go both ways. A fact that
//! cannot (`area >= 0` where no area is smaller) is settled by the question alone. Where an answer occurs twice
//! (`area < 50 or area >= 50`) it is tried out cell by cell: all values that no fact can tell apart are one cell.

use std::collections::BTreeSet;

use super::{Answer, Situation, Truth};
use crate::{
    catalogue::{Compare, Condition, Fact, Question, QuestionKind, Test},
    id::{OptionId, QuestionId},
};

/// Something tried out or fixed about an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Assumption {
    /// The whole answer.
    Whole(QuestionId, Answer),
    /// Whether one option of a many-of question is chosen.
    Option(QuestionId, OptionId, bool),
}

/// What of an answer can vary by itself: a whole answer, or one option of a many-of question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unit {
    pub(super) question: QuestionId,
    option: Option<OptionId>,
}

pub(super) fn decide(situation: &Situation<'_>, condition: &Condition) -> Truth {
    let truth = kleene(situation, condition, None);
    if truth != Truth::Unknown {
        return truth;
    }
    let open = open_units(situation, condition);
    let Some(repeated) = first_repeated(&open) else {
        return Truth::Unknown;
    };
    let mut verdict = None;
    for cell in cells(situation, condition, repeated) {
        let branch = decide(&situation.assume(cell), condition);
        if branch == Truth::Unknown || verdict.is_some_and(|before| before != branch) {
            return Truth::Unknown;
        }
        verdict = Some(branch);
    }
    verdict.unwrap_or(Truth::Unknown)
}

impl Situation<'_> {
    pub(super) fn assume(&self, assumption: Assumption) -> Self {
        let mut tried = self.clone();
        tried.assumed.push(assumption);
        tried
    }
}

/// The questions whose own conditions led here. Questions cannot gate each other in a ring in a checked catalogue; in an
/// unchecked one a question met again counts as not asked, so that deciding comes to an end.
#[derive(Clone, Copy)]
struct Gate<'a> {
    question: &'a QuestionId,
    outer: Option<&'a Gate<'a>>,
}

impl<'a> Gate<'a> {
    /// One step further in, or none when the question was met before.
    fn enter(outer: Option<&'a Self>, question: &'a QuestionId) -> Option<Self> {
        let mut seen = outer;
        while let Some(gate) = seen {
            if gate.question == question {
                return None;
            }
            seen = gate.outer;
        }
        Some(Self { question, outer })
    }
}

fn kleene(situation: &Situation<'_>, condition: &Condition, gate: Option<&Gate<'_>>) -> Truth {
    match condition {
        Condition::Fact(fact) => fact_holds(situation, fact, gate),
        Condition::Not(inner) => !kleene(situation, inner, gate),
        Condition::All(parts) => settle(parts, Truth::No, Truth::and, |part| kleene(situation, part, gate)),
        Condition::Any(parts) => settle(parts, Truth::Yes, Truth::or, |part| kleene(situation, part, gate)),
    }
}

/// Joins the parts, and stops at one that settles the matter.
fn settle(
    parts: &[Condition],
    settled: Truth,
    join: fn(Truth, Truth) -> Truth,
    truth: impl Fn(&Condition) -> Truth,
) -> Truth {
    let mut all = !settled;
    for part in parts {
        all = join(all, truth(part));
        if all == settled {
            break;
        }
    }
    all
}

/// A fact holds when its question is asked and the answer passes; what the theme fixes holds without being asked.
fn fact_holds(situation: &Situation<'_>, fact: &Fact, gate: Option<&Gate<'_>>) -> Truth {
    if let Some(fixed) = situation.theme.assumes.get(&fact.question) {
        return fixed.passes(&fact.test).into();
    }
    if !situation.theme.questions.contains(&fact.question) {
        return Truth::No;
    }
    let Some(question) = situation.catalogue.questions.get(&fact.question) else {
        return Truth::No;
    };
    let asked = match &question.when {
        None => Truth::Yes,
        Some(when) => Gate::enter(gate, &fact.question).map_or(Truth::No, |gate| kleene(situation, when, Some(&gate))),
    };
    if asked == Truth::No {
        return Truth::No;
    }
    asked.and(answer_passes(situation, fact, question))
}

/// The test on the answer alone, whether or not the question is asked.
fn answer_passes(situation: &Situation<'_>, fact: &Fact, question: &Question) -> Truth {
    if let Some(answer) = situation.given.get(&fact.question) {
        return answer.passes(&fact.test).into();
    }
    for assumption in situation.assumed.iter().rev() {
        match assumption {
            Assumption::Whole(id, answer) if *id == fact.question => return answer.passes(&fact.test).into(),
            Assumption::Option(id, option, chosen) if *id == fact.question => {
                if matches!(&fact.test, Test::Has(tested) if tested == option) {
                    return (*chosen).into();
                }
            }
            Assumption::Whole(..) | Assumption::Option(..) => {}
        }
    }
    any_answer_passes(&fact.test, question)
}

/// What the question alone says about a test: yes when every answer passes, no when none does.
fn any_answer_passes(test: &Test, question: &Question) -> Truth {
    match (question.kind, test) {
        (QuestionKind::YesNo, Test::Yes) => Truth::Unknown,
        (QuestionKind::OneOf, Test::Is(options)) => {
            let passing = question
                .options
                .iter()
                .filter(|choice| options.contains(&choice.id))
                .count();
            match passing {
                0 => Truth::No,
                all if all == question.options.len() => Truth::Yes,
                _ => Truth::Unknown,
            }
        }
        (QuestionKind::ManyOf, Test::Has(option)) => {
            if question.options.iter().any(|choice| choice.id == *option) {
                Truth::Unknown
            } else {
                Truth::No
            }
        }
        (QuestionKind::Number, Test::Number(compare, limit)) => {
            let (min, max) = (question.min, question.max);
            if *compare == Compare::Equal {
                let outside = min.is_some_and(|min| *limit < min) || max.is_some_and(|max| *limit > max);
                return match (outside, min == max && min.is_some()) {
                    (true, _) => Truth::No,
                    (false, only) => {
                        if only {
                            Truth::Yes
                        } else {
                            Truth::Unknown
                        }
                    }
                };
            }
            // The other comparisons change at most once along the numbers, so the ends tell.
            let below = matches!(compare, Compare::Less | Compare::AtMost);
            let first = min.map_or(below, |min| compare.holds(min, *limit));
            let last = max.map_or(!below, |max| compare.holds(max, *limit));
            if first == last { first.into() } else { Truth::Unknown }
        }
        (QuestionKind::YesNo | QuestionKind::OneOf | QuestionKind::ManyOf | QuestionKind::Number, _) => Truth::No,
    }
}

/// The open units a condition depends on, each as often as it occurs, through the questions' own conditions too.
pub(super) fn open_units(situation: &Situation<'_>, condition: &Condition) -> Vec<Unit> {
    let mut units = Vec::new();
    collect(situation, condition, None, &mut units);
    units
}

fn collect(situation: &Situation<'_>, condition: &Condition, gate: Option<&Gate<'_>>, units: &mut Vec<Unit>) {
    if kleene(situation, condition, gate) != Truth::Unknown {
        return;
    }
    match condition {
        Condition::Not(inner) => collect(situation, inner, gate, units),
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| collect(situation, part, gate, units));
        }
        Condition::Fact(fact) => {
            let Some(question) = situation.catalogue.questions.get(&fact.question) else {
                return;
            };
            if let (Some(when), Some(gate)) = (&question.when, Gate::enter(gate, &fact.question)) {
                collect(situation, when, Some(&gate), units);
            }
            if answer_passes(situation, fact, question) == Truth::Unknown {
                let option = match &fact.test {
                    Test::Has(option) => Some(option.clone()),
                    Test::Yes | Test::Is(_) | Test::Number(..) => None,
                };
                units.push(Unit {
                    question: fact.question.clone(),
                    option,
                });
            }
        }
    }
}

fn first_repeated(units: &[Unit]) -> Option<&Unit> {
    let mut seen = BTreeSet::new();
    units.iter().find(|unit| !seen.insert(*unit))
}

/// One answer for each cell of values that the facts of a condition cannot tell apart.
pub(super) fn cells(situation: &Situation<'_>, condition: &Condition, unit: &Unit) -> Vec<Assumption> {
    let Some(question) = situation.catalogue.questions.get(&unit.question) else {
        return Vec::new();
    };
    if let Some(option) = &unit.option {
        return [true, false]
            .map(|chosen| Assumption::Option(unit.question.clone(), option.clone(), chosen))
            .into();
    }
    let answers = match question.kind {
        QuestionKind::YesNo => vec![Answer::YesNo(true), Answer::YesNo(false)],
        QuestionKind::OneOf => question
            .options
            .iter()
            .map(|choice| Answer::One(choice.id.clone()))
            .collect(),
        QuestionKind::Number => number_cells(situation, condition, &unit.question, question),
        // A test of another type on a many-of question never passes; any answer shows that.
        QuestionKind::ManyOf => vec![Answer::Many(BTreeSet::new())],
    };
    answers
        .into_iter()
        .map(|answer| Assumption::Whole(unit.question.clone(), answer))
        .collect()
}

/// Every threshold, its neighbours and the ends of the range: one number at least from each interval.
fn number_cells(situation: &Situation<'_>, condition: &Condition, id: &QuestionId, question: &Question) -> Vec<Answer> {
    let mut numbers = BTreeSet::new();
    let mut see = |fact: &Fact| {
        if let (true, Test::Number(_, limit)) = (fact.question == *id, &fact.test) {
            numbers.extend([limit.down(), *limit, limit.up()]);
        }
    };
    deep_facts(situation, condition, &mut see, 0);
    numbers.extend(question.min);
    numbers.extend(question.max);
    numbers
        .into_iter()
        .filter(|number| question.min.is_none_or(|min| *number >= min) && question.max.is_none_or(|max| *number <= max))
        .map(Answer::Number)
        .collect()
}

/// Calls `see` with every fact of a condition and of the conditions of the questions it reads.
///
/// Questions cannot gate each other in a ring in a checked catalogue; the depth guards against an unchecked one.
fn deep_facts(situation: &Situation<'_>, condition: &Condition, see: &mut impl FnMut(&Fact), depth: u8) {
    const DEEPEST: u8 = 8;
    condition.each_fact(&mut |fact| {
        see(fact);
        if depth < DEEPEST
            && let Some(when) = situation
                .catalogue
                .questions
                .get(&fact.question)
                .and_then(|q| q.when.as_ref())
        {
            deep_facts(situation, when, see, depth + 1);
        }
    });
}
