//! Table `parts`.

use yijian_domain::application::Part;

use super::{Connection, Seal, Sql, Storage, StorageFault, place};

/// A part to keep.
#[derive(Debug, Clone)]
pub struct NewPart {
    /// What of it stays readable whatever becomes of the catalogue.
    pub row: StoredPart,
    /// The original form and list of its item, filled, as JSON.
    pub body: String,
}

/// What the progress of a part is told from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPart {
    /// The item.
    pub item: String,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Who decides.
    pub department: String,
    /// Name of the department.
    pub department_name: String,
    /// Name of the department in English.
    pub department_name_en: Option<String>,
    /// Working days from the submission until it is due, with everything it waits for.
    pub working_days: u16,
}

type Row = (String, String, Option<String>, String, String, Option<String>, i64);

impl Storage {
    /// The parts of an application, in the order of its plan.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn parts(&self, application: &str) -> Result<Vec<StoredPart>, StorageFault> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT item, name, name_en, department, department_name, department_name_en, working_days
             FROM parts WHERE application = $1 ORDER BY position",
        )
        .bind(application)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(read).collect()
    }
}

impl Storage {
    /// The original forms and lists of an application's items, filled, in the order of its plan.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn sheets(&self, application: &str) -> Result<Vec<Part>, StorageFault> {
        let seal = Seal::of_application(&self.readers, &self.vault, application).await?;
        let bodies: Vec<(String, String)> =
            sqlx::query_as("SELECT item, body FROM parts WHERE application = $1 ORDER BY position")
                .bind(application)
                .fetch_all(&self.readers)
                .await?;
        let read = |(item, body): &(String, String)| seal.read("parts", &place::part(application, item), body);
        bodies.iter().map(read).collect()
    }
}

pub(super) async fn keep(
    connection: &mut Connection,
    seal: &Seal,
    application: &str,
    parts: &[NewPart],
) -> Result<(), StorageFault> {
    if parts.is_empty() {
        return Ok(());
    }
    let bodies = parts
        .iter()
        .map(|part| seal.close(&place::part(application, &part.row.item), &part.body));
    let bodies = bodies.collect::<Result<Vec<_>, _>>()?;
    let rows = parts.iter().zip(&bodies).zip(0_i64..);
    let rows: Vec<_> = rows
        .map(|((part, body), position)| (application, position, &part.row, body.as_str()))
        .collect();
    put_new(connection, &rows, rows.len()).await
}

/// A part with its application, its position, and its sealed body.
pub(super) type Closed<'p> = (&'p str, i64, &'p StoredPart, &'p str);

/// Writes parts of which what is sealed is sealed already, so many to a statement.
pub(super) async fn put_new(
    connection: &mut Connection,
    rows: &[Closed<'_>],
    together: usize,
) -> Result<(), StorageFault> {
    for some in rows.chunks(together) {
        let mut insert = Sql::new(
            "INSERT INTO parts (application, position, item, name, name_en, department, department_name,
                 department_name_en, working_days, body) ",
        );
        insert.push_values(some, |mut values, (application, position, row, body)| {
            values
                .push_bind(*application)
                .push_bind(*position)
                .push_bind(row.item.as_str())
                .push_bind(row.name.as_str())
                .push_bind(row.name_en.as_deref())
                .push_bind(row.department.as_str())
                .push_bind(row.department_name.as_str())
                .push_bind(row.department_name_en.as_deref())
                .push_bind(i64::from(row.working_days))
                .push_bind(*body);
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

fn read(row: Row) -> Result<StoredPart, StorageFault> {
    let (item, name, name_en, department, department_name, department_name_en, days) = row;
    let working_days = u16::try_from(days).map_err(|_| StorageFault::Row {
        table: "parts",
        fault: format!("{days} is no number of working days"),
    })?;
    Ok(StoredPart {
        item,
        name,
        name_en,
        department,
        department_name,
        department_name_en,
        working_days,
    })
}
