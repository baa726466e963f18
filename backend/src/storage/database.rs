//! Which database, and how a connection to it is set up: SQLite in a file, or PostgreSQL.
//!
//! All SQL is one text that both read. What differs stands in this file: the settings of a connection, how a batch of
//! writes begins, how a snapshot is taken, and how text is compared.

use std::{borrow::Cow, str::FromStr, sync::Once, time::Duration};

use sqlx::{
    Any, AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Connection as _, Transaction,
    any::AnyConnectOptions,
    pool::PoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use super::OpenFault;

/// A connection to whichever database it is.
pub(super) type Connection = AnyConnection;
/// Connections that read.
pub(super) type Pool = AnyPool;

/// What runs a query: a connection, or the pool.
pub(super) trait Executor<'e>: sqlx::Executor<'e, Database = Any> {}

impl<'e, E: sqlx::Executor<'e, Database = Any>> Executor<'e> for E {}

/// Connections that read a file. Reading never waits for writing.
const READERS_OF_A_FILE: u32 = 4;
/// Connections that read from a server.
const READERS_OF_A_SERVER: u32 = 16;

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file.
    Sqlite,
    /// A server, or a cluster that speaks as it does.
    Postgres,
}

impl Kind {
    /// What a connection leads to.
    pub(super) fn of(connection: &Connection) -> Self {
        if connection.backend_name() == "PostgreSQL" {
            Self::Postgres
        } else {
            Self::Sqlite
        }
    }

    /// A query with `day_of(submitted_at)` as this database works that out: the day in Beijing, `YYYY-MM-DD`.
    pub(super) fn read_days(self, sql: &str) -> String {
        let day = match self {
            Self::Sqlite => "date(submitted_at + 28800, 'unixepoch')",
            Self::Postgres => "to_char(to_timestamp(submitted_at + 28800) AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
        };
        sql.replace(DAY_OF_ARRIVAL, day)
    }
}

/// Stands for the day a case arrived; the two databases have nothing in common for it.
const DAY_OF_ARRIVAL: &str = "day_of(submitted_at)";

/// Where the database is and how long to wait for it.
#[derive(Clone)]
pub(super) struct Database {
    pub(super) kind: Kind,
    /// What messages call it: a path, or host and name without user and password.
    pub(super) name: String,
    address: String,
    patience: Duration,
}

/// The address may hold a password.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl Database {
    /// Reads an address: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
    pub(super) fn read(address: &str, patience: Duration) -> Result<Self, OpenFault> {
        let scheme = address.split_once(':').map_or(address, |(scheme, _)| scheme);
        let unknown = || OpenFault::Kind(scheme.to_owned());
        let (kind, name) = match scheme {
            "sqlite" => {
                let options = SqliteConnectOptions::from_str(address).map_err(|_| unknown())?;
                (Kind::Sqlite, options.get_filename().display().to_string())
            }
            "postgres" | "postgresql" => {
                let options = sqlx::postgres::PgConnectOptions::from_str(address).map_err(|_| unknown())?;
                let name = options.get_database().unwrap_or("postgres");
                (
                    Kind::Postgres,
                    format!("{name} on {}:{}", options.get_host(), options.get_port()),
                )
            }
            _ => return Err(unknown()),
        };
        Ok(Self {
            kind,
            name,
            address: address.to_owned(),
            patience,
        })
    }

    /// Its address, with user and password.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Makes the file of an SQLite database if it is not there, and lets readers and the writer work side by side.
    pub(super) async fn prepare(&self) -> Result<(), sqlx::Error> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        match self.kind {
            Kind::Sqlite => {
                SqliteConnectOptions::from_str(&self.address)?
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .busy_timeout(self.patience)
                    .disable_statement_logging()
                    .connect()
                    .await?
                    .close()
                    .await
            }
            Kind::Postgres => Ok(()),
        }
    }

    fn options(&self) -> Result<AnyConnectOptions, sqlx::Error> {
        Ok(AnyConnectOptions::from_str(&self.address)?.disable_statement_logging())
    }

    /// A connection that writes: durable before answered.
    pub(super) async fn connect(&self) -> Result<Connection, sqlx::Error> {
        let connecting = async {
            let mut connection = self.options()?.connect().await?;
            self.set(&mut connection).await?;
            Ok(connection)
        };
        within(MOST_OF_A_CONNECT, connecting).await
    }

    /// A connection that brings the tables up to date: however long that takes, and however long another server that has
    /// just begun takes to do the same.
    pub(super) async fn connect_to_migrate(&self) -> Result<Connection, sqlx::Error> {
        within(MOST_OF_A_CONNECT, self.options()?.connect()).await
    }

    /// Connections that read and cannot write.
    pub(super) async fn readers(&self) -> Result<Pool, sqlx::Error> {
        let (most, only_reading) = match self.kind {
            Kind::Sqlite => (READERS_OF_A_FILE, "PRAGMA query_only = ON"),
            Kind::Postgres => (READERS_OF_A_SERVER, "SET default_transaction_read_only = on"),
        };
        let (database, kind) = (self.clone(), self.kind);
        PoolOptions::new()
            .max_connections(most)
            // Connecting takes its time, however short the patience with locks is.
            .acquire_timeout(self.patience.max(MOST_OF_A_SIGN))
            .after_release(move |connection: &mut Connection, _| {
                Box::pin(async move {
                    // The pool would wait for ever for a server that does not answer any more, and have one connection
                    // less each time.
                    if kind == Kind::Postgres {
                        within(MOST_OF_A_SIGN, connection.ping()).await?;
                    }
                    Ok(true)
                })
            })
            .after_connect(move |connection, _| {
                let database = database.clone();
                Box::pin(async move {
                    database.set(connection).await?;
                    sqlx::query(only_reading).execute(connection).await?;
                    Ok(())
                })
            })
            .connect_with(self.options()?)
            .await
    }

    /// The settings of every connection.
    async fn set(&self, connection: &mut Connection) -> Result<(), sqlx::Error> {
        let milliseconds = self.patience.as_millis();
        let settings = match self.kind {
            Kind::Sqlite => {
                format!("PRAGMA busy_timeout = {milliseconds}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
            }
            // A server that was cut off from its database must not go on holding the turn to write: the database lets go
            // of a transaction that says nothing.
            Kind::Postgres => format!(
                "SET lock_timeout = {milliseconds}; SET statement_timeout = {MOST_OF_A_STATEMENT}; \
                 SET idle_in_transaction_session_timeout = {MOST_SILENCE}; SET synchronous_commit = on"
            ),
        };
        sqlx::raw_sql(AssertSqlSafe(settings)).execute(connection).await?;
        Ok(())
    }

    /// Begins a batch of writes. From here to its end nobody else writes, neither in this process nor in another one:
    /// SQLite has one lock, and in PostgreSQL every server takes its turn by the same row.
    pub(super) async fn begin(&self, connection: &mut Connection) -> Result<(), sqlx::Error> {
        let statements = match self.kind {
            Kind::Sqlite => "BEGIN IMMEDIATE",
            Kind::Postgres => "BEGIN; UPDATE turns SET taken = taken + 1 WHERE name = 'writer'",
        };
        sqlx::raw_sql(statements).execute(connection).await?;
        Ok(())
    }

    /// How long a batch of writes may take. A file answers or fails; a server may be cut off and never answer.
    pub(super) fn most_of_a_batch(&self) -> Duration {
        match self.kind {
            Kind::Sqlite => Duration::MAX,
            Kind::Postgres => MOST_OF_A_BATCH,
        }
    }

    /// A view of everything as it is at one moment.
    pub(super) async fn snapshot(&self, readers: &Pool) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.kind {
            Kind::Sqlite => readers.begin().await,
            Kind::Postgres => {
                readers
                    .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await
            }
        }
    }

    /// A step of the tables as this database reads it. Text is compared byte by byte: SQLite does so by itself, and
    /// PostgreSQL in the order of the letters of some language unless a column says otherwise.
    pub(super) fn step(kind: Kind, sql: &'static str) -> Cow<'static, str> {
        match kind {
            Kind::Sqlite if !sql.contains(DAY_OF_ARRIVAL) => sql.into(),
            Kind::Sqlite => kind.read_days(sql).into(),
            Kind::Postgres => kind.read_days(&sql.replace(" TEXT", " TEXT COLLATE \"C\"")).into(),
        }
    }
}

/// Gives up on a server that does not answer: its end of the line may be gone without a word.
pub(super) async fn within<T>(
    most: Duration,
    work: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let silent = |_| Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()));
    tokio::time::timeout(most, work).await.unwrap_or_else(silent)
}

/// How long connecting to a server may take.
const MOST_OF_A_CONNECT: Duration = Duration::from_secs(10);
/// How long a sign of life may take.
pub(super) const MOST_OF_A_SIGN: Duration = Duration::from_secs(5);
/// How long a batch of writes to a server may take.
const MOST_OF_A_BATCH: Duration = Duration::from_secs(20);
/// Milliseconds that one statement may take.
const MOST_OF_A_STATEMENT: u32 = 60_000;
/// Milliseconds that a transaction may say nothing.
const MOST_SILENCE: u32 = 15_000;
