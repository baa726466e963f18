//! Table `uploads`.

use super::{Connection, Sql, Storage, StorageFault, drafts};
use crate::clock::Moment;

/// An upload as its row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Name of the file in the data folder.
    pub disk: String,
    /// The id the phone chose.
    pub id: String,
    /// Its name on the phone.
    pub name: String,
    /// Its size in bytes, as announced.
    pub bytes: u64,
    /// The media type, known from the content once all of it has arrived.
    pub media_type: Option<String>,
}

/// An upload that begins.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// Key of the draft it belongs to.
    pub draft: String,
    /// The id the phone chose.
    pub id: String,
    /// Name of the file in the data folder: random, never from outside.
    pub disk: String,
    /// Its name on the phone.
    pub name: String,
    /// Its size in bytes, as announced.
    pub bytes: u64,
}

type Row = (String, String, String, i64, Option<String>);

impl Storage {
    /// Begins an upload, or finds the one of this draft with this id. None when there is no such draft; the flag says
    /// whether it is new.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn begin_upload(&self, new: NewUpload, now: Moment) -> Result<Option<(Upload, bool)>, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(begin(connection, new, now.seconds())))
            .await
    }

    /// One upload of a draft.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn upload(&self, draft: &str, id: &str) -> Result<Option<Upload>, StorageFault> {
        let row = sqlx::query_as("SELECT disk, id, name, bytes, media_type FROM uploads WHERE draft = $1 AND id = $2")
            .bind(draft)
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(read))
    }

    /// All uploads of a draft.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn uploads(&self, draft: &str) -> Result<Vec<Upload>, StorageFault> {
        let rows = sqlx::query_as("SELECT disk, id, name, bytes, media_type FROM uploads WHERE draft = $1 ORDER BY id")
            .bind(draft)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows.into_iter().map(read).collect())
    }

    /// All files of an application.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn application_files(&self, application: &str) -> Result<Vec<Upload>, StorageFault> {
        let rows =
            sqlx::query_as("SELECT disk, id, name, bytes, media_type FROM uploads WHERE application = $1 ORDER BY id")
                .bind(application)
                .fetch_all(&self.readers)
                .await?;
        Ok(rows.into_iter().map(read).collect())
    }

    /// Keeps a file that has arrived whole and was looked at, for an application.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn keep_file(&self, application: String, upload: Upload) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(keep_whole(connection, application, upload)))
            .await
    }

    /// Notes that an upload is complete and what it is.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn complete_upload(&self, disk: String, media_type: &'static str) -> Result<(), StorageFault> {
        self.writer
            .write(move |connection| Box::pin(complete(connection, disk, media_type)))
            .await
    }

    /// Removes an upload, row and file.
    ///
    /// # Errors
    /// When the row could not be removed.
    pub async fn remove_upload(&self, disk: String) -> Result<(), StorageFault> {
        let row = disk.clone();
        self.writer
            .write(move |connection| Box::pin(remove(connection, row)))
            .await?;
        self.disk.remove(vec![disk]).await;
        Ok(())
    }

    /// Removes files that no row names and that are older than a day: what a broken off removal left behind.
    ///
    /// # Errors
    /// When rows or the folder cannot be read.
    pub async fn remove_stray_files(&self, now: Moment) -> Result<usize, StorageFault> {
        const DAY_SECONDS: i64 = 86_400;
        let mut stray = Vec::new();
        for disk in self.disk.older_than(now.seconds() - DAY_SECONDS).await? {
            let known = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM uploads WHERE disk = $1")
                .bind(&disk)
                .fetch_one(&self.readers)
                .await?;
            if known == 0 {
                stray.push(disk);
            }
        }
        let count = stray.len();
        self.disk.remove(stray).await;
        Ok(count)
    }
}

async fn begin(connection: &mut Connection, new: NewUpload, now: i64) -> Result<Option<(Upload, bool)>, StorageFault> {
    if !drafts::touch(connection, &new.draft, now).await? {
        return Ok(None);
    }
    let begun = sqlx::query(
        "INSERT INTO uploads (disk, id, draft, name, bytes) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (draft, id) DO NOTHING",
    )
    .bind(&new.disk)
    .bind(&new.id)
    .bind(&new.draft)
    .bind(&new.name)
    .bind(i64::try_from(new.bytes).unwrap_or(i64::MAX))
    .execute(&mut *connection)
    .await?;
    let row = sqlx::query_as("SELECT disk, id, name, bytes, media_type FROM uploads WHERE draft = $1 AND id = $2")
        .bind(&new.draft)
        .bind(&new.id)
        .fetch_one(connection)
        .await?;
    Ok(Some((read(row), begun.rows_affected() == 1)))
}

async fn keep_whole(connection: &mut Connection, application: String, upload: Upload) -> Result<(), StorageFault> {
    sqlx::query("INSERT INTO uploads (disk, id, application, name, bytes, media_type) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(upload.disk)
        .bind(upload.id)
        .bind(application)
        .bind(upload.name)
        .bind(i64::try_from(upload.bytes).unwrap_or(i64::MAX))
        .bind(upload.media_type)
        .execute(connection)
        .await?;
    Ok(())
}

async fn complete(connection: &mut Connection, disk: String, media_type: &str) -> Result<(), StorageFault> {
    sqlx::query("UPDATE uploads SET media_type = $2 WHERE disk = $1")
        .bind(disk)
        .bind(media_type)
        .execute(connection)
        .await?;
    Ok(())
}

async fn remove(connection: &mut Connection, disk: String) -> Result<(), StorageFault> {
    sqlx::query("DELETE FROM uploads WHERE disk = $1")
        .bind(disk)
        .execute(connection)
        .await?;
    Ok(())
}

/// Hands complete files of a draft, each named once, over to an application; whether all of them were there.
pub(super) async fn hand_over(
    connection: &mut Connection,
    draft: &str,
    files: &[String],
    application: &str,
) -> Result<bool, StorageFault> {
    if files.is_empty() {
        return Ok(true);
    }
    let mut update = Sql::new("UPDATE uploads SET draft = NULL, application = ");
    update
        .push_bind(application)
        .push(" WHERE draft = ")
        .push_bind(draft)
        .push(" AND media_type IS NOT NULL AND id IN (");
    let mut ids = update.separated(", ");
    for id in files {
        ids.push_bind(id);
    }
    update.push(")");
    let moved = update.build().execute(connection).await?;
    Ok(usize::try_from(moved.rows_affected()) == Ok(files.len()))
}

/// Removes the rows of a draft's uploads and names their files.
pub(super) async fn remove_all_of(connection: &mut Connection, draft: &str) -> Result<Vec<String>, StorageFault> {
    let files = sqlx::query_scalar("DELETE FROM uploads WHERE draft = $1 RETURNING disk")
        .bind(draft)
        .fetch_all(connection)
        .await?;
    Ok(files)
}

fn read((disk, id, name, bytes, media_type): Row) -> Upload {
    Upload {
        disk,
        id,
        name,
        bytes: bytes.unsigned_abs(),
        media_type,
    }
}
