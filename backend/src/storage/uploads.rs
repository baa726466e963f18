//! Table `uploads`.

use super::{Connection, Seal, Sql, Storage, StorageFault, disk, drafts, place, upload_pieces};
use crate::{clock::Moment, vault::Vault};

/// An upload as its row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Name of the file in the store.
    pub disk: String,
    /// The id the phone chose.
    pub id: String,
    /// Its name on the phone.
    pub name: String,
    /// Its size in bytes: as announced, and once it is complete, as it is kept.
    pub bytes: u64,
    /// The media type, known from the content once all of it has arrived.
    pub media_type: Option<String>,
    /// The key it is sealed with, wrapped by the vault; none for a file from before files were sealed.
    pub data_key: Option<String>,
}

/// An upload that begins.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// Key of the draft it belongs to.
    pub draft: String,
    /// The id the phone chose.
    pub id: String,
    /// Name of the file in the store: random, never from outside.
    pub disk: String,
    /// Its name on the phone.
    pub name: String,
    /// Its size in bytes, as announced.
    pub bytes: u64,
    /// The key to seal it with, wrapped.
    pub data_key: String,
    /// A keyed hash of who brings it, over all of their drafts.
    pub by_whom: String,
}

/// How much room there is for an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// In its draft.
    pub draft: Room,
    /// In all drafts of who brings it.
    pub all: Room,
}

/// How much may be kept together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// How an upload began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Now.
    New(Upload),
    /// Before.
    Known(Upload),
    /// There is no such draft.
    NoDraft,
    /// It does not fit; so much would.
    Full(Room),
}

pub(super) type Row = (String, String, String, i64, Option<String>, Option<String>);

impl Storage {
    /// Begins an upload, or finds the one of this draft with this id. All files of a draft have the room together, and so
    /// have those of all drafts of one person.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn begin_upload(&self, new: NewUpload, rooms: Rooms, now: Moment) -> Result<Begun, StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(begin(connection, vault, new, rooms, now.seconds())))
            .await
    }

    /// One upload of a draft.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn upload(&self, draft: &str, id: &str) -> Result<Option<Upload>, StorageFault> {
        let row = sqlx::query_as(
            "SELECT disk, id, name, bytes, media_type, data_key FROM uploads WHERE draft = $1 AND id = $2",
        )
        .bind(draft)
        .bind(id)
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| read(&self.vault, row)).transpose()
    }

    /// All uploads of a draft.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn uploads(&self, draft: &str) -> Result<Vec<Upload>, StorageFault> {
        let rows = sqlx::query_as(
            "SELECT disk, id, name, bytes, media_type, data_key FROM uploads WHERE draft = $1 ORDER BY id",
        )
        .bind(draft)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(|row| read(&self.vault, row)).collect()
    }

    /// All files of an application.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn application_files(&self, application: &str) -> Result<Vec<Upload>, StorageFault> {
        let rows = sqlx::query_as(
            "SELECT disk, id, name, bytes, media_type, data_key FROM uploads WHERE application = $1 ORDER BY id",
        )
        .bind(application)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(|row| read(&self.vault, row)).collect()
    }

    /// How much room is left beside the files that an application has.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn room_beside_files(&self, application: &str, room: Room) -> Result<Room, StorageFault> {
        let row = sqlx::query_as(TAKEN_BY_APPLICATION)
            .bind(application)
            .fetch_one(&self.readers)
            .await?;
        Ok(left(room, row))
    }

    /// Keeps a file that has arrived whole, was looked at, and lies in the store, for an application. What would fit
    /// when it does not, and then it is not kept.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn keep_file(
        &self,
        application: String,
        upload: Upload,
        room: Room,
    ) -> Result<Result<(), Room>, StorageFault> {
        let vault = self.vault.clone();
        self.writer
            .write(move |connection| Box::pin(keep_whole(connection, vault, application, upload, room)))
            .await
    }

    /// Notes that an upload is complete, what it is, and how large it is by now. False when it is gone.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn complete_upload(
        &self,
        disk: String,
        media_type: &'static str,
        bytes: u64,
    ) -> Result<bool, StorageFault> {
        let (known, pieces) = self
            .writer
            .write(move |connection| Box::pin(complete(connection, disk, media_type, bytes)))
            .await?;
        self.disk.remove(pieces).await;
        Ok(known)
    }

    /// Removes an upload of a draft, row and file; whether there was one. A file that was handed in meanwhile stays.
    ///
    /// # Errors
    /// When the row could not be removed.
    pub async fn remove_upload(&self, disk: String) -> Result<bool, StorageFault> {
        self.remove_one(disk, "SELECT disk FROM uploads WHERE disk = $1 AND draft IS NOT NULL")
            .await
    }

    /// Removes an upload of which not all is there or nobody knows yet what it is; whether there was one. A file that was
    /// found good meanwhile stays.
    ///
    /// # Errors
    /// When the row could not be removed.
    pub async fn remove_unfinished_upload(&self, disk: String) -> Result<bool, StorageFault> {
        self.remove_one(disk, "SELECT disk FROM uploads WHERE disk = $1 AND media_type IS NULL")
            .await
    }

    async fn remove_one(&self, disk: String, which: &'static str) -> Result<bool, StorageFault> {
        let objects = self
            .writer
            .write(move |connection| Box::pin(remove(connection, disk, which)))
            .await?;
        let was_there = !objects.is_empty();
        self.disk.remove(objects).await;
        Ok(was_there)
    }
}

/// How many files and bytes a draft has beside one file.
const TAKEN_BY_OTHERS: &str =
    "SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM uploads WHERE draft = $1 AND id <> $2";
/// How many files and bytes somebody has in all of their drafts.
const TAKEN_BY_ONE: &str =
    "SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM uploads WHERE by_whom = $1 AND draft IS NOT NULL";
/// How many files and bytes an application has.
const TAKEN_BY_APPLICATION: &str =
    "SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM uploads WHERE application = $1";

fn left(room: Room, (files, bytes): (i64, i64)) -> Room {
    Room {
        files: room.files.saturating_sub(files.unsigned_abs()),
        bytes: room.bytes.saturating_sub(bytes.unsigned_abs()),
    }
}

async fn begin(
    connection: &mut Connection,
    vault: Vault,
    new: NewUpload,
    rooms: Rooms,
    now: i64,
) -> Result<Begun, StorageFault> {
    if !drafts::touch(connection, &new.draft, now).await? {
        return Ok(Begun::NoDraft);
    }
    let known =
        sqlx::query_as("SELECT disk, id, name, bytes, media_type, data_key FROM uploads WHERE draft = $1 AND id = $2")
            .bind(&new.draft)
            .bind(&new.id)
            .fetch_optional(&mut *connection)
            .await?;
    if let Some(known) = known {
        return Ok(Begun::Known(read(&vault, known)?));
    }
    let taken = sqlx::query_as(TAKEN_BY_OTHERS)
        .bind(&new.draft)
        .bind(&new.id)
        .fetch_one(&mut *connection)
        .await?;
    let everywhere = sqlx::query_as(TAKEN_BY_ONE)
        .bind(&new.by_whom)
        .fetch_one(&mut *connection)
        .await?;
    let (here, all) = (left(rooms.draft, taken), left(rooms.all, everywhere));
    let room = Room {
        files: here.files.min(all.files),
        bytes: here.bytes.min(all.bytes),
    };
    if room.files == 0 || room.bytes < new.bytes {
        return Ok(Begun::Full(room));
    }
    sqlx::query(
        "INSERT INTO uploads (disk, id, draft, name, bytes, data_key, by_whom) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&new.disk)
    .bind(&new.id)
    .bind(&new.draft)
    .bind(closed_name(&vault, &new.disk, Some(&new.data_key), &new.name)?)
    .bind(number(new.bytes))
    .bind(&new.data_key)
    .bind(&new.by_whom)
    .execute(connection)
    .await?;
    Ok(Begun::New(Upload {
        disk: new.disk,
        id: new.id,
        name: new.name,
        bytes: new.bytes,
        media_type: None,
        data_key: Some(new.data_key),
    }))
}

async fn keep_whole(
    connection: &mut Connection,
    vault: Vault,
    application: String,
    upload: Upload,
    room: Room,
) -> Result<Result<(), Room>, StorageFault> {
    let taken = sqlx::query_as(TAKEN_BY_APPLICATION)
        .bind(&application)
        .fetch_one(&mut *connection)
        .await?;
    let room = left(room, taken);
    if room.files == 0 || room.bytes < upload.bytes {
        return Ok(Err(room));
    }
    let name = closed_name(&vault, &upload.disk, upload.data_key.as_deref(), &upload.name)?;
    sqlx::query(
        "INSERT INTO uploads (disk, id, application, name, bytes, media_type, data_key) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(upload.disk)
    .bind(upload.id)
    .bind(application)
    .bind(name)
    .bind(number(upload.bytes))
    .bind(upload.media_type)
    .bind(upload.data_key)
    .execute(connection)
    .await?;
    Ok(Ok(()))
}

async fn complete(
    connection: &mut Connection,
    disk: String,
    media_type: &str,
    bytes: u64,
) -> Result<(bool, Vec<String>), StorageFault> {
    let completed = sqlx::query("UPDATE uploads SET media_type = $2, bytes = $3 WHERE disk = $1")
        .bind(&disk)
        .bind(media_type)
        .bind(number(bytes))
        .execute(&mut *connection)
        .await?;
    let pieces = upload_pieces::take(connection, &disk).await?;
    let pieces = pieces.iter().map(|object| disk::name_of_piece(object)).collect();
    Ok((completed.rows_affected() == 1, pieces))
}

/// Removes the row of an upload and names its objects; none when `which` does not find it.
async fn remove(connection: &mut Connection, disk: String, which: &'static str) -> Result<Vec<String>, StorageFault> {
    let found: Option<String> = sqlx::query_scalar(which)
        .bind(&disk)
        .fetch_optional(&mut *connection)
        .await?;
    if found.is_none() {
        return Ok(Vec::new());
    }
    let pieces = upload_pieces::take(connection, &disk).await?;
    sqlx::query("DELETE FROM uploads WHERE disk = $1")
        .bind(&disk)
        .execute(connection)
        .await?;
    Ok(objects(&pieces, &[disk]))
}

/// What pieces and contents are called in the store.
fn objects(pieces: &[String], disks: &[String]) -> Vec<String> {
    let pieces = pieces.iter().map(|object| disk::name_of_piece(object));
    pieces.chain(disks.iter().map(|disk| disk::name_of(disk))).collect()
}

fn number(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
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
    let mut update = Sql::new("UPDATE uploads SET draft = NULL, by_whom = NULL, application = ");
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

/// Removes the rows of a draft's uploads and names their objects.
pub(super) async fn remove_all_of(connection: &mut Connection, draft: &str) -> Result<Vec<String>, StorageFault> {
    let pieces = upload_pieces::take_all_of(connection, draft).await?;
    let disks: Vec<String> = sqlx::query_scalar("DELETE FROM uploads WHERE draft = $1 RETURNING disk")
        .bind(draft)
        .fetch_all(connection)
        .await?;
    Ok(objects(&pieces, &disks))
}

/// Removes every file of an application, rows first; the names of the objects.
pub(super) async fn remove_all_of_application(
    connection: &mut Connection,
    application: &str,
) -> Result<Vec<String>, StorageFault> {
    let disks: Vec<String> = sqlx::query_scalar("DELETE FROM uploads WHERE application = $1 RETURNING disk")
        .bind(application)
        .fetch_all(connection)
        .await?;
    Ok(objects(&[], &disks))
}

/// The name of a file as its row keeps it: sealed with the key of the file.
pub(super) fn closed_name(
    vault: &Vault,
    disk: &str,
    data_key: Option<&str>,
    name: &str,
) -> Result<String, StorageFault> {
    Seal::of(vault, data_key)?.close(&place::file_name(disk), name)
}

pub(super) fn read(vault: &Vault, row: Row) -> Result<Upload, StorageFault> {
    let (disk, id, name, bytes, media_type, data_key) = row;
    Ok(Upload {
        name: Seal::of(vault, data_key.as_deref())?.open("uploads", &place::file_name(&disk), &name)?,
        disk,
        id,
        bytes: bytes.unsigned_abs(),
        media_type,
        data_key,
    })
}
