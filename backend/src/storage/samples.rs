//! Cases for tests of lists, written as rows without an application that was handed in.

use super::{CasePartRow, CaseRow, NO_DAY, Storage, cases};
use crate::{cases::listed_person, clock::Moment, testing::vault};

/// A case that has just arrived in a county; nothing else is in it.
pub(crate) fn case(county: &str, count: u32) -> CaseRow {
    let region = if county.is_empty() { "000000" } else { county };
    CaseRow {
        number: format!("{region}20260302{count:05}7"),
        events: 1,
        theme: "convenience_store".to_owned(),
        theme_name: "开便利店".to_owned(),
        county: county.to_owned(),
        prefecture: county.get(..4).map_or_else(String::new, |begins| format!("{begins}00")),
        holder: listed_person(&vault(), "张三"),
        stage: "received".to_owned(),
        turn: "window".to_owned(),
        to_do: true,
        urged: false,
        objected: false,
        running: true,
        due: "2026-03-09".to_owned(),
        law_due: "2026-03-09".to_owned(),
        wakes: NO_DAY.to_owned(),
        visit: String::new(),
        submitted_at: Moment::from_seconds(1_772_415_000 + i64::from(count)),
        over_on: String::new(),
        parts: 1,
        parts_over: 0,
    }
}

/// The same, accepted.
pub(crate) fn in_review(county: &str, count: u32) -> CaseRow {
    CaseRow {
        stage: "in_review".to_owned(),
        turn: "departments".to_owned(),
        to_do: false,
        ..case(county, count)
    }
}

/// A part that nobody has taken on.
pub(crate) fn part(item: &str, department: &str, due: &str) -> CasePartRow {
    CasePartRow {
        item: item.to_owned(),
        name: format!("事项 {item}"),
        department: department.to_owned(),
        stage: "open".to_owned(),
        running: true,
        reviewer: String::new(),
        reviewer_name: String::new(),
        due: due.to_owned(),
        law_due: due.to_owned(),
        decided_on: String::new(),
        late: false,
    }
}

impl Storage {
    /// Writes the rows of cases as they are.
    pub(crate) async fn plant(&self, rows: Vec<(CaseRow, Vec<CasePartRow>)>) {
        let planted = self.writer.write(move |connection| {
            Box::pin(async move {
                for (row, parts) in &rows {
                    sqlx::query(
                        "INSERT INTO applications (number, secret_hash, theme, theme_name, submitted_at, body, later)
                         VALUES ($1, '', $2, $3, $4, '', '') ON CONFLICT DO NOTHING",
                    )
                    .bind(&row.number)
                    .bind(&row.theme)
                    .bind(&row.theme_name)
                    .bind(row.submitted_at.seconds())
                    .execute(&mut *connection)
                    .await?;
                    let before = cases::find(&mut *connection, &row.number).await?;
                    cases::put(&mut *connection, before.as_ref(), row, parts).await?;
                }
                Ok(())
            })
        });
        planted.await.unwrap();
    }

    /// Takes the rows of a case away, if there are any, and writes others.
    pub(crate) async fn replace(&self, row: CaseRow, parts: Vec<CasePartRow>) {
        let number = row.number.clone();
        let removed = self
            .writer
            .write(move |connection| Box::pin(async move { cases::remove(connection, &number).await }));
        removed.await.unwrap();
        self.plant(vec![(row, parts)]).await;
    }
}
