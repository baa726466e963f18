//! Why something could not be kept or read.

use yijian_domain::case::BadRecord;

use crate::{
    files::{Broken, StoreFault},
    vault::VaultFault,
};

/// Why something could not be kept or read. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StorageFault {
    /// The disk is full.
    #[error("no space left")]
    Full,
    /// Somebody else holds the database for too long, or it is out of reach.
    #[error("the database is locked, or out of reach")]
    Busy,
    /// Everything was moved to another database.
    #[error("everything was moved elsewhere: start this server with the new settings")]
    Left,
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
    /// Anything else the store of files says.
    #[error(transparent)]
    Files(StoreFault),
    /// A file does not open, or cannot be sealed.
    #[error("a file: {0}")]
    Sealed(&'static str),
    /// A key does not open.
    #[error(transparent)]
    Vault(#[from] VaultFault),
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

    /// A row whose sealed text cannot be made or opened.
    pub(crate) fn sealed(table: &'static str, fault: VaultFault) -> Self {
        Self::Row {
            table,
            fault: fault.to_string(),
        }
    }
}

impl From<sqlx::Error> for StorageFault {
    fn from(fault: sqlx::Error) -> Self {
        // Out of reach for now: the program connects again with the next write. A line that breaks while it is agreed upon
        // whether it is encrypted is not told as a broken line.
        if matches!(
            fault,
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_)
        ) {
            tracing::warn!(%fault, "the database is out of reach");
            return Self::Busy;
        }
        let code = fault.as_database_error().and_then(sqlx::error::DatabaseError::code);
        let class = match code.as_deref() {
            // Five characters are an SQLSTATE; codes of SQLite are shorter.
            Some(code) if code.len() == 5 => by_state(code),
            Some(code) => by_code(code),
            None => None,
        };
        class.unwrap_or(Self::Database(fault))
    }
}

/// What a code of SQLite means: <https://www.sqlite.org/rescode.html>, where the lowest byte is the class.
fn by_code(code: &str) -> Option<StorageFault> {
    const BUSY: i32 = 5;
    const LOCKED: i32 = 6;
    const FULL: i32 = 13;
    const IOERR_WRITE: i32 = 778;
    const IOERR_SHMSIZE: i32 = 4874;
    let code = code.parse::<i32>().ok()?;
    match (code, code & 0xff) {
        (_, BUSY | LOCKED) => Some(StorageFault::Busy),
        // What SQLite reports where a quota or a file size limit is reached.
        (_, FULL) | (IOERR_WRITE | IOERR_SHMSIZE, _) => Some(StorageFault::Full),
        _ => None,
    }
}

/// What an SQLSTATE of PostgreSQL means: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn by_state(state: &str) -> Option<StorageFault> {
    match state {
        "53100" => Some(StorageFault::Full),
        // A lock, a statement or a silence that lasted too long; somebody else was first; the server is about to stop or
        // begins; no connection or no memory is left.
        "55P03" | "57014" | "25P03" | "40001" | "40P01" | "57P01" | "57P02" | "57P03" => Some(StorageFault::Busy),
        state if state.starts_with("08") || state.starts_with("53") => Some(StorageFault::Busy),
        _ => None,
    }
}

impl From<StoreFault> for StorageFault {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::Full => Self::Full,
            StoreFault::Missing | StoreFault::Unreachable(_) | StoreFault::Io(_) => Self::Files(fault),
        }
    }
}

impl From<BadRecord> for StorageFault {
    fn from(fault: BadRecord) -> Self {
        Self::Row {
            table: "events",
            fault: fault.to_string(),
        }
    }
}

impl From<Broken> for StorageFault {
    fn from(_: Broken) -> Self {
        Self::Sealed("its content does not open; it was damaged, or put in the place of another")
    }
}
