//! Table `deletions`: taking a closed case away when its time is over.
//!
//! The data key goes, so what the record, a backup's copy of it or a stray file still hold is noise. Files, forms, letters,
//! lists and hashes of persons go too. What stays: the row of the number without a key, the chain of the record, numbers of
//! licences, and the licence as everybody may see it.

use yijian_domain::{case::Composite, value::mask};

use super::{Connection, Seal, Storage, StorageFault, licences, place, uploads};
use crate::{clock::Moment, vault::Vault};

/// A closed case whose time is over, unless something else keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Its number.
    pub number: String,
    /// The day it was over.
    pub over_on: String,
    /// Code of the stage it ended in.
    pub stage: String,
}

/// What is left of a case that was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// Its number.
    pub number: String,
    /// The theme.
    pub theme: String,
    /// Code of the region; empty without one.
    pub region: String,
    /// When it arrived.
    pub opened_at: Moment,
    /// The day it was over.
    pub closed_on: String,
    /// Code of the stage it ended in.
    pub stage: String,
    /// When it was deleted.
    pub deleted_at: Moment,
    /// The rule by which.
    pub rule: String,
    /// How many events it had.
    pub events: u32,
    /// The hash of its last event.
    pub head: String,
}

type Row = (String, String, String, i64, String, String, i64, String, i64, String);

impl Storage {
    /// Closed cases in some stages that were over before a day and that nothing holds, behind one, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn closed_before(
        &self,
        day: &str,
        stages: &[&str],
        behind: Option<&Closed>,
        most: i64,
    ) -> Result<Vec<Closed>, StorageFault> {
        let (over_on, number) = behind.map_or(("", ""), |last| (last.over_on.as_str(), last.number.as_str()));
        let mut query = super::Sql::new("SELECT number, over_on, stage FROM cases WHERE over_on <> '' AND over_on < ");
        query
            .push_bind(day.to_owned())
            .push(" AND (over_on > ")
            .push_bind(over_on.to_owned());
        query.push(" OR (over_on = ").push_bind(over_on.to_owned());
        query.push(" AND number > ").push_bind(number.to_owned());
        query.push(")) AND stage IN (");
        let mut listed = query.separated(", ");
        for stage in stages {
            listed.push_bind((*stage).to_owned());
        }
        query.push(
            ") AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.number = cases.number AND h.released_at IS NULL)
             ORDER BY over_on, number LIMIT ",
        );
        query.push_bind(most);
        let rows = query.build().fetch_all(&self.readers).await?;
        let read = |row: &sqlx::any::AnyRow| {
            use sqlx::Row as _;
            Ok::<_, StorageFault>(Closed {
                number: row.try_get("number")?,
                over_on: row.try_get("over_on")?,
                stage: row.try_get("stage")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Deletes a closed case with its files; false, when somebody holds it or it is gone already.
    ///
    /// # Errors
    /// When it could not be deleted; then nothing of it is, or only files that nobody can open any more are left.
    pub async fn delete_case(&self, number: String, rule: &str, now: Moment) -> Result<bool, StorageFault> {
        let (vault, rule) = (self.vault.clone(), rule.to_owned());
        let gone = self
            .writer
            .write(move |connection| Box::pin(async move { delete(connection, &vault, &number, &rule, now).await }))
            .await?;
        let Some(objects) = gone else { return Ok(false) };
        self.disk.remove(objects).await;
        Ok(true)
    }

    /// What is left of a case, when it was deleted.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn deletion(&self, number: &str) -> Result<Option<Deletion>, StorageFault> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT number, theme, region, opened_at, closed_on, stage, deleted_at, rule, events, head
             FROM deletions WHERE number = $1",
        )
        .bind(number)
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(read))
    }
}

fn read(row: Row) -> Deletion {
    let (number, theme, region, opened_at, closed_on, stage, deleted_at, rule, events, head) = row;
    Deletion {
        number,
        theme,
        region,
        opened_at: Moment::from_seconds(opened_at),
        closed_on,
        stage,
        deleted_at: Moment::from_seconds(deleted_at),
        rule,
        events: u32::try_from(events).unwrap_or_default(),
        head,
    }
}

/// Deletes a case; the names of its objects in the store. None, when it is not to be deleted.
async fn delete(
    connection: &mut Connection,
    vault: &Vault,
    number: &str,
    rule: &str,
    now: Moment,
) -> Result<Option<Vec<String>>, StorageFault> {
    // All writes take turns, on both databases: what is found here is so until this one is done.
    let done = sqlx::query(
        "INSERT INTO deletions (number, theme, region, opened_at, closed_on, stage, deleted_at, rule, events, head)
         SELECT c.number, c.theme, c.county, c.submitted_at, c.over_on, c.stage, $2, $3, e.seq, e.hash
         FROM cases c JOIN events e ON e.case_number = c.number
         WHERE c.number = $1 AND c.over_on <> ''
             AND e.seq = (SELECT MAX(seq) FROM events WHERE case_number = $1)
             AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.number = $1 AND h.released_at IS NULL)
         ON CONFLICT (number) DO NOTHING",
    )
    .bind(number)
    .bind(now.seconds())
    .bind(rule)
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    publish_licences(connection, vault, number).await?;
    let objects = uploads::remove_all_of_application(connection, number).await?;
    for statement in [
        // The record keeps its chain. What was written before texts were sealed is taken out of it.
        "UPDATE events SET body = '' WHERE case_number = $1
             AND EXISTS (SELECT 1 FROM applications WHERE number = $1 AND data_key IS NULL)",
        "UPDATE applications SET body = '', later = '[]', plate = NULL, draft = NULL, data_key = NULL WHERE number = $1",
        "UPDATE unmaskings SET note = NULL WHERE case_number = $1",
        "DELETE FROM deliveries WHERE case_number = $1",
        "DELETE FROM messages WHERE case_number = $1",
        "DELETE FROM contacts WHERE case_number = $1",
        "DELETE FROM broken_promises WHERE case_number = $1",
        "DELETE FROM applicant_cases WHERE case_number = $1",
        "INSERT INTO deleted_lates (number, county, department, decided_on, item)
             SELECT number, county, department, decided_on, item FROM case_parts WHERE number = $1 AND late = 1",
        "DELETE FROM case_parts WHERE number = $1",
        // The numbers of supervisors stay as they are.
        "DELETE FROM cases WHERE number = $1",
        "DELETE FROM parts WHERE application = $1",
    ] {
        sqlx::query(statement).bind(number).execute(&mut *connection).await?;
    }
    Ok(Some(objects))
}

/// Keeps the licences of a case as everybody may see them, readable without its data key.
async fn publish_licences(connection: &mut Connection, vault: &Vault, number: &str) -> Result<(), StorageFault> {
    let seal = Seal::of_application(&mut *connection, vault, number).await?;
    let rows: Vec<(String, i64, String)> =
        sqlx::query_as("SELECT code, version, body FROM licences WHERE case_number = $1")
            .bind(number)
            .fetch_all(&mut *connection)
            .await?;
    for (code, version, body) in rows {
        let licence: Composite = seal.read("licences", &place::licence(&code, version), &body)?;
        licences::publish(connection, &code, version, &public(licence)).await?;
    }
    Ok(())
}

/// A licence as everybody may see it: who a person is stands in it in part only.
fn public(mut licence: Composite) -> Composite {
    let holder = &mut licence.holder;
    if holder.principal.as_ref() == Some(&holder.name) {
        holder.name = mask::name(&holder.name);
    }
    holder.principal = holder.principal.as_deref().map(mask::name);
    licence
}
