//! The items a theme may need, and what follows from all of them: the longest time and the cost.

use yijian_domain::{
    catalogue::Item,
    id::ItemId,
    plan::{Applies, Plan},
};

use super::super::Matter;
use crate::{
    text,
    ui::parts::{days, joined, sentences},
};

/// An item the theme may need.
pub(super) struct Candidate<'a> {
    pub(super) id: &'a ItemId,
    pub(super) item: &'a Item,
    /// It is needed whatever the answers.
    pub(super) sure: bool,
    /// The limit that binds, when there is one for today.
    pub(super) days: Option<u16>,
}

/// The items of the theme that may apply, those first that always do.
pub(super) fn candidates<'a>(matter: &Matter<'a>, plan: &Plan) -> Vec<Candidate<'a>> {
    let items = matter.subject().map_or(&[][..], |theme| &theme.items);
    let found = items.iter().filter_map(|id| {
        let planned = plan.items.iter().find(|item| item.id == *id)?;
        let item = matter.slice.items.get(id)?;
        let limit = item.limit(id, matter.today, matter.trail.region.as_ref()).ok();
        Some(Candidate {
            id,
            item,
            sure: planned.applies == Applies::Yes,
            days: limit.map(|limit| limit.working_days()),
        })
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|candidate| !candidate.sure);
    found
}

/// How long everything takes at most, whatever the answers.
pub(super) fn how_long(candidates: &[Candidate<'_>]) -> String {
    let longest = candidates
        .iter()
        .map(|candidate| ends(candidate, candidates, &mut Vec::new()))
        .max()
        .unwrap_or(0);
    if longest == 0 {
        return text::theme_days_none().to_owned();
    }
    let at_most = text::theme_days_at_most(days(longest));
    let some_at_once = candidates
        .iter()
        .any(|candidate| candidate.days == Some(0) || candidate.item.instant);
    let rest = some_at_once.then(|| text::theme_days_some_at_once().to_owned());
    sentences([at_most].into_iter().chain(rest))
}

/// When an item is due at the latest, in working days from the start: its own limit after all whose results it may use.
///
/// `path` holds what waits for this item, so that a ring stays finite.
pub(super) fn ends<'a>(candidate: &Candidate<'a>, all: &[Candidate<'a>], path: &mut Vec<&'a ItemId>) -> u16 {
    path.push(candidate.id);
    let may_use = |other: &Candidate<'_>| {
        let wanted = candidate
            .item
            .materials
            .iter()
            .flat_map(|wants| wants.alternatives())
            .flat_map(|way| &way.0);
        wanted.into_iter().any(|key| other.item.issues.contains(&key.what))
    };
    let before = all
        .iter()
        .filter(|other| !path.contains(&other.id) && may_use(other))
        .collect::<Vec<_>>();
    let start = before
        .into_iter()
        .map(|other| ends(other, all, path))
        .max()
        .unwrap_or(0);
    path.pop();
    start.saturating_add(candidate.days.unwrap_or(0))
}

/// What it costs, as far as it is published.
pub(super) fn cost(candidates: &[Candidate<'_>]) -> String {
    let name = |candidate: &Candidate<'_>| text::of(&candidate.item.name, candidate.item.name_en.as_ref()).to_owned();
    let free = |candidate: &&Candidate<'_>| candidate.item.fee.as_deref() == Some(FREE);
    let (all, free) = (candidates.len(), candidates.iter().filter(free).count());
    let paid: Vec<String> = candidates
        .iter()
        .filter_map(|candidate| {
            candidate
                .item
                .fee
                .as_ref()
                .filter(|fee| *fee != FREE)
                .map(|fee| text::theme_fee(fee, name(candidate)))
        })
        .collect();
    let unknown = candidates
        .iter()
        .filter(|candidate| candidate.item.fee.is_none())
        .count();
    if free == all {
        return text::theme_free().to_owned();
    }
    let mut said = Vec::new();
    if !paid.is_empty() {
        said.push(joined(paid));
    }
    match unknown {
        0 => {}
        1 => said.push(text::theme_fee_unknown_one().to_owned()),
        more => said.push(text::theme_fee_unknown(more)),
    }
    if free > 0 {
        said.push(text::theme_rest_free().to_owned());
    }
    sentences(said)
}

/// How the catalogue writes that something is free of charge.
const FREE: &str = "不收费";
