//! Moving everything that is kept to another database and another store of files.

use std::collections::BTreeSet;

use yijian_domain::calendar::WorkingCalendar;

use crate::storage::{Storage, StorageFault};

/// Rows that are written at a time.
const TOGETHER: usize = 1000;

/// What was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Rows.
    pub rows: u64,
    /// Objects.
    pub objects: u64,
    /// The hash of the last row of the record.
    pub head: String,
}

/// Why it was not moved. The old place is as it was and goes on.
#[derive(Debug, thiserror::Error)]
pub enum MoveFault {
    /// There is something already.
    #[error("the new database is not empty; nothing was moved")]
    NotEmpty,
    /// All of it is there, but the last word could not be said.
    #[error("everything was moved, but not noted in the new database ({0}); run the same command again to end it")]
    Unfinished(StorageFault),
    /// It is not the same on the other side.
    #[error("what arrived is not what was sent ({0}); nothing was left, the same command begins anew")]
    Different(String),
    /// Something cannot be read or written.
    #[error("{0}; nothing was left, the same command begins anew")]
    Storage(#[from] StorageFault),
}

/// Moves everything. Files are copied while others write to the old place; for the rows they wait; afterwards they cannot.
/// It may break off at any moment: either the old place goes on and what is new counts for nothing, or, in the moment
/// between leaving the old place and saying so in the new one, neither goes on until [`finish`] is asked.
///
/// # Errors
/// When something cannot be read or written, or is not the same afterwards. Then the old place goes on.
pub async fn move_all(old: &Storage, new: &Storage, calendar: &WorkingCalendar) -> Result<Moved, MoveFault> {
    if !new.begin_to_fill().await? {
        return Err(MoveFault::NotEmpty);
    }
    let mut there = BTreeSet::new();
    // The long part, while everything goes on.
    copy_objects(old, new, &mut there).await?;
    let held = old.hold().await?;
    match move_rows(old, new, calendar, &mut there).await {
        Ok(moved) => {
            held.leave().await?;
            new.note_whole().await.map_err(MoveFault::Unfinished)?;
            Ok(moved)
        }
        Err(fault) => {
            held.give_back().await?;
            Err(fault)
        }
    }
}

/// Says the last word after the old place was left, if that alone is missing; whether it was.
///
/// # Errors
/// When it could not be said.
pub async fn finish(new: &Storage) -> Result<bool, MoveFault> {
    let arrived = new.has_arrived().await?;
    if arrived {
        new.note_whole().await.map_err(MoveFault::Unfinished)?;
    }
    Ok(arrived)
}

/// Copies the objects that rows name now and that are not there yet.
async fn copy_objects(old: &Storage, new: &Storage, there: &mut BTreeSet<String>) -> Result<(), MoveFault> {
    let mut rows = old.carry();
    while let Some(row) = rows.recv().await {
        if let Some(name) = Storage::object_of(&row?) {
            copy_object(old, new, name, there).await?;
        }
    }
    Ok(())
}

async fn copy_object(
    old: &Storage,
    new: &Storage,
    name: String,
    there: &mut BTreeSet<String>,
) -> Result<(), MoveFault> {
    // One that is not there belongs to an upload that is under way; it is looked for again when nobody writes.
    if !there.contains(&name)
        && let Some(content) = old.object(&name).await?
    {
        new.put_object(&name, content).await?;
        there.insert(name);
    }
    Ok(())
}

async fn move_rows(
    old: &Storage,
    new: &Storage,
    calendar: &WorkingCalendar,
    there: &mut BTreeSet<String>,
) -> Result<Moved, MoveFault> {
    let (mut count, mut some) = (0, Vec::with_capacity(TOGETHER));
    let mut rows = old.carry();
    while let Some(row) = rows.recv().await {
        let row = row?;
        if let Some(name) = Storage::object_of(&row) {
            copy_object(old, new, name, there).await?;
        }
        some.push(row);
        count += 1;
        if some.len() == TOGETHER {
            new.take_over(std::mem::take(&mut some)).await?;
        }
    }
    new.take_over(some).await?;
    let head = compare(old, new, calendar).await?;
    new.note_arrived().await?;
    Ok(Moved {
        rows: count,
        objects: there.len() as u64,
        head,
    })
}

/// Compares both row by row and walks the record on the other side; gives its head.
async fn compare(old: &Storage, new: &Storage, calendar: &WorkingCalendar) -> Result<String, MoveFault> {
    let (mut sent, mut arrived) = (old.carry(), new.carry());
    loop {
        match (sent.recv().await.transpose()?, arrived.recv().await.transpose()?) {
            (None, None) => break,
            (Some(one), Some(other)) if one == other => {}
            (one, other) => {
                let table = one.or(other).map_or("", |row| row.table);
                return Err(MoveFault::Different(format!("table {table}")));
            }
        }
    }
    let audit = new.audit(calendar, None).await?;
    match audit.faults.first() {
        None => Ok(audit.head),
        Some(fault) => Err(MoveFault::Different(fault.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn a_county_goes_on_in_the_new_place_and_nothing_is_written_to_the_old() {
        let old = World::with_draft().await;
        let number = old.hand_in("restaurant").await.number;
        let new = World::new().await;
        let calendar = &old.app.published.catalogue.calendar;
        let moved = move_all(&old.app.storage, &new.app.storage, calendar).await.unwrap();
        assert!(moved.rows > 10 && moved.objects > 0);
        assert_eq!(
            new.app.storage.events(&number).await.unwrap(),
            old.app.storage.events(&number).await.unwrap()
        );
        for file in new.app.storage.application_files(&number).await.unwrap() {
            new.app.storage.whole_content(&file).await.unwrap();
        }
        // The new place goes on where the old one was, the old one does not go on.
        new.act(&number, new.clerk(), yijian_domain::case::Act::Accept).await;
        old.save(1, &old.empty_draft()).await.assert_problem(503, "busy");
    }

    #[tokio::test]
    async fn what_broke_off_before_the_last_word_is_ended() {
        let (old, new) = (World::with_draft().await, World::new().await);
        let (from, to) = (&old.app.storage, &new.app.storage);
        assert!(!finish(to).await.unwrap());
        assert!(to.begin_to_fill().await.unwrap());
        let calendar = &old.app.published.catalogue.calendar;
        move_rows(from, to, calendar, &mut BTreeSet::new()).await.unwrap();
        from.hold().await.unwrap().leave().await.unwrap();
        assert!(Storage::open(&new.place, new.app.vault.clone()).await.is_err());
        assert!(finish(to).await.unwrap());
        Storage::open(&new.place, new.app.vault.clone()).await.unwrap();
    }

    #[tokio::test]
    async fn what_is_not_empty_is_not_moved_to() {
        let (old, new) = (World::new().await, World::with_draft().await);
        let calendar = &old.app.published.catalogue.calendar;
        let fault = move_all(&old.app.storage, &new.app.storage, calendar)
            .await
            .unwrap_err();
        assert!(matches!(fault, MoveFault::NotEmpty));
        old.save(0, &old.empty_draft()).await.assert_status(200);
    }
}
