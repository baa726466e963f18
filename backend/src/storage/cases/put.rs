//! Writing the tables `cases` and `case_parts`, and the numbers with them: nothing else writes either.

use super::{
    super::{
        Connection, Sql, StorageFault,
        tallies::{self, Tallies},
    },
    CasePartRow, CaseRow, find, parts_of,
};

/// Takes a case and its parts out of the lists and of the numbers.
pub(in crate::storage) async fn remove(connection: &mut Connection, number: &str) -> Result<(), StorageFault> {
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
pub(in crate::storage) async fn put(
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
pub(in crate::storage) async fn put_new<'r>(
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
             over_on = excluded.over_on, parts = excluded.parts, parts_over = excluded.parts_over, urged = excluded.urged,
             objected = excluded.objected",
    );
    insert.build().execute(connection).await?;
    Ok(())
}

fn insert_rows<'r>(rows: impl Iterator<Item = &'r CaseRow>) -> Sql {
    let mut insert = Sql::new(
        "INSERT INTO cases (number, events, theme, theme_name, county, prefecture, holder, subject, stage, turn, to_do,
             running, due, law_due, wakes, visit, submitted_at, over_on, parts, parts_over, urged, objected) ",
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
            .push_bind(i64::from(row.urged))
            .push_bind(i64::from(row.objected));
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
