//! The lists of the staff, over the tables `cases` and `case_parts`.
//!
//! Every list is read from where the page before ended, never by counting rows off, and never beyond the rows that are
//! shown: see [`lane`]. A case without a region is everybody's, so it stands in the lists of every region.

mod key;
mod lane;
mod search;

#[cfg(test)]
mod tests;

use std::fmt;

use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};
use yijian_domain::{
    case::StageCode,
    catalogue::RegionCode,
    wire::desk::{QueueQuery, QueueSort, QueueView},
};

use super::{CasePartRow, CaseRow, Storage, StorageFault, cases};
pub use key::BadCursor;
use key::{Key, Order};
use lane::{Base, Lane, Only, Shared, Table};
use search::Search;

/// Rows of a page.
pub const PAGE: usize = 50;
/// More rows are not counted.
pub const MOST_COUNTED: u32 = 1000;

/// Whose lists they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Desk {
    /// A window: all cases.
    Window,
    /// Who goes and looks: all cases.
    Inspection,
    /// Who watches over all cases.
    Supervision,
    /// Who decides parts of a department, or of all.
    Department {
        /// The department.
        department: Option<String>,
        /// Who takes parts on; none for who watches over the department.
        reviewer: Option<String>,
    },
}

/// The days a list is judged by, `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// Today. What was due before is late.
    pub today: String,
    /// The first day that is not near any more.
    pub not_soon: String,
}

/// A list somebody wants to see.
pub struct Wanted {
    desk: Desk,
    region: RegionCode,
    days: Days,
    view: QueueView,
    department: Option<String>,
    shared: Shared,
    after: Option<Key>,
}

/// Without what is looked for: it may be a name.
impl fmt::Debug for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wanted({:?} of {:?} in {})", self.view, self.desk, self.region)
    }
}

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

impl Wanted {
    /// The list of a query. What is looked for by name stands in the order of names.
    ///
    /// # Errors
    /// When no page before ended where the query says.
    pub fn new(desk: Desk, region: RegionCode, days: Days, query: &QueueQuery) -> Result<Self, BadCursor> {
        let search = Search::read(&query.q);
        let order = match (&search, query.sort) {
            (Search::Name(_), _) => Order::Name,
            (_, QueueSort::Due) => Order::Due,
            (_, QueueSort::Newest) => Order::Newest,
            (_, QueueSort::Oldest) => Order::Oldest,
        };
        let after = query.after.as_deref().map(|text| Key::read(text, order)).transpose()?;
        Ok(Self {
            desk,
            region,
            days,
            view: query.view,
            department: query.department.as_ref().map(ToString::to_string),
            shared: Shared {
                order,
                search,
                stage: query.stage.map(StageCode::code),
                theme: query.theme.as_ref().map(ToString::to_string),
            },
            after,
        })
    }

    /// The lanes of the list in one place.
    fn lanes(&self, county: &str, table: &Table) -> Vec<Lane> {
        let name = self.shared.order == Order::Name;
        let (base, only) = match (self.view, &self.desk, table) {
            (QueueView::ToDo, Desk::Window, _) if name => (Base::Running, Only::ToDo),
            (QueueView::ToDo, Desk::Window, _) => (Base::ToDo, Only::Any),
            (QueueView::ToDo, Desk::Inspection, _) => (Base::Running, Only::Visits),
            (QueueView::ToDo, Desk::Department { reviewer: Some(id), .. }, _) => {
                (Base::Running, Only::OpenOrOf(id.clone()))
            }
            (QueueView::ToDo, Desk::Supervision | Desk::Department { reviewer: None, .. }, _) => {
                (Base::Running, Only::Before(self.days.not_soon.clone()))
            }
            (QueueView::Mine, Desk::Department { reviewer: Some(id), .. }, _) => (Base::Running, Only::Of(id.clone())),
            (QueueView::Mine, _, _) => return Vec::new(),
            (QueueView::Late, _, _) => (Base::Running, Only::Before(self.days.today.clone())),
            (QueueView::Waiting, _, _) => (Base::Running, Only::Waiting),
            (QueueView::Running, _, _) => (Base::Running, Only::Any),
            (QueueView::All, _, _) => return self.all_lanes(county, table),
        };
        vec![lane(county, table.clone(), base, only)]
    }

    /// Everything: stage by stage, or in one lane by name. By due day what runs stands first, and nothing else has one.
    fn all_lanes(&self, county: &str, table: &Table) -> Vec<Lane> {
        let whole = match table {
            Table::Cases(Some(department)) => Table::Leads(department.clone()),
            table => table.clone(),
        };
        let by_due = self.shared.order == Order::Due;
        if self.shared.order == Order::Name {
            return vec![lane(county, whole, Base::Everything, Only::Any)];
        }
        let parts = matches!(table, Table::Parts(_));
        let only = if by_due && parts { Only::Over } else { Only::Any };
        let stages = StageCode::ALL
            .into_iter()
            .filter(|stage| self.shared.stage.is_none_or(|wanted| wanted == stage.code()))
            .filter(|stage| !by_due || parts || stage.is_over())
            .map(|stage| lane(county, whole.clone(), Base::Stage(stage.code()), only.clone()));
        let running = by_due.then(|| lane(county, table.clone(), Base::Running, Only::Any));
        running.into_iter().chain(stages).collect()
    }

    /// The tables to look in, as far as they do not depend on what there is.
    fn table(&self) -> Option<Table> {
        match (&self.desk, &self.department) {
            (Desk::Window | Desk::Inspection | Desk::Supervision, department) => Some(Table::Cases(department.clone())),
            (
                Desk::Department {
                    department: Some(own), ..
                },
                None,
            ) => Some(Table::Parts(own.clone())),
            (Desk::Department { department: None, .. }, Some(wanted)) => Some(Table::Parts(wanted.clone())),
            (
                Desk::Department {
                    department: Some(own), ..
                },
                Some(wanted),
            ) => Some(Table::Parts(if own == wanted { own.clone() } else { String::new() })),
            (Desk::Department { department: None, .. }, None) => None,
        }
    }
}

fn lane(county: &str, table: Table, base: Base, only: Only) -> Lane {
    Lane {
        county: county.to_owned(),
        table,
        base,
        only,
    }
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
async fn lanes(connection: &mut SqliteConnection, wanted: &Wanted) -> Result<Vec<Lane>, StorageFault> {
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
pub(super) async fn counties(
    connection: &mut SqliteConnection,
    region: &RegionCode,
) -> Result<Vec<String>, StorageFault> {
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
async fn departments(connection: &mut SqliteConnection, county: &str) -> Result<Vec<String>, StorageFault> {
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
    connection: &mut SqliteConnection,
    wanted: &Wanted,
    lanes: &[Lane],
    most: usize,
) -> Result<Vec<Key>, StorageFault> {
    let mut keys = Vec::new();
    if lanes.is_empty() {
        return Ok(keys);
    }
    let mut sql = keys_sql(wanted, lanes, most);
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

fn keys_sql(wanted: &Wanted, lanes: &[Lane], most: usize) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new("");
    for (place, lane) in lanes.iter().enumerate() {
        begin(&mut sql, place);
        lane.push_keys(&mut sql, &wanted.shared, wanted.after.as_ref(), most);
        sql.push(format!(") AS lane_{place}"));
    }
    sql
}

/// How many rows there are, up to one more than are counted.
async fn count(connection: &mut SqliteConnection, wanted: &Wanted, lanes: &[Lane]) -> Result<u32, StorageFault> {
    if lanes.is_empty() {
        return Ok(0);
    }
    let mut sql = count_sql(wanted, lanes);
    let count: i64 = sql.build_query_scalar().fetch_one(connection).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

fn count_sql(wanted: &Wanted, lanes: &[Lane]) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new("SELECT COUNT(*) FROM (");
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

fn begin(sql: &mut QueryBuilder<Sqlite>, place: usize) {
    sql.push(if place == 0 {
        "SELECT * FROM ("
    } else {
        " UNION ALL SELECT * FROM ("
    });
}

/// The rows of some places, in their order.
async fn rows(connection: &mut SqliteConnection, keys: &[Key]) -> Result<Vec<Listed>, StorageFault> {
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
