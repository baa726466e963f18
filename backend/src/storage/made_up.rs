//! Made-up cases by the thousand, for trying out how the program does with many: many rows to a statement, many cases to a
//! transaction. What is written are the rows that a real submission and real acts write, sealed and chained as those are.

use std::collections::BTreeMap;

use yijian_domain::case::{Composite, Event};

use super::{
    CasePartRow, CaseRow, Connection, NewPart, Seal, Sql, Storage, StorageFault, cases, counters,
    events::{self, Sealed as SealedEvent},
    licences, parts, place,
    tallies::{self, Tallies},
};
use crate::{clock::Moment, ids, vault::Vault};

/// Rows of one statement.
const TOGETHER: usize = 50;
/// The rule under which the counters note how far a fill is.
const MARK: &str = "demo_data";

/// A made-up case as it would be kept, not sealed yet.
#[derive(Debug, Clone)]
pub struct MadeUp {
    /// Where it stands.
    pub row: CaseRow,
    /// Where its parts stand.
    pub case_parts: Vec<CasePartRow>,
    /// The secret of its receipt.
    pub secret: String,
    /// English name of the theme.
    pub theme_name_en: Option<String>,
    /// What the applicant handed in, as JSON.
    pub body: String,
    /// What each department gets.
    pub parts: Vec<NewPart>,
    /// Its record.
    pub events: Vec<(Event, Moment)>,
    /// Its licence, and when it was issued.
    pub licence: Option<(Composite, Moment)>,
    /// The account it belongs to.
    pub owner: Option<String>,
}

/// The same, sealed.
#[derive(Debug)]
pub struct Sealed {
    made_up: MadeUp,
    data_key: String,
    body: String,
    parts: Vec<String>,
    events: Vec<SealedEvent>,
    licence: Option<String>,
}

/// How far a fill is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What is filled in, with its seed: the same words are the same fill.
    pub name: String,
    /// Cases of it that are there.
    pub done: i64,
}

impl MadeUp {
    /// Seals what is sealed of a case, under a data key of its own.
    ///
    /// # Errors
    /// Without randomness.
    pub fn seal(self, vault: &Vault) -> Result<Sealed, StorageFault> {
        let (seal, data_key) = Seal::new(vault)?;
        let number = &self.row.number;
        let body = seal.close(&place::application(number), &self.body)?;
        let parts = self
            .parts
            .iter()
            .map(|part| seal.close(&place::part(number, &part.row.item), &part.body));
        let parts = parts.collect::<Result<_, _>>()?;
        let events = self
            .events
            .iter()
            .map(|(event, at)| SealedEvent::of(&seal, number, event, at.seconds()));
        let events = events.collect::<Result<_, _>>()?;
        let licence = self
            .licence
            .as_ref()
            .map(|(licence, _)| licences::close(&seal, licence))
            .transpose()?;
        Ok(Sealed {
            data_key,
            body,
            parts,
            events,
            licence,
            made_up: self,
        })
    }
}

impl Storage {
    /// How far fills are that were begun.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn marks(&self) -> Result<Vec<Mark>, StorageFault> {
        let rows: Vec<(String, i64)> = sqlx::query_as("SELECT scope, last FROM counters WHERE rule = $1")
            .bind(MARK)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows.into_iter().map(|(name, done)| Mark { name, done }).collect())
    }

    /// Whether there is any case.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn has_cases(&self) -> Result<bool, StorageFault> {
        let found: Option<String> = sqlx::query_scalar("SELECT number FROM cases LIMIT 1")
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.is_some())
    }

    /// The last numbers that were given out, by rule and what it counts within.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn last_numbers(&self) -> Result<BTreeMap<(String, String), i64>, StorageFault> {
        let rows: Vec<(String, String, i64)> =
            sqlx::query_as("SELECT rule, scope, last FROM counters WHERE rule <> $1")
                .bind(MARK)
                .fetch_all(&self.readers)
                .await?;
        Ok(rows
            .into_iter()
            .map(|(rule, scope, last)| ((rule, scope), last))
            .collect())
    }

    /// Writes made-up cases with the numbers they used up, and notes how far the fill is, all in one transaction.
    ///
    /// # Errors
    /// When they could not be kept; then nothing of it is.
    pub async fn keep_made_up(
        &self,
        cases: Vec<Sealed>,
        numbers: Vec<(String, String, i64)>,
        mark: Mark,
    ) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(async move { keep(connection, &cases, numbers, mark).await }))
            .await
    }
}

async fn keep(
    connection: &mut Connection,
    made_up: &[Sealed],
    mut numbers: Vec<(String, String, i64)>,
    mark: Mark,
) -> Result<(), StorageFault> {
    for some in made_up.chunks(TOGETHER) {
        applications(connection, some).await?;
        let all = some
            .iter()
            .map(|one| (&one.made_up.row, one.made_up.case_parts.as_slice()));
        cases::put_new(connection, all).await?;
    }
    let mut counted = Tallies::new();
    for one in made_up {
        tallies::add(&mut counted, &one.made_up.row, &one.made_up.case_parts, 1);
    }
    tallies::change(connection, counted).await?;
    let all_parts = made_up.iter().flat_map(|one| {
        let parts = one.made_up.parts.iter().zip(&one.parts).zip(0..);
        parts.map(|((part, body), place)| (one.made_up.row.number.as_str(), place, &part.row, body.as_str()))
    });
    parts::put_new(connection, &all_parts.collect::<Vec<_>>(), TOGETHER).await?;
    let record = made_up.iter().flat_map(|one| &one.events);
    events::append_sealed(connection, record, TOGETHER).await?;
    for one in made_up {
        if let (Some((licence, at)), Some(body)) = (&one.made_up.licence, &one.licence) {
            licences::keep_closed(connection, &one.made_up.row.number, licence, body, at.seconds()).await?;
        }
    }
    owners(connection, made_up).await?;
    numbers.push((MARK.to_owned(), mark.name, mark.done));
    counters::set(connection, &numbers, TOGETHER).await
}

async fn applications(connection: &mut Connection, made_up: &[Sealed]) -> Result<(), StorageFault> {
    let mut insert = Sql::new(
        "INSERT INTO applications (number, secret_hash, theme, theme_name, theme_name_en, region, submitted_at, body, later,
             data_key) ",
    );
    insert.push_values(made_up, |mut values, one| {
        let row = &one.made_up.row;
        values
            .push_bind(row.number.as_str())
            .push_bind(ids::digest(one.made_up.secret.as_bytes()))
            .push_bind(row.theme.as_str())
            .push_bind(row.theme_name.as_str())
            .push_bind(one.made_up.theme_name_en.as_deref())
            .push_bind(row.county.as_str())
            .push_bind(row.submitted_at.seconds())
            .push_bind(one.body.as_str())
            .push_bind("[]")
            .push_bind(one.data_key.as_str());
    });
    insert.build().execute(connection).await?;
    Ok(())
}

async fn owners(connection: &mut Connection, made_up: &[Sealed]) -> Result<(), StorageFault> {
    let owned = made_up
        .iter()
        .filter_map(|one| Some((&one.made_up.row, one.made_up.owner.as_deref()?)));
    for some in owned.collect::<Vec<_>>().chunks(TOGETHER) {
        let mut insert = Sql::new("INSERT INTO applicant_cases (case_number, applicant, handed_in_by, at) ");
        insert.push_values(some, |mut values, (row, owner)| {
            values
                .push_bind(row.number.as_str())
                .push_bind(*owner)
                .push_bind(*owner)
                .push_bind(row.submitted_at.seconds());
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}
