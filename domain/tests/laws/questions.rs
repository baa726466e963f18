//! Generated questions, conditions over them and answers to them, and what a condition means, worked out the slow way.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, sample::Index};
use serde_json::json;
use yijian_domain::{
    catalogue::{Catalogue, Compare, Condition, Fact, Question, QuestionKind, Test, Theme},
    id::{OptionId, QuestionId, ThemeId},
    number::Number,
    situation::{Answer, Answers},
};

/// Numbers run from 0 to this one; thresholds also lie one outside.
const LARGEST: i32 = 3;

/// A question before it is written down: its kind, how many options, and what gates it.
pub(crate) type Draft = (QuestionKind, usize, Option<Tree>);

/// The shape of a condition; which question and which test a fact takes is settled when the questions are known.
#[derive(Debug, Clone)]
pub(crate) enum Tree {
    /// Question, test, and whether the test may be of another type than the question.
    Fact(Index, Index, bool),
    Not(Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

pub(crate) fn tree() -> impl Strategy<Value = Tree> {
    let fact = (any::<Index>(), any::<Index>(), prop::bool::weighted(0.05))
        .prop_map(|(question, test, other)| Tree::Fact(question, test, other));
    fact.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::All),
            prop::collection::vec(inner, 2..4).prop_map(Tree::Any),
        ]
    })
}

pub(crate) fn drafts(most: usize) -> impl Strategy<Value = Vec<Draft>> {
    let kind = prop_oneof![
        Just(QuestionKind::YesNo),
        Just(QuestionKind::OneOf),
        Just(QuestionKind::ManyOf),
        Just(QuestionKind::Number)
    ];
    prop::collection::vec((kind, 1..4_usize, prop::option::weighted(0.4, tree())), 1..=most)
}

/// The questions `q0`, `q1`, …; each may be gated by a condition on those before it.
pub(crate) fn questions(drafts: &[Draft]) -> BTreeMap<QuestionId, Question> {
    let mut questions = BTreeMap::new();
    for (n, (kind, options, gate)) in drafts.iter().enumerate() {
        let when = gate
            .as_ref()
            .filter(|_| n > 0)
            .map(|gate| condition(gate, &questions).to_string());
        let options: Vec<_> = ["a", "b", "c"]
            .iter()
            .take(*options)
            .map(|id| json!({ "id": id, "name": id }))
            .collect();
        let question = match kind {
            QuestionKind::YesNo => json!({ "ask": "?", "kind": "yes_no", "when": when }),
            QuestionKind::OneOf => json!({ "ask": "?", "kind": "one_of", "options": options, "when": when }),
            QuestionKind::ManyOf => json!({ "ask": "?", "kind": "many_of", "options": options, "when": when }),
            QuestionKind::Number => json!({ "ask": "?", "kind": "number", "min": 0, "max": LARGEST, "when": when }),
        };
        let question = serde_json::from_value(question).expect("a question as the catalogue writes it");
        questions.insert(QuestionId::from(format!("q{n}").as_str()), question);
    }
    questions
}

/// The condition of this shape over these questions.
pub(crate) fn condition(tree: &Tree, questions: &BTreeMap<QuestionId, Question>) -> Condition {
    let parts = |trees: &[Tree]| trees.iter().map(|tree| condition(tree, questions)).collect();
    match tree {
        Tree::Not(inner) => Condition::Not(Box::new(condition(inner, questions))),
        Tree::All(trees) => Condition::All(parts(trees)),
        Tree::Any(trees) => Condition::Any(parts(trees)),
        Tree::Fact(which, test, other) => {
            let all: Vec<_> = questions.iter().collect();
            let (id, question) = all[which.index(all.len())];
            let kind = if *other { QuestionKind::Number } else { question.kind };
            let tests = tests(kind, question);
            Condition::Fact(Fact {
                question: id.clone(),
                test: tests[test.index(tests.len())].clone(),
            })
        }
    }
}

fn tests(kind: QuestionKind, question: &Question) -> Vec<Test> {
    let options: Vec<OptionId> = question.options.iter().map(|choice| choice.id.clone()).collect();
    match kind {
        QuestionKind::YesNo => vec![Test::Yes],
        QuestionKind::ManyOf => options.into_iter().map(Test::Has).collect(),
        QuestionKind::OneOf => subsets(&options)
            .into_iter()
            .filter(|set| !set.is_empty())
            .map(|set| Test::Is(set.into_iter().collect()))
            .collect(),
        QuestionKind::Number => {
            let compares = [
                Compare::Less,
                Compare::AtMost,
                Compare::Equal,
                Compare::AtLeast,
                Compare::More,
            ];
            let limits = -1..=LARGEST + 1;
            limits
                .flat_map(|limit| compares.map(|compare| Test::Number(compare, Number::whole(limit))))
                .collect()
        }
    }
}

fn subsets(options: &[OptionId]) -> Vec<BTreeSet<OptionId>> {
    let mut all = vec![BTreeSet::new()];
    for option in options {
        let with: Vec<_> = all
            .iter()
            .map(|set| set.iter().chain([option]).cloned().collect())
            .collect();
        all.extend(with);
    }
    all
}

/// One answer from each group that no test can tell apart.
pub(crate) fn answers(question: &Question) -> Vec<Answer> {
    let options: Vec<OptionId> = question.options.iter().map(|choice| choice.id.clone()).collect();
    match question.kind {
        QuestionKind::YesNo => vec![Answer::YesNo(false), Answer::YesNo(true)],
        QuestionKind::OneOf => options.into_iter().map(Answer::One).collect(),
        QuestionKind::ManyOf => subsets(&options).into_iter().map(Answer::Many).collect(),
        QuestionKind::Number => {
            let halves = 0..=2 * LARGEST;
            halves
                .map(|n| Answer::Number(Number::try_from(f64::from(n) / 2.0).expect("a small number")))
                .collect()
        }
    }
}

/// Every way of answering the questions that keeps what is given.
pub(crate) fn completions(questions: &BTreeMap<QuestionId, Question>, given: &Answers) -> Vec<Answers> {
    let mut all = vec![Answers::new()];
    for (id, question) in questions {
        let choices = given
            .get(id)
            .map_or_else(|| answers(question), |answer| vec![answer.clone()]);
        let with = |before: &Answers, answer: &Answer| {
            let mut after = before.clone();
            after.insert(id.clone(), answer.clone());
            after
        };
        all = all
            .iter()
            .flat_map(|before| choices.iter().map(move |answer| with(before, answer)))
            .collect();
    }
    all
}

/// What a condition means when everything is answered.
pub(crate) fn holds(catalogue: &Catalogue, theme: &Theme, condition: &Condition, all: &Answers) -> bool {
    match condition {
        Condition::Not(inner) => !holds(catalogue, theme, inner, all),
        Condition::All(parts) => parts.iter().all(|part| holds(catalogue, theme, part, all)),
        Condition::Any(parts) => parts.iter().any(|part| holds(catalogue, theme, part, all)),
        Condition::Fact(Fact { question, test }) => {
            if let Some(fixed) = theme.assumes.get(question) {
                return passes(fixed, test);
            }
            asked(catalogue, theme, question, all) && passes(&all[question], test)
        }
    }
}

/// Whether a question is asked when everything is answered.
pub(crate) fn asked(catalogue: &Catalogue, theme: &Theme, question: &QuestionId, all: &Answers) -> bool {
    let when = catalogue.questions[question].when.as_ref();
    theme.questions.contains(question) && when.is_none_or(|when| holds(catalogue, theme, when, all))
}

fn passes(answer: &Answer, test: &Test) -> bool {
    match (answer, test) {
        (Answer::YesNo(yes), Test::Yes) => *yes,
        (Answer::One(one), Test::Is(options)) => options.contains(one),
        (Answer::Many(many), Test::Has(option)) => many.contains(option),
        (Answer::Number(left), Test::Number(compare, right)) => match compare {
            Compare::Less => left < right,
            Compare::AtMost => left <= right,
            Compare::Equal => left == right,
            Compare::AtLeast => left >= right,
            Compare::More => left > right,
        },
        _ => false,
    }
}

/// A catalogue with one theme that asks these questions but for those it answers itself.
pub(crate) fn catalogue(questions: BTreeMap<QuestionId, Question>, assumes: &Answers) -> (Catalogue, ThemeId) {
    let id = ThemeId::from("theme");
    let asked: Vec<_> = questions.keys().filter(|id| !assumes.contains_key(*id)).collect();
    let theme: Theme = serde_json::from_value(json!({
        "name": "t", "audience": "business", "stage": "open", "summary": "s", "who": "w", "how": "h",
        "questions": asked, "items": [], "source": "own", "assumes": assumes,
    }))
    .expect("a theme as the catalogue writes it");
    let catalogue = Catalogue {
        questions,
        themes: BTreeMap::from([(id.clone(), theme)]),
        ..Catalogue::default()
    };
    (catalogue, id)
}
