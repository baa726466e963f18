//! Backups: everything that is kept, in a folder, so that it can be put back into either kind of database and store.
//!
//! Rows are those of one moment, and everything that was acknowledged before it is among them. Objects are copied after
//! the rows that name them. What is sealed stays sealed: a backup tells nobody anything without the key file, which is
//! not in it.

mod fault;
mod manifest;
mod read;
mod write;

pub use fault::BackupFault;
pub use manifest::Manifest;
pub use read::{check, restore};
pub use write::make;

/// The rows, one JSON object a line.
const ROWS: &str = "rows.jsonl";
/// The folder of the objects.
const OBJECTS: &str = "objects";
/// What there is, and its digests. Written last: a folder without it is half a backup.
const MANIFEST: &str = "manifest.toml";

#[cfg(test)]
mod tests;
