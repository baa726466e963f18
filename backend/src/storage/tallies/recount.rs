//! Counting the lists, to compare the numbers that are kept with them and to put those right.

use sqlx::AssertSqlSafe;

use super::{
    super::{Connection, Sql, Storage, StorageFault, database::Kind as Database},
    ARRIVED, Key, Kind, LATE, OPEN, OPEN_BY_LAW, OVER, PAUSED, Tallies, WINDOW, WINDOW_BY_LAW,
};

/// Rows of one statement.
const TOGETHER: usize = 100;

/// A number that is not what counting gives.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} {day} {department} in {county}: {kept} by the counter, {counted} by the lists")]
pub struct Miscounted {
    /// Where.
    pub county: String,
    /// What is counted.
    pub kind: String,
    /// The day it is counted for.
    pub day: String,
    /// The department.
    pub department: String,
    /// The number that is kept.
    pub kept: i64,
    /// What counting gives.
    pub counted: i64,
}

/// How each kind is counted: what of a county, by which day and department. What happened counts even when the case was
/// deleted meanwhile.
const COUNTED: [(Kind, &str); 8] = [
    (
        OPEN,
        "due, department, COUNT(*) FROM case_parts WHERE county = $1 AND running = 1 AND stage <> 'waiting' GROUP BY due, department",
    ),
    (
        OPEN_BY_LAW,
        "law_due, department, COUNT(*) FROM case_parts WHERE county = $1 AND running = 1 AND stage <> 'waiting' GROUP BY law_due, department",
    ),
    (
        PAUSED,
        "'', department, COUNT(*) FROM case_parts WHERE county = $1 AND running = 1 AND stage = 'paused' GROUP BY department",
    ),
    (
        WINDOW,
        "due, '', COUNT(*) FROM cases WHERE county = $1 AND to_do = 1 AND stage IN ('received', 'resubmitted') GROUP BY due",
    ),
    (
        WINDOW_BY_LAW,
        "law_due, '', COUNT(*) FROM cases WHERE county = $1 AND to_do = 1 AND stage IN ('received', 'resubmitted') GROUP BY law_due",
    ),
    (
        ARRIVED,
        "day, '', COUNT(*) FROM (SELECT day_of(submitted_at) AS day FROM (SELECT submitted_at FROM cases WHERE county = $1
            UNION ALL SELECT opened_at FROM deletions WHERE region = $1) AS everything) AS arrived GROUP BY day",
    ),
    (
        OVER,
        "over_on, '', COUNT(*) FROM (SELECT over_on FROM cases WHERE county = $1 AND over_on <> ''
            UNION ALL SELECT closed_on FROM deletions WHERE region = $1) AS everything GROUP BY over_on",
    ),
    (
        LATE,
        "decided_on, department, COUNT(*) FROM (SELECT decided_on, department FROM case_parts WHERE county = $1 AND late = 1
            UNION ALL SELECT decided_on, department FROM deleted_lates WHERE county = $1) AS everything
            GROUP BY decided_on, department",
    ),
];

/// Every place that has cases, parts or numbers, one after another along an index.
const PLACES: [&str; 3] = [
    "SELECT county FROM cases WHERE county > $1 ORDER BY county LIMIT 1",
    "SELECT county FROM case_parts WHERE county > $1 ORDER BY county LIMIT 1",
    "SELECT county FROM tallies WHERE county > $1 ORDER BY county LIMIT 1",
];

impl Storage {
    /// Counts the lists and gives every number that is kept otherwise.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn check_tallies(&self) -> Result<Vec<Miscounted>, StorageFault> {
        let mut wrong = Vec::new();
        let mut next = Some(String::new());
        while let Some(county) = next {
            let mut snapshot = self.database.snapshot(&self.readers).await?;
            wrong.extend(compare(&mut snapshot, self.database.kind, &county).await?);
            next = place_after(&mut snapshot, &county).await?;
        }
        Ok(wrong)
    }

    /// Puts every number right that is not what counting gives, region by region; gives those that were wrong.
    ///
    /// # Errors
    /// When they cannot be read or written.
    pub async fn mend_tallies(&self) -> Result<Vec<Miscounted>, StorageFault> {
        let mut wrong = Vec::new();
        let mut next = Some(String::new());
        while let Some(county) = next {
            let kind = self.database.kind;
            let (found, after) = self
                .writer
                .write(move |connection| {
                    Box::pin(async move {
                        let found = compare(connection, kind, &county).await?;
                        put_right(connection, &found).await?;
                        Ok((found, place_after(connection, &county).await?))
                    })
                })
                .await?;
            wrong.extend(found);
            next = after;
        }
        Ok(wrong)
    }
}

async fn place_after(connection: &mut Connection, county: &str) -> Result<Option<String>, StorageFault> {
    let mut first: Option<String> = None;
    for query in PLACES {
        let found: Option<String> = sqlx::query_scalar(query)
            .bind(county)
            .fetch_optional(&mut *connection)
            .await?;
        first = [first, found].into_iter().flatten().min();
    }
    Ok(first)
}

/// What is wrong with the numbers of one region.
async fn compare(
    connection: &mut Connection,
    database: Database,
    county: &str,
) -> Result<Vec<Miscounted>, StorageFault> {
    let counted = counted(connection, database, county).await?;
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "SELECT kind, day, department, amount FROM tallies WHERE county = $1 ORDER BY kind, day, department",
    )
    .bind(county)
    .fetch_all(connection)
    .await?;
    let miscounted = |(kind, day, department): (String, String, String), kept, counted| Miscounted {
        county: county.to_owned(),
        kind,
        day,
        department,
        kept,
        counted,
    };
    let mut right: std::collections::BTreeMap<_, i64> = counted
        .into_iter()
        .map(|(key, amount)| ((key.kind.to_owned(), key.day, key.department), amount))
        .collect();
    let mut wrong = Vec::new();
    for (kind, day, department, kept) in rows {
        let key = (kind, day, department);
        let counted = right.remove(&key).unwrap_or_default();
        if kept != counted || kept == 0 {
            wrong.push(miscounted(key, kept, counted));
        }
    }
    wrong.extend(right.into_iter().map(|(key, counted)| miscounted(key, 0, counted)));
    Ok(wrong)
}

/// What counting a region gives.
pub(super) async fn counted(
    connection: &mut Connection,
    database: Database,
    county: &str,
) -> Result<Tallies, StorageFault> {
    let mut tallies = Tallies::new();
    for (kind, select) in COUNTED {
        let query = database.read_days(&format!("SELECT {select}"));
        let rows: Vec<(String, String, i64)> = sqlx::query_as(AssertSqlSafe(query))
            .bind(county)
            .fetch_all(&mut *connection)
            .await?;
        tallies.extend(rows.into_iter().map(|(day, department, amount)| {
            let county = county.to_owned();
            (
                Key {
                    county,
                    kind,
                    day,
                    department,
                },
                amount,
            )
        }));
    }
    Ok(tallies)
}

async fn put_right(connection: &mut Connection, wrong: &[Miscounted]) -> Result<(), StorageFault> {
    for one in wrong {
        sqlx::query("DELETE FROM tallies WHERE county = $1 AND kind = $2 AND day = $3 AND department = $4")
            .bind(&one.county)
            .bind(&one.kind)
            .bind(&one.day)
            .bind(&one.department)
            .execute(&mut *connection)
            .await?;
    }
    let right: Vec<&Miscounted> = wrong.iter().filter(|one| one.counted != 0).collect();
    for some in right.chunks(TOGETHER) {
        let mut insert = Sql::new("INSERT INTO tallies (county, kind, day, department, amount) ");
        insert.push_values(some, |mut values, one| {
            values
                .push_bind(one.county.as_str())
                .push_bind(one.kind.as_str())
                .push_bind(one.day.as_str())
                .push_bind(one.department.as_str())
                .push_bind(one.counted);
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}
