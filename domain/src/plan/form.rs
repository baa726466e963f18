//! Merges the original forms into one: what repeats is asked once.

use std::collections::BTreeMap;

use super::{
    account::{Account, left_out, position},
    items::Applying,
    persons::Persons,
    shape::{AskedAs, LineField, PlanForm, Reason, SectionPart},
};
use crate::{
    catalogue::{Catalogue, Element, FieldUse, Item, Role},
    id::{ElementId, FieldKey, ItemId, MaterialId, RoleId, SourceId},
    situation::Situation,
    value::Kind,
};

/// The merged form, and how many fields each item asks for when it is asked for alone.
pub(super) struct Merged {
    pub(super) form: PlanForm,
    pub(super) alone: Vec<usize>,
}

/// A field key with roles unified, borrowed: whose it is stands behind what it is, as in [`FieldKey`].
type Key<'a> = (&'a ElementId, Option<&'a RoleId>, u16);

/// A line while the fields behind it are gathered.
#[derive(Default)]
struct Gathered<'a> {
    element: Option<&'a Element>,
    required: bool,
    asking: Vec<(Applying<'a>, usize, &'a FieldUse)>,
}

pub(super) fn merge<'a>(
    situation: &Situation<'a>,
    persons: &'a Persons,
    applying: &[Applying<'a>],
    account: &mut Account,
) -> Merged {
    let catalogue = situation.catalogue();
    let mut lines: BTreeMap<Key<'a>, Gathered<'a>> = BTreeMap::new();
    let mut alone = Vec::with_capacity(applying.len());
    for (id, item) in applying {
        let mut asked_alone = 0;
        for (at, field) in item.fields.iter().enumerate() {
            if let Some(reason) = left_out(situation, field.when.as_ref()) {
                account.field(id, at, &field.label, reason);
                continue;
            }
            asked_alone += 1;
            let role = field.field.role.as_ref().map(|role| persons.unify_role(role));
            let line = lines.entry((&field.field.what, role, field.field.no)).or_default();
            line.required |= field.required;
            line.asking.push(((*id, *item), at, field));
        }
        alone.push(asked_alone);
    }
    for ((what, ..), line) in &mut lines {
        line.element = catalogue.elements.get(*what);
    }
    spare_answered(situation, &mut lines, account);
    spare_results(applying, &mut lines, account);
    spare_derived(&mut lines, account);
    Merged {
        form: PlanForm {
            sections: sections(catalogue, persons, lines),
        },
        alone,
    }
}

/// Takes out what only repeats a question that has an answer. What belongs to a person repeats no question.
fn spare_answered<'a>(situation: &Situation<'a>, lines: &mut BTreeMap<Key<'a>, Gathered<'a>>, account: &mut Account) {
    lines.retain(|(_, role, _), line| {
        let element = line.element.filter(|_| role.is_none());
        let Some((question, _)) = element.and_then(|element| situation.repeated(element)) else {
            return true;
        };
        for ((id, _), at, field) in &line.asking {
            let question = question.clone();
            account.field(id, *at, &field.label, Reason::Answered { question });
        }
        false
    });
}

/// Takes out what is printed on a result of this plan.
fn spare_results<'a>(applying: &[Applying<'a>], lines: &mut BTreeMap<Key<'a>, Gathered<'a>>, account: &mut Account) {
    lines.retain(|_, line| {
        let paper = line.element.and_then(|element| element.comes_with.as_ref());
        let Some(issuer) = paper.and_then(|paper| issuer_of(applying, paper)) else {
            return true;
        };
        for ((id, _), at, field) in &line.asking {
            account.field(id, *at, &field.label, Reason::ResultOf { issuer: issuer.clone() });
        }
        false
    });
}

/// Who issues a paper among the items that apply. Items are sorted by id, so the first is always the same one.
fn issuer_of<'c>(applying: &[Applying<'c>], paper: &MaterialId) -> Option<&'c ItemId> {
    applying
        .iter()
        .find(|(_, item)| item.issues.contains(paper))
        .map(|(id, _)| *id)
}

/// Takes out what follows from another field of the same person. That field is required as soon as one of them is.
fn spare_derived<'a>(lines: &mut BTreeMap<Key<'a>, Gathered<'a>>, account: &mut Account) {
    let derived: Vec<_> = lines
        .iter()
        .filter_map(|(key, line)| Some((*key, (line.element?.derived_from.as_ref()?, key.1, key.2))))
        .filter(|(key, base)| key != base)
        .collect();
    for (key, base) in derived {
        if !lines.contains_key(&base) {
            continue;
        }
        let Some(line) = lines.remove(&key) else { continue };
        for ((id, _), at, field) in &line.asking {
            account.field(id, *at, &field.label, Reason::DerivedFrom { field: owned(base) });
        }
        if let Some(base) = lines.get_mut(&base) {
            base.required |= line.required;
        }
    }
}

fn owned((what, role, no): Key<'_>) -> FieldKey {
    FieldKey {
        what: what.clone(),
        role: role.cloned(),
        no,
    }
}

fn finish(key: Key<'_>, line: Gathered<'_>) -> LineField {
    let id = owned(key);
    let element = line.element;
    let label = element.map_or_else(|| id.what.to_string(), |element| element.name.clone());
    let asked = |((item_id, item), at, field): (Applying<'_>, usize, &FieldUse)| AskedAs {
        item: item_id.clone(),
        label: field.label.clone(),
        at: position(at),
        source: source_of(item, field).clone(),
    };
    LineField {
        label,
        label_en: element.and_then(|element| element.name_en.clone()),
        role: id.role.clone(),
        kind: element.map_or(Kind::Text, |element| element.kind),
        required: line.required,
        options: element.map_or_else(Vec::new, |element| element.options.clone()),
        asked_by: line.asking.into_iter().map(asked).collect(),
        id,
    }
}

fn source_of<'a>(item: &'a Item, field: &'a FieldUse) -> &'a SourceId {
    field.source.as_ref().unwrap_or(&item.source)
}

/// Where a section stands: the person who asks first, then the subjects, then other persons.
type Place<'a> = (u8, u16, &'a str);

fn sections<'a>(
    catalogue: &'a Catalogue,
    persons: &Persons,
    lines: BTreeMap<Key<'a>, Gathered<'a>>,
) -> Vec<SectionPart> {
    // Lines come in the order of their keys, which settles equal positions.
    let mut parts: BTreeMap<Place<'a>, Vec<(u16, Key<'a>, Gathered<'a>)>> = BTreeMap::new();
    for (key, line) in lines {
        let place = match key.1 {
            Some(role) => {
                let order = catalogue.roles.get(role).map_or(u16::MAX, |role| role.order);
                (if order < Role::FIRST { 0 } else { 2 }, order, role.as_str())
            }
            None => {
                let section = line.element.map(|element| &element.section);
                let order = section
                    .and_then(|id| catalogue.sections.get(id))
                    .map_or(u16::MAX, |section| section.order);
                (1, order, section.map_or("", |id| id.as_str()))
            }
        };
        let order = line.element.map_or(u16::MAX, |element| element.order);
        parts.entry(place).or_default().push((order, key, line));
    }
    let part = |((_, _, id), mut lines): (Place<'_>, Vec<(u16, Key<'_>, Gathered<'_>)>)| {
        lines.sort_by_key(|(order, ..)| *order);
        let role = lines.first().and_then(|(_, (_, role, _), _)| *role);
        let fields = lines.into_iter().map(|(_, key, line)| finish(key, line)).collect();
        match role {
            Some(role) => person_section(catalogue, persons, role, fields),
            None => subject_section(catalogue, id, fields),
        }
    };
    parts.into_iter().map(part).collect()
}

fn person_section(catalogue: &Catalogue, persons: &Persons, id: &RoleId, fields: Vec<LineField>) -> SectionPart {
    let role = catalogue.roles.get(id);
    SectionPart {
        id: id.to_string(),
        title: role.map_or_else(|| id.to_string(), |role| role.name.clone()),
        title_en: role.and_then(|role| role.name_en.clone()),
        role: Some(id.clone()),
        also: persons.also(id),
        repeats: role.is_some_and(|role| role.repeats),
        fields,
    }
}

fn subject_section(catalogue: &Catalogue, id: &str, fields: Vec<LineField>) -> SectionPart {
    let section = catalogue.sections.get(id);
    SectionPart {
        id: id.to_owned(),
        title: section.map_or_else(|| id.to_owned(), |section| section.name.clone()),
        title_en: section.and_then(|section| section.name_en.clone()),
        role: None,
        also: Vec::new(),
        repeats: false,
        fields,
    }
}
