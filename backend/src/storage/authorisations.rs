//! Tables `authorisations` and `authorisation_events`: who may act for whom, and what became of it.

use sqlx::{Row, any::AnyRow};

use super::{Connection, Storage, StorageFault};
use crate::{
    applicants::{Authorisation, Sealed, powers},
    clock::Moment,
};

/// Most that one account gives.
pub const MOST_GIVEN: i64 = 50;

/// An entry of the record of an authorisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorisationEvent {
    /// When.
    pub at: Moment,
    /// `given`, `submitted`, `answered` or `revoked`.
    pub what: String,
    /// Id of the account that did it.
    pub applicant: String,
    /// The case it was about.
    pub case_number: Option<String>,
}

const COLUMNS: &str = "a.id, a.principal, a.agent_key, a.agent, a.theme, a.case_number, a.powers, a.given_at, a.until, a.revoked_at, a.revoked_by";
/// To an account: to a number that it proved.
const AGENT: &str = "JOIN applicant_proofs p ON p.kind = 'mobile' AND p.key = a.agent_key";

impl Storage {
    /// Keeps an authorisation; not, when the account gave [`MOST_GIVEN`] already.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn give(&self, new: Authorisation) -> Result<bool, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(give(connection, new)))
            .await
    }

    /// Ends an authorisation for good, if one of these two accounts is who asks; whether it is over now.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn revoke(&self, id: String, by: String, now: Moment) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(revoke(connection, id, by, now.seconds())))
            .await
    }

    /// An authorisation by its id.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn authorisation(&self, id: &str) -> Result<Option<Authorisation>, StorageFault> {
        let query = format!("SELECT {COLUMNS} FROM authorisations a WHERE a.id = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// What an account gave, newest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn given_by(&self, principal: &str) -> Result<Vec<Authorisation>, StorageFault> {
        let query =
            format!("SELECT {COLUMNS} FROM authorisations a WHERE a.principal = $1 ORDER BY a.given_at DESC, a.id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(principal)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(read).collect()
    }

    /// What was given to an account, newest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn given_to(&self, agent: &str) -> Result<Vec<Authorisation>, StorageFault> {
        let query = format!(
            "SELECT {COLUMNS} FROM authorisations a {AGENT} WHERE p.applicant = $1 ORDER BY a.given_at DESC, a.id"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(agent)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(read).collect()
    }

    /// What one account gave another.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn given_between(&self, principal: &str, agent: &str) -> Result<Vec<Authorisation>, StorageFault> {
        let query =
            format!("SELECT {COLUMNS} FROM authorisations a {AGENT} WHERE a.principal = $1 AND p.applicant = $2");
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(principal)
            .bind(agent)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(read).collect()
    }

    /// The record of an authorisation, oldest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn authorisation_events(&self, id: &str) -> Result<Vec<AuthorisationEvent>, StorageFault> {
        let rows: Vec<(i64, String, String, Option<String>)> = sqlx::query_as(
            "SELECT at, what, applicant, case_number FROM authorisation_events WHERE authorisation = $1 ORDER BY no",
        )
        .bind(id)
        .fetch_all(&self.readers)
        .await?;
        let read = |(at, what, applicant, case_number)| AuthorisationEvent {
            at: Moment::from_seconds(at),
            what,
            applicant,
            case_number,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

async fn give(connection: &mut Connection, new: Authorisation) -> Result<bool, StorageFault> {
    let given: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM authorisations WHERE principal = $1 AND revoked_at IS NULL AND until >= $2",
    )
    .bind(&new.principal)
    .bind(new.given_at.date().to_string())
    .fetch_one(&mut *connection)
    .await?;
    if given >= MOST_GIVEN {
        return Ok(false);
    }
    sqlx::query(
        "INSERT INTO authorisations (id, principal, agent_key, agent, theme, case_number, powers, given_at, until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&new.id)
    .bind(&new.principal)
    .bind(&new.agent_key)
    .bind(&new.agent.0)
    .bind(&new.theme)
    .bind(&new.case_number)
    .bind(powers::write(&new.powers))
    .bind(new.given_at.seconds())
    .bind(&new.until)
    .execute(&mut *connection)
    .await?;
    note(
        connection,
        &new.id,
        "given",
        &new.principal,
        None,
        new.given_at.seconds(),
    )
    .await?;
    Ok(true)
}

/// Ends an authorisation, unless it has ended.
pub(super) async fn revoke(connection: &mut Connection, id: String, by: String, now: i64) -> Result<(), StorageFault> {
    let over =
        sqlx::query("UPDATE authorisations SET revoked_at = $3, revoked_by = $2 WHERE id = $1 AND revoked_at IS NULL")
            .bind(&id)
            .bind(&by)
            .bind(now)
            .execute(&mut *connection)
            .await?;
    if over.rows_affected() == 1 {
        note(connection, &id, "revoked", &by, None, now).await?;
    }
    Ok(())
}

/// Adds an entry to the record of an authorisation.
pub(super) async fn note(
    connection: &mut Connection,
    id: &str,
    what: &str,
    by: &str,
    case_number: Option<&str>,
    at: i64,
) -> Result<(), StorageFault> {
    let last: Option<i64> = sqlx::query_scalar("SELECT MAX(no) FROM authorisation_events WHERE authorisation = $1")
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO authorisation_events (authorisation, no, at, what, applicant, case_number)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(last.unwrap_or(0) + 1)
    .bind(at)
    .bind(what)
    .bind(by)
    .bind(case_number)
    .execute(connection)
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<Authorisation, StorageFault> {
    let broken = || StorageFault::Row {
        table: "authorisations",
        fault: "an unknown power".to_owned(),
    };
    Ok(Authorisation {
        id: row.try_get("id")?,
        principal: row.try_get("principal")?,
        agent_key: row.try_get("agent_key")?,
        agent: Sealed(row.try_get("agent")?),
        theme: row.try_get("theme")?,
        case_number: row.try_get("case_number")?,
        powers: powers::read(row.try_get("powers")?).ok_or_else(broken)?,
        given_at: Moment::from_seconds(row.try_get("given_at")?),
        until: row.try_get("until")?,
        revoked_at: row.try_get::<Option<i64>, _>("revoked_at")?.map(Moment::from_seconds),
        revoked_by: row.try_get("revoked_by")?,
    })
}
