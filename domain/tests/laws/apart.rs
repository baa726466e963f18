//! Whether an application comes apart again into each department's own form and list (rule 7).

use std::collections::BTreeSet;

use yijian_domain::{
    application::{Application, Given, Part, PartField, PartValue, split},
    catalogue::{Catalogue, Item},
    id::{FieldKey, ItemId, MaterialKey},
    plan::{Persons, Reason, Removed, RemovedKind},
    situation::Situation,
};

/// Each item gets every field and every line of its own original form and list, in its own order and under its
/// own names, and nothing else; every value that was typed and every paper that was handed in comes back to each item
/// that asked for it.
///
/// # Panics
/// When the law is broken.
pub(crate) fn comes_apart(catalogue: &Catalogue, application: &Application) {
    let plan = application.plan();
    let situation = Situation::new(catalogue, &plan.theme, plan.region.clone(), plan.on, &plan.answers);
    let taken = Taken {
        application,
        persons: Persons::of(&situation.expect("the plan knew the theme")),
    };
    let parts = split(catalogue, application);
    let of_plan: Vec<&ItemId> = plan.items.iter().map(|item| &item.id).collect();
    assert_eq!(parts.iter().map(|part| &part.item).collect::<Vec<_>>(), of_plan);
    let mut returned = BTreeSet::new();
    let mut handed_out = BTreeSet::new();
    for part in &parts {
        let item = &catalogue.items[&part.item];
        assert_eq!(part.department, item.department);
        assert_eq!(
            labels(part),
            item.fields.iter().map(|field| &*field.label).collect::<Vec<_>>()
        );
        for (at, (field, original)) in (0..).zip(part.form.iter().zip(&item.fields)) {
            let own = |r: &&Removed| r.kind == RemovedKind::Field && r.item == part.item && r.at == at;
            let removed = plan.removed.iter().find(own).map(|removed| &removed.reason);
            assert_eq!(
                matches!(removed, Some(Reason::Answered { .. })),
                matches!(&field.value, PartValue::Answered { value } if !value.is_empty()),
                "{}",
                field.label
            );
            returned.extend(taken.field(field, &taken.persons.unify(&original.field)));
        }
        handed_out.extend(taken.materials(part, item));
    }
    assert_eq!(returned, application.values().keys().cloned().collect());
    assert_eq!(handed_out, application.provisions().keys().cloned().collect());
}

fn labels(part: &Part) -> Vec<&str> {
    part.form.iter().map(|field| &*field.label).collect()
}

struct Taken<'a> {
    application: &'a Application,
    persons: Persons,
}

impl Taken<'_> {
    /// Checks what stands in an original field; returns the values of the application that it shows.
    fn field(&self, field: &PartField, key: &FieldKey) -> Vec<FieldKey> {
        let PartValue::Typed { values } = &field.value else {
            return Vec::new();
        };
        let own = self
            .application
            .values()
            .iter()
            .filter(|(other, _)| other.what == key.what && other.role == key.role);
        let typed: Vec<&String> = own.clone().map(|(_, value)| value).collect();
        let shown: Vec<&String> = values.iter().filter(|value| !value.is_empty()).collect();
        assert_eq!(shown, typed, "{}", field.label);
        own.map(|(key, _)| key.clone()).collect()
    }

    /// Checks an original list; returns the papers of the application that it shows.
    fn materials(&self, part: &Part, item: &Item) -> Vec<MaterialKey> {
        let mut shown = Vec::new();
        let mut entries = part.materials.iter().peekable();
        for wants in &item.materials {
            let ways: Vec<BTreeSet<MaterialKey>> = wants
                .alternatives()
                .map(|way| way.0.iter().map(|key| self.persons.unify(key)).collect())
                .collect();
            let mut papers = BTreeSet::new();
            let first = entries
                .next()
                .unwrap_or_else(|| panic!("{}: {} is lost", part.item, wants.name));
            let rest = ways
                .iter()
                .filter(|way| first.paper.as_ref().is_some_and(|paper| way.contains(paper)));
            let most = rest.map(BTreeSet::len).max().unwrap_or(1);
            let mut own = vec![first];
            while own.len() < most
                && let Some(next) = entries.next_if(|entry| {
                    entry.name == wants.name && entry.paper > own.last().and_then(|last| last.paper.clone())
                })
            {
                own.push(next);
            }
            for entry in own {
                assert_eq!(entry.name, wants.name, "{}", part.item);
                papers.extend(entry.paper.clone());
                if let Given::Provided { provision } = &entry.given {
                    let paper = entry.paper.clone().expect("what is provided is a paper");
                    assert_eq!(self.application.provisions().get(&paper), Some(provision));
                    shown.push(paper);
                }
            }
            assert!(
                papers.is_empty() || ways.contains(&papers),
                "{}: {}: {papers:?}",
                part.item,
                wants.name
            );
        }
        assert!(entries.next().is_none(), "{} gets more than its list", part.item);
        shown
    }
}
