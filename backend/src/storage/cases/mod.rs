//! Tables `cases` and `case_parts`: where cases stand, worked out from their events.

mod put;

use yijian_domain::catalogue::RegionCode;

pub(super) use put::{put, put_new, remove};

use super::{Connection, Sql, Storage, StorageFault};
use crate::clock::Moment;

/// Stands for no day, so that what has none stands last.
pub const NO_DAY: &str = "9999-12-31";

/// Visits of one day that are listed: more than all inspectors of a region can make.
const MOST_VISITS: i64 = 500;

/// Where a case stands, as its row keeps it. Days are `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Its number.
    pub number: String,
    /// How many events it has.
    pub events: u32,
    /// The theme.
    pub theme: String,
    /// Its name at the time.
    pub theme_name: String,
    /// Code of the region; empty without one.
    pub county: String,
    /// Code of the region around it.
    pub prefecture: String,
    /// The applicant's name.
    pub holder: String,
    /// Code of the stage.
    pub stage: String,
    /// Whose turn it is.
    pub turn: String,
    /// A clerk has something to do.
    pub to_do: bool,
    /// A supervisor pressed for it.
    pub urged: bool,
    /// Something is said to be wrong in what is kept, and nobody has answered.
    pub objected: bool,
    /// It is not over.
    pub running: bool,
    /// The day it is due as promised, or [`NO_DAY`].
    pub due: String,
    /// The day it is due by law, or [`NO_DAY`].
    pub law_due: String,
    /// The next day on which something is to be done by itself, or [`NO_DAY`].
    pub wakes: String,
    /// The day of the appointed visit; empty without one.
    pub visit: String,
    /// When it arrived.
    pub submitted_at: Moment,
    /// The day it was over; empty while it runs.
    pub over_on: String,
    /// Parts in all.
    pub parts: u16,
    /// Parts with an outcome.
    pub parts_over: u16,
}

/// Where a part stands, as its row keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePartRow {
    /// The item.
    pub item: String,
    /// Its name.
    pub name: String,
    /// Who decides.
    pub department: String,
    /// Code of the stage.
    pub stage: String,
    /// It has no outcome, or a commitment it rests on is still to be checked.
    pub running: bool,
    /// Id of who works on it; empty without.
    pub reviewer: String,
    /// Their name.
    pub reviewer_name: String,
    /// The day it is due as promised, or [`NO_DAY`].
    pub due: String,
    /// The day it is due by law, or [`NO_DAY`].
    pub law_due: String,
    /// The day it was decided; empty before.
    pub decided_on: String,
    /// It was decided after its promised day.
    pub late: bool,
}

impl Storage {
    /// A case by its number, as the lists show it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn case(&self, number: &str) -> Result<Option<CaseRow>, StorageFault> {
        find(&mut *self.readers.acquire().await?, number).await
    }

    /// Cases of a region, and those without one, that are visited on a day. More than [`MOST_VISITS`] are left out.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn cases_visited(&self, region: &RegionCode, on: &str) -> Result<Vec<CaseRow>, StorageFault> {
        let begins = &region.as_str()[..usize::from(region.depth()) * 2];
        let rows = sqlx::query(
            "SELECT * FROM cases WHERE visit = $1 AND visit <> '' AND (county = '' OR (county >= $2 AND county < $3))
             ORDER BY number LIMIT $4",
        )
        .bind(on)
        .bind(begins)
        .bind(format!("{begins}:"))
        .bind(MOST_VISITS)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read).collect()
    }

    /// Cases for which something is to be done by itself by a day, soonest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn cases_awake(&self, today: &str, most: i64) -> Result<Vec<String>, StorageFault> {
        let numbers = sqlx::query_scalar("SELECT number FROM cases WHERE wakes <= $1 ORDER BY wakes, number LIMIT $2")
            .bind(today)
            .bind(most)
            .fetch_all(&self.readers)
            .await?;
        Ok(numbers)
    }
}

impl Storage {
    /// The next cases in the list behind a number that have no record at all, with the events that are counted.
    ///
    /// # Errors
    /// When they cannot be read.
    pub(super) async fn cases_without_record(&self, last: &str) -> Result<Vec<(String, u32)>, StorageFault> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT number, events FROM cases WHERE number > $1
             AND NOT EXISTS (SELECT 1 FROM events WHERE events.case_number = cases.number) ORDER BY number LIMIT 1000",
        )
        .bind(last)
        .fetch_all(&self.readers)
        .await?;
        let count = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(rows
            .into_iter()
            .map(|(number, events)| (number, count(events)))
            .collect())
    }
}

pub(super) async fn find(connection: &mut Connection, number: &str) -> Result<Option<CaseRow>, StorageFault> {
    let row = sqlx::query("SELECT * FROM cases WHERE number = $1")
        .bind(number)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

pub(super) fn read(row: &sqlx::any::AnyRow) -> Result<CaseRow, StorageFault> {
    use sqlx::Row as _;
    let text = |name: &str| row.try_get::<String, _>(name);
    let count = |name: &str| row.try_get::<i64, _>(name);
    let small = |name: &str| {
        let value = count(name)?;
        u16::try_from(value).map_err(|_| StorageFault::Row {
            table: "cases",
            fault: format!("{value} is no number of parts"),
        })
    };
    Ok(CaseRow {
        number: text("number")?,
        events: u32::try_from(count("events")?).unwrap_or(u32::MAX),
        theme: text("theme")?,
        theme_name: text("theme_name")?,
        county: text("county")?,
        prefecture: text("prefecture")?,
        holder: text("holder")?,
        stage: text("stage")?,
        turn: text("turn")?,
        to_do: count("to_do")? != 0,
        urged: count("urged")? != 0,
        objected: count("objected")? != 0,
        running: count("running")? != 0,
        due: text("due")?,
        law_due: text("law_due")?,
        wakes: text("wakes")?,
        visit: text("visit")?,
        submitted_at: Moment::from_seconds(count("submitted_at")?),
        over_on: text("over_on")?,
        parts: small("parts")?,
        parts_over: small("parts_over")?,
    })
}

/// The rows of some cases, in no order.
pub(super) async fn all_of(connection: &mut Connection, numbers: &[&str]) -> Result<Vec<CaseRow>, StorageFault> {
    let select = of_cases("cases", numbers);
    let rows = select.build().fetch_all(connection).await?;
    rows.iter().map(read).collect()
}

/// The rows of the parts of a case that stand under its region.
pub(super) async fn parts(connection: &mut Connection, of: &CaseRow) -> Result<Vec<CasePartRow>, StorageFault> {
    let rows =
        sqlx::query("SELECT * FROM case_parts WHERE number = $1 AND county = $2 AND prefecture = $3 ORDER BY item")
            .bind(&of.number)
            .bind(&of.county)
            .bind(&of.prefecture)
            .fetch_all(connection)
            .await?;
    rows.iter().map(|row| Ok(read_part(row)?.1)).collect()
}

/// The parts of some cases with their numbers, in no order.
pub(super) async fn parts_of(
    connection: &mut Connection,
    numbers: &[&str],
) -> Result<Vec<(String, CasePartRow)>, StorageFault> {
    let select = of_cases("case_parts", numbers);
    let rows = select.build().fetch_all(connection).await?;
    rows.iter().map(read_part).collect()
}

fn of_cases(table: &'static str, numbers: &[&str]) -> Sql {
    let mut select = Sql::new("SELECT * FROM ");
    select.push(table).push(" WHERE number IN (");
    let mut list = select.separated(", ");
    for number in numbers {
        list.push_bind((*number).to_owned());
    }
    select.push(")");
    select
}

fn read_part(row: &sqlx::any::AnyRow) -> Result<(String, CasePartRow), StorageFault> {
    use sqlx::Row as _;
    let text = |name: &str| row.try_get::<String, _>(name);
    let part = CasePartRow {
        item: text("item")?,
        name: text("name")?,
        department: text("department")?,
        stage: text("stage")?,
        running: row.try_get::<i64, _>("running")? != 0,
        reviewer: text("reviewer")?,
        reviewer_name: text("reviewer_name")?,
        due: text("due")?,
        law_due: text("law_due")?,
        decided_on: text("decided_on")?,
        late: row.try_get::<i64, _>("late")? != 0,
    };
    Ok((text("number")?, part))
}
