//! Made-up cases by the million, to see how the program does with many: every theme and region of the catalogue, nearly all
//! over, some on their way, a few forgotten.
//!
//! What each case is about goes through the checks of a real submission, and what becomes of it through the rules of the
//! domain. Then the same way is gone by many cases of a day, each with a number, a person and keys of its own, and the rows
//! are written many at a time. Old cases are lean: one department, no papers. The same seed gives the same cases, apart from
//! keys and nonces.

mod accounts;
mod chance;
mod fate;
#[cfg_attr(not(test), expect(dead_code, reason = "tests and benchmarks use the rest of it"))]
pub(crate) mod full;
mod maker;
mod people;
mod template;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::civil::Date;
use tokio::{sync::mpsc, task};
use yijian_domain::{catalogue::Catalogue, value::date};

use crate::{
    cases::RuleFault,
    clock::Moment,
    storage::{Mark, SealedMadeUp, Storage, StorageFault},
    vault::Vault,
};
pub use accounts::account_id;
use maker::Maker;

/// Cases of one transaction.
const TOGETHER: i64 = 500;
/// Batches that may wait to be written.
const AHEAD: usize = 2;

/// What to make.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// How many cases.
    pub cases: i64,
    /// The same number gives the same cases.
    pub seed: u64,
    /// They arrived over so many years.
    pub years: u8,
    /// Also beside cases that are there already.
    pub add: bool,
}

/// Why nothing can be made up.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// There are cases already.
    #[error("there are cases in this database; made-up ones go into an empty one, or beside them with --add")]
    NotEmpty,
    /// The catalogue has nothing that can be handed in.
    #[error("no theme of the catalogue can be filled in for any of its regions")]
    NoTheme,
    /// A number cannot be made.
    #[error(transparent)]
    Number(#[from] RuleFault),
    /// It cannot be kept.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

/// A batch on its way.
struct Batch {
    cases: Vec<SealedMadeUp>,
    numbers: Vec<(String, String, i64)>,
    done: i64,
}

/// Fills in what is wanted and goes on where the same fill was stopped. `told` hears after each batch how many there are.
/// Gives how many were made now.
///
/// # Errors
/// When there are other cases, or the cases cannot be kept; those of whole batches stay.
pub async fn fill(
    storage: &Storage,
    vault: &Vault,
    catalogue: Arc<Catalogue>,
    wanted: &Wanted,
    now: Moment,
    told: &mut (dyn FnMut(i64) + Send),
) -> Result<i64, DemoFault> {
    let (today, mark) = begun(storage, wanted, now.date()).await?;
    let begun_at = mark.done;
    let owners = accounts::make(storage, vault, wanted, now).await?;
    let numbers = storage.last_numbers().await?;
    let (send, mut batches) = mpsc::channel(AHEAD);
    let (vault, cases) = (vault.clone(), wanted.cases);
    let wanted = wanted.clone();
    let making = task::spawn_blocking(move || {
        let mut maker = Maker::new(catalogue, vault.clone(), wanted, today, numbers, owners)?;
        let mut done = begun_at;
        while done < cases {
            let end = (done + TOGETHER).min(cases);
            let made = (done..end).map(|no| Ok(maker.make(no)?.seal(&vault)?));
            let batch = Batch {
                cases: made.collect::<Result<_, DemoFault>>()?,
                numbers: maker.touched(),
                done: end,
            };
            if send.blocking_send(batch).is_err() {
                break;
            }
            done = end;
        }
        Ok::<_, DemoFault>(())
    });
    let mut done = begun_at;
    while let Some(batch) = batches.recv().await {
        done = batch.done;
        let mark = Mark {
            name: mark.name.clone(),
            done,
        };
        storage.keep_made_up(batch.cases, batch.numbers, mark).await?;
        told(done);
    }
    making.await.expect("making cases does not panic")?;
    Ok(done - begun_at)
}

/// The day that counts as today, and how far the fill is; a fill that was stopped goes on as of the day it began.
async fn begun(storage: &Storage, wanted: &Wanted, today: Date) -> Result<(Date, Mark), DemoFault> {
    let name = format!("{}/{}/{}/", wanted.cases, wanted.seed, wanted.years);
    let marks = storage.marks().await?;
    let known = marks.into_iter().find_map(|mark| {
        let day = date::parse_iso(mark.name.strip_prefix(&name)?).ok()?;
        Some((day, mark))
    });
    if let Some(known) = known {
        return Ok(known);
    }
    if !wanted.add && storage.has_cases().await? {
        return Err(DemoFault::NotEmpty);
    }
    let name = name + &date::write(today);
    Ok((today, Mark { name, done: 0 }))
}
