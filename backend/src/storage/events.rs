//! Table `events`: the record of all cases, append-only and chained.

use sha2::{Digest, Sha256};
use yijian_domain::case::Event;

use super::{Connection, Executor, Seal, Sql, Storage, StorageFault, place};
use crate::ids;

/// The hash before the first row.
pub(super) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Rows that are read at a time when the whole record is walked.
const AT_A_TIME: i64 = 1000;

/// A row of the record.
#[derive(Debug)]
pub(super) struct Row {
    /// Position in the whole record, from 1 without a gap.
    pub(super) id: i64,
    pub(super) case_number: String,
    pub(super) seq: i64,
    at: i64,
    body: String,
    pub(super) hash: String,
    /// The case was deleted.
    is_deleted: bool,
}

impl Row {
    /// Whether it stands behind a row with this hash. Of a case that was deleted, what was never sealed was taken out; its
    /// hash still holds the rows behind it.
    pub(super) fn follows(&self, before: &str) -> bool {
        let was_emptied = self.is_deleted && self.body.is_empty();
        was_emptied || self.hash == chained(before, self.id, &self.case_number, self.seq, self.at, &self.body)
    }
}

impl Storage {
    /// The events of a case, oldest first; none, when there is no such case.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn events(&self, case_number: &str) -> Result<Vec<Event>, StorageFault> {
        let seal = Seal::of_application(&self.readers, &self.vault, case_number).await?;
        of(&self.readers, &seal, case_number).await
    }

    /// The numbers of the next cases in the record behind a number; from the first behind an empty one. Cases that were
    /// deleted are left out: nobody can read what they were.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn cases_in_record(&self, last: &str) -> Result<Vec<String>, StorageFault> {
        let numbers = sqlx::query_scalar(
            "SELECT DISTINCT case_number FROM events WHERE case_number > $1
                 AND NOT EXISTS (SELECT 1 FROM deletions d WHERE d.number = events.case_number)
             ORDER BY case_number LIMIT $2",
        )
        .bind(last)
        .bind(AT_A_TIME)
        .fetch_all(&self.readers)
        .await?;
        Ok(numbers)
    }

    /// How many cases the record has, without those that were deleted.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn count_cases_in_record(&self) -> Result<i64, StorageFault> {
        let count = sqlx::query_scalar(
            "SELECT COUNT(DISTINCT case_number) FROM events
             WHERE NOT EXISTS (SELECT 1 FROM deletions d WHERE d.number = events.case_number)",
        )
        .fetch_one(&self.readers)
        .await?;
        Ok(count)
    }
}

type Found = (i64, String, i64, i64, String, String, Option<String>);

/// The next rows of the whole record behind a position.
pub(super) async fn after<'e>(executor: impl Executor<'e>, last: i64) -> Result<Vec<Row>, StorageFault> {
    let rows: Vec<Found> = sqlx::query_as(
        "SELECT e.id, e.case_number, e.seq, e.at, e.body, e.hash, d.number
         FROM events e LEFT JOIN deletions d ON d.number = e.case_number WHERE e.id > $1 ORDER BY e.id LIMIT $2",
    )
    .bind(last)
    .bind(AT_A_TIME)
    .fetch_all(executor)
    .await?;
    let read = |(id, case_number, seq, at, body, hash, deleted): Found| Row {
        id,
        case_number,
        seq,
        at,
        body,
        hash,
        is_deleted: deleted.is_some(),
    };
    Ok(rows.into_iter().map(read).collect())
}

pub(super) async fn of<'e>(
    executor: impl Executor<'e>,
    seal: &Seal,
    case_number: &str,
) -> Result<Vec<Event>, StorageFault> {
    let bodies: Vec<(i64, String)> = sqlx::query_as(
        "SELECT seq, body FROM events WHERE case_number = $1
             AND NOT EXISTS (SELECT 1 FROM deletions WHERE number = $1)
         ORDER BY seq",
    )
    .bind(case_number)
    .fetch_all(executor)
    .await?;
    bodies
        .iter()
        .map(|(seq, body)| seal.read("events", &place::event(case_number, *seq), body))
        .collect()
}

/// An event of which what is sealed is sealed already.
#[derive(Debug)]
pub(super) struct Sealed {
    case_number: String,
    seq: i64,
    at: i64,
    body: String,
}

impl Sealed {
    /// An event of a case. The chain is over what is kept: it can be checked without any key, and still when a key is
    /// destroyed.
    pub(super) fn of(seal: &Seal, case_number: &str, event: &Event, at: i64) -> Result<Self, StorageFault> {
        let body = serde_json::to_string(event).map_err(|fault| StorageFault::row("events", &fault))?;
        let seq = i64::from(event.seq);
        Ok(Self {
            case_number: case_number.to_owned(),
            seq,
            at,
            body: seal.close(&place::event(case_number, seq), &body)?,
        })
    }
}

/// Adds events at the end of the record. There is one writer, so nothing comes in between.
pub(super) async fn append(
    connection: &mut Connection,
    seal: &Seal,
    case_number: &str,
    events: &[Event],
    at: i64,
) -> Result<(), StorageFault> {
    let sealed = events.iter().map(|event| Sealed::of(seal, case_number, event, at));
    let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
    append_sealed(connection, &sealed, events.len().max(1)).await
}

/// The same with sealed events, so many to a statement.
pub(super) async fn append_sealed<'e>(
    connection: &mut Connection,
    events: impl IntoIterator<Item = &'e Sealed>,
    together: usize,
) -> Result<(), StorageFault> {
    let last: Option<(i64, String)> = sqlx::query_as("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    let (mut id, mut hash) = last.unwrap_or_else(|| (0, BEGINNING.to_owned()));
    let rows = events.into_iter().map(|event| {
        id += 1;
        hash = chained(&hash, id, &event.case_number, event.seq, event.at, &event.body);
        (id, event, hash.clone())
    });
    let rows: Vec<_> = rows.collect();
    for some in rows.chunks(together) {
        let mut insert = Sql::new("INSERT INTO events (id, case_number, seq, at, body, hash) ");
        insert.push_values(some, |mut values, (id, event, hash)| {
            values
                .push_bind(*id)
                .push_bind(event.case_number.as_str())
                .push_bind(event.seq)
                .push_bind(event.at)
                .push_bind(event.body.as_str())
                .push_bind(hash.as_str());
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// The hash of a row. Every part has its length in front, so that no two rows read alike.
pub(super) fn chained(before: &str, id: i64, case_number: &str, seq: i64, at: i64, body: &str) -> String {
    let mut hasher = Sha256::new();
    let (id, seq, at) = (id.to_string(), seq.to_string(), at.to_string());
    for part in [before, &id, case_number, &seq, &at, body] {
        hasher.update(part.len().to_string());
        hasher.update(":");
        hasher.update(part);
    }
    ids::hex(&hasher.finalize())
}
