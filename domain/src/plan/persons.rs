//! Rule 3: roles matter. Which roles are one person in this situation.

use std::collections::BTreeMap;

use crate::{
    id::{Of, RoleId, Word},
    situation::{Situation, Truth},
};

/// Which roles are one person: each role is mapped to the one that stands for the person.
///
/// The role with the smallest order stands for the person; equal orders are settled by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Persons {
    stands_for: BTreeMap<RoleId, RoleId>,
}

impl Persons {
    /// The persons of a situation. Roles that an open question may still unite stay apart until it is answered.
    #[must_use]
    pub fn of(situation: &Situation<'_>) -> Self {
        let roles = &situation.catalogue().roles;
        let mut persons = Self { stands_for: roles.keys().map(|id| (id.clone(), id.clone())).collect() };
        let rank = |id: &RoleId| (roles.get(id).map_or(u16::MAX, |role| role.order), id.clone());
        for (id, role) in roles {
            for same in role.same_as.iter().filter(|same| situation.holds(same.when.as_ref()) == Truth::Yes) {
                let (one, other) = (persons.unify_id(id), persons.unify_id(&same.role));
                let (keep, drop) = if rank(&one) <= rank(&other) { (one, other) } else { (other, one) };
                for target in persons.stands_for.values_mut().filter(|target| **target == drop) {
                    *target = keep.clone();
                }
            }
        }
        persons
    }

    /// The same thing, of the role that stands for the person.
    #[must_use]
    pub fn unify<T: Word>(&self, key: &Of<T>) -> Of<T> {
        key.with_role(key.role.as_ref().map(|role| self.unify_id(role)))
    }

    /// Roles that are the same person as `role`, without itself.
    #[must_use]
    pub fn also(&self, role: &RoleId) -> Vec<RoleId> {
        self.stands_for.iter().filter(|(id, target)| *target == role && *id != role).map(|(id, _)| id.clone()).collect()
    }

    fn unify_id(&self, role: &RoleId) -> RoleId {
        self.stands_for.get(role).unwrap_or(role).clone()
    }
}
