//! The files of uploads, named by random ids only.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use tokio::{sync::Mutex, task::spawn_blocking};

use super::{Storage, StorageFault};

/// Locks that uploads share: two pieces of one file never arrive side by side.
const LOCKS: usize = 64;

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// So many bytes are there now.
    To(u64),
    /// The piece begins elsewhere: so many bytes are there.
    Elsewhere(u64),
}

#[derive(Debug)]
pub(super) struct Disk {
    folder: Arc<Path>,
    locks: Vec<Mutex<()>>,
}

impl Disk {
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let disk = Self {
            folder: folder.into(),
            locks: (0..LOCKS).map(|_| Mutex::default()).collect(),
        };
        disk.probe()?;
        Ok(disk)
    }

    /// Whether files can be written.
    pub(super) async fn ready(&self) -> Result<(), StorageFault> {
        let disk = Self {
            folder: Arc::clone(&self.folder),
            locks: Vec::new(),
        };
        Ok(off_thread(move || disk.probe()).await?)
    }

    fn probe(&self) -> io::Result<()> {
        let path = self.folder.join("probe");
        File::create(&path)?.write_all(b"?")?;
        fs::remove_file(path)
    }

    /// The first two digits are a folder, so that no folder grows too long to list.
    fn path(&self, disk: &str) -> PathBuf {
        self.folder.join(disk.get(..2).unwrap_or("00")).join(disk)
    }

    fn lock(&self, disk: &str) -> &Mutex<()> {
        let place = disk.bytes().fold(0_usize, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(usize::from(byte))
        });
        &self.locks[place % LOCKS]
    }

    /// Removes files. What cannot be removed now is found as stray later.
    pub(super) async fn remove(&self, files: Vec<String>) {
        let paths: Vec<_> = files.iter().map(|disk| self.path(disk)).collect();
        let removal = off_thread(move || {
            for path in paths {
                match fs::remove_file(path) {
                    Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
                    Ok(()) | Err(_) => {}
                }
            }
            Ok(())
        });
        if let Err(fault) = removal.await {
            tracing::warn!(%fault, "a file could not be removed");
        }
    }

    /// The files last written before a time in seconds since 1970.
    pub(super) async fn older_than(&self, seconds: i64) -> Result<Vec<String>, StorageFault> {
        let folder = Arc::clone(&self.folder);
        let found = off_thread(move || {
            let mut found = Vec::new();
            for shelf in fs::read_dir(folder)? {
                let shelf = shelf?.path();
                if !shelf.is_dir() {
                    continue;
                }
                for file in fs::read_dir(shelf)? {
                    let file = file?;
                    let age = file
                        .metadata()?
                        .modified()?
                        .duration_since(UNIX_EPOCH)
                        .map_or(0, |age| age.as_secs());
                    if i64::try_from(age).is_ok_and(|written| written < seconds) {
                        found.extend(file.file_name().into_string());
                    }
                }
            }
            Ok(found)
        });
        Ok(found.await?)
    }
}

impl Storage {
    /// How many bytes of an upload have arrived.
    ///
    /// # Errors
    /// When the file cannot be looked at.
    pub async fn arrived(&self, disk: &str) -> Result<u64, StorageFault> {
        let path = self.disk.path(disk);
        Ok(off_thread(move || length(&path)).await?)
    }

    /// Adds a piece where the last one ended. The last piece, which fills `whole` bytes, is durable when this answers.
    ///
    /// # Errors
    /// When it could not be written. What of it is there counts as arrived.
    pub async fn append(&self, disk: &str, offset: u64, piece: Vec<u8>, whole: u64) -> Result<Appended, StorageFault> {
        let _one_at_a_time = self.disk.lock(disk).lock().await;
        let path = self.disk.path(disk);
        Ok(off_thread(move || append(&path, offset, &piece, whole)).await?)
    }

    /// Where the file of an upload stands.
    #[must_use]
    pub fn file(&self, disk: &str) -> PathBuf {
        self.disk.path(disk)
    }
}

fn length(path: &Path) -> io::Result<u64> {
    match fs::metadata(path) {
        Ok(file) => Ok(file.len()),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(fault) => Err(fault),
    }
}

fn append(path: &Path, offset: u64, piece: &[u8], whole: u64) -> io::Result<Appended> {
    let arrived = length(path)?;
    if arrived != offset {
        return Ok(Appended::Elsewhere(arrived));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(piece)?;
    let end = offset + piece.len() as u64;
    if end == whole {
        file.sync_all()?;
        if let Some(folder) = path.parent() {
            File::open(folder)?.sync_all()?;
        }
    }
    Ok(Appended::To(end))
}

/// Runs what waits for the disk where it holds up nobody.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}
