//! Everything that is kept: rows in a database, uploads as files beside it.
//!
//! SQL stands in this folder only, one file for each table, as methods of [`Storage`] that are named by their use. It is
//! SQL that SQLite and PostgreSQL both understand. A missing row is `None`, not an error.

mod acting;
mod applicant_cases;
mod applicant_sessions;
mod applicants;
mod applications;
mod audit;
mod authorisations;
mod cases;
mod counters;
mod database;
mod dated;
mod deletions;
mod deliveries;
mod disk;
mod drafts;
mod events;
mod fault;
mod filling;
mod fitting;
mod hearing;
mod holds;
mod licences;
mod listed;
mod made_up;
mod messages;
mod migrations;
mod moving;
mod overview;
mod parts;
mod queue;
mod rate_counts;
mod receipts;
mod rewrap;
mod seal;
mod sessions;
mod sign_in_failures;
mod sign_in_states;
mod sms_codes;
mod sql;
mod staff;
mod tallies;
mod transfer;
mod unmaskings;
mod upload_keys;
mod upload_pieces;
mod uploads;
mod window_sittings;
mod writer;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use std::{path::Path, time::Duration};

use sqlx::{Connection as _, migrate::MigrateError};

pub use acting::{Doing, Done, Office, Under, day};
pub use applicant_cases::OwnedCase;
pub use applicant_sessions::{ApplicantSession, NewApplicantSession};
pub use applicants::Proved;
pub use applications::{NewApplication, Stored, Submitted};
pub use audit::{Audit, Tampered};
pub use authorisations::{AuthorisationEvent, MOST_GIVEN};
pub use cases::{CasePartRow, CaseRow, NO_DAY};
pub use dated::Dated;
pub use deletions::{Closed, Deletion};
pub use deliveries::{Again, Failures, Outcome, StoredLetter, Taken};
pub use disk::{Appended, Contents};
pub use drafts::{DraftsOf, Save};
pub use fault::StorageFault;
pub use holds::Hold;
pub use licences::StoredLicence;
pub use listed::Rebuilt;
pub use made_up::{MadeUp, Mark, Sealed as SealedMadeUp};
pub use messages::{NewMessage, StoredMessage};
pub use migrations::lay_until;
pub use moving::Held;
pub use overview::{DayCounts, Load, Loads};
pub use parts::{NewPart, StoredPart};
pub use queue::{BadCursor, Days, Desk, Listed, MOST_COUNTED, PAGE, Page, Wanted};
pub use receipts::Answered;
pub use sessions::{ListedSession, NewSession, Session};
pub use sign_in_failures::Counted;
pub use sign_in_states::NewState;
pub use sms_codes::{MaySend, NewCode};
pub use staff::{Account, NewAccount};
pub use tallies::Miscounted;
pub use transfer::Carried;
pub use unmaskings::{NewUnmasking, StoredUnmasking, Unmasked};
pub use upload_pieces::{NewPiece, Piece};
pub use uploads::{Begun, NewUpload, Room, Rooms, Upload};

use tokio::task::JoinHandle;

use crate::{
    files::{FilesPlace, StoreFault},
    news::News,
    vault::{Vault, VaultFault},
};
use database::{Connection, Database, Executor, MOST_OF_A_SIGN, Pool, within};
use disk::Disk;
use seal::{Seal, place};
use sql::Sql;
use writer::Writer;

/// How long a statement waits for a lock that somebody else holds. Only other programs can hold one: this program has
/// one writer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where to keep things.
#[derive(Debug, Clone)]
pub struct Place {
    /// Address of the database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
    pub database: String,
    /// Where the uploads lie.
    pub files: FilesPlace,
    /// How long to wait for somebody else's lock.
    pub patience: Duration,
}

impl Place {
    /// Database and files inside a data folder.
    #[must_use]
    pub fn inside(folder: &Path) -> Self {
        Self {
            database: format!("sqlite:{}", folder.join("yijian.db").display()),
            files: FilesPlace::Folder(folder.join("files")),
            patience: PATIENCE,
        }
    }
}

/// Why the storage could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// Another kind of database.
    #[error("`{0}` is not a database this program knows: it takes sqlite:PATH and postgres://USER:PASSWORD@HOST/NAME")]
    Kind(String),
    /// The database does not open.
    #[error("the database {name} does not open: {fault}")]
    Database {
        /// What it is called.
        name: String,
        /// What it says.
        fault: sqlx::Error,
    },
    /// Everything in it was moved elsewhere.
    #[error(
        "everything in the database {0} was moved to another one; name that one, or remove the row `moved` from its table \
         `turns` to go back to what it was then"
    )]
    Left(String),
    /// What was being put into it is not all there.
    #[error(
        "putting everything into the database {0} broke off, so not all of it is there; run the same command (`yijian restore` \
         or `yijian migrate-data`) again, which begins anew or ends what is left to do"
    )]
    Half(String),
    /// A newer program has changed its tables.
    #[error(
        "the tables of the database {name} are those of a newer version of this program (step {found}, this one knows {known}); \
         start that version, or put back a backup from before"
    )]
    Newer {
        /// What it is called.
        name: String,
        /// The step it has.
        found: i64,
        /// The last step of this program.
        known: i64,
    },
    /// The keys are not those of this database.
    #[error("the key file does not open what the database {name} holds ({fault}); put back the one that belongs to it")]
    Keys {
        /// What it is called.
        name: String,
        /// What the first row that was tried says.
        fault: VaultFault,
    },
    /// The tables cannot be brought up to date.
    #[error("the database {name} cannot be brought up to date: {fault}")]
    Migration {
        /// What it is called.
        name: String,
        /// What went wrong.
        fault: sqlx::migrate::MigrateError,
    },
    /// The store of files cannot be used.
    #[error("files cannot be kept: {0}")]
    Files(StoreFault),
}

fn unmigrated(name: &str, fault: MigrateError) -> OpenFault {
    let name = name.to_owned();
    match fault {
        MigrateError::VersionMissing(found) => OpenFault::Newer {
            name,
            found,
            known: migrations::last(),
        },
        fault => OpenFault::Migration { name, fault },
    }
}

/// What a database is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To work on it.
    Use,
    /// To put everything into it.
    Fill,
}

/// Rows and files.
#[derive(Debug)]
pub struct Storage {
    vault: Vault,
    writer: Writer,
    database: Database,
    readers: Pool,
    disk: Disk,
    news: News,
    hearing: Option<JoinHandle<()>>,
}

impl Storage {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// When the address names no such database, the file or the folder cannot be used, or a newer program wrote it.
    pub async fn open(place: &Place, vault: Vault) -> Result<Self, OpenFault> {
        Self::open_as(place, vault, Purpose::Use).await
    }

    /// The same, to put everything into it; also where that broke off before.
    ///
    /// # Errors
    /// As for [`Storage::open`].
    pub async fn open_to_fill(place: &Place, vault: Vault) -> Result<Self, OpenFault> {
        Self::open_as(place, vault, Purpose::Fill).await
    }

    async fn open_as(place: &Place, vault: Vault, purpose: Purpose) -> Result<Self, OpenFault> {
        let database = Database::read(&place.database, place.patience)?;
        let fault = |fault| OpenFault::Database {
            name: database.name.clone(),
            fault,
        };
        database.prepare().await.map_err(fault)?;
        let mut migrating = database.connect_to_migrate().await.map_err(fault)?;
        migrations::run(&mut migrating, database.kind)
            .await
            .map_err(|fault| unmigrated(&database.name, fault))?;
        if Database::was_left(&mut migrating).await.map_err(fault)? {
            return Err(OpenFault::Left(database.name));
        }
        if purpose == Purpose::Use && filling::is_half(&mut migrating).await.map_err(fault)? {
            return Err(OpenFault::Half(database.name));
        }
        migrating.close().await.map_err(fault)?;
        let readers = database.readers().await.map_err(fault)?;
        fitting::fits(&database.name, &readers, &vault).await?;
        let disk = Disk::open(&place.files, vault.clone())
            .await
            .map_err(OpenFault::Files)?;
        let news = News::default();
        Ok(Self {
            vault,
            hearing: hearing::begin(&database, news.clone()),
            writer: Writer::start(database.clone(), database.connect().await.map_err(fault)?),
            database,
            readers,
            disk,
            news,
        })
    }

    /// Who looks at which case; everybody is told after every act that is kept.
    #[must_use]
    pub fn news(&self) -> &News {
        &self.news
    }

    /// Whether rows can be read and written, and files be written.
    ///
    /// # Errors
    /// When they cannot, or not in time.
    pub async fn ready(&self) -> Result<(), StorageFault> {
        let left = async {
            let mut connection = self.readers.acquire().await?;
            Database::was_left(&mut connection).await
        };
        if within(MOST_OF_A_SIGN, left).await? {
            return Err(StorageFault::Left);
        }
        self.writer.ready().await?;
        self.disk.ready().await
    }

    /// Finishes what was begun and closes the database.
    pub async fn close(&self) {
        self.news.close();
        if let Some(hearing) = &self.hearing {
            hearing.abort();
        }
        self.readers.close().await;
        self.writer.stop().await;
    }
}
