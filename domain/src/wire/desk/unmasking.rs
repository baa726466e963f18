//! Seeing whole what a case says of people: for a reason, for a while, and on record.

use serde::{Deserialize, Serialize};

/// For how many minutes values stay whole for who gave a reason.
pub const OPEN_MINUTES: u32 = 15;
/// Fewest characters of what is said with [`UnmaskReason::Other`].
pub const SHORTEST_NOTE: usize = 4;
/// Most characters of what is said.
pub const LONGEST_NOTE: usize = 200;

/// What somebody needs the whole values for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnmaskReason {
    /// 核对申请材料
    #[default]
    CheckMaterials,
    /// 联系申请人
    ContactApplicant,
    /// 制作文书
    PrepareDocument,
    /// 现场核查
    Inspection,
    /// 处理投诉
    Complaint,
    /// Something else, which is said.
    Other,
}

impl UnmaskReason {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::CheckMaterials,
        Self::ContactApplicant,
        Self::PrepareDocument,
        Self::Inspection,
        Self::Complaint,
        Self::Other,
    ];

    /// Its name in JSON and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CheckMaterials => "check_materials",
            Self::ContactApplicant => "contact_applicant",
            Self::PrepareDocument => "prepare_document",
            Self::Inspection => "inspection",
            Self::Complaint => "complaint",
            Self::Other => "other",
        }
    }

    /// The reason of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Somebody wants to see the values of a case whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnmaskRequest {
    /// What for.
    pub reason: UnmaskReason,
    /// What else is to be said; with `other` at least 4 characters, and 200 at most.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl UnmaskRequest {
    /// Whether enough is said, and not too much.
    #[must_use]
    pub fn is_said(&self) -> bool {
        let count = self.note.trim().chars().count();
        count <= LONGEST_NOTE && (self.reason != UnmaskReason::Other || count >= SHORTEST_NOTE)
    }
}

/// One time somebody saw the values of a case whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnmaskingRow {
    /// Number of the case.
    pub number: String,
    /// Name of who saw them.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Until when, RFC 3339.
    pub until: String,
    /// What for.
    pub reason: UnmaskReason,
    /// What else was said; nothing once the case was deleted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_else_has_to_be_said() {
        let request = |reason, note: &str| UnmaskRequest {
            reason,
            note: note.to_owned(),
        };
        assert!(request(UnmaskReason::Inspection, "").is_said());
        assert!(!request(UnmaskReason::Other, " 三个字 ").is_said());
        assert!(request(UnmaskReason::Other, "四个字的").is_said());
        assert!(!request(UnmaskReason::Other, &"长".repeat(201)).is_said());
    }

    #[test]
    fn every_reason_has_one_name() {
        for reason in UnmaskReason::ALL {
            assert_eq!(UnmaskReason::from_code(reason.code()), Some(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
        }
    }
}
