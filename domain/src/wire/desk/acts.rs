//! What can be done with a case, how it is asked for, and why it is refused.

use serde::{Deserialize, Serialize};

use super::CaseView;
use crate::{
    case::{Act, Refusal, Role, Verb},
    id::ItemId,
    wire::Problem,
};

/// A verb that is open to the person now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenVerb {
    /// The verb.
    pub verb: Verb,
    /// The role it is done in.
    pub role: Role,
    /// The part, for a verb of a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What stands in its way, when somebody has to see to something first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub but: Option<Refusal>,
}

/// Something a member of staff wants to do with a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActRequest {
    /// The number of events the person saw: when there are more, somebody else did something in between.
    pub seen: u32,
    /// What. The licence of an `issue` is made by the server.
    pub act: Act,
}

/// Why something was not done with a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseProblem {
    /// The usual fields; the codes are `refused`, `case_changed`, and those of every endpoint.
    #[serde(flatten)]
    pub problem: Problem,
    /// With `refused`: why, as the rules say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    /// With `case_changed`: the case as it stands now; the newest lines of its record say what changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Box<CaseView>>,
}
