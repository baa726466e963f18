//! The one connection that writes, and its group commit.
//!
//! Writes stand in a queue. Everything that has arrived while the last commit was under way is written in one
//! transaction and made durable by one commit; nobody gets an answer before that. Each write has a savepoint of its own,
//! so one that fails takes nothing with it. A write that has begun is finished even when its caller goes away.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::Connection as _;
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
    time::timeout,
};

use crate::metrics;

use super::{
    Connection, StorageFault,
    database::{Database, Kind, MOST_OF_A_SIGN},
};

/// Writes that share one commit at most.
const MOST_TOGETHER: usize = 64;
/// After so long a batch is committed and the rest of it is the next one: with a slow database all of it might take longer
/// than any batch may, and again each time it is tried.
const LONG_ENOUGH: Duration = Duration::from_secs(5);
/// Writes that may wait; more callers wait for a place in the queue.
const MOST_WAITING: usize = 1024;
/// How long taking a batch back may last before the connection counts as broken.
const MOST_OF_A_ROLLBACK: Duration = Duration::from_secs(5);

/// What a write does with the connection.
pub(super) type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, StorageFault>> + Send + 'c>>;

#[derive(Debug)]
pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    task: Mutex<Option<JoinHandle<()>>>,
    failed: Arc<AtomicBool>,
}

impl Writer {
    /// Takes the connection and starts writing.
    pub(super) fn start(database: Database, connection: Connection) -> Self {
        let (queue, jobs) = mpsc::channel(MOST_WAITING);
        let failed = Arc::<AtomicBool>::default();
        let task = tokio::spawn(run(database, connection, jobs, Arc::clone(&failed)));
        Self {
            queue: Mutex::new(Some(queue)),
            task: Mutex::new(Some(task)),
            failed,
        }
    }

    /// Whether writing works, as far as is known. When the last batch failed it is tried.
    ///
    /// # Errors
    /// When it does not, or not in time.
    pub(super) async fn ready(&self) -> Result<(), StorageFault> {
        if !self.failed.load(Ordering::Relaxed) {
            return Ok(());
        }
        let tried = self.write(|connection| Box::pin(try_out(connection)));
        timeout(MOST_OF_A_SIGN, tried).await.unwrap_or(Err(StorageFault::Busy))
    }

    /// Writes in one transaction and answers when it is durable.
    ///
    /// # Errors
    /// When the work fails, or the commit: then nothing was changed.
    #[tracing::instrument(name = "storage.write", level = "debug", skip_all)]
    pub(super) async fn write<T, W>(&self, work: W) -> Result<T, StorageFault>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(Pending {
            work: Some(work),
            outcome: None,
            answer,
        });
        let queue = self.queue.lock().await.clone().ok_or_else(stopped)?;
        queue.send(job).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }

    /// Writes what is queued, then closes the connection.
    pub(super) async fn stop(&self) {
        self.queue.lock().await.take();
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }
}

fn stopped() -> StorageFault {
    StorageFault::Database(sqlx::Error::PoolClosed)
}

/// A write in the queue.
trait Job: Send {
    /// Does the work and keeps its outcome; the fault is told as well.
    fn perform<'c>(&'c mut self, connection: &'c mut Connection) -> Work<'c, ()>;
    /// Tells the outcome, or that the commit failed.
    fn finish(self: Box<Self>, failure: Option<StorageFault>);
}

struct Pending<T, W> {
    work: Option<W>,
    outcome: Option<Result<T, StorageFault>>,
    answer: oneshot::Sender<Result<T, StorageFault>>,
}

impl<T, W> Job for Pending<T, W>
where
    T: Send,
    W: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send,
{
    fn perform<'c>(&'c mut self, connection: &'c mut Connection) -> Work<'c, ()> {
        Box::pin(async move {
            let Some(work) = self.work.take() else {
                return Err(stopped());
            };
            let outcome = work(connection).await;
            let told = outcome.as_ref().map(|_| ()).map_err(again);
            self.outcome = Some(outcome);
            told
        })
    }

    fn finish(self: Box<Self>, failure: Option<StorageFault>) {
        let outcome = match (self.outcome, failure) {
            // What failed by itself keeps its own reason.
            (Some(Err(own)), _) => Err(own),
            (_, Some(failure)) => Err(failure),
            (Some(Ok(value)), None) => Ok(value),
            (None, None) => Err(stopped()),
        };
        // The caller may have gone.
        let _ = self.answer.send(outcome);
    }
}

/// Writes something that means nothing.
async fn try_out(connection: &mut Connection) -> Result<(), StorageFault> {
    execute(connection, "UPDATE turns SET taken = taken + 1 WHERE name = 'writer'").await
}

async fn run(
    database: Database,
    connection: Connection,
    mut jobs: mpsc::Receiver<Box<dyn Job>>,
    failed: Arc<AtomicBool>,
) {
    let mut line = Line {
        database,
        connection: Some(connection),
    };
    let mut left = Vec::new();
    loop {
        let mut batch = std::mem::take(&mut left);
        if batch.is_empty() {
            let Some(first) = jobs.recv().await else { break };
            batch.push(first);
        }
        while batch.len() < MOST_TOGETHER
            && let Ok(next) = jobs.try_recv()
        {
            batch.push(next);
        }
        let begun = Instant::now();
        let outcome = line.commit(&mut batch).await;
        if let Ok(performed) = outcome {
            left = batch.split_off(performed);
        }
        failed.store(outcome.is_err(), Ordering::Relaxed);
        metrics::committed(batch.len(), outcome.is_ok(), begun.elapsed());
        for job in batch {
            job.finish(outcome.as_ref().err().map(again));
        }
    }
    if let Some(connection) = line.connection {
        let _ = connection.close().await;
    }
}

/// The connection that writes, opened again when it breaks: a server may be started anew, or be out of reach for a while.
struct Line {
    database: Database,
    connection: Option<Connection>,
}

impl Line {
    /// Performs jobs in one transaction and gives how many of them; the rest has not been begun. An error concerns all of
    /// them: nothing was committed, as far as anybody can tell. Where the line broke during the commit itself it may have been; who sends the same submission again gets the
    /// receipt that was kept.
    async fn commit(&mut self, batch: &mut [Box<dyn Job>]) -> Result<usize, StorageFault> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.database.connect().await?,
        };
        let patience = self.database.most_of_a_batch();
        let work = commit_together(&self.database, &mut connection, batch);
        let outcome = timeout(patience, work).await.unwrap_or(Err(StorageFault::Busy));
        if outcome.is_ok() || roll_back(&self.database, &mut connection).await {
            self.connection = Some(connection);
        }
        outcome
    }
}

/// Takes everything back; whether the connection is good for more.
async fn roll_back(database: &Database, connection: &mut Connection) -> bool {
    let rollback = timeout(MOST_OF_A_ROLLBACK, execute(connection, "ROLLBACK")).await;
    match database.kind {
        // It has rolled back by itself after some faults; then there is nothing to roll back.
        Kind::Sqlite => true,
        Kind::Postgres => matches!(rollback, Ok(Ok(()))),
    }
}

/// Performs jobs in one transaction, at least one, and gives how many. An error concerns all of them: nothing was committed.
async fn commit_together(
    database: &Database,
    connection: &mut Connection,
    batch: &mut [Box<dyn Job>],
) -> Result<usize, StorageFault> {
    let begun = Instant::now();
    database.begin(connection).await?;
    if Database::was_left(connection).await? {
        return Err(StorageFault::Left);
    }
    let mut performed = 0;
    if let [only] = batch {
        only.perform(connection).await?;
        performed = 1;
    } else {
        for job in batch {
            if performed > 0 && begun.elapsed() > LONG_ENOUGH {
                break;
            }
            perform_apart(connection, job.as_mut()).await?;
            performed += 1;
        }
    }
    execute(connection, "COMMIT").await?;
    Ok(performed)
}

/// Performs one of several jobs, so that a fault of its own undoes nothing but its own work.
async fn perform_apart(connection: &mut Connection, job: &mut dyn Job) -> Result<(), StorageFault> {
    execute(connection, "SAVEPOINT job").await?;
    if let Err(fault) = job.perform(connection).await
        && execute(connection, "ROLLBACK TO SAVEPOINT job").await.is_err()
    {
        // A full disk, for one, makes SQLite roll back everything at once; that concerns all of them.
        return Err(fault);
    }
    execute(connection, "RELEASE SAVEPOINT job").await
}

async fn execute(connection: &mut Connection, statement: &'static str) -> Result<(), StorageFault> {
    sqlx::query(statement).execute(connection).await?;
    Ok(())
}

/// The same fault for another caller.
fn again(fault: &StorageFault) -> StorageFault {
    match fault {
        StorageFault::Full => StorageFault::Full,
        StorageFault::Busy => StorageFault::Busy,
        StorageFault::Left => StorageFault::Left,
        StorageFault::UploadGone => StorageFault::UploadGone,
        StorageFault::Row { table, fault } => StorageFault::Row {
            table,
            fault: fault.clone(),
        },
        StorageFault::Database(fault) => StorageFault::Database(sqlx::Error::Protocol(fault.to_string())),
        // No file is written in a transaction.
        StorageFault::Files(_) | StorageFault::Vault(_) => StorageFault::Sealed("another write failed"),
        StorageFault::Sealed(fault) => StorageFault::Sealed(fault),
    }
}
