//! Table `drafts`.

use yijian_domain::{application::Draft, wire::DraftState};

use super::{Connection, Storage, StorageFault, uploads};
use crate::clock::Moment;

/// What became of saving a draft.
#[derive(Debug, PartialEq)]
pub enum Save {
    /// It is saved under this revision.
    Saved(u64),
    /// Somebody saved in between; this is what is kept.
    Conflict(Box<DraftState>),
    /// There is no such draft any more.
    Unknown,
}

impl Storage {
    /// Saves a draft that is based on a revision; 0 makes a new one. The same save again changes nothing, so a phone that
    /// missed the answer may ask again.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn save_draft(&self, key: String, state: &DraftState, now: Moment) -> Result<Save, StorageFault> {
        let revision = i64::try_from(state.revision).unwrap_or(i64::MAX);
        let body = serde_json::to_string(&state.draft).map_err(|fault| StorageFault::row("drafts", &fault))?;
        self.writer
            .write(move |connection| Box::pin(save(connection, key, revision, body, now.seconds())))
            .await
    }

    /// A draft as it was saved last.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn draft(&self, key: &str) -> Result<Option<DraftState>, StorageFault> {
        let row = sqlx::query_as::<_, (i64, String)>("SELECT revision, body FROM drafts WHERE key = $1")
            .bind(key)
            .fetch_optional(&self.readers)
            .await?;
        row.map(read).transpose()
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
    key: String,
    revision: i64,
    body: String,
    now: i64,
) -> Result<Save, StorageFault> {
    let statement = if revision == 0 {
        sqlx::query(
            "INSERT INTO drafts (key, revision, body, touched_at) VALUES ($1, $2 + 1, $3, $4)
             ON CONFLICT (key) DO NOTHING",
        )
    } else {
        sqlx::query("UPDATE drafts SET revision = $2 + 1, body = $3, touched_at = $4 WHERE key = $1 AND revision = $2")
    };
    let saved = statement
        .bind(&key)
        .bind(revision)
        .bind(&body)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    if saved.rows_affected() == 1 {
        return Ok(Save::Saved(revision.unsigned_abs() + 1));
    }
    let row = sqlx::query_as::<_, (i64, String)>("SELECT revision, body FROM drafts WHERE key = $1")
        .bind(&key)
        .fetch_optional(connection)
        .await?;
    Ok(match row {
        None => Save::Unknown,
        Some((stored, same)) if same == body && stored - 1 == revision => Save::Saved(stored.unsigned_abs()),
        Some(row) => Save::Conflict(Box::new(read(row)?)),
    })
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

fn read((revision, body): (i64, String)) -> Result<DraftState, StorageFault> {
    let draft: Draft = serde_json::from_str(&body).map_err(|fault| StorageFault::row("drafts", &fault))?;
    Ok(DraftState {
        revision: revision.unsigned_abs(),
        draft,
    })
}
