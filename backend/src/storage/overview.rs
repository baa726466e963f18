//! What a supervisor sees, summed from the table `tallies`: no case is counted for it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yijian_domain::{catalogue::RegionCode, value::date};

use super::{Connection, Days, Storage, StorageFault, queue::counties, tallies};

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
            open(&mut connection, &county, department, days, &mut loads).await?;
            happened(&mut connection, &county, department, since, &mut loads).await?;
        }
        Ok(loads)
    }
}

/// What is open of each kind and department: in all, due soon, and past its day.
pub(super) const OPEN: &str = "SELECT kind, department, CAST(SUM(amount) AS BIGINT),
        CAST(SUM(CASE WHEN day >= $2 AND day < $3 THEN amount ELSE 0 END) AS BIGINT),
        CAST(SUM(CASE WHEN day < $2 THEN amount ELSE 0 END) AS BIGINT)
     FROM tallies WHERE county = $1 AND kind IN ('open', 'open_by_law', 'paused', 'window', 'window_by_law')
     GROUP BY kind, department";
/// What happened on each day.
pub(super) const HAPPENED: &str = "SELECT kind, day, CAST(SUM(amount) AS BIGINT) FROM tallies
     WHERE county = $1 AND kind IN ('arrived', 'late', 'over') AND day >= $2
         AND (kind <> 'late' OR $3 = '' OR department = $3)
     GROUP BY kind, day";

async fn open(
    connection: &mut Connection,
    county: &str,
    only: Option<&str>,
    days: &Days,
    loads: &mut Loads,
) -> Result<(), StorageFault> {
    let rows: Vec<(String, String, i64, i64, i64)> = sqlx::query_as(OPEN)
        .bind(county)
        .bind(&days.today)
        .bind(&days.not_soon)
        .fetch_all(connection)
        .await?;
    for (kind, department, all, due_soon, past) in rows {
        let of_windows = kind == tallies::WINDOW || kind == tallies::WINDOW_BY_LAW;
        if !of_windows && only.is_some_and(|only| only != department) {
            continue;
        }
        let load = if of_windows {
            &mut loads.windows
        } else {
            loads.departments.entry(department).or_default()
        };
        match kind.as_str() {
            tallies::OPEN | tallies::WINDOW => {
                load.open += small(all);
                load.due_soon += small(due_soon);
                load.late += small(past);
            }
            tallies::OPEN_BY_LAW | tallies::WINDOW_BY_LAW => load.overdue += small(past),
            _ => load.paused += small(all),
        }
    }
    Ok(())
}

async fn happened(
    connection: &mut Connection,
    county: &str,
    department: Option<&str>,
    since: Date,
    loads: &mut Loads,
) -> Result<(), StorageFault> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(HAPPENED)
        .bind(county)
        .bind(date::write(since))
        .bind(department.unwrap_or_default())
        .fetch_all(connection)
        .await?;
    for (kind, day, amount) in rows {
        let counts = loads.days.entry(day).or_default();
        match kind.as_str() {
            tallies::ARRIVED => counts.arrived += small(amount),
            tallies::OVER => counts.over += small(amount),
            _ => counts.late += small(amount),
        }
    }
    Ok(())
}

/// Less than nothing is nothing: a number that went wrong must not hide the others.
fn small(count: i64) -> u32 {
    u32::try_from(count.max(0)).unwrap_or(u32::MAX)
}
