//! Table `upload_pieces`.

use super::{Appended, Connection, Sql, Storage, StorageFault, disk::StrayKind};
use crate::clock::Moment;

/// A piece of an upload that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The upload.
    pub disk: String,
    /// Where it begins, in bytes.
    pub start: u64,
    /// Its object in the store.
    pub object: String,
}

/// A piece that lies in the store and is to count.
#[derive(Debug, Clone)]
pub struct NewPiece {
    /// The upload.
    pub disk: String,
    /// Where it begins, in bytes.
    pub start: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its object in the store.
    pub object: String,
    /// When it came.
    pub kept_at: Moment,
}

/// Pieces that every upload may have, however small.
const PIECES_OF_ALL: u64 = 64;
/// A file may come in pieces of so many bytes; phones send larger ones on the worst network.
const SMALL_PIECE_BYTES: u64 = 4096;

impl Storage {
    /// How many bytes of an upload have arrived.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn arrived(&self, disk: &str) -> Result<u64, StorageFault> {
        let (bytes, _): (i64, i64) = sqlx::query_as(ARRIVED).bind(disk).fetch_one(&self.readers).await?;
        Ok(bytes.unsigned_abs())
    }

    /// The pieces of an upload, in order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn pieces(&self, disk: &str) -> Result<Vec<Piece>, StorageFault> {
        let rows: Vec<(String, i64, String)> =
            sqlx::query_as("SELECT disk, start, object FROM upload_pieces WHERE disk = $1 ORDER BY start")
                .bind(disk)
                .fetch_all(&self.readers)
                .await?;
        let pieces = rows.into_iter().map(|(disk, start, object)| Piece {
            disk,
            start: start.unsigned_abs(),
            object,
        });
        Ok(pieces.collect())
    }

    /// Lets a piece of an upload with so many bytes count, when it begins where the last one ended.
    ///
    /// # Errors
    /// When it could not be kept; [`StorageFault::UploadGone`] when the upload is gone or complete.
    pub async fn keep_piece(&self, new: NewPiece, whole: u64) -> Result<Appended, StorageFault> {
        self.writer
            .write(move |connection| Box::pin(keep(connection, new, whole)))
            .await
    }

    /// Removes uploads of which nothing has come since a moment, though not all is there; how many.
    ///
    /// # Errors
    /// When they could not be removed; those before are gone.
    pub async fn remove_uploads_halted_since(&self, moment: Moment) -> Result<usize, StorageFault> {
        let halted: Vec<String> =
            sqlx::query_scalar("SELECT disk FROM upload_pieces GROUP BY disk HAVING MAX(kept_at) < $1")
                .bind(moment.seconds())
                .fetch_all(&self.readers)
                .await?;
        let mut count = 0;
        for disk in halted {
            count += usize::from(self.remove_unfinished_upload(disk).await?);
        }
        Ok(count)
    }

    /// Which of some objects no row names.
    pub(super) async fn unnamed(&self, names: &[String], kind: StrayKind) -> Result<Vec<String>, StorageFault> {
        let mut query = Sql::new(match kind {
            StrayKind::Piece => "SELECT object FROM upload_pieces WHERE object IN (",
            StrayKind::Content => "SELECT disk FROM uploads WHERE disk IN (",
        });
        let mut places = query.separated(", ");
        for name in names {
            places.push_bind(name.clone());
        }
        query.push(")");
        let named: Vec<String> = query.build_scalar().fetch_all(&self.readers).await?;
        let mut unnamed = names.to_vec();
        unnamed.retain(|name| !named.contains(name));
        Ok(unnamed)
    }
}

const ARRIVED: &str = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT), COUNT(*) FROM upload_pieces WHERE disk = $1";

async fn keep(connection: &mut Connection, new: NewPiece, whole: u64) -> Result<Appended, StorageFault> {
    let (arrived, pieces): (i64, i64) = sqlx::query_as(ARRIVED)
        .bind(&new.disk)
        .fetch_one(&mut *connection)
        .await?;
    let arrived = arrived.unsigned_abs();
    if arrived != new.start {
        return Ok(Appended::Elsewhere(arrived));
    }
    if pieces.unsigned_abs() >= PIECES_OF_ALL + whole / SMALL_PIECE_BYTES {
        return Ok(Appended::TooMany);
    }
    let kept = sqlx::query(
        "INSERT INTO upload_pieces (disk, start, bytes, object, kept_at) \
         SELECT disk, $2, $3, $4, $5 FROM uploads WHERE disk = $1 AND media_type IS NULL",
    )
    .bind(&new.disk)
    .bind(number(new.start))
    .bind(number(new.bytes))
    .bind(&new.object)
    .bind(new.kept_at.seconds())
    .execute(connection)
    .await?;
    if kept.rows_affected() == 0 {
        return Err(StorageFault::UploadGone);
    }
    Ok(Appended::To(arrived + new.bytes))
}

/// Removes the rows of an upload's pieces and names their objects.
pub(super) async fn take(connection: &mut Connection, disk: &str) -> Result<Vec<String>, StorageFault> {
    let objects = sqlx::query_scalar("DELETE FROM upload_pieces WHERE disk = $1 RETURNING object")
        .bind(disk)
        .fetch_all(connection)
        .await?;
    Ok(objects)
}

/// The same for all uploads of a draft.
pub(super) async fn take_all_of(connection: &mut Connection, draft: &str) -> Result<Vec<String>, StorageFault> {
    let objects = sqlx::query_scalar(
        "DELETE FROM upload_pieces WHERE disk IN (SELECT disk FROM uploads WHERE draft = $1) RETURNING object",
    )
    .bind(draft)
    .fetch_all(connection)
    .await?;
    Ok(objects)
}

fn number(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
