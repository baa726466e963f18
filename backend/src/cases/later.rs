//! A paper that is to follow, as its application keeps it.

use serde::{Deserialize, Serialize};
use yijian_domain::id::MaterialKey;

/// A paper that is to follow.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Later {
    /// Which.
    pub id: MaterialKey,
    /// Its name.
    pub name: String,
    /// Within so many working days, counted from the submission until it is accepted.
    pub working_days: u16,
}
