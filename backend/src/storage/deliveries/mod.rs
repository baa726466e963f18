//! Table `deliveries`: messages on their way out of the house.
//!
//! `state` is `waiting`, `sent`, `dead` (given up) or `skipped` (its channel was off). `next_at` says when a waiting one is
//! tried next, and of every other when that became of it. Whoever takes a waiting one first puts `next_at` off by a lease,
//! so nobody else takes it meanwhile; when the program dies with it, the lease runs out and it is taken again. `attempts`
//! counts the takings: the outcome of one whose lease ran out counts no more.

mod letters;

use std::fmt;

use sqlx::{Row, any::AnyRow};

use super::{Connection, Seal, Storage, StorageFault, place};
use crate::{
    cases::{Kept, Subject},
    clock::Moment,
    vault::Vault,
};

pub use letters::{Again, Failures, StoredLetter};

/// A delivery that somebody has taken to send it, with everything sending needs.
#[derive(Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id: the same however often it is tried.
    pub id: String,
    /// Number of the case.
    pub number: String,
    /// Code of the channel.
    pub channel: String,
    /// What the message is about, as a word.
    pub kind: String,
    /// What the message says, as JSON; empty when it cannot be read any more.
    pub body: String,
    /// When what it tells happened.
    pub at: Moment,
    /// Name of the theme.
    pub theme_name: String,
    /// Who the applicant is by now; nobody when that cannot be read any more.
    pub subject: Subject,
    /// Whom to write to in WeChat.
    pub openid: Option<String>,
    /// How often it was taken, with this time.
    pub attempts: u32,
}

/// A person's message: nothing but its id is printed.
impl fmt::Debug for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Taken({}, {}, {})", self.id, self.channel, self.attempts)
    }
}

/// What became of a delivery. Faults are codes, never what a provider wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The provider has it.
    Sent,
    /// It is tried again.
    Later {
        /// When.
        next_at: Moment,
        /// Why.
        fault: String,
    },
    /// It is given up.
    Dead {
        /// Why.
        fault: String,
    },
    /// It is not to be sent.
    Skipped {
        /// Why.
        fault: String,
    },
}

impl Outcome {
    /// A stable word for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Later { .. } => "later",
            Self::Dead { .. } => "dead",
            Self::Skipped { .. } => "skipped",
        }
    }
}

impl Storage {
    /// Takes deliveries that are due, the ones that wait longest first, and keeps them from others until `lease`.
    ///
    /// # Errors
    /// When they cannot be read or marked; then none is taken.
    pub async fn take_deliveries(&self, now: Moment, lease: Moment, most: i64) -> Result<Vec<Taken>, StorageFault> {
        let idle: Option<i64> = sqlx::query_scalar(
            "SELECT next_at FROM deliveries WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at LIMIT 1",
        )
        .bind(now.seconds())
        .fetch_optional(&self.readers)
        .await?;
        if idle.is_none() {
            return Ok(Vec::new());
        }
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(async move { take(connection, &vault, now, lease, most).await }))
            .await
    }

    /// Notes what became of a delivery; not, when somebody else took it since.
    ///
    /// # Errors
    /// When it could not be noted; then it is sent again when its lease is over.
    pub async fn finish_delivery(&self, taken: &Taken, outcome: Outcome, now: Moment) -> Result<bool, StorageFault> {
        let (state, at, fault) = match outcome {
            Outcome::Sent => ("sent", now, String::new()),
            Outcome::Later { next_at, fault } => ("waiting", next_at, fault),
            Outcome::Dead { fault } => ("dead", now, fault),
            Outcome::Skipped { fault } => ("skipped", now, fault),
        };
        let (id, attempts) = (taken.id.clone(), i64::from(taken.attempts));
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let noted = sqlx::query(
                        "UPDATE deliveries SET state = $3, next_at = $4, fault = $5
                         WHERE id = $1 AND attempts = $2 AND state = 'waiting'",
                    )
                    .bind(id)
                    .bind(attempts)
                    .bind(state)
                    .bind(at.seconds())
                    .bind(fault)
                    .execute(connection)
                    .await?;
                    Ok(noted.rows_affected() == 1)
                })
            })
            .await
    }
}

async fn take(
    connection: &mut Connection,
    vault: &Vault,
    now: Moment,
    lease: Moment,
    most: i64,
) -> Result<Vec<Taken>, StorageFault> {
    let rows = sqlx::query(
        "SELECT d.id, d.case_number, d.channel, d.attempts, m.seq, m.kind, m.body, m.at, a.theme_name,
             a.data_key, a.body AS application, contacts.openid
         FROM deliveries d
         JOIN messages m ON m.case_number = d.case_number AND m.seq = d.seq
         JOIN applications a ON a.number = d.case_number
         LEFT JOIN contacts ON contacts.case_number = d.case_number
         WHERE d.state = 'waiting' AND d.next_at <= $1
         ORDER BY d.next_at, d.id LIMIT $2",
    )
    .bind(now.seconds())
    .bind(most)
    .fetch_all(&mut *connection)
    .await?;
    let mut taken = Vec::with_capacity(rows.len());
    for row in rows {
        let delivery = read(vault, &row)?;
        let marked = sqlx::query(
            "UPDATE deliveries SET attempts = attempts + 1, next_at = $3
             WHERE id = $1 AND state = 'waiting' AND next_at <= $2",
        )
        .bind(&delivery.id)
        .bind(now.seconds())
        .bind(lease.seconds())
        .execute(&mut *connection)
        .await?;
        if marked.rows_affected() == 1 {
            taken.push(delivery);
        }
    }
    Ok(taken)
}

fn read(vault: &Vault, row: &AnyRow) -> Result<Taken, StorageFault> {
    let number: String = row.try_get("case_number")?;
    let seal = Seal::of(vault, row.try_get("data_key")?)?;
    let message = place::message(&number, row.try_get("seq")?);
    Ok(Taken {
        id: row.try_get("id")?,
        channel: row.try_get("channel")?,
        kind: row.try_get("kind")?,
        // One that cannot be read must not keep all others from being sent.
        body: seal
            .open("messages", &message, row.try_get("body")?)
            .unwrap_or_default(),
        at: Moment::from_seconds(row.try_get("at")?),
        theme_name: row.try_get("theme_name")?,
        subject: subject(&seal, &number, row).unwrap_or_default(),
        openid: openid(&seal, &number, row).unwrap_or_default(),
        attempts: attempts(row)?.saturating_add(1),
        number,
    })
}

/// Who is written to: what the application says by now.
fn subject(seal: &Seal, number: &str, row: &AnyRow) -> Result<Subject, StorageFault> {
    let place = place::application(number);
    let kept: Kept = seal.read("applications", &place, row.try_get("application")?)?;
    Ok(Subject::of(&kept.values))
}

fn openid(seal: &Seal, number: &str, row: &AnyRow) -> Result<Option<String>, StorageFault> {
    let kept: Option<&str> = row.try_get("openid")?;
    kept.map(|kept| seal.open("contacts", &place::openid(number), kept))
        .transpose()
}

fn attempts(row: &AnyRow) -> Result<u32, StorageFault> {
    Ok(u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
