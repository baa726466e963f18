//! Walks one journey and notes what it reaches.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use serde::Deserialize;
use yijian_domain::{
    catalogue::{Catalogue, MaterialUse, RegionCode},
    id::{ItemId, MaterialId, MaterialKey, QuestionId, ThemeId},
    plan::{Applies, Persons, Plan, Reason, Removed, RemovedKind, Request, plan},
    situation::{Answer, Answers, Situation, Truth},
};

/// The day all journeys begin on.
const TODAY: Date = date(2026, 11, 23);

/// A journey file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Journey {
    pub(crate) theme: ThemeId,
    pub(crate) title: String,
    region: RegionCode,
    /// In the order they are asked.
    answers: Vec<(QuestionId, Answer)>,
    /// Exactly these apply.
    items: BTreeSet<ItemId>,
    /// Papers that are asked for.
    needs: Vec<MaterialKey>,
    /// Papers that some item asks for and nobody brings.
    spared: Vec<MaterialKey>,
    /// Everything can be decided in one sitting (秒批): nobody looks at it first.
    #[serde(default)]
    instant: bool,
    /// Answers that are changed at the end, each by itself.
    #[serde(default)]
    changes: Vec<Change>,
}

/// One answer changed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    question: QuestionId,
    answer: Answer,
    /// The answers that no longer count.
    dropped: BTreeSet<QuestionId>,
}

/// Walks a journey: what it reaches, and everything that is not as the journey says.
pub(crate) fn walk(catalogue: &Catalogue, journey: &Journey) -> (Reached, Vec<String>) {
    let mut walker = Walker {
        catalogue,
        journey,
        reached: Reached::default(),
        faults: Vec::new(),
    };
    let answers = walker.answer();
    if let Some(plan) = walker.plan(&answers) {
        walker.arrive(&plan, &answers);
        for change in &journey.changes {
            walker.change(&answers, change);
        }
    }
    (walker.reached, walker.faults)
}

struct Walker<'a> {
    catalogue: &'a Catalogue,
    journey: &'a Journey,
    reached: Reached,
    faults: Vec<String>,
}

impl Walker<'_> {
    fn plan(&mut self, answers: &Answers) -> Option<Plan> {
        let journey = self.journey;
        let request = Request::new(
            journey.theme.clone(),
            answers.clone(),
            Some(journey.region.clone()),
            TODAY,
        );
        match plan(self.catalogue, &request) {
            Ok(plan) => {
                self.reached.note(self.catalogue, &plan);
                Some(plan)
            }
            Err(fault) => {
                self.faults.push(fault.to_string());
                None
            }
        }
    }

    /// Gives the answers, each when its question is the next one.
    fn answer(&mut self) -> Answers {
        let mut answers = Answers::new();
        for (question, answer) in &self.journey.answers {
            let Some(plan) = self.plan(&answers) else { break };
            if plan.next.first() != Some(question) {
                self.faults.push(format!(
                    "`{question}` is not the next question but one of {:?}",
                    plan.next
                ));
            }
            self.reached.questions.insert(question.clone());
            answers.insert(question.clone(), answer.clone());
        }
        answers
    }

    fn arrive(&mut self, plan: &Plan, answers: &Answers) {
        if !plan.complete || plan.answers != *answers {
            self.faults.push(format!("questions are left: {:?}", plan.next));
        }
        let items: BTreeSet<_> = plan.items.iter().map(|item| item.id.clone()).collect();
        if items != self.journey.items || plan.items.iter().any(|item| item.applies == Applies::Maybe) {
            let more: Vec<_> = items.difference(&self.journey.items).collect();
            let less: Vec<_> = self.journey.items.difference(&items).collect();
            self.faults
                .push(format!("also applies {more:?}, does not apply {less:?}"));
        }
        let situation = Situation::new(self.catalogue, &plan.theme, plan.region.clone(), plan.on, answers)
            .expect("the plan knew the theme");
        let decided = |id: &ItemId| situation.instant(&self.catalogue.items[id]) == Truth::Yes;
        let at_once = plan
            .items
            .iter()
            .all(|item| item.inspection.is_empty() && decided(&item.id));
        if at_once != self.journey.instant {
            self.faults.push(format!("is decided in one sitting: {at_once}"));
        }
        let persons = Persons::of(&situation);
        for key in &self.journey.needs {
            if !plan.materials.iter().any(|line| line.id == persons.unify(key)) {
                self.faults.push(format!("`{key}` is not asked for"));
            }
        }
        for key in self.journey.spared.iter().map(|key| persons.unify(key)) {
            if !plan
                .removed
                .iter()
                .any(|removed| spares(self.catalogue, &persons, removed, &key))
            {
                self.faults.push(format!("`{key}` is not spared"));
            }
            if plan.materials.iter().any(|line| line.id == key) {
                self.faults.push(format!("`{key}` is asked for"));
            }
        }
    }

    fn change(&mut self, answers: &Answers, change: &Change) {
        let mut changed = answers.clone();
        if changed.insert(change.question.clone(), change.answer.clone()).as_ref() == Some(&change.answer) {
            self.faults.push(format!("`{}` is not changed", change.question));
        }
        let Some(plan) = self.plan(&changed) else { return };
        let dropped: BTreeSet<_> = changed
            .keys()
            .filter(|id| !plan.answers.contains_key(*id))
            .cloned()
            .collect();
        if dropped != change.dropped {
            self.faults
                .push(format!("changing `{}` drops {dropped:?}", change.question));
        }
    }
}

/// Whether a removed line stands for this paper, for a reason other than its condition.
fn spares(catalogue: &Catalogue, persons: &Persons, removed: &Removed, key: &MaterialKey) -> bool {
    if removed.kind == RemovedKind::Field || !is_spared(&removed.reason) {
        return false;
    }
    match &removed.part {
        Some(part) => part == key,
        None => original(catalogue, removed).is_some_and(|wants| papers(wants).any(|own| persons.unify(own) == *key)),
    }
}

fn is_spared(reason: &Reason) -> bool {
    !matches!(reason, Reason::ConditionNo { .. } | Reason::NotYetKnown { .. })
}

fn original<'c>(catalogue: &'c Catalogue, removed: &Removed) -> Option<&'c MaterialUse> {
    catalogue
        .items
        .get(&removed.item)?
        .materials
        .get(usize::from(removed.at))
}

fn papers(wants: &MaterialUse) -> impl Iterator<Item = &MaterialKey> {
    wants.alternatives().flat_map(|way| &way.0)
}

/// What journeys reach.
#[derive(Default)]
pub(crate) struct Reached {
    questions: BTreeSet<QuestionId>,
    items: BTreeSet<ItemId>,
    materials: BTreeSet<MaterialId>,
}

impl Reached {
    /// Everything a theme has.
    pub(crate) fn all(catalogue: &Catalogue, theme: &ThemeId) -> Self {
        let theme = &catalogue.themes[theme];
        let items = theme.items.iter().map(|id| &catalogue.items[id]);
        Self {
            questions: theme.questions.iter().cloned().collect(),
            items: theme.items.iter().cloned().collect(),
            materials: items
                .flat_map(|item| &item.materials)
                .flat_map(papers)
                .map(|key| key.what.clone())
                .collect(),
        }
    }

    /// What a plan asks for, offers instead, or spares.
    fn note(&mut self, catalogue: &Catalogue, plan: &Plan) {
        let applying = plan.items.iter().filter(|item| item.applies == Applies::Yes);
        self.items.extend(applying.map(|item| item.id.clone()));
        for line in &plan.materials {
            self.materials.insert(line.id.what.clone());
            self.materials.extend(
                line.alternatives
                    .iter()
                    .flat_map(|way| &way.0)
                    .map(|key| key.what.clone()),
            );
        }
        for removed in plan
            .removed
            .iter()
            .filter(|r| r.kind == RemovedKind::Material && is_spared(&r.reason))
        {
            self.materials.extend(removed.part.iter().map(|key| key.what.clone()));
            self.materials.extend(
                original(catalogue, removed)
                    .into_iter()
                    .flat_map(papers)
                    .map(|key| key.what.clone()),
            );
        }
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.questions.extend(other.questions);
        self.items.extend(other.items);
        self.materials.extend(other.materials);
    }

    /// What `reached` does not have, as text.
    pub(crate) fn without(&self, reached: &Self) -> Vec<String> {
        let questions = self
            .questions
            .difference(&reached.questions)
            .map(|id| format!("question {id}"));
        let items = self.items.difference(&reached.items).map(|id| format!("item {id}"));
        let materials = self
            .materials
            .difference(&reached.materials)
            .map(|id| format!("material {id}"));
        questions.chain(items).chain(materials).collect()
    }
}
