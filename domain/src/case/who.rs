//! Who acts on a case, and where they may.

use serde::{Deserialize, Serialize};

use crate::{catalogue::RegionCode, id::DepartmentId};

/// What a member of staff does. One person may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 综合窗口受理: takes applications in, accepts them, hands out results.
    Clerk,
    /// 部门审批: decides the parts of one department.
    Reviewer,
    /// 勘验: goes and looks, for all departments at once.
    Inspector,
    /// 督办: sees what is late, and whose it is; may grant an extension as head of the organ.
    Supervisor,
}

impl Role {
    /// All of them, in the order of the work.
    pub const ALL: [Self; 4] = [Self::Clerk, Self::Reviewer, Self::Inspector, Self::Supervisor];

    /// Its name in JSON and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Reviewer => "reviewer",
            Self::Inspector => "inspector",
            Self::Supervisor => "supervisor",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Where somebody's word counts: a region with everything below it, and one department or all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scope {
    /// The region.
    pub region: RegionCode,
    /// The department; every department, when none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
}

impl Scope {
    /// Whether a matter of this region is theirs. A matter without a region is everybody's.
    #[must_use]
    pub fn covers(&self, region: Option<&RegionCode>) -> bool {
        region.is_none_or(|region| self.region.contains(region))
    }

    /// Whether a part of this department is theirs.
    #[must_use]
    pub fn decides_for(&self, department: &DepartmentId) -> bool {
        self.department.as_ref().is_none_or(|own| own == department)
    }
}

/// A member of staff, as the record names them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRef {
    /// Id of the account.
    pub id: String,
    /// Their name at the time.
    pub name: String,
}

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Actor {
    /// Whoever has the secret of the receipt.
    Applicant,
    /// A member of staff in one role.
    Staff {
        /// Who.
        #[serde(flatten)]
        member: StaffRef,
        /// The role they act in.
        role: Role,
        /// Where their word counts.
        scope: Scope,
    },
    /// The program, because a date has passed or nothing is left to decide.
    System,
}

impl Actor {
    /// The member of staff, when it is one.
    #[must_use]
    pub fn member(&self) -> Option<&StaffRef> {
        match self {
            Self::Staff { member, .. } => Some(member),
            Self::Applicant | Self::System => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_role_is_known_by_its_code() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("mayor"), None);
    }

    #[test]
    fn a_scope_covers_what_lies_below_it() {
        let region = |code| RegionCode::try_from(code).expect("six digits");
        let prefecture = Scope {
            region: region("610300"),
            department: Some("health".into()),
        };
        assert!(prefecture.covers(Some(&region("610328"))));
        assert!(prefecture.covers(None));
        assert!(!prefecture.covers(Some(&region("150204"))));
        assert!(prefecture.decides_for(&"health".into()));
        assert!(!prefecture.decides_for(&"fire_rescue".into()));
    }
}
