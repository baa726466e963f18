//! Why a backup cannot be made or put back.

use std::{io, path::PathBuf};

use crate::storage::StorageFault;

/// Why a backup cannot be made or put back. Says nothing of what it holds.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The folder is there already.
    #[error("{} is there already; name a folder that is not", .0.display())]
    There(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: {fault}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        fault: io::Error,
    },
    /// There is no manifest, or none of this program.
    #[error("{} is no whole backup of this program: {fault}", path.display())]
    Manifest {
        /// The folder.
        path: PathBuf,
        /// What is wrong.
        fault: String,
    },
    /// Its tables are those of another version.
    #[error(
        "the backup has the tables of step {found}, this program those of step {known}; put it back with the version that made \
         it ({made_by}), then start the newer one"
    )]
    Step {
        /// Of the backup.
        found: i64,
        /// Of this program.
        known: i64,
        /// The version of the program that made the backup.
        made_by: String,
    },
    /// A file is not what was written.
    #[error("{} is not what was written when the backup was made", .0.display())]
    Changed(PathBuf),
    /// A line is no row.
    #[error("line {0} of the rows is no row of this program")]
    Line(usize),
    /// The key file does not open it.
    #[error("the key file does not open this backup: {0}")]
    Keys(crate::vault::VaultFault),
    /// There is something already.
    #[error("the database is not empty; a backup is put back into an empty one only")]
    NotEmpty,
    /// Rows cannot be read or written.
    #[error("{0}")]
    Storage(#[from] StorageFault),
}

/// Names the file of a fault.
pub(super) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> BackupFault {
    move |fault| BackupFault::File {
        path: path.into(),
        fault,
    }
}
