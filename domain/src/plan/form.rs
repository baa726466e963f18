//! Merges the original forms into one: what repeats is asked once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    account::{Account, left_out, position},
    items::Applying,
    persons::Persons,
    shape::{AskedAs, LineField, PlanForm, Reason, SectionPart},
};
use crate::{
    catalogue::{Catalogue, FieldUse, Role},
    id::{FieldKey, ItemId, MaterialId, RoleId, SectionId},
    situation::Situation,
    value::Kind,
};

pub(super) fn merge(
    situation: &Situation<'_>,
    persons: &Persons,
    applying: &[Applying<'_>],
    account: &mut Account,
) -> PlanForm {
    let catalogue = situation.catalogue();
    let issuers = issuers(applying);
    let mut asked: Vec<(FieldKey, &ItemId, usize, &FieldUse)> = Vec::new();
    for (id, item) in applying {
        for (at, field) in item.fields.iter().enumerate() {
            if let Some(reason) = left_out(situation, field.when.as_ref()) {
                account.field(id, at, &field.label, reason);
                continue;
            }
            let comes_with = catalogue.elements.get(&field.field.what).and_then(|element| element.comes_with.as_ref());
            if let Some(issuer) = comes_with.and_then(|paper| issuers.get(paper)) {
                account.field(id, at, &field.label, Reason::ResultOf { issuer: (*issuer).clone() });
                continue;
            }
            asked.push((persons.unify(&field.field), id, at, field));
        }
    }

    let keys: BTreeSet<FieldKey> = asked.iter().map(|(key, ..)| key.clone()).collect();
    let mut lines: BTreeMap<FieldKey, LineField> = BTreeMap::new();
    for (key, id, at, field) in asked {
        if let Some(base) = base_of(catalogue, &key).filter(|base| keys.contains(base)) {
            account.field(id, at, &field.label, Reason::DerivedFrom { field: base });
            continue;
        }
        let line = lines.entry(key).or_insert_with_key(|key| new_line(catalogue, key, &field.label));
        line.required |= field.required;
        let source = field.source.as_ref().or_else(|| catalogue.items.get(id).map(|item| &item.source));
        line.asked_by.extend(source.map(|source| AskedAs {
            item: id.clone(),
            label: field.label.clone(),
            at: position(at),
            source: source.clone(),
        }));
    }
    PlanForm { sections: sections(catalogue, persons, lines) }
}

/// Who issues what among the items that apply. Items are sorted by id, so the first issuer is always the same one.
pub(super) fn issuers<'c>(applying: &[Applying<'c>]) -> BTreeMap<&'c MaterialId, &'c ItemId> {
    let mut issuers = BTreeMap::new();
    for (id, item) in applying {
        for paper in &item.issues {
            issuers.entry(paper).or_insert(*id);
        }
    }
    issuers
}

/// The field of the same person that this one follows from.
fn base_of(catalogue: &Catalogue, key: &FieldKey) -> Option<FieldKey> {
    let base = catalogue.elements.get(&key.what)?.derived_from.clone()?;
    Some(FieldKey { what: base, ..key.clone() })
}

fn new_line(catalogue: &Catalogue, key: &FieldKey, label: &str) -> LineField {
    let element = catalogue.elements.get(&key.what);
    LineField {
        id: key.clone(),
        label: element.map_or(label, |element| &element.name).to_owned(),
        label_en: element.and_then(|element| element.name_en.clone()),
        role: key.role.clone(),
        kind: element.map_or(Kind::Text, |element| element.kind),
        required: false,
        options: element.map_or_else(Vec::new, |element| element.options.clone()),
        asked_by: Vec::new(),
    }
}

/// Where a section stands: the person who asks first, then the subjects, then other persons.
type Place = (u8, u16, String);

fn sections(catalogue: &Catalogue, persons: &Persons, lines: BTreeMap<FieldKey, LineField>) -> Vec<SectionPart> {
    let mut parts: BTreeMap<Place, SectionPart> = BTreeMap::new();
    for (key, line) in lines {
        let part = match &key.role {
            Some(role) => person_section(catalogue, persons, role),
            None => subject_section(catalogue, catalogue.elements.get(&key.what).map(|element| &element.section)),
        };
        parts.entry(part.0).or_insert(part.1).fields.push(line);
    }
    let order = |field: &LineField| catalogue.elements.get(&field.id.what).map_or(u16::MAX, |element| element.order);
    let mut sections: Vec<_> = parts.into_values().collect();
    for section in &mut sections {
        section.fields.sort_by(|a, b| (order(a), &a.id).cmp(&(order(b), &b.id)));
    }
    sections
}

fn person_section(catalogue: &Catalogue, persons: &Persons, id: &RoleId) -> (Place, SectionPart) {
    let role = catalogue.roles.get(id);
    let order = role.map_or(u16::MAX, |role| role.order);
    let place = (if order < Role::FIRST { 0 } else { 2 }, order, id.to_string());
    let part = SectionPart {
        id: id.to_string(),
        title: role.map_or_else(|| id.to_string(), |role| role.name.clone()),
        title_en: role.and_then(|role| role.name_en.clone()),
        role: Some(id.clone()),
        also: persons.also(id),
        repeats: role.is_some_and(|role| role.repeats),
        fields: Vec::new(),
    };
    (place, part)
}

fn subject_section(catalogue: &Catalogue, id: Option<&SectionId>) -> (Place, SectionPart) {
    let section = id.and_then(|id| catalogue.sections.get(id));
    let name = id.map_or_else(String::new, ToString::to_string);
    let place = (1, section.map_or(u16::MAX, |section| section.order), name.clone());
    let part = SectionPart {
        title: section.map_or_else(|| name.clone(), |section| section.name.clone()),
        title_en: section.and_then(|section| section.name_en.clone()),
        id: name,
        role: None,
        also: Vec::new(),
        repeats: false,
        fields: Vec::new(),
    };
    (place, part)
}
