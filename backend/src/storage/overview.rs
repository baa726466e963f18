//! What a supervisor sees, over the tables `cases` and `case_parts`: counted from what runs now and from the last days,
//! never from everything there is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yijian_domain::{catalogue::RegionCode, value::date};

use super::{Connection, Days, Storage, StorageFault, queue::counties};
use crate::clock::Moment;

/// Begins each day at midnight in Beijing: eight hours in seconds.
const AHEAD: i64 = 8 * 3600;
const DAY: i64 = 24 * 3600;

/// The load of a department, or of the windows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// What is open.
    pub open: u32,
    /// Of these, due soon.
    pub due_soon: u32,
    /// Of these, past the promised day.
    pub late: u32,
    /// Of these, past the law's limit.
    pub overdue: u32,
    /// Of these, standing still.
    pub paused: u32,
}

/// What happened on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// Cases that arrived.
    pub arrived: u32,
    /// Cases that were over.
    pub over: u32,
    /// Parts that were decided after their promised day.
    pub late: u32,
}

/// The numbers of a region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loads {
    /// Departments with something open.
    pub departments: BTreeMap<String, Load>,
    /// The windows: cases that wait for an answer.
    pub windows: Load,
    /// Days on which something happened, `YYYY-MM-DD`.
    pub days: BTreeMap<String, DayCounts>,
}

type Counts = (String, i64, i64, i64, i64, i64);

impl Storage {
    /// The numbers of a region, or of one department in it, and what happened there since a day.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn loads(
        &self,
        region: &RegionCode,
        department: Option<&str>,
        days: &Days,
        since: Date,
    ) -> Result<Loads, StorageFault> {
        let mut connection = self.readers.acquire().await?;
        let mut loads = Loads::default();
        for county in counties(&mut connection, region).await? {
            departments(&mut connection, &county, department, days, &mut loads).await?;
            windows(&mut connection, &county, days, &mut loads).await?;
            happened(&mut connection, &county, department, since, &mut loads).await?;
        }
        Ok(loads)
    }
}

/// A part that waits for the result of another is not open yet.
pub(super) const DEPARTMENTS: &str =
    "SELECT department, COUNT(*), SUM(CASE WHEN due >= $2 AND due < $3 THEN 1 ELSE 0 END),
        SUM(CASE WHEN due < $2 THEN 1 ELSE 0 END), SUM(CASE WHEN law_due < $2 THEN 1 ELSE 0 END),
        SUM(CASE WHEN stage = 'paused' THEN 1 ELSE 0 END)
     FROM case_parts WHERE county = $1 AND running = 1 AND stage <> 'waiting' GROUP BY department";
pub(super) const WINDOWS: &str = "SELECT '', COUNT(*), COALESCE(SUM(CASE WHEN due >= $2 AND due < $3 THEN 1 ELSE 0 END), 0),
        COALESCE(SUM(CASE WHEN due < $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN law_due < $2 THEN 1 ELSE 0 END), 0), 0
     FROM cases WHERE county = $1 AND to_do = 1 AND stage IN ('received', 'resubmitted')";
pub(super) const ARRIVED: &str = "SELECT (submitted_at + $3) / $4, COUNT(*) FROM cases WHERE county = $1
        AND stage IN ('received', 'correction_asked', 'resubmitted', 'not_accepted', 'in_review', 'decided', 'denied',
            'issued', 'delivered', 'withdrawn', 'ended')
        AND submitted_at >= $2 GROUP BY 1";
pub(super) const OVER: &str =
    "SELECT over_on, COUNT(*) FROM cases WHERE county = $1 AND over_on <> '' AND over_on >= $2 GROUP BY over_on";
pub(super) const LATE: &str = "SELECT decided_on, COUNT(*) FROM case_parts
     WHERE county = $1 AND late = 1 AND decided_on >= $2 AND ($3 = '' OR department = $3) GROUP BY decided_on";

async fn departments(
    connection: &mut Connection,
    county: &str,
    only: Option<&str>,
    days: &Days,
    loads: &mut Loads,
) -> Result<(), StorageFault> {
    let rows: Vec<Counts> = sqlx::query_as(DEPARTMENTS)
        .bind(county)
        .bind(&days.today)
        .bind(&days.not_soon)
        .fetch_all(connection)
        .await?;
    for row in rows {
        if only.is_none_or(|only| only == row.0) {
            loads.departments.entry(row.0.clone()).or_default().add(&row);
        }
    }
    Ok(())
}

async fn windows(
    connection: &mut Connection,
    county: &str,
    days: &Days,
    loads: &mut Loads,
) -> Result<(), StorageFault> {
    let row: Counts = sqlx::query_as(WINDOWS)
        .bind(county)
        .bind(&days.today)
        .bind(&days.not_soon)
        .fetch_one(connection)
        .await?;
    loads.windows.add(&row);
    Ok(())
}

async fn happened(
    connection: &mut Connection,
    county: &str,
    department: Option<&str>,
    since: Date,
    loads: &mut Loads,
) -> Result<(), StorageFault> {
    let arrived: Vec<(i64, i64)> = sqlx::query_as(ARRIVED)
        .bind(county)
        .bind(Moment::beginning_of(since).seconds())
        .bind(AHEAD)
        .bind(DAY)
        .fetch_all(&mut *connection)
        .await?;
    for (day, count) in arrived {
        let day = date::write(Moment::from_seconds(day * DAY).date());
        loads.days.entry(day).or_default().arrived += small(count);
    }
    let since = date::write(since);
    let over: Vec<(String, i64)> = sqlx::query_as(OVER)
        .bind(county)
        .bind(&since)
        .fetch_all(&mut *connection)
        .await?;
    for (day, count) in over {
        loads.days.entry(day).or_default().over += small(count);
    }
    let late: Vec<(String, i64)> = sqlx::query_as(LATE)
        .bind(county)
        .bind(&since)
        .bind(department.unwrap_or_default())
        .fetch_all(connection)
        .await?;
    for (day, count) in late {
        loads.days.entry(day).or_default().late += small(count);
    }
    Ok(())
}

impl Load {
    fn add(&mut self, (_, open, due_soon, late, overdue, paused): &Counts) {
        self.open += small(*open);
        self.due_soon += small(*due_soon);
        self.late += small(*late);
        self.overdue += small(*overdue);
        self.paused += small(*paused);
    }
}

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
