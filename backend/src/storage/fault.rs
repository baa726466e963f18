//! Why something could not be kept or read.

use std::io;

/// Why something could not be kept or read. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StorageFault {
    /// The disk is full.
    #[error("no space left")]
    Full,
    /// Somebody else holds the database for too long.
    #[error("the database is locked")]
    Busy,
    /// An upload that was to be handed over is not there any more; fails the write so that nothing of it stays.
    #[error("an upload is gone")]
    UploadGone,
    /// A row does not hold what its type says.
    #[error("table {table}: a row cannot be read: {fault}")]
    Row {
        /// The table.
        table: &'static str,
        /// What is wrong, without the content.
        fault: String,
    },
    /// Anything else the database says.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// Anything else the file system says.
    #[error("files: {0}")]
    Files(io::Error),
}

impl StorageFault {
    /// A row whose JSON does not fit. serde names types and places, and of the content at most one word.
    pub(crate) fn row(table: &'static str, fault: &serde_json::Error) -> Self {
        let fault = format!(
            "{:?} error at line {} column {}",
            fault.classify(),
            fault.line(),
            fault.column()
        );
        Self::Row { table, fault }
    }
}

impl From<sqlx::Error> for StorageFault {
    fn from(fault: sqlx::Error) -> Self {
        // https://www.sqlite.org/rescode.html: the lowest byte is the class.
        const BUSY: i32 = 5;
        const LOCKED: i32 = 6;
        const FULL: i32 = 13;
        const IOERR_WRITE: i32 = 778;
        const IOERR_SHMSIZE: i32 = 4874;
        if matches!(fault, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        let code = fault
            .as_database_error()
            .and_then(|fault| fault.code()?.parse::<i32>().ok())
            .unwrap_or(0);
        match (code, code & 0xff) {
            (_, BUSY | LOCKED) => Self::Busy,
            // What SQLite reports where a quota or a file size limit is reached.
            (_, FULL) | (IOERR_WRITE | IOERR_SHMSIZE, _) => Self::Full,
            _ => Self::Database(fault),
        }
    }
}

impl From<io::Error> for StorageFault {
    fn from(fault: io::Error) -> Self {
        match fault.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            _ => Self::Files(fault),
        }
    }
}
