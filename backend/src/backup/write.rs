//! Making a backup.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{BackupFault, MANIFEST, Manifest, OBJECTS, ROWS, fault::at};
use crate::{
    clock::Moment,
    ids::hex,
    storage::{Carried, Storage, StorageFault},
};

/// Makes a backup in a new folder while everything goes on. It is whole, and durable, when this answers.
///
/// # Errors
/// When something cannot be read or written; then the folder is no backup.
pub async fn make(storage: &Storage, folder: &Path, now: Moment) -> Result<Manifest, BackupFault> {
    match private(folder) {
        Err(fault) if fault.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(BackupFault::There(folder.to_owned()));
        }
        made => made.map_err(at(folder))?,
    }
    let mut manifest = Manifest {
        made_by: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now.rfc3339(),
        step: Storage::step(),
        rows_sha256: String::new(),
        head: None,
        rows: Storage::carried_tables().map(|table| (table.to_owned(), 0)).collect(),
        missing: Vec::new(),
        objects: Default::default(),
    };
    let objects = write_rows(storage, &folder.join(ROWS), &mut manifest).await?;
    write_objects(storage, &folder.join(OBJECTS), objects, &mut manifest).await?;
    let text = toml::to_string(&manifest).map_err(|fault| BackupFault::Manifest {
        path: folder.to_owned(),
        fault: fault.to_string(),
    })?;
    durable(&folder.join(MANIFEST), text.as_bytes())?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(at(folder))?;
    Ok(manifest)
}

/// Writes every row; gives the names of the objects that they name.
async fn write_rows(storage: &Storage, path: &Path, manifest: &mut Manifest) -> Result<Vec<String>, BackupFault> {
    let mut file = BufWriter::new(File::create(path).map_err(at(path))?);
    let (mut digest, mut objects) = (Sha256::new(), Vec::new());
    let mut rows = storage.carry();
    while let Some(row) = rows.recv().await {
        let row = row?;
        let mut line = line(&row)?;
        line.push(b'\n');
        digest.update(&line);
        file.write_all(&line).map_err(at(path))?;
        *manifest.rows.entry(row.table.to_owned()).or_default() += 1;
        if row.table == "events" {
            manifest.head = row
                .columns
                .get("hash")
                .and_then(|hash| hash.as_str())
                .map(str::to_owned);
        }
        objects.extend(Storage::object_of(&row));
    }
    let file = file.into_inner().map_err(|fault| at(path)(fault.into_error()))?;
    file.sync_all().map_err(at(path))?;
    manifest.rows_sha256 = hex(&digest.finalize());
    Ok(objects)
}

fn line(row: &Carried) -> Result<Vec<u8>, BackupFault> {
    let line = serde_json::to_vec(&(row.table, &row.columns));
    line.map_err(|fault| BackupFault::Storage(StorageFault::row(row.table, &fault)))
}

async fn write_objects(
    storage: &Storage,
    folder: &Path,
    objects: Vec<String>,
    manifest: &mut Manifest,
) -> Result<(), BackupFault> {
    private(folder).map_err(at(folder))?;
    for name in objects {
        let Some(content) = storage.object(&name).await? else {
            manifest.missing.push(name);
            continue;
        };
        let path = folder.join(&name);
        if let Some(shelf) = path.parent() {
            fs::create_dir_all(shelf).map_err(at(shelf))?;
        }
        durable(&path, &content)?;
        manifest.objects.insert(name, hex(&Sha256::digest(&content)));
    }
    Ok(())
}

/// Makes a folder that only its owner looks into.
fn private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn durable(path: &Path, content: &[u8]) -> Result<(), BackupFault> {
    let mut file = File::create(path).map_err(at(path))?;
    file.write_all(content).map_err(at(path))?;
    file.sync_all().map_err(at(path))
}
