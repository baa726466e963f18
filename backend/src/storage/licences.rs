//! Tables `licences`, `licence_numbers` and `broken_promises`.

use yijian_domain::case::Composite;

use super::{Connection, Seal, Sql, Storage, StorageFault, place};

/// A licence as somebody who has its code finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLicence {
    /// The version asked for, or the newest.
    pub licence: Composite,
    /// The highest version there is.
    pub newest: u16,
    /// The case it came from.
    pub case_number: String,
}

impl Storage {
    /// A licence by the code in its address; the newest version unless one is named.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn licence(&self, code: &str, version: Option<u16>) -> Result<Option<StoredLicence>, StorageFault> {
        let rows: Vec<(i64, String, String)> =
            sqlx::query_as("SELECT version, case_number, body FROM licences WHERE code = $1 ORDER BY version DESC")
                .bind(code)
                .fetch_all(&self.readers)
                .await?;
        let Some((newest, ..)) = rows.first() else {
            return Ok(None);
        };
        let newest = u16::try_from(*newest).unwrap_or(u16::MAX);
        let wanted = i64::from(version.unwrap_or(newest));
        let Some((_, case_number, body)) = rows.into_iter().find(|(version, ..)| *version == wanted) else {
            return Ok(None);
        };
        let seal = Seal::of_application(&self.readers, &self.vault, &case_number).await?;
        let licence = seal.read("licences", &place::licence(code, wanted), &body)?;
        Ok(Some(StoredLicence {
            licence,
            newest,
            case_number,
        }))
    }

    /// Whether a commitment of a person was found false before. The person is named by a keyed hash.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn broke_a_promise(&self, person: &str) -> Result<bool, StorageFault> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM broken_promises WHERE person = $1")
            .bind(person)
            .fetch_one(&self.readers)
            .await?;
        Ok(count > 0)
    }
}

/// Keeps a version of a licence, unless it is kept.
pub(super) async fn keep(
    connection: &mut Connection,
    seal: &Seal,
    case_number: &str,
    licence: &Composite,
    at: i64,
) -> Result<(), StorageFault> {
    let body = close(seal, licence)?;
    keep_closed(connection, case_number, licence, &body, at).await
}

/// A licence as its row keeps it.
pub(super) fn close(seal: &Seal, licence: &Composite) -> Result<String, StorageFault> {
    let body = serde_json::to_string(licence).map_err(|fault| StorageFault::row("licences", &fault))?;
    seal.close(&place::licence(&licence.code, i64::from(licence.version)), &body)
}

/// Keeps a version of a licence that is sealed already.
pub(super) async fn keep_closed(
    connection: &mut Connection,
    case_number: &str,
    licence: &Composite,
    body: &str,
    at: i64,
) -> Result<(), StorageFault> {
    sqlx::query(
        "INSERT INTO licences (code, version, case_number, number, body, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (code, version) DO NOTHING",
    )
    .bind(&licence.code)
    .bind(i64::from(licence.version))
    .bind(case_number)
    .bind(&licence.number)
    .bind(body)
    .bind(at)
    .execute(&mut *connection)
    .await?;
    if licence.components.is_empty() {
        return Ok(());
    }
    let mut insert = Sql::new("INSERT INTO licence_numbers (number, paper, case_number, item) ");
    insert.push_values(&licence.components, |mut values, component| {
        values
            .push_bind(component.number.as_str())
            .push_bind(component.paper.as_str())
            .push_bind(case_number)
            .push_bind(component.item.as_str());
    });
    insert.push(" ON CONFLICT (case_number, item) DO NOTHING");
    insert.build().execute(connection).await?;
    Ok(())
}

/// Keeps a version of a licence as everybody may see it, not sealed: the key of its case goes.
pub(super) async fn publish(
    connection: &mut Connection,
    code: &str,
    version: i64,
    licence: &Composite,
) -> Result<(), StorageFault> {
    let body = serde_json::to_string(licence).map_err(|fault| StorageFault::row("licences", &fault))?;
    sqlx::query("UPDATE licences SET body = $3 WHERE code = $1 AND version = $2")
        .bind(code)
        .bind(version)
        .bind(body)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes that a commitment of a person was found false.
pub(super) async fn note_broken(
    connection: &mut Connection,
    person: &str,
    case_number: &str,
    promise: &str,
    at: i64,
) -> Result<(), StorageFault> {
    sqlx::query(
        "INSERT INTO broken_promises (person, case_number, promise, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person, case_number, promise) DO NOTHING",
    )
    .bind(person)
    .bind(case_number)
    .bind(promise)
    .bind(at)
    .execute(connection)
    .await?;
    Ok(())
}
