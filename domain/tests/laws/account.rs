//! Whether a plan accounts for everything its items ask for, exactly once and for a true reason.

use std::collections::{BTreeMap, BTreeSet};

use yijian_domain::{
    catalogue::{Catalogue, FieldUse, Item, MaterialKind, MaterialUse},
    id::{FieldKey, ItemId, MaterialKey, QuestionId, RoleId},
    plan::{Applies, Persons, Plan, Reason, RemovedKind, Request},
    situation::{Situation, Truth, written},
};

/// What became of one line of an item.
#[derive(Debug, Clone, PartialEq)]
enum Fate {
    /// It is part of a field of the merged form.
    Field(FieldKey),
    /// It is part of a paper of the merged materials.
    Paper(MaterialKey),
    /// It need not be given.
    Spared(Option<MaterialKey>, Reason),
}

type Fates = BTreeMap<(ItemId, RemovedKind, u16), Vec<(String, Fate)>>;

/// # Panics
/// When something is lost, counted twice, invented, or spared for a reason that is not true.
pub(crate) fn nothing_is_lost(catalogue: &Catalogue, request: &Request, plan: &Plan) {
    let situation = Situation::new(
        catalogue,
        &request.theme,
        request.region.clone(),
        request.on,
        &request.answers,
    );
    let situation = situation.expect("the plan knew the theme");
    let book = Book {
        catalogue,
        request,
        plan,
        persons: Persons::of(&situation),
        situation,
    };
    let mut fates = fates(plan);
    for item_id in plan
        .items
        .iter()
        .filter(|item| item.applies == Applies::Yes)
        .map(|item| &item.id)
    {
        let item = &catalogue.items[item_id];
        for (at, field) in (0..).zip(&item.fields) {
            let found = fates
                .remove(&(item_id.clone(), RemovedKind::Field, at))
                .unwrap_or_default();
            book.field(item_id, field, &found);
        }
        for (at, wants) in (0..).zip(&item.materials) {
            let found = fates
                .remove(&(item_id.clone(), RemovedKind::Material, at))
                .unwrap_or_default();
            book.material(item_id, item, wants, &found);
        }
    }
    assert!(fates.is_empty(), "nobody asked for {fates:?}");
}

fn fates(plan: &Plan) -> Fates {
    let mut fates = Fates::new();
    let mut note = |item: &ItemId, kind, at, name: &str, fate| {
        fates
            .entry((item.clone(), kind, at))
            .or_default()
            .push((name.to_owned(), fate));
    };
    for line in plan.form.fields() {
        for asked in &line.asked_by {
            note(
                &asked.item,
                RemovedKind::Field,
                asked.at,
                &asked.label,
                Fate::Field(line.id.clone()),
            );
        }
    }
    for line in &plan.materials {
        for asked in &line.asked_by {
            note(
                &asked.item,
                RemovedKind::Material,
                asked.at,
                &asked.name,
                Fate::Paper(line.id.clone()),
            );
        }
    }
    for removed in &plan.removed {
        let fate = Fate::Spared(removed.part.clone(), removed.reason.clone());
        note(&removed.item, removed.kind, removed.at, &removed.name, fate);
    }
    fates
}

struct Book<'a> {
    catalogue: &'a Catalogue,
    request: &'a Request,
    plan: &'a Plan,
    persons: Persons,
    situation: Situation<'a>,
}

impl Book<'_> {
    fn field(&self, item: &ItemId, field: &FieldUse, found: &[(String, Fate)]) {
        let [(label, fate)] = found else {
            panic!("{item}: {} is accounted for as {found:?}", field.label)
        };
        assert_eq!(*label, field.label);
        let key = self.persons.unify(&field.field);
        let truth = self.situation.holds(field.when.as_ref());
        let true_reason = match fate {
            Fate::Field(line) => *line == key && truth == Truth::Yes && self.repeats(&key).is_none(),
            Fate::Spared(None, Reason::Answered { question }) => {
                truth == Truth::Yes && self.repeats(&key).as_ref() == Some(question)
            }
            Fate::Spared(None, Reason::DerivedFrom { field: base }) => {
                let element = &self.catalogue.elements[&key.what];
                element.derived_from.as_ref() == Some(&base.what)
                    && base.role == key.role
                    && self
                        .plan
                        .form
                        .fields()
                        .any(|line| line.id == *base && (line.required || !field.required))
            }
            Fate::Spared(None, Reason::ResultOf { issuer }) => {
                let paper = self.catalogue.elements[&key.what].comes_with.clone();
                paper.is_some_and(|paper| self.issues(issuer, &paper.as_str().parse().expect("a plain key")))
            }
            Fate::Spared(None, reason) => self.condition_decides(truth, reason),
            Fate::Spared(Some(_), _) | Fate::Paper(_) => false,
        };
        assert!(true_reason, "{item}: {label}: {fate:?}");
    }

    /// The question that a field repeats and whose answer can be written there.
    fn repeats(&self, key: &FieldKey) -> Option<QuestionId> {
        let element = &self.catalogue.elements[&key.what];
        let id = element.answered_by.clone().filter(|_| key.role.is_none())?;
        let asked = || self.situation.asks(&id) == Truth::Yes;
        let given = || self.request.answers.get(&id).filter(|_| asked());
        let answer = self.situation.theme().assumes.get(&id).or_else(given)?;
        written(element, &self.catalogue.questions[&id], answer).map(|_| id)
    }

    fn material(&self, item_id: &ItemId, item: &Item, wants: &MaterialUse, found: &[(String, Fate)]) {
        assert!(found.iter().all(|(name, _)| *name == wants.name));
        let truth = self.situation.holds(wants.when.as_ref());
        if let [(_, Fate::Spared(None, reason))] = found {
            let form = *reason == Reason::GeneratedForm && truth == Truth::Yes;
            assert!(
                form || self.condition_decides(truth, reason),
                "{item_id}: {}: {reason:?}",
                wants.name
            );
            return;
        }
        assert_eq!(truth, Truth::Yes, "{item_id}: {}: {found:?}", wants.name);
        let mut papers: Vec<&MaterialKey> = Vec::new();
        for (_, fate) in found {
            papers.push(match fate {
                Fate::Paper(key) => key,
                Fate::Spared(Some(key), reason) => {
                    assert!(
                        self.spares(item_id, item, wants, key, reason),
                        "{item_id}: {key}: {reason:?}"
                    );
                    key
                }
                Fate::Spared(None, _) | Fate::Field(_) => panic!("{item_id}: {}: {found:?}", wants.name),
            });
        }
        papers.sort();
        let mut ways = wants
            .alternatives()
            .map(|way| way.0.iter().map(|key| self.persons.unify(key)).collect());
        let is_a_way = ways.any(|way: BTreeSet<MaterialKey>| way.iter().eq(papers.iter().copied()));
        assert!(is_a_way, "{item_id}: {}: {found:?} is not one of its ways", wants.name);
    }

    fn condition_decides(&self, truth: Truth, reason: &Reason) -> bool {
        match reason {
            Reason::ConditionNo { questions } => truth == Truth::No && !questions.is_empty(),
            Reason::NotYetKnown { questions } => {
                truth == Truth::Unknown && !questions.is_empty() && !self.plan.complete
            }
            _ => false,
        }
    }

    fn issues(&self, issuer: &ItemId, key: &MaterialKey) -> bool {
        let applies = self
            .plan
            .items
            .iter()
            .any(|item| item.id == *issuer && item.applies == Applies::Yes);
        applies && self.catalogue.items[issuer].issues.contains(&key.what)
    }

    /// Whether two keys mean the same paper of the same person.
    fn is_same(&self, one: &MaterialKey, other: &MaterialKey) -> bool {
        let one_person = match (&one.role, &other.role) {
            (Some(one), Some(other)) => links(&self.situation).contains(&(one, other)),
            (one, other) => one == other,
        };
        one.what == other.what && one_person
    }

    /// Whether a paper is spared for a true reason.
    fn spares(&self, id: &ItemId, item: &Item, wants: &MaterialUse, key: &MaterialKey, reason: &Reason) -> bool {
        let given = |keys: &BTreeSet<MaterialKey>| keys.iter().any(|given| self.is_same(given, key));
        let material = &self.catalogue.materials[&key.what];
        match reason {
            Reason::ResultOf { issuer } => {
                let step = self.plan.schedule.steps.iter().find(|step| step.item == *id);
                issuer != id && self.issues(issuer, key) && step.is_some_and(|step| step.after.contains(issuer))
            }
            Reason::HeldByDepartment { department } => material.shared_by.as_ref() == Some(department),
            Reason::AlreadyGiven => given(&self.request.held),
            Reason::Promised { promise } => given(&self.request.promised) && wants.promise.as_ref() == Some(promise),
            Reason::GeneratedForm => material.kind == MaterialKind::ApplicationForm,
            Reason::AskedTwice { line } => {
                let first = &item.materials[usize::from(*line)];
                let asks = |asked: &yijian_domain::plan::AskedFor| asked.item == *id && asked.at == *line;
                let line = self.plan.materials.iter().find(|line| line.id == *key);
                !std::ptr::eq(first, wants) && line.is_some_and(|line| line.asked_by.iter().any(asks))
            }
            Reason::DerivedFrom { .. }
            | Reason::Answered { .. }
            | Reason::ConditionNo { .. }
            | Reason::NotYetKnown { .. } => false,
        }
    }
}

/// Every pair of roles that are one person: the smallest equivalence that keeps the declarations.
pub(crate) fn links<'c>(situation: &Situation<'c>) -> BTreeSet<(&'c RoleId, &'c RoleId)> {
    let roles = &situation.catalogue().roles;
    let mut links: BTreeSet<(&RoleId, &RoleId)> = roles.keys().map(|id| (id, id)).collect();
    for (id, role) in roles {
        for same in role
            .same_as
            .iter()
            .filter(|same| situation.holds(same.when.as_ref()) == Truth::Yes)
        {
            links.extend([(id, &same.role), (&same.role, id)]);
        }
    }
    for via in roles.keys() {
        let through: Vec<_> = links
            .iter()
            .filter(|(_, to)| *to == via)
            .map(|(from, _)| *from)
            .collect();
        links.extend(
            through
                .iter()
                .flat_map(|from| through.iter().map(move |to| (*from, *to)))
                .collect::<Vec<_>>(),
        );
    }
    links
}
