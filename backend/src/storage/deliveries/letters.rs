//! What did not reach its applicant, for the staff and the operator.

use std::fmt;

use sqlx::{Row, any::AnyRow};
use yijian_domain::case::Scope;

use super::{Storage, StorageFault, attempts, openid, subject};
use crate::{
    cases::Subject,
    clock::Moment,
    storage::{Connection, Seal, Sql},
    vault::Vault,
};

/// A delivery that reached nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredLetter {
    /// Its id.
    pub id: String,
    /// Number of the case.
    pub number: String,
    /// Code of the channel.
    pub channel: String,
    /// `dead` or `skipped`.
    pub state: String,
    /// What the message is about, as a word.
    pub kind: String,
    /// Who the applicant is by now; nobody when that cannot be read any more.
    pub subject: Subject,
    /// Whom to write to in WeChat.
    pub openid: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
    /// Why, as a code.
    pub fault: String,
    /// When it was given up.
    pub at: Moment,
}

/// A person's message: nothing but its id is printed.
impl fmt::Debug for StoredLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredLetter({}, {}, {})", self.id, self.channel, self.fault)
    }
}

/// How many deliveries failed in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failures {
    /// Code of the channel.
    pub channel: String,
    /// Why, as a code.
    pub fault: String,
    /// How many.
    pub count: u64,
}

/// What became of the wish to send a letter again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// It waits to be sent.
    Waiting,
    /// It is not given up: it was sent, or waits already.
    NotDead,
    /// There is none in this scope.
    Unknown,
}

impl Storage {
    /// How many letters were given up in a scope.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub async fn dead_letters(&self, scope: &Scope) -> Result<u64, StorageFault> {
        let mut query = Sql::new(
            "SELECT COUNT(*) FROM deliveries d JOIN cases c ON c.number = d.case_number WHERE d.state = 'dead'",
        );
        within(&mut query, scope);
        let count: i64 = query.build_scalar().fetch_one(&self.readers).await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Letters in a state, `dead` or `skipped`, of a scope or of all, the newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn letters(
        &self,
        state: &str,
        scope: Option<&Scope>,
        most: i64,
    ) -> Result<Vec<StoredLetter>, StorageFault> {
        let mut query = Sql::new(
            "SELECT d.id, d.case_number, d.channel, d.state, d.attempts, d.fault, d.next_at, m.kind, a.data_key,
                 a.body AS application, contacts.openid
             FROM deliveries d
             JOIN messages m ON m.case_number = d.case_number AND m.seq = d.seq
             JOIN cases c ON c.number = d.case_number
             JOIN applications a ON a.number = d.case_number
             LEFT JOIN contacts ON contacts.case_number = d.case_number
             WHERE d.state = ",
        );
        query.push_bind(state.to_owned());
        if let Some(scope) = scope {
            within(&mut query, scope);
        }
        query.push(" ORDER BY d.next_at DESC, d.id LIMIT ").push_bind(most);
        let rows = query.build().fetch_all(&self.readers).await?;
        rows.iter().map(|row| read(&self.vault, row)).collect()
    }

    /// Lets a letter of a scope that was given up or skipped be sent again, as if for the first time.
    ///
    /// # Errors
    /// When it could not be noted.
    pub async fn send_again(&self, id: &str, scope: &Scope, now: Moment) -> Result<Again, StorageFault> {
        let (id, scope) = (id.to_owned(), scope.clone());
        self.writer
            .write(move |connection| Box::pin(async move { again(connection, &id, &scope, now).await }))
            .await
    }

    /// What was given up after one moment up to another, by channel and fault.
    ///
    /// # Errors
    /// When it cannot be counted.
    pub async fn failures(&self, after: Moment, until: Moment) -> Result<Vec<Failures>, StorageFault> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT channel, fault, COUNT(*) FROM deliveries
             WHERE state = 'dead' AND next_at > $1 AND next_at <= $2
             GROUP BY channel, fault ORDER BY channel, fault",
        )
        .bind(after.seconds())
        .bind(until.seconds())
        .fetch_all(&self.readers)
        .await?;
        let failures = rows.into_iter().map(|(channel, fault, count)| Failures {
            channel,
            fault,
            count: u64::try_from(count).unwrap_or_default(),
        });
        Ok(failures.collect())
    }
}

async fn again(connection: &mut Connection, id: &str, scope: &Scope, now: Moment) -> Result<Again, StorageFault> {
    let mut query = Sql::new("SELECT d.state FROM deliveries d JOIN cases c ON c.number = d.case_number WHERE d.id = ");
    query.push_bind(id.to_owned());
    within(&mut query, scope);
    let state: Option<String> = query.build_scalar().fetch_optional(&mut *connection).await?;
    if state.is_none() {
        return Ok(Again::Unknown);
    }
    let woken = sqlx::query(
        "UPDATE deliveries SET state = 'waiting', attempts = 0, next_at = $2, fault = ''
         WHERE id = $1 AND state IN ('dead', 'skipped')",
    )
    .bind(id)
    .bind(now.seconds())
    .execute(connection)
    .await?;
    Ok(if woken.rows_affected() == 1 {
        Again::Waiting
    } else {
        Again::NotDead
    })
}

/// Narrows to the cases of a scope's region and of everything below it; a case without a region is everybody's
/// ([`Scope::covers`]). Of a department only the cases it has a part in.
fn within(query: &mut Sql, scope: &Scope) {
    let digits = usize::from(scope.region.depth()) * 2;
    query
        .push(" AND (c.county = '' OR c.county LIKE ")
        .push_bind(format!("{}%", &scope.region.as_str()[..digits]))
        .push(")");
    if let Some(department) = &scope.department {
        query
            .push(" AND EXISTS (SELECT 1 FROM case_parts p WHERE p.number = c.number AND p.department = ")
            .push_bind(department.as_str().to_owned())
            .push(")");
    }
}

fn read(vault: &Vault, row: &AnyRow) -> Result<StoredLetter, StorageFault> {
    let number: String = row.try_get("case_number")?;
    let seal = Seal::of(vault, row.try_get("data_key")?)?;
    Ok(StoredLetter {
        id: row.try_get("id")?,
        channel: row.try_get("channel")?,
        state: row.try_get("state")?,
        kind: row.try_get("kind")?,
        subject: subject(&seal, &number, row).unwrap_or_default(),
        openid: openid(&seal, &number, row).unwrap_or_default(),
        number,
        attempts: attempts(row)?,
        fault: row.try_get("fault")?,
        at: Moment::from_seconds(row.try_get("next_at")?),
    })
}
