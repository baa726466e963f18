//! The lists of the staff, over the tables `cases` and `case_parts`.
//!
//! Every list is read from where the page before ended, never by counting rows off, and never beyond the rows that are
//! shown: see [`lane`]. A case without a region is everybody's, so it stands in the lists of every region.

mod key;
mod lane;
mod search;
mod wanted;

#[cfg(test)]
mod tests;

use sqlx::Row;
use yijian_domain::catalogue::RegionCode;

use super::{CasePartRow, CaseRow, Connection, Sql, Storage, StorageFault, cases};
pub use key::BadCursor;
use key::Key;
use lane::{Lane, Table};
pub use wanted::{Days, Desk, Wanted};

/// Rows of a page.
pub const PAGE: usize = 50;
/// More rows are not counted.
pub const MOST_COUNTED: u32 = 1000;

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The case.
    pub case: CaseRow,
    /// In a list of parts: the part.
    pub part: Option<CasePartRow>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its rows.
    pub rows: Vec<Listed>,
    /// Where the next begins.
    pub next: Option<String>,
    /// How many rows the list has, up to [`MOST_COUNTED`].
    pub count: u32,
    /// There are more than that.
    pub more: bool,
}

impl Storage {
    /// A page of a list, with how many there are.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn queue(&self, wanted: &Wanted) -> Result<Page, StorageFault> {
        let mut connection = self.readers.acquire().await?;
        let lanes = lanes(&mut connection, wanted).await?;
        let mut keys = keys(&mut connection, wanted, &lanes, PAGE + 1).await?;
        let next = (keys.len() > PAGE).then(|| keys[PAGE - 1].write());
        keys.truncate(PAGE);
        let found = count(&mut connection, wanted, &lanes).await?;
        Ok(Page {
            rows: rows(&mut connection, &keys).await?,
            next,
            count: found.min(MOST_COUNTED),
            more: found > MOST_COUNTED,
        })
    }

    /// The first rows of a list, not counted.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn first_of_queue(&self, wanted: &Wanted, most: usize) -> Result<Vec<Listed>, StorageFault> {
        let mut connection = self.readers.acquire().await?;
        let lanes = lanes(&mut connection, wanted).await?;
        let keys = keys(&mut connection, wanted, &lanes, most).await?;
        rows(&mut connection, &keys).await
    }
}

/// Every lane of a list.
async fn lanes(connection: &mut Connection, wanted: &Wanted) -> Result<Vec<Lane>, StorageFault> {
    let mut lanes = Vec::new();
    for county in counties(connection, &wanted.region).await? {
        if !wanted.shared.search.reaches(&county) {
            continue;
        }
        match wanted.table() {
            Some(table) => lanes.extend(wanted.lanes(&county, &table)),
            None => {
                for department in departments(connection, &county).await? {
                    lanes.extend(wanted.lanes(&county, &Table::Parts(department)));
                }
            }
        }
    }
    Ok(lanes)
}

/// The regions below one that have cases, and the empty one.
pub(super) async fn counties(connection: &mut Connection, region: &RegionCode) -> Result<Vec<String>, StorageFault> {
    let code = region.as_str();
    let digits = usize::from(region.depth()) * 2;
    let mut counties = vec![String::new()];
    if digits == code.len() {
        counties.push(code.to_owned());
        return Ok(counties);
    }
    // What stands before the first, so that the region itself counts too.
    let mut last = code[..digits].to_owned();
    let end = format!("{last}:");
    loop {
        let next: Option<String> = sqlx::query_scalar(NEXT_COUNTY)
            .bind(&last)
            .bind(&end)
            .fetch_optional(&mut *connection)
            .await?;
        let Some(county) = next else { return Ok(counties) };
        counties.push(county.clone());
        last = county;
    }
}

const NEXT_COUNTY: &str = "SELECT county FROM cases WHERE county > $1 AND county < $2 ORDER BY county LIMIT 1";
const NEXT_DEPARTMENT: &str =
    "SELECT department FROM case_parts WHERE county = $1 AND department > $2 ORDER BY department LIMIT 1";

/// The departments that have parts in a region.
async fn departments(connection: &mut Connection, county: &str) -> Result<Vec<String>, StorageFault> {
    let mut departments: Vec<String> = Vec::new();
    loop {
        let last = departments.last().map_or("", String::as_str);
        let next: Option<String> = sqlx::query_scalar(NEXT_DEPARTMENT)
            .bind(county)
            .bind(last)
            .fetch_optional(&mut *connection)
            .await?;
        let Some(department) = next else {
            return Ok(departments);
        };
        departments.push(department);
    }
}

/// The places of the first rows of all lanes, laid into one another.
async fn keys(
    connection: &mut Connection,
    wanted: &Wanted,
    lanes: &[Lane],
    most: usize,
) -> Result<Vec<Key>, StorageFault> {
    let mut keys = Vec::new();
    if lanes.is_empty() {
        return Ok(keys);
    }
    let sql = keys_sql(wanted, lanes, most);
    for row in sql.build().fetch_all(connection).await? {
        keys.push(Key {
            order: wanted.shared.order,
            due: row.try_get("due")?,
            at: row.try_get("submitted_at")?,
            number: row.try_get("number")?,
            item: row.try_get("item")?,
            holder: row.try_get("holder")?,
        });
    }
    keys.sort_by(Key::cmp);
    keys.truncate(most);
    Ok(keys)
}

fn keys_sql(wanted: &Wanted, lanes: &[Lane], most: usize) -> Sql {
    let mut sql = Sql::new("");
    for (place, lane) in lanes.iter().enumerate() {
        begin(&mut sql, place);
        lane.push_keys(&mut sql, &wanted.shared, wanted.after.as_ref(), most);
        sql.push(format!(") AS lane_{place}"));
    }
    sql
}

/// How many rows there are, up to one more than are counted.
async fn count(connection: &mut Connection, wanted: &Wanted, lanes: &[Lane]) -> Result<u32, StorageFault> {
    if lanes.is_empty() {
        return Ok(0);
    }
    let sql = count_sql(wanted, lanes);
    let count: i64 = sql.build_scalar().fetch_one(connection).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

fn count_sql(wanted: &Wanted, lanes: &[Lane]) -> Sql {
    let mut sql = Sql::new("SELECT COUNT(*) FROM (");
    for (place, lane) in lanes.iter().enumerate() {
        begin(&mut sql, place);
        lane.push_count(&mut sql, &wanted.shared, MOST_COUNTED + 1);
        sql.push(format!(") AS lane_{place}"));
    }
    sql.push(" LIMIT ")
        .push_bind(i64::from(MOST_COUNTED) + 1)
        .push(") AS found");
    sql
}

fn begin(sql: &mut Sql, place: usize) {
    sql.push(if place == 0 {
        "SELECT * FROM ("
    } else {
        " UNION ALL SELECT * FROM ("
    });
}

/// The rows of some places, in their order.
async fn rows(connection: &mut Connection, keys: &[Key]) -> Result<Vec<Listed>, StorageFault> {
    let numbers: Vec<&str> = keys.iter().map(|key| key.number.as_str()).collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let cases = cases::all_of(&mut *connection, &numbers).await?;
    let parts = if keys.iter().any(|key| !key.item.is_empty()) {
        cases::parts_of(connection, &numbers).await?
    } else {
        Vec::new()
    };
    let listed = keys.iter().filter_map(|key| {
        let case = cases.iter().find(|case| case.number == key.number)?.clone();
        let part = parts
            .iter()
            .find(|(number, part)| *number == key.number && part.item == key.item)
            .map(|(_, part)| part.clone());
        Some(Listed { case, part })
    });
    Ok(listed.collect())
}
