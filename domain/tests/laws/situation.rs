//! Laws of the situation over generated questions, conditions and answers, against trying out every way of answering.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::{prelude::*, sample::Index};
use yijian_domain::{
    catalogue::{Catalogue, Condition},
    id::{QuestionId, ThemeId},
    situation::{Answers, Situation, Truth, next_questions},
};

use crate::questions::{self, Draft, Tree};

const TODAY: Date = date(2026, 11, 23);

/// A catalogue of questions, what the theme answers itself, what is answered so far, and conditions.
#[derive(Debug)]
struct Case {
    catalogue: Catalogue,
    theme: ThemeId,
    given: Answers,
    conditions: Vec<Condition>,
}

impl Case {
    fn new(drafts: &[Draft], answered: &[Option<Index>], assumed: Option<Index>, trees: &[Tree]) -> Self {
        let questions = questions::questions(drafts);
        let pick = |id: &QuestionId, index: &Index| {
            let answers = questions::answers(&questions[id]);
            (id.clone(), answers[index.index(answers.len())].clone())
        };
        let ids: Vec<&QuestionId> = questions.keys().collect();
        let assumes: Answers = assumed
            .iter()
            .map(|index| pick(ids[index.index(ids.len())], index))
            .collect();
        let open = ids.iter().zip(answered).filter(|(id, _)| !assumes.contains_key(**id));
        let given = open.filter_map(|(id, index)| Some(pick(id, index.as_ref()?))).collect();
        let conditions = trees
            .iter()
            .map(|tree| questions::condition(tree, &questions))
            .collect();
        let (catalogue, theme) = questions::catalogue(questions, &assumes);
        Self {
            catalogue,
            theme,
            given,
            conditions,
        }
    }

    fn situation(&self, answers: &Answers) -> Situation<'_> {
        Situation::new(&self.catalogue, &self.theme, None, TODAY, answers).expect("the theme is there")
    }

    fn completions(&self) -> Vec<Answers> {
        questions::completions(&self.catalogue.questions, &self.given)
    }

    fn holds(&self, condition: &Condition, all: &Answers) -> bool {
        questions::holds(&self.catalogue, &self.catalogue.themes[&self.theme], condition, all)
    }

    fn asked(&self, question: &QuestionId, all: &Answers) -> bool {
        questions::asked(&self.catalogue, &self.catalogue.themes[&self.theme], question, all)
    }

    /// The questions whose answer can still change a condition, by comparing every two ways of answering that differ in
    /// that question only.
    fn worth_asking(&self) -> Vec<QuestionId> {
        let completions = self.completions();
        let verdicts = |all: &Answers| self.conditions.iter().map(|c| self.holds(c, all)).collect::<Vec<_>>();
        let theme = &self.catalogue.themes[&self.theme];
        let open = theme.questions.iter().filter(|id| !self.given.contains_key(*id));
        open.filter(|id| completions.iter().all(|all| self.asked(id, all)))
            .filter(|id| {
                let mut seen: BTreeMap<Answers, Vec<bool>> = BTreeMap::new();
                completions.iter().any(|all| {
                    let mut others = all.clone();
                    others.remove(*id);
                    let verdicts = verdicts(all);
                    *seen.entry(others).or_insert_with(|| verdicts.clone()) != verdicts
                })
            })
            .cloned()
            .collect()
    }
}

fn truth(verdicts: impl Iterator<Item = bool>) -> Truth {
    let (mut some, mut none) = (false, false);
    for verdict in verdicts {
        some |= verdict;
        none |= !verdict;
    }
    match (some, none) {
        (true, true) => Truth::Unknown,
        (some, _) => some.into(),
    }
}

fn case() -> impl Strategy<Value = Case> {
    let answered = prop::collection::vec(prop::option::of(any::<Index>()), 4);
    let assumed = prop::option::weighted(0.2, any::<Index>());
    let trees = prop::collection::vec(questions::tree(), 1..4);
    (questions::drafts(4), answered, assumed, trees)
        .prop_map(|(drafts, answered, assumed, trees)| Case::new(&drafts, &answered, assumed, &trees))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Yes when every way of answering the open questions makes it true, no when every way makes it false.
    #[test]
    fn a_condition_is_decided_exactly(case in case()) {
        let situation = case.situation(&case.given);
        let completions = case.completions();
        for condition in &case.conditions {
            let expected = truth(completions.iter().map(|all| case.holds(condition, all)));
            prop_assert_eq!(situation.holds(Some(condition)), expected, "{}", condition);
        }
        for question in case.catalogue.themes[&case.theme].questions.iter() {
            let expected = truth(completions.iter().map(|all| case.asked(question, all)));
            prop_assert_eq!(situation.asks(question), expected, "{}", question);
        }
    }

    #[test]
    fn a_question_is_asked_exactly_when_its_answer_can_still_change_something(case in case()) {
        prop_assert_eq!(next_questions(&case.situation(&case.given), &case.conditions), case.worth_asking());
    }

    /// As long as something is open there is a question to ask about it.
    #[test]
    fn nothing_stays_open_without_a_question(case in case()) {
        let situation = case.situation(&case.given);
        let open = case.conditions.iter().any(|condition| situation.holds(Some(condition)) == Truth::Unknown);
        prop_assert_eq!(open, !next_questions(&situation, &case.conditions).is_empty());
    }

    #[test]
    fn dropping_answers_that_do_not_count_changes_nothing_and_twice_is_once(case in case()) {
        let before = case.situation(&case.given);
        let counting = before.answers();
        let after = case.situation(&counting);
        prop_assert_eq!(&after.answers(), &counting);
        prop_assert_eq!(next_questions(&before, &case.conditions), next_questions(&after, &case.conditions));
        for condition in &case.conditions {
            prop_assert_eq!(before.holds(Some(condition)), after.holds(Some(condition)));
        }
    }

    #[test]
    fn an_answer_on_an_abandoned_branch_never_has_an_effect(case in case()) {
        let before = case.situation(&case.given);
        let counting = before.answers();
        for abandoned in case.given.keys().filter(|id| !counting.contains_key(*id)) {
            for other in questions::answers(&case.catalogue.questions[abandoned]) {
                let mut given = case.given.clone();
                given.insert(abandoned.clone(), other);
                let changed = case.situation(&given);
                prop_assert_eq!(&changed.answers(), &counting);
                for condition in &case.conditions {
                    prop_assert_eq!(before.holds(Some(condition)), changed.holds(Some(condition)));
                }
            }
        }
    }

    #[test]
    fn a_condition_reads_back_as_it_prints(case in case()) {
        for condition in &case.conditions {
            let back = Condition::try_from(condition.to_string());
            let same = back.map(|back| case.completions().iter().all(|all| case.holds(condition, all) == case.holds(&back, all)));
            prop_assert_eq!(same, Ok(true));
        }
    }
}
