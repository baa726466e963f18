//! Everything that is kept: rows in a database, uploads as files beside it.
//!
//! SQL stands in this folder only, one file for each table, as methods of [`Storage`] that are named by their use. It is
//! SQL that SQLite and PostgreSQL both understand. A missing row is `None`, not an error.

mod acting;
mod applications;
mod audit;
mod cases;
mod counters;
mod deliveries;
mod disk;
mod drafts;
mod events;
mod fault;
mod licences;
mod listed;
mod messages;
mod migrations;
mod overview;
mod parts;
mod queue;
mod receipts;
mod sessions;
mod sign_in_failures;
mod staff;
mod uploads;
mod window_sittings;
mod writer;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sqlx::{
    ConnectOptions, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use acting::{Doing, Done, Office, day};
pub use applications::{NewApplication, Stored, Submitted};
pub use audit::{Audit, Tampered};
pub use cases::{CasePartRow, CaseRow, NO_DAY};
pub use deliveries::{Again, Failures, Outcome, StoredLetter, Taken};
pub use disk::Appended;
pub use drafts::Save;
pub use fault::StorageFault;
pub use licences::StoredLicence;
pub use listed::Rebuilt;
pub use messages::{NewMessage, StoredMessage};
pub use overview::{DayCounts, Load, Loads};
pub use parts::{NewPart, StoredPart};
pub use queue::{BadCursor, Days, Desk, Listed, MOST_COUNTED, PAGE, Page, Wanted};
pub use receipts::Answered;
pub use sessions::{NewSession, Session};
pub use sign_in_failures::Counted;
pub use staff::{Account, NewAccount};
pub use uploads::{NewUpload, Upload};

use crate::news::News;
use disk::Disk;
use writer::Writer;

/// How long a statement waits for a lock that somebody else holds. Only other programs can hold one: this program has
/// one writer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections that read. Reading never waits for writing.
const READERS: u32 = 4;

/// Where to keep things.
#[derive(Debug, Clone)]
pub struct Place {
    /// Address of the database, `sqlite:` with a path.
    pub database: String,
    /// Folder of the uploads; nothing serves it as it is.
    pub files: PathBuf,
    /// How long to wait for somebody else's lock.
    pub patience: Duration,
}

impl Place {
    /// Database and files inside a data folder.
    #[must_use]
    pub fn inside(folder: &Path) -> Self {
        Self {
            database: format!("sqlite:{}", folder.join("yijian.db").display()),
            files: folder.join("files"),
            patience: PATIENCE,
        }
    }
}

/// Why the storage could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// Another kind of database.
    #[error("`{0}` is not a database this program knows: it takes sqlite:PATH")]
    Kind(String),
    /// The database does not open.
    #[error("the database `{path}` does not open: {fault}")]
    Database {
        /// Its file.
        path: String,
        /// What it says.
        fault: sqlx::Error,
    },
    /// The tables cannot be brought up to date.
    #[error("the database `{path}` cannot be brought up to date: {fault}")]
    Migration {
        /// Its file.
        path: String,
        /// What went wrong.
        fault: sqlx::migrate::MigrateError,
    },
    /// The folder of the uploads cannot be used.
    #[error("the folder `{}` cannot be written: {fault}", path.display())]
    Files {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        fault: std::io::Error,
    },
}

/// Rows and files.
#[derive(Debug)]
pub struct Storage {
    writer: Writer,
    readers: SqlitePool,
    disk: Disk,
    news: News,
}

impl Storage {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// When the address is not one of SQLite, the file or the folder cannot be used, or a newer program wrote it.
    pub async fn open(place: &Place) -> Result<Self, OpenFault> {
        let options = Self::options(&place.database, place.patience)?;
        let path = options.get_filename().display().to_string();
        let fault = |fault| OpenFault::Database {
            path: path.clone(),
            fault,
        };
        let mut first = options.clone().create_if_missing(true).connect().await.map_err(fault)?;
        migrations::run(&mut first)
            .await
            .map_err(|fault| OpenFault::Migration {
                path: path.clone(),
                fault,
            })?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .connect_with(options.pragma("query_only", "ON"))
            .await
            .map_err(fault)?;
        let disk = Disk::open(&place.files).map_err(|fault| OpenFault::Files {
            path: place.files.clone(),
            fault,
        })?;
        Ok(Self {
            writer: Writer::start(first),
            readers,
            disk,
            news: News::default(),
        })
    }

    /// Who looks at which case; everybody is told after every act that is kept.
    #[must_use]
    pub fn news(&self) -> &News {
        &self.news
    }

    /// The settings of every connection: durable before answered.
    fn options(address: &str, patience: Duration) -> Result<SqliteConnectOptions, OpenFault> {
        let shown = || {
            address
                .split_once("://")
                .map_or(address, |(scheme, _)| scheme)
                .to_owned()
        };
        if !address.starts_with("sqlite:") {
            return Err(OpenFault::Kind(shown()));
        }
        Ok(SqliteConnectOptions::from_str(address)
            .map_err(|_| OpenFault::Kind(shown()))?
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(patience)
            .disable_statement_logging())
    }

    /// Whether rows can be read and files be written.
    ///
    /// # Errors
    /// When they cannot.
    pub async fn ready(&self) -> Result<(), StorageFault> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        self.disk.ready().await
    }

    /// Finishes what was begun and closes the database.
    pub async fn close(&self) {
        self.news.close();
        self.readers.close().await;
        self.writer.stop().await;
    }
}
