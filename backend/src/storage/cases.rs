//! Tables `cases` and `case_parts`: where cases stand, worked out from their events.

use yijian_domain::catalogue::RegionCode;

use super::{
    Connection, Sql, Storage, StorageFault,
    tallies::{self, Tallies},
};
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

/// Takes a case and its parts out of the lists and of the numbers.
pub(super) async fn remove(connection: &mut Connection, number: &str) -> Result<(), StorageFault> {
    let mut difference = Tallies::new();
    let before = find(&mut *connection, number).await?;
    take_off(connection, &mut difference, before.as_ref()).await?;
    tallies::change(connection, difference).await?;
    for statement in [
        "DELETE FROM case_parts WHERE number = $1",
        "DELETE FROM cases WHERE number = $1",
    ] {
        sqlx::query(statement).bind(number).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Takes off what a case counted until now.
async fn take_off(
    connection: &mut Connection,
    difference: &mut Tallies,
    before: Option<&CaseRow>,
) -> Result<(), StorageFault> {
    let Some(before) = before else { return Ok(()) };
    let parts = parts_of(connection, &[before.number.as_str()]).await?;
    let parts: Vec<CasePartRow> = parts.into_iter().map(|(_, part)| part).collect();
    tallies::add(difference, before, &parts, -1);
    Ok(())
}

/// Writes where a case stands over what stood there, `before`, and keeps the numbers in step.
pub(super) async fn put(
    connection: &mut Connection,
    before: Option<&CaseRow>,
    row: &CaseRow,
    parts: &[CasePartRow],
) -> Result<(), StorageFault> {
    let mut difference = Tallies::new();
    take_off(connection, &mut difference, before).await?;
    tallies::add(&mut difference, row, parts, 1);
    tallies::change(connection, difference).await?;
    put_row(connection, row).await?;
    put_parts(connection, row, parts).await
}

/// Writes cases that are not there yet, at least one. The tallies are the caller's business.
pub(super) async fn put_new<'r>(
    connection: &mut Connection,
    cases: impl Iterator<Item = (&'r CaseRow, &'r [CasePartRow])> + Clone,
) -> Result<(), StorageFault> {
    let rows = insert_rows(cases.clone().map(|(row, _)| row));
    rows.build().execute(&mut *connection).await?;
    if cases.clone().any(|(_, parts)| !parts.is_empty()) {
        insert_parts(cases).build().execute(connection).await?;
    }
    Ok(())
}

async fn put_row(connection: &mut Connection, row: &CaseRow) -> Result<(), StorageFault> {
    let mut insert = insert_rows(std::iter::once(row));
    insert.push(
        " ON CONFLICT (number) DO UPDATE SET events = excluded.events, holder = excluded.holder, subject = '',
             stage = excluded.stage, turn = excluded.turn, to_do = excluded.to_do, running = excluded.running,
             due = excluded.due, law_due = excluded.law_due, wakes = excluded.wakes, visit = excluded.visit,
             over_on = excluded.over_on, parts = excluded.parts, parts_over = excluded.parts_over, urged = excluded.urged",
    );
    insert.build().execute(connection).await?;
    Ok(())
}

fn insert_rows<'r>(rows: impl Iterator<Item = &'r CaseRow>) -> Sql {
    let mut insert = Sql::new(
        "INSERT INTO cases (number, events, theme, theme_name, county, prefecture, holder, subject, stage, turn, to_do,
             running, due, law_due, wakes, visit, submitted_at, over_on, parts, parts_over, urged) ",
    );
    insert.push_values(rows, |mut values, row| {
        values
            .push_bind(row.number.as_str())
            .push_bind(i64::from(row.events))
            .push_bind(row.theme.as_str())
            .push_bind(row.theme_name.as_str())
            .push_bind(row.county.as_str())
            .push_bind(row.prefecture.as_str())
            .push_bind(row.holder.as_str())
            .push_bind("")
            .push_bind(row.stage.as_str())
            .push_bind(row.turn.as_str())
            .push_bind(i64::from(row.to_do))
            .push_bind(i64::from(row.running))
            .push_bind(row.due.as_str())
            .push_bind(row.law_due.as_str())
            .push_bind(row.wakes.as_str())
            .push_bind(row.visit.as_str())
            .push_bind(row.submitted_at.seconds())
            .push_bind(row.over_on.as_str())
            .push_bind(i64::from(row.parts))
            .push_bind(i64::from(row.parts_over))
            .push_bind(i64::from(row.urged));
    });
    insert
}

async fn put_parts(connection: &mut Connection, row: &CaseRow, parts: &[CasePartRow]) -> Result<(), StorageFault> {
    if parts.is_empty() {
        return Ok(());
    }
    let mut insert = insert_parts(std::iter::once((row, parts)));
    insert.push(
        " ON CONFLICT (number, item) DO UPDATE SET stage = excluded.stage, running = excluded.running,
             reviewer = excluded.reviewer, reviewer_name = excluded.reviewer_name, due = excluded.due,
             law_due = excluded.law_due, decided_on = excluded.decided_on, late = excluded.late,
             holder = excluded.holder, case_stage = excluded.case_stage",
    );
    insert.build().execute(connection).await?;
    Ok(())
}

fn insert_parts<'r>(cases: impl Iterator<Item = (&'r CaseRow, &'r [CasePartRow])>) -> Sql {
    let mut insert = Sql::new(
        "INSERT INTO case_parts (number, item, name, department, county, prefecture, stage, running, reviewer,
             reviewer_name, due, law_due, decided_on, late, leads, theme, holder, submitted_at, case_stage) ",
    );
    let all = cases.flat_map(|(row, parts)| {
        let leads =
            |place: usize, part: &CasePartRow| parts[..place].iter().all(|before| before.department != part.department);
        let placed = parts.iter().enumerate();
        placed.map(move |(place, part)| (row, part, leads(place, part)))
    });
    insert.push_values(all, |mut values, (row, part, leads)| {
        values
            .push_bind(row.number.as_str())
            .push_bind(part.item.as_str())
            .push_bind(part.name.as_str())
            .push_bind(part.department.as_str())
            .push_bind(row.county.as_str())
            .push_bind(row.prefecture.as_str())
            .push_bind(part.stage.as_str())
            .push_bind(i64::from(part.running))
            .push_bind(part.reviewer.as_str())
            .push_bind(part.reviewer_name.as_str())
            .push_bind(part.due.as_str())
            .push_bind(part.law_due.as_str())
            .push_bind(part.decided_on.as_str())
            .push_bind(i64::from(part.late))
            .push_bind(i64::from(leads))
            .push_bind(row.theme.as_str())
            .push_bind(row.holder.as_str())
            .push_bind(row.submitted_at.seconds())
            .push_bind(row.stage.as_str());
    });
    insert
}
