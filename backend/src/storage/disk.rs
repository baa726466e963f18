//! The contents of uploads: sealed, each with a key of its own, in the store of files.
//!
//! A content lies under the name its row gives it, on a shelf of its first two digits. Until all of it is there, its
//! pieces lie one by one under names of their own, and rows say which and in which order; that works in a folder as in an
//! object store, and with any number of servers. A piece counts once its row is kept, a content once its row says what it
//! is, and either is durable before that.

use bytes::Bytes;
use futures_util::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};

use super::{Carried, NewPiece, Storage, StorageFault, Upload};
use crate::{
    clock::Moment,
    files::{self, FilesPlace, NONCE_BYTES, Opening, Store, StoreFault},
    ids::Dice,
    vault::{DataKey, Vault, VaultFault},
};

/// The shelf of pieces.
const PIECES: &str = "pieces";
/// Pieces that are fetched at once.
const SIDE_BY_SIDE: usize = 8;
/// What is so young may have its row still to come.
const DAY_SECONDS: i64 = 86_400;
const HOUR_SECONDS: i64 = 3600;

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// So many bytes are there now.
    To(u64),
    /// The piece begins elsewhere: so many bytes are there.
    Elsewhere(u64),
    /// There are more pieces than a file of its size needs.
    TooMany,
}

/// A content as it is read, part by part.
pub type Contents = BoxStream<'static, Result<Bytes, StorageFault>>;

#[derive(Debug)]
pub(super) struct Disk {
    store: Store,
    vault: Vault,
}

impl Disk {
    pub(super) async fn open(place: &FilesPlace, vault: Vault) -> Result<Self, StoreFault> {
        let store = Store::open(place).await?;
        Ok(Self { store, vault })
    }

    /// Whether files can be read and written.
    pub(super) async fn ready(&self) -> Result<(), StorageFault> {
        Ok(self.store.ready().await?)
    }

    /// The key of an upload; none for one that lies there as it came, from before files were sealed.
    fn key(&self, upload: &Upload) -> Result<Option<DataKey>, StorageFault> {
        let wrapped = upload.data_key.as_deref();
        Ok(wrapped.map(|wrapped| self.vault.unwrap(wrapped)).transpose()?)
    }

    /// Removes objects. What cannot be removed now is found as stray later.
    pub(super) async fn remove(&self, names: Vec<String>) {
        let removals = stream::iter(&names).for_each_concurrent(SIDE_BY_SIDE, |name| async {
            if let Err(fault) = self.store.remove(name).await {
                tracing::warn!(%fault, "a file could not be removed");
            }
        });
        removals.await;
    }
}

/// What a content is called in the store. The first two digits are a folder, so that none grows too long to list.
pub(super) fn name_of(disk: &str) -> String {
    format!("{}/{disk}", disk.get(..2).unwrap_or("00"))
}

/// What a piece is called in the store.
pub(super) fn name_of_piece(object: &str) -> String {
    format!("{PIECES}/{object}")
}

/// What a content is sealed for.
fn place_of(disk: &str) -> String {
    format!("file {disk}")
}

/// What a piece is sealed for: no other place in the file, and no other file.
fn place_of_piece(disk: &str, start: u64) -> String {
    format!("piece {disk} {start}")
}

fn sealed(key: &DataKey, place: &str, content: &[u8]) -> Result<Vec<u8>, StorageFault> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|_| VaultFault::Randomness)?;
    Ok(files::seal(key.bytes(), place, content, nonce)?)
}

impl Storage {
    /// A new key for a file, as it stands in a row.
    ///
    /// # Errors
    /// When the vault has none to give.
    pub fn new_file_key(&self) -> Result<String, StorageFault> {
        Ok(self.disk.vault.new_key()?.1)
    }

    /// Adds a piece where the last one ended. It is durable when this answers.
    ///
    /// # Errors
    /// When it could not be kept; then it has not arrived.
    pub async fn append(
        &self,
        upload: &Upload,
        offset: u64,
        piece: &[u8],
        dice: &Dice,
        now: Moment,
    ) -> Result<Appended, StorageFault> {
        let arrived = self.arrived(&upload.disk).await?;
        if arrived != offset || piece.is_empty() {
            return Ok(if arrived == offset {
                Appended::To(arrived)
            } else {
                Appended::Elsewhere(arrived)
            });
        }
        let key = match self.disk.key(upload)? {
            Some(key) => key,
            // It began before files were sealed.
            None => {
                let wrapped = self.give_key(upload.disk.clone(), self.new_file_key()?).await?;
                self.disk.vault.unwrap(&wrapped)?
            }
        };
        let object = dice.roll().map_err(|_| VaultFault::Randomness)?;
        let content = sealed(&key, &place_of_piece(&upload.disk, offset), piece)?;
        self.disk.store.put(&name_of_piece(&object), content).await?;
        let new = NewPiece {
            disk: upload.disk.clone(),
            start: offset,
            bytes: piece.len() as u64,
            object: object.clone(),
            kept_at: now,
        };
        let appended = self.keep_piece(new, upload.bytes).await?;
        if !matches!(appended, Appended::To(_)) {
            // Another one was quicker, or there are too many.
            self.disk.remove(vec![name_of_piece(&object)]).await;
        }
        Ok(appended)
    }

    /// All that has arrived of an upload, put together.
    ///
    /// # Errors
    /// When a piece cannot be read. It may have been put together meanwhile by somebody else: look at the row again.
    pub async fn gathered(&self, upload: &Upload) -> Result<Vec<u8>, StorageFault> {
        let key = self
            .disk
            .key(upload)?
            .ok_or(StorageFault::Sealed("an upload has no key"))?;
        let pieces = self.pieces(&upload.disk).await?;
        let parts = stream::iter(pieces).map(|piece| {
            let (store, key) = (&self.disk.store, &key);
            async move {
                let sealed = store.get(&name_of_piece(&piece.object)).await?;
                let place = place_of_piece(&piece.disk, piece.start);
                Ok::<_, StorageFault>(files::open(key.bytes(), &place, &sealed)?)
            }
        });
        parts.buffered(SIDE_BY_SIDE).try_concat().await
    }

    /// Keeps the whole content of an upload, sealed with the key in its row. Durable when this answers; it counts once
    /// the row says what it is.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn put_content(&self, upload: &Upload, content: &[u8]) -> Result<(), StorageFault> {
        let key = self
            .disk
            .key(upload)?
            .ok_or(StorageFault::Sealed("an upload has no key"))?;
        let content = sealed(&key, &place_of(&upload.disk), content)?;
        Ok(self.disk.store.put(&name_of(&upload.disk), content).await?)
    }

    /// Removes a content whose row did not come to be.
    pub async fn drop_content(&self, disk: String) {
        self.disk.remove(vec![name_of(&disk)]).await;
    }

    /// The content of a file, opened as it arrives. Of one that was damaged, nothing behind the damage is given.
    ///
    /// # Errors
    /// When it is not there or its key does not open; later in the stream when something in it does not.
    pub async fn contents(&self, upload: &Upload) -> Result<Contents, StorageFault> {
        let key = self.disk.key(upload)?;
        let arriving = self.disk.store.stream(&name_of(&upload.disk)).await?;
        let arriving = arriving.map_err(StorageFault::from);
        let Some(key) = key else {
            return Ok(arriving.boxed());
        };
        let opening = Opening::new(key.bytes(), &place_of(&upload.disk));
        Ok(stream::try_unfold((arriving, Some(opening)), opened).boxed())
    }

    /// The whole content of a file.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn whole_content(&self, upload: &Upload) -> Result<Vec<u8>, StorageFault> {
        let parts = self.contents(upload).await?;
        let whole = parts.try_fold(Vec::new(), |mut whole, part| async move {
            whole.extend_from_slice(&part);
            Ok(whole)
        });
        whole.await
    }

    /// Removes objects that no row names and that are older than a day: what a removal or a piece that broke off left
    /// behind. Pieces are few, so all are looked at; of the shelves, a sixteenth each hour.
    ///
    /// # Errors
    /// When rows or the store cannot be read.
    pub async fn remove_stray_files(&self, now: Moment) -> Result<usize, StorageFault> {
        let before = now.seconds() - DAY_SECONDS;
        let mut count = self.disk.store.remove_halves(before).await?;
        count += self.remove_strays(PIECES, before, StrayKind::Piece).await?;
        let digit = now.seconds().div_euclid(HOUR_SECONDS).rem_euclid(16);
        for second in 0..16 {
            let shelf = format!("{digit:x}{second:x}");
            count += self.remove_strays(&shelf, before, StrayKind::Content).await?;
        }
        Ok(count)
    }

    async fn remove_strays(&self, folder: &str, before: i64, kind: StrayKind) -> Result<usize, StorageFault> {
        const TOGETHER: usize = 500;
        let found = self.disk.store.list(folder).await?;
        let old = found.into_iter().filter(|object| object.written < before);
        let old: Vec<String> = old.map(|object| object.name).collect();
        let mut count = 0;
        for names in old.chunks(TOGETHER) {
            let strays = self.unnamed(names, kind).await?;
            count += strays.len();
            let strays = strays.iter().map(|name| format!("{folder}/{name}"));
            self.disk.remove(strays.collect()).await;
        }
        Ok(count)
    }

    /// Seals files from before files were sealed, at most so many; how many it was. A reader that holds the old row while
    /// this happens has to ask again.
    ///
    /// # Errors
    /// When one cannot be read or kept.
    pub async fn seal_plain_files(&self, most: i64, dice: &Dice) -> Result<usize, StorageFault> {
        let plain = self.plain_uploads(most).await?;
        for upload in &plain {
            let content = match self.disk.store.get(&name_of(&upload.disk)).await {
                Err(StoreFault::Missing) => {
                    tracing::error!("a file that a row names is not there");
                    continue;
                }
                content => content?,
            };
            let disk = dice.roll().map_err(|_| VaultFault::Randomness)?;
            let new = Upload {
                disk: disk.clone(),
                data_key: Some(self.new_file_key()?),
                ..upload.clone()
            };
            self.put_content(&new, &content).await?;
            let old = upload.disk.clone();
            // A row that is gone by now leaves the new content without one.
            let left_over = if self.move_content(old.clone(), new).await? {
                old
            } else {
                disk
            };
            self.disk.remove(vec![name_of(&left_over)]).await;
        }
        Ok(plain.len())
    }
}

/// Carrying objects from one store to another, as they lie there: what is sealed stays sealed.
impl Storage {
    /// The object that a carried row names, if it names one. It may be missing for an upload that is under way.
    #[must_use]
    pub fn object_of(row: &Carried) -> Option<String> {
        let named = |column: &str| row.columns.get(column)?.as_str();
        match row.table {
            // Without a kind it is still under way, and all there is of it are its pieces.
            "uploads" => named("media_type").and(named("disk")).map(name_of),
            "upload_pieces" => named("object").map(name_of_piece),
            _ => None,
        }
    }

    /// An object as it lies in the store; none when it is not there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn object(&self, name: &str) -> Result<Option<Bytes>, StorageFault> {
        match self.disk.store.get(name).await {
            Err(StoreFault::Missing) => Ok(None),
            read => Ok(Some(read?)),
        }
    }

    /// Puts an object as it lay in another store. Its row has to follow within a day.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn put_object(&self, name: &str, content: Bytes) -> Result<(), StorageFault> {
        Ok(self.disk.store.put(name, content).await?)
    }
}

/// What an object without a row may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StrayKind {
    /// A piece of an upload.
    Piece,
    /// The content of a file.
    Content,
}

type Arriving<S> = (S, Option<Opening>);

/// The next part that is certain.
async fn opened<S>((mut arriving, mut opening): Arriving<S>) -> Result<Option<(Bytes, Arriving<S>)>, StorageFault>
where
    S: stream::Stream<Item = Result<Bytes, StorageFault>> + Unpin,
{
    loop {
        let Some(open) = &mut opening else {
            return Ok(None);
        };
        let content = match arriving.try_next().await? {
            Some(part) => open.push(&part)?,
            None => match opening.take() {
                Some(last) => last.finish()?,
                None => return Ok(None),
            },
        };
        if !content.is_empty() {
            return Ok(Some((content.into(), (arriving, opening))));
        }
    }
}
