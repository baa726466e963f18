//! Laws of the way from a draft to an application and back to each department's own form, over generated small
//! catalogues and over the catalogue of this repository.

use std::collections::BTreeSet;

use proptest::{prelude::*, sample::Index};
use yijian_domain::{
    application::{Application, Draft, Given, Part, PartField, PartValue, split, validate},
    catalogue::{Catalogue, Item},
    id::{FieldKey, ItemId, MaterialKey},
    plan::{Persons, Reason, Removed, RemovedKind, Request},
    situation::Situation,
};

use crate::{CATALOGUE, fill, situations, small};

/// An application for a request, with all its questions answered and everything filled in.
fn application(catalogue: &Catalogue, request: &Request) -> Option<(Draft, Application)> {
    let plan = fill::answered(catalogue, request)?;
    let draft = fill::filled(catalogue, request, &plan);
    let application =
        validate(catalogue, &draft, request.on).unwrap_or_else(|found| panic!("{}: {found:#?}", plan.theme));
    assert_eq!(application.plan(), &plan);
    Some((draft, application))
}

/// A random situation of the embedded catalogue as an application.
fn real() -> impl Strategy<Value = (Request, Draft, Application)> {
    (0..situations::SITUATIONS).prop_filter_map("some day has no limit", |number| {
        let request = situations::situation(&CATALOGUE, number);
        let (draft, application) = application(&CATALOGUE, &request)?;
        Some((request, draft, application))
    })
}

/// Rule 7. Each item gets every field and every line of its own original form and list, in its own order and under its
/// own names, and nothing else; every value that was typed and every paper that was handed in comes back to each item
/// that asked for it.
///
/// # Panics
/// When the law is broken.
fn comes_apart(catalogue: &Catalogue, application: &Application) {
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn an_application_comes_apart_into_each_items_own_form_and_list(small in small::small()) {
        if let Some((_, application)) = application(&small.catalogue, &small.request) {
            comes_apart(&small.catalogue, &application);
        }
    }

    #[test]
    fn an_application_of_the_embedded_catalogue_comes_apart((_, _, application) in real()) {
        comes_apart(&CATALOGUE, &application);
    }

    /// A phone with its part of the catalogue, and a server that reads the draft from JSON, come to the same result.
    #[test]
    fn phone_and_server_make_the_same_application((request, draft, application) in real()) {
        let phone = CATALOGUE.slice(&request.theme).expect("the theme is there");
        let sent: Draft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
        prop_assert_eq!(validate(&phone, &sent, request.on), Ok(application));
    }

    /// Whatever is taken away or garbled, the draft is judged, and the same way every time.
    #[test]
    fn a_damaged_draft_is_judged_and_never_panics((request, draft, _) in real(), at in any::<Index>(), text in "\\PC{0,12}") {
        let mut damaged = draft.clone();
        if let Some(key) = damaged.values.keys().nth(at.index(damaged.values.len().max(1))).cloned() {
            damaged.values.insert(key, text);
        }
        if let Some(key) = damaged.provisions.keys().nth(at.index(damaged.provisions.len().max(1))).cloned() {
            damaged.provisions.remove(&key);
        }
        prop_assert_eq!(validate(&CATALOGUE, &damaged, request.on), validate(&CATALOGUE, &damaged, request.on));
    }

    /// What was stored can be stored again: checking stored values changes nothing.
    #[test]
    fn an_application_filled_in_again_is_the_same((request, draft, application) in real()) {
        let again = Draft { values: application.values().clone(), ..draft };
        prop_assert_eq!(validate(&CATALOGUE, &again, request.on), Ok(application));
    }
}
