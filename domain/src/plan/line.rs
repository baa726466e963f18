//! One line of the merged materials: the stronger form wins, and ease is granted only as far as everybody grants it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    account::{Account, position},
    alternatives::Paper,
    materials::Requirement,
    shape::{AskedFor, Line, Reason},
};
use crate::{
    catalogue::{Alternative, Catalogue, PaperForm},
    id::{ItemId, MaterialKey},
};

/// A requirement that a line satisfies.
pub(super) type Asking<'r> = &'r Requirement<'r>;

/// The finished line, or none when commitments replace it (rule 5).
pub(super) fn finish(
    catalogue: &Catalogue,
    id: MaterialKey,
    asking: &[Asking<'_>],
    promised: &BTreeSet<MaterialKey>,
    key_of: &dyn Fn(Paper) -> MaterialKey,
    account: &mut Account,
) -> Option<Line> {
    let promises: Vec<_> = asking.iter().filter_map(|r| r.wants.promise.as_ref()).collect();
    let all_promise = promises.len() == asking.len();
    if all_promise && promised.contains(&id) {
        for (r, promise) in asking.iter().zip(promises) {
            let reason = Reason::Promised {
                promise: promise.clone(),
            };
            account.material(r.item, r.at, &r.wants.name, Some(id.clone()), reason);
        }
        return None;
    }
    let material = catalogue.materials.get(&id.what);
    let all_defer = asking.iter().all(|r| r.wants.defer_days.is_some());
    let form = asking.iter().map(|r| r.wants.form).max().unwrap_or_default();
    let markings: BTreeSet<&String> = asking.iter().flat_map(|r| &r.wants.markings).collect();
    let promise: BTreeSet<_> = promises.into_iter().filter(|_| all_promise).collect();
    Some(Line {
        name: material.map_or_else(|| id.to_string(), |material| material.name.clone()),
        name_en: material.and_then(|material| material.name_en.clone()),
        alternatives: alternatives(asking, &id, key_of),
        form,
        original: form == PaperForm::Original,
        copies: asking.iter().map(|r| r.wants.copies).max().unwrap_or(1),
        electronic: true,
        markings: markings.into_iter().cloned().collect(),
        deferrable: asking
            .iter()
            .filter_map(|r| r.wants.defer_days)
            .min()
            .filter(|_| all_defer),
        promise: promise.into_iter().cloned().collect(),
        asked_by: asked_by(catalogue, &id, asking, account),
        id,
    })
}

/// Who asks, each item once; further lines of the same item for the same paper are accounted for.
fn asked_by(catalogue: &Catalogue, id: &MaterialKey, asking: &[Asking<'_>], account: &mut Account) -> Vec<AskedFor> {
    let mut asked = Vec::with_capacity(asking.len());
    let mut first_line_of: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for r in asking {
        if let Some(first) = first_line_of.get(r.item) {
            let reason = Reason::AskedTwice { line: position(*first) };
            account.material(r.item, r.at, &r.wants.name, Some(id.clone()), reason);
            continue;
        }
        first_line_of.insert(r.item, r.at);
        let source = r
            .wants
            .source
            .as_ref()
            .or_else(|| catalogue.items.get(r.item).map(|item| &item.source));
        asked.extend(source.map(|source| AskedFor {
            item: r.item.clone(),
            name: r.wants.name.clone(),
            at: position(r.at),
            source: source.clone(),
        }));
    }
    asked
}

/// The other ways of the requirements behind the line: what can be brought instead.
fn alternatives(asking: &[Asking<'_>], id: &MaterialKey, key_of: &dyn Fn(Paper) -> MaterialKey) -> Vec<Alternative> {
    let several = asking.iter().filter(|r| r.wants.any.len() > 1);
    let ways = several
        .flat_map(|r| &r.ways)
        .map(|way| way.iter().map(|paper| key_of(*paper)).collect::<Vec<_>>());
    let others: BTreeSet<Alternative> = ways.filter(|way| !way.contains(id)).map(Alternative).collect();
    others.into_iter().collect()
}
