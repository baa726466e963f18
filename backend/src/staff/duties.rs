//! What somebody may do here and where: by the operator's word, or by the groups of a city's directory.

use yijian_domain::{
    case::{Role, Scope},
    catalogue::{Catalogue, RegionCode},
    id::DepartmentId,
};

/// Roles and where they count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duties {
    /// What they do, in the order of the work.
    pub roles: Vec<Role>,
    /// Where they do it.
    pub scope: Scope,
}

/// What a group of the directory gives to whoever is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What the directory calls it.
    pub name: String,
    /// What it gives.
    pub duties: Duties,
}

/// So long the word of the directory counts for who signs in with a password: whoever left it must not go on here.
pub(super) const WORD_SECONDS: i64 = 86_400;

/// A scope that names what the catalogue does not have.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownScope {
    /// The region.
    #[error("the catalogue has no region {0}")]
    Region(RegionCode),
    /// The department.
    #[error("the catalogue has no department {department}: write one of {}", known.join(", "))]
    Department {
        /// What was named.
        department: DepartmentId,
        /// What there is.
        known: Vec<String>,
    },
}

/// Whether the catalogue has the region and the department of a scope.
///
/// # Errors
/// When it has not.
pub fn check_scope(catalogue: &Catalogue, scope: &Scope) -> Result<(), UnknownScope> {
    if !catalogue.regions.values().any(|known| known.code == scope.region) {
        return Err(UnknownScope::Region(scope.region.clone()));
    }
    match &scope.department {
        Some(department) if !catalogue.departments.contains_key(department) => Err(UnknownScope::Department {
            department: department.clone(),
            known: catalogue.departments.keys().map(ToString::to_string).collect(),
        }),
        _ => Ok(()),
    }
}

/// What somebody may do who is in these groups; none when none of them gives anything.
///
/// An account counts in one place. The first group in the order of the settings says which, and other groups add their roles
/// where they count in the same place.
#[must_use]
pub fn given_by(groups: &[Group], held: &[&str]) -> Option<Duties> {
    let mut given = groups.iter().filter(|group| held.contains(&group.name.as_str()));
    let mut duties = given.next()?.duties.clone();
    for group in given.filter(|group| group.duties.scope == duties.scope) {
        duties.roles.extend(&group.duties.roles);
    }
    duties.roles = in_order(duties.roles);
    Some(duties)
}

/// Roles in the order of the work, each once.
#[must_use]
pub fn in_order(mut roles: Vec<Role>) -> Vec<Role> {
    roles.sort_unstable();
    roles.dedup();
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, roles: &[Role], region: &str, department: Option<&str>) -> Group {
        Group {
            name: name.to_owned(),
            duties: Duties {
                roles: roles.to_vec(),
                scope: Scope {
                    region: RegionCode::try_from(region).unwrap(),
                    department: department.map(DepartmentId::from),
                },
            },
        }
    }

    #[test]
    fn groups_of_one_place_add_up_and_the_first_says_where() {
        let groups = [
            group("health", &[Role::Reviewer], "610328", Some("health")),
            group("window", &[Role::Clerk], "610328", None),
            group("lead", &[Role::Supervisor, Role::Clerk], "610328", None),
        ];
        let of = |held: &[&str]| given_by(&groups, held).map(|duties| (duties.roles, duties.scope.department));
        assert_eq!(
            of(&["lead", "window"]),
            Some((vec![Role::Clerk, Role::Supervisor], None))
        );
        // Whatever the order in which the directory names them.
        assert_eq!(of(&["window", "lead"]), of(&["lead", "window"]));
        let health = Some(DepartmentId::from("health"));
        assert_eq!(of(&["window", "health"]), Some((vec![Role::Reviewer], health)));
        assert_eq!(of(&["visitors", "Window"]), None);
        assert_eq!(of(&[]), None);
    }
}
