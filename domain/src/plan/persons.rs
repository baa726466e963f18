//! Rule 3: roles matter. Which roles are one person in this situation.

use std::collections::{BTreeMap, BTreeSet};

use super::items;
use crate::{
    catalogue::{Catalogue, SameAs},
    id::{Of, RoleId, Word},
    situation::{Situation, Truth},
};

/// Which roles are one person: each role is mapped to the one that stands for the person.
///
/// Only roles that occur take part, and those that link them. Of a person's roles the one with the smallest order stands
/// for the person; equal orders are settled by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Persons {
    /// Roles that another one stands for. The rest stand for themselves.
    stands_for: BTreeMap<RoleId, RoleId>,
    /// The same for roles that no line names, but a paper the applicant has.
    given: BTreeMap<RoleId, RoleId>,
}

impl Persons {
    /// The persons of a situation. Roles that an open question may still unite stay apart until it is answered.
    #[must_use]
    pub fn of(situation: &Situation<'_>) -> Self {
        Self::new(situation, &items::read(situation, &items::candidates(situation)).roles)
    }

    pub(super) fn new(situation: &Situation<'_>, roles: &Linked<'_>) -> Self {
        let mut persons = Self::default();
        let order = |id: &RoleId| situation.catalogue().roles.get(id).map_or(u16::MAX, |role| role.order);
        let rank = |id: &RoleId| (!roles.occurs(id), order(id), id.clone());
        for (id, same) in roles
            .deciding()
            .filter(|(_, same)| situation.holds(same.when.as_ref()) == Truth::Yes)
        {
            let (one, other) = (persons.unify_role(id).clone(), persons.unify_role(&same.role).clone());
            if one != other {
                let (keep, drop) = if rank(&one) < rank(&other) {
                    (one, other)
                } else {
                    (other, one)
                };
                for target in persons.stands_for.values_mut().filter(|target| **target == drop) {
                    *target = keep.clone();
                }
                persons.stands_for.insert(drop, keep);
            }
        }
        let all = std::mem::take(&mut persons.stands_for);
        let (given, named) = all
            .into_iter()
            .filter(|(role, _)| roles.counts(role))
            .partition(|(role, _)| !roles.occurs(role));
        Self {
            stands_for: named,
            given,
        }
    }

    /// The same thing, of the role that stands for the person.
    #[must_use]
    pub fn unify<T: Word>(&self, key: &Of<T>) -> Of<T> {
        key.with_role(key.role.as_ref().map(|role| self.unify_role(role).clone()))
    }

    /// Roles that are the same person as `role`, without itself.
    #[must_use]
    pub fn also(&self, role: &RoleId) -> Vec<RoleId> {
        let stands = self.unify_role(role);
        let others = self
            .stands_for
            .iter()
            .filter(|(_, target)| *target == stands)
            .map(|(id, _)| id);
        let mut also: Vec<RoleId> = others.chain([stands]).filter(|id| *id != role).cloned().collect();
        also.sort();
        also
    }

    /// The role that stands for the person.
    pub(super) fn unify_role<'a>(&'a self, role: &'a RoleId) -> &'a RoleId {
        self.stands_for
            .get(role)
            .or_else(|| self.given.get(role))
            .unwrap_or(role)
    }
}

/// Every declaration that two roles may be one person.
fn declared(catalogue: &Catalogue) -> impl Iterator<Item = Edge<'_>> {
    catalogue
        .roles
        .iter()
        .flat_map(|(id, role)| role.same_as.iter().map(move |same| (id, same)))
}

/// The roles that a declaration links to another one, and which of them occur.
pub(super) struct Linked<'c> {
    catalogue: &'c Catalogue,
    /// Named by no line.
    missing: Vec<&'c RoleId>,
    /// Named by no line, but by a paper the applicant has, chose or promises.
    given: BTreeSet<RoleId>,
}

impl<'c> Linked<'c> {
    pub(super) fn new(catalogue: &'c Catalogue) -> Self {
        let mut missing: Vec<_> = declared(catalogue).flat_map(|(id, same)| [id, &same.role]).collect();
        missing.sort();
        missing.dedup();
        Self {
            catalogue,
            missing,
            given: BTreeSet::new(),
        }
    }

    /// Notes that a line names a role.
    pub(super) fn see(&mut self, role: &RoleId) {
        self.missing.retain(|missing| *missing != role);
    }

    /// Notes that the applicant names a role. It never stands for a person.
    pub(super) fn give(&mut self, role: &RoleId) {
        if !self.occurs(role) {
            self.given.insert(role.clone());
        }
    }

    fn counts(&self, role: &RoleId) -> bool {
        self.occurs(role) || self.given.contains(role)
    }

    fn occurs(&self, role: &RoleId) -> bool {
        !self.missing.contains(&role)
    }

    /// The declarations that can unite two roles that occur, directly or through others.
    ///
    /// A role that does not occur matters only as a bridge: with one neighbour it is left out.
    pub(super) fn deciding(&self) -> impl Iterator<Item = Edge<'c>> {
        let mut edges: Vec<Edge<'c>> = declared(self.catalogue)
            .filter(|(id, same)| **id != same.role)
            .collect();
        let ends: BTreeSet<&RoleId> = edges.iter().flat_map(|(id, same)| [*id, &same.role]).collect();
        let mut absent: Vec<&RoleId> = ends.into_iter().filter(|role| !self.counts(role)).collect();
        while let Some(at) = absent.iter().position(|role| neighbours(&edges, role).len() < 2) {
            let role = absent.swap_remove(at);
            edges.retain(|(id, same)| *id != role && same.role != *role);
        }
        edges.into_iter()
    }
}

/// A declaration, with the role it stands at.
pub(super) type Edge<'c> = (&'c RoleId, &'c SameAs);

fn neighbours<'c>(edges: &[Edge<'c>], role: &RoleId) -> BTreeSet<&'c RoleId> {
    let other = |(id, same): &Edge<'c>| {
        let there = [(*id, &same.role), (&same.role, *id)];
        there.into_iter().find(|(one, _)| *one == role).map(|(_, other)| other)
    };
    edges.iter().filter_map(other).collect()
}
