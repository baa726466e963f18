//! What a backup holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program that made it.
    pub made_by: String,
    /// When it was begun, RFC 3339: what was acknowledged before is in it.
    pub made_at: String,
    /// The last step of the tables.
    pub step: i64,
    /// SHA-256 of the rows.
    pub rows_sha256: String,
    /// The hash of the last row of the record: `yijian audit verify --head` finds it again.
    pub head: Option<String>,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Objects that rows named and that were not there any more: uploads that were under way.
    pub missing: Vec<String>,
    /// Objects by name, with the SHA-256 of each.
    pub objects: BTreeMap<String, String>,
}
