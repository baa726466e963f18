//! What an applicant does with their own case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{FieldKey, MaterialKey, PointId};

/// Something the applicant wants to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnRequest {
    /// The number of events the person saw: when there are more, something happened in between.
    pub seen: u32,
    /// What.
    pub act: OwnAct,
}

/// What an applicant can do. New files lie in a draft: its token and the ids of the files hand them over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum OwnAct {
    /// Answers the notice: all of it at once (行政许可法 art. 32).
    Resubmit {
        /// Fields and what stands in them now.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
        values: BTreeMap<FieldKey, String>,
        /// Papers and the ids of their files, in order. Files the application has already may stay among them.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, Vec<String>>))]
        provisions: BTreeMap<MaterialKey, Vec<String>>,
        /// The token of the draft that holds new files.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        draft_token: Option<String>,
    },
    /// Brings a paper that was put off.
    Provide {
        /// Which.
        paper: MaterialKey,
        /// Ids of its files, in order.
        files: Vec<String>,
        /// The token of the draft that holds them.
        draft_token: String,
    },
    /// Sends photographs for an inspection that nobody comes for.
    SendPictures {
        /// Ids of photographs by point.
        #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, Vec<String>>))]
        pictures: BTreeMap<PointId, Vec<String>>,
        /// The token of the draft that holds them.
        draft_token: String,
    },
    /// Takes the case back.
    Withdraw {
        /// Why, if they say so.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Receives the licence on the progress page.
    Deliver,
    /// Says that values are wrong in what is kept, and what would be right (个人信息保护法 art. 46). It takes the place of what
    /// was said before and is not answered yet; without values that is taken back.
    Object {
        /// Fields and what is right in them.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
        values: BTreeMap<FieldKey, String>,
        /// What else there is to say.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        says: String,
    },
}
