//! Laws of the merge (`docs/architecture.md`), over generated small catalogues and over the catalogue of this repository
//! with random answers.

use std::collections::BTreeSet;

use proptest::{prelude::*, sample::Index};
use yijian_domain::{
    catalogue::Condition,
    id::{FieldKey, ItemId, RoleId},
    plan::{Applies, Line, LineField, Persons, Plan, Reason, Request, plan},
    situation::{Situation, Truth},
};

use crate::{
    CATALOGUE, account, monotony, situations,
    small::{self, Small},
};

/// A random situation of the embedded catalogue that has a plan.
fn real() -> impl Strategy<Value = (Request, Plan)> {
    (0..situations::SITUATIONS).prop_filter_map("some day has no limit", |number| {
        let request = situations::situation(&CATALOGUE, number);
        let plan = plan(&CATALOGUE, &request).ok()?;
        Some((request, plan))
    })
}

fn planned(small: &Small) -> Plan {
    plan(&small.catalogue, &small.request).expect("every generated item has a limit")
}

/// A line of the merged materials without who asks for it.
fn anonymous(line: &Line) -> Line {
    Line {
        asked_by: Vec::new(),
        ..line.clone()
    }
}

fn anonymous_field(field: &LineField) -> LineField {
    LineField {
        asked_by: Vec::new(),
        label: String::new(),
        ..field.clone()
    }
}

/// A plan without what an answer can change in it even when nothing is open: the fields that repeat a question.
fn without_answered(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    let repeats = |id: &FieldKey| id.role.is_none() && id.what.as_str() == small::REPEATING;
    for section in &mut plan.form.sections {
        section.fields.retain(|field| !repeats(&field.id));
    }
    plan.form.sections.retain(|section| !section.fields.is_empty());
    plan.removed
        .retain(|removed| !matches!(removed.reason, Reason::Answered { .. }));
    plan.answers.clear();
    plan.savings.fields.after = 0;
    plan
}

/// The roles of every line that applies or may apply.
fn occurring<'c>(situation: &Situation<'c>) -> BTreeSet<&'c RoleId> {
    let possible = |when: &Option<Condition>| situation.holds(when.as_ref()) != Truth::No;
    let items = situation.catalogue().items.values().filter(|item| possible(&item.when));
    let mut roles = BTreeSet::new();
    for item in items {
        roles.extend(
            item.fields
                .iter()
                .filter(|field| possible(&field.when))
                .filter_map(|field| field.field.role.as_ref()),
        );
        let wanted = item.materials.iter().filter(|wants| possible(&wants.when));
        roles.extend(
            wanted
                .flat_map(|wants| wants.alternatives())
                .flat_map(|way| &way.0)
                .filter_map(|key| key.role.as_ref()),
        );
    }
    roles
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Rule 1.
    #[test]
    fn nothing_is_lost(small in small::small()) {
        account::nothing_is_lost(&small.catalogue, &small.request, &planned(&small));
    }

    #[test]
    fn nothing_is_lost_in_the_embedded_catalogue((request, plan) in real()) {
        account::nothing_is_lost(&CATALOGUE, &request, &plan);
    }

    /// Rule 6: neither the order of the theme's items matters, nor naming one twice.
    #[test]
    fn the_order_of_items_in_a_theme_does_not_matter(small in small::small(), again in any::<Index>()) {
        let mut turned = small.clone();
        let items = &mut small::theme(&mut turned.catalogue).items;
        items.reverse();
        items.push(again.get(items).clone());
        prop_assert_eq!(planned(&small), planned(&turned));
    }

    #[test]
    fn the_order_of_items_in_an_embedded_theme_does_not_matter((request, _) in real()) {
        let mut turned = CATALOGUE.slice(&request.theme).expect("the theme is there");
        turned.themes.values_mut().for_each(|theme| theme.items.reverse());
        prop_assert_eq!(situations::digest(&CATALOGUE, &request), situations::digest(&turned, &request));
    }

    /// Rule 6: items are merged in the order of their ids; other ids give the same lines.
    #[test]
    fn the_order_in_which_items_are_merged_does_not_matter(small in small::small(), turn in 0..4_usize) {
        let (catalogue, names) = small::renamed(&small.catalogue, turn);
        let (one, other) = (planned(&small), planned(&Small { catalogue, request: small.request.clone() }));
        prop_assert_eq!(
            one.materials.iter().map(anonymous).collect::<Vec<_>>(),
            other.materials.iter().map(anonymous).collect::<Vec<_>>()
        );
        prop_assert_eq!(
            one.form.fields().map(anonymous_field).collect::<Vec<_>>(),
            other.form.fields().map(anonymous_field).collect::<Vec<_>>()
        );
        for (line, renamed) in one.materials.iter().zip(&other.materials) {
            let asking: BTreeSet<_> = line.asked_by.iter().map(|asked| (names[&asked.item].clone(), asked.at)).collect();
            prop_assert_eq!(asking, renamed.asked_by.iter().map(|asked| (asked.item.clone(), asked.at)).collect());
        }
        prop_assert_eq!(one.removed.len(), other.removed.len());
    }

    /// Rule 6: planning again with the answers that count gives the same plan.
    #[test]
    fn planning_twice_changes_nothing((request, plan) in real()) {
        let again = Request { answers: plan.answers.clone(), ..request };
        prop_assert_eq!(yijian_domain::plan::plan(&CATALOGUE, &again), Ok(plan));
    }

    /// Rule 6: a plan made of nothing but its own items is the same plan: merging what is merged changes nothing.
    #[test]
    fn merging_only_what_applies_gives_the_same_lines(small in small::small()) {
        let whole = planned(&small);
        let mut rest = small.clone();
        // An item that may still apply has a say in who is one person.
        if whole.items.iter().any(|item| item.applies == Applies::Maybe) {
            return Ok(());
        }
        let applying: Vec<_> = whole.schedule.steps.iter().map(|step| step.item.clone()).collect();
        rest.catalogue.items.retain(|id, _| applying.contains(id));
        let again = planned(&rest);
        prop_assert_eq!((&again.form, &again.materials, &again.removed), (&whole.form, &whole.materials, &whole.removed));
        prop_assert_eq!((&again.schedule, &again.savings), (&whole.schedule, &whole.savings));
    }

    /// A plan without open questions stays as it is, whatever else is answered, but for fields that repeat a question
    /// answered now.
    #[test]
    fn a_complete_plan_cannot_change(small in small::small()) {
        let before = planned(&small);
        let answered = if before.complete { small::completions(&small.request.answers) } else { Vec::new() };
        for answers in answered {
            let request = Request { answers, ..small.request.clone() };
            let after = plan(&small.catalogue, &request).expect("every generated item has a limit");
            prop_assert_eq!(without_answered(&after), without_answered(&before));
        }
    }

    /// Rule 6: see `monotony::adding_an_item_removes_nothing`.
    #[test]
    fn adding_an_item_removes_nothing_but_what_it_supplies(small in small::small(), last in any::<Index>()) {
        let mut fewer = small.clone();
        let items = &mut small::theme(&mut fewer.catalogue).items;
        let added = items.remove(last.index(items.len()));
        monotony::adding_an_item_removes_nothing(&small.catalogue, &small.request, &planned(&fewer), &planned(&small), &added);
    }

    #[test]
    fn adding_an_item_to_an_embedded_theme_removes_nothing((request, _) in real(), last in any::<Index>()) {
        let more = CATALOGUE.slice(&request.theme).expect("the theme is there");
        let mut fewer = more.clone();
        let theme = fewer.themes.get_mut(&request.theme).expect("the theme is there");
        let added = theme.items.remove(last.index(theme.items.len()));
        let (before, after) = (plan(&fewer, &request), plan(&more, &request));
        let (Ok(before), Ok(after)) = (before, after) else { return Ok(()) };
        monotony::adding_an_item_removes_nothing(&more, &request, &before, &after, &added);
    }

    /// Rule 3: of the roles that occur, those are one person that declarations link, directly or through others, and no
    /// more.
    #[test]
    fn being_one_person_is_an_equivalence(small in small::small()) {
        let Small { catalogue, request } = &small;
        let situation = Situation::new(catalogue, &request.theme, None, request.on, &request.answers).expect("the theme is there");
        let persons = Persons::of(&situation);
        let stands = |role: &RoleId| persons.unify(&FieldKey { what: "title".into(), role: Some(role.clone()), no: 1 });
        let linked = account::links(&situation);
        let occurring = occurring(&situation);
        for one in &occurring {
            prop_assert_eq!(persons.unify(&stands(one)), stands(one));
            for other in &occurring {
                prop_assert_eq!(stands(one) == stands(other), linked.contains(&(one, other)), "{} and {}", one, other);
                prop_assert_eq!(persons.also(one).contains(other), one != other && linked.contains(&(one, other)));
            }
        }
    }

    /// Rule 8: nobody gives more in one thing than in every item alone.
    #[test]
    fn one_thing_is_never_more_than_its_items_alone(small in small::small()) {
        let request = Request { chosen: BTreeSet::new(), promised: BTreeSet::new(), ..small.request };
        let savings = plan(&small.catalogue, &request).expect("every generated item has a limit").savings;
        for saving in [savings.forms, savings.fields, savings.materials, savings.visits, savings.departments, savings.working_days] {
            prop_assert!(saving.after <= saving.before, "{saving:?}");
            prop_assert_eq!(saving.before, saving.lines.iter().map(|line| line.before).sum::<u16>());
        }
    }

    /// Rule 9: an item starts when the last item it waits for is due, and the longest chain is marked.
    #[test]
    fn the_schedule_waits_for_results_and_no_longer((_, plan) in real()) {
        let schedule = &plan.schedule;
        let step = |id: &ItemId| schedule.steps.iter().find(|step| step.item == *id).expect("an item that is waited for applies");
        for item in &schedule.steps {
            prop_assert_eq!(item.starts, item.after.iter().map(|before| step(before).ends).max().unwrap_or(0));
            prop_assert_eq!(item.ends, item.starts + item.working_days);
        }
        prop_assert_eq!(schedule.working_days, schedule.steps.iter().map(|step| step.ends).max().unwrap_or(0));
        let critical: u16 = schedule.steps.iter().filter(|step| step.critical).map(|step| step.working_days).sum();
        prop_assert!(critical >= schedule.working_days);
    }
}
