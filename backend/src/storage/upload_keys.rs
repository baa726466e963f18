//! Table `uploads`: the keys that files are sealed with.

use super::{
    Connection, Storage, StorageFault, Upload,
    uploads::{Row, closed_name, read},
};
use crate::vault::Vault;

impl Storage {
    /// Gives an upload that began before files were sealed the key it needs. The key it has afterwards.
    ///
    /// # Errors
    /// When it could not be kept, or the upload is gone or complete.
    pub async fn give_key(&self, disk: String, data_key: String) -> Result<String, StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(give_key(connection, vault, disk, data_key)))
            .await
    }

    /// Complete files that lie there as they came, at most so many.
    pub(super) async fn plain_uploads(&self, most: i64) -> Result<Vec<Upload>, StorageFault> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT disk, id, name, bytes, media_type, data_key FROM uploads \
             WHERE data_key IS NULL AND media_type IS NOT NULL ORDER BY disk LIMIT $1",
        )
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(|row| read(&self.vault, row)).collect()
    }

    /// Lets a row name the sealed content instead of the plain one; whether the row was still there.
    pub(super) async fn move_content(&self, old: String, new: Upload) -> Result<bool, StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(move_content(connection, vault, old, new)))
            .await
    }
}

async fn give_key(
    connection: &mut Connection,
    vault: Vault,
    disk: String,
    data_key: String,
) -> Result<String, StorageFault> {
    let plain: Option<(String,)> =
        sqlx::query_as("SELECT name FROM uploads WHERE disk = $1 AND data_key IS NULL AND media_type IS NULL")
            .bind(&disk)
            .fetch_optional(&mut *connection)
            .await?;
    if let Some((name,)) = plain {
        sqlx::query("UPDATE uploads SET data_key = $2, name = $3 WHERE disk = $1")
            .bind(&disk)
            .bind(&data_key)
            .bind(closed_name(&vault, &disk, Some(&data_key), &name)?)
            .execute(&mut *connection)
            .await?;
    }
    let kept: Option<(Option<String>,)> = sqlx::query_as("SELECT data_key FROM uploads WHERE disk = $1")
        .bind(&disk)
        .fetch_optional(connection)
        .await?;
    kept.and_then(|(key,)| key).ok_or(StorageFault::UploadGone)
}

async fn move_content(
    connection: &mut Connection,
    vault: Vault,
    old: String,
    new: Upload,
) -> Result<bool, StorageFault> {
    let name = closed_name(&vault, &new.disk, new.data_key.as_deref(), &new.name)?;
    let moved =
        sqlx::query("UPDATE uploads SET disk = $2, data_key = $3, name = $4 WHERE disk = $1 AND data_key IS NULL")
            .bind(old)
            .bind(new.disk)
            .bind(new.data_key)
            .bind(name)
            .execute(connection)
            .await?;
    Ok(moved.rows_affected() == 1)
}
