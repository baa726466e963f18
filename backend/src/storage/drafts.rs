//! Table `drafts`.

use yijian_domain::{application::Draft, wire::DraftState};

use super::{Connection, Seal, Storage, StorageFault, applications, place, uploads};
use crate::{clock::Moment, vault::Vault};

/// Revision, content and wrapped data key.
type Row = (i64, String, Option<String>);

/// Whose drafts count together, and how many of them there may be.
#[derive(Debug, Clone)]
pub struct DraftsOf {
    /// A keyed hash of who makes them.
    pub by_whom: String,
    /// So many.
    pub most: u64,
}

/// What became of saving a draft.
#[derive(Debug, PartialEq)]
pub enum Save {
    /// It is saved under this revision.
    Saved(u64),
    /// Somebody saved in between; this is what is kept.
    Conflict(Box<DraftState>),
    /// There is no such draft any more.
    Unknown,
    /// It is a new one, and whose it is has as many as there may be.
    Full,
}

impl Storage {
    /// Saves a draft that is based on a revision; 0 makes a new one. The same save again changes nothing, so a phone that
    /// missed the answer may ask again.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn save_draft(
        &self,
        key: String,
        state: &DraftState,
        of: DraftsOf,
        now: Moment,
    ) -> Result<Save, StorageFault> {
        let revision = i64::try_from(state.revision).unwrap_or(i64::MAX);
        let body = serde_json::to_string(&state.draft).map_err(|fault| StorageFault::row("drafts", &fault))?;
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(save(connection, vault, key, (revision, body), of, now.seconds())))
            .await
    }

    /// A draft as it was saved last.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn draft(&self, key: &str) -> Result<Option<DraftState>, StorageFault> {
        let row: Option<Row> = sqlx::query_as("SELECT revision, body, data_key FROM drafts WHERE key = $1")
            .bind(key)
            .fetch_optional(&self.readers)
            .await?;
        let Some((revision, body, data_key)) = row else {
            return Ok(None);
        };
        let seal = Seal::of(&self.vault, data_key.as_deref())?;
        read(revision, &seal.open("drafts", &place::draft(key), &body)?).map(Some)
    }

    /// Removes a draft and its files; whether there was one.
    ///
    /// # Errors
    /// When it could not be removed.
    pub async fn remove_draft(&self, key: String) -> Result<bool, StorageFault> {
        let (known, files) = self
            .writer
            .write(move |connection| {
                Box::pin(async move {
                    let files = uploads::remove_all_of(connection, &key).await?;
                    Ok((remove(connection, &key).await?, files))
                })
            })
            .await?;
        self.disk.remove(files).await;
        Ok(known)
    }

    /// Removes drafts that nobody touched since a moment, with their files; how many.
    ///
    /// # Errors
    /// When they could not be removed; those before are gone.
    pub async fn remove_drafts_untouched_since(&self, moment: Moment) -> Result<usize, StorageFault> {
        let old = sqlx::query_scalar::<_, String>("SELECT key FROM drafts WHERE touched_at < $1")
            .bind(moment.seconds())
            .fetch_all(&self.readers)
            .await?;
        let count = old.len();
        for key in old {
            self.remove_draft(key).await?;
        }
        Ok(count)
    }
}

async fn save(
    connection: &mut Connection,
    vault: Vault,
    key: String,
    (revision, body): (i64, String),
    of: DraftsOf,
    now: i64,
) -> Result<Save, StorageFault> {
    let row: Option<Row> = sqlx::query_as("SELECT revision, body, data_key FROM drafts WHERE key = $1")
        .bind(&key)
        .fetch_optional(&mut *connection)
        .await?;
    let here = place::draft(&key);
    match row {
        // One that was handed in does not come back because somebody's first save arrives late.
        None if revision == 0 && !applications::was_handed_in(connection, &key).await? => {
            let open: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM drafts WHERE by_whom = $1")
                .bind(&of.by_whom)
                .fetch_one(&mut *connection)
                .await?;
            if open.unsigned_abs() >= of.most {
                return Ok(Save::Full);
            }
            let (seal, data_key) = Seal::new(&vault)?;
            sqlx::query(
                "INSERT INTO drafts (key, revision, body, touched_at, data_key, by_whom) VALUES ($1, 1, $2, $3, $4, $5)",
            )
            .bind(&key)
            .bind(seal.close(&here, &body)?)
            .bind(now)
            .bind(data_key)
            .bind(of.by_whom)
            .execute(connection)
            .await?;
            Ok(Save::Saved(1))
        }
        None => Ok(Save::Unknown),
        Some((stored, _, data_key)) if stored == revision => {
            let seal = Seal::of(&vault, data_key.as_deref())?;
            sqlx::query("UPDATE drafts SET revision = $2, body = $3, touched_at = $4 WHERE key = $1")
                .bind(&key)
                .bind(revision + 1)
                .bind(seal.close(&here, &body)?)
                .bind(now)
                .execute(connection)
                .await?;
            Ok(Save::Saved(revision.unsigned_abs() + 1))
        }
        Some((stored, kept, data_key)) => {
            let kept = Seal::of(&vault, data_key.as_deref())?.open("drafts", &here, &kept)?;
            if kept == body && stored - 1 == revision {
                return Ok(Save::Saved(stored.unsigned_abs()));
            }
            Ok(Save::Conflict(Box::new(read(stored, &kept)?)))
        }
    }
}

/// Removes the row; whether there was one. Its uploads must be gone or elsewhere.
pub(super) async fn remove(connection: &mut Connection, key: &str) -> Result<bool, StorageFault> {
    let removed = sqlx::query("DELETE FROM drafts WHERE key = $1")
        .bind(key)
        .execute(connection)
        .await?;
    Ok(removed.rows_affected() == 1)
}

/// Notes that somebody works on a draft; whether there is one.
pub(super) async fn touch(connection: &mut Connection, key: &str, now: i64) -> Result<bool, StorageFault> {
    let touched = sqlx::query("UPDATE drafts SET touched_at = $2 WHERE key = $1")
        .bind(key)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(touched.rows_affected() == 1)
}

fn read(revision: i64, body: &str) -> Result<DraftState, StorageFault> {
    let draft: Draft = serde_json::from_str(body).map_err(|fault| StorageFault::row("drafts", &fault))?;
    Ok(DraftState {
        revision: revision.unsigned_abs(),
        draft,
    })
}
