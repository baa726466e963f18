//! Checking a backup, and putting it back.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Component, Path},
};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{BackupFault, MANIFEST, Manifest, OBJECTS, ROWS, fault::at};
use crate::{
    ids::hex,
    storage::{Carried, Storage},
    vault::Vault,
};

/// Rows that are written at a time.
const TOGETHER: usize = 1000;

/// Reads every file of a backup and compares it with what was written.
///
/// # Errors
/// When it is not whole, or not what was written.
pub fn check(folder: &Path) -> Result<Manifest, BackupFault> {
    let path = folder.join(MANIFEST);
    let broken = |fault: String| BackupFault::Manifest {
        path: folder.to_owned(),
        fault,
    };
    let text = match fs::read_to_string(&path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
            return Err(broken(format!("it has no {MANIFEST}, which is written last")));
        }
        read => read.map_err(at(&path))?,
    };
    let manifest: Manifest = toml::from_str(&text).map_err(|fault| broken(fault.message().to_owned()))?;
    if digest(&folder.join(ROWS))? != manifest.rows_sha256 {
        return Err(BackupFault::Changed(folder.join(ROWS)));
    }
    for (name, expected) in &manifest.objects {
        // A manifest is only as good as who wrote it: nothing outside the folder is read.
        let inside = Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let path = folder.join(OBJECTS).join(name);
        if !inside || digest(&path)? != *expected {
            return Err(BackupFault::Changed(path));
        }
    }
    Ok(manifest)
}

/// Puts a backup back into an empty database and its store.
///
/// # Errors
/// When it is not whole, the key file does not open it, or the database is not empty. When it breaks off in between, no
/// server works on the database, and the next time begins anew.
pub async fn restore(storage: &Storage, vault: &Vault, folder: &Path) -> Result<Manifest, BackupFault> {
    let manifest = check(folder)?;
    if manifest.step != Storage::step() {
        return Err(BackupFault::Step {
            found: manifest.step,
            known: Storage::step(),
            made_by: manifest.made_by,
        });
    }
    opens(vault, folder)?;
    if !storage.begin_to_fill().await? {
        return Err(BackupFault::NotEmpty);
    }
    // Objects first: no row names one that is not there.
    for name in manifest.objects.keys() {
        let path = folder.join(OBJECTS).join(name);
        let content = fs::read(&path).map_err(at(&path))?;
        storage.put_object(name, content.into()).await?;
    }
    let mut some = Vec::with_capacity(TOGETHER);
    for row in rows(folder)? {
        some.push(row?);
        if some.len() == TOGETHER {
            storage.take_over(std::mem::take(&mut some)).await?;
        }
    }
    storage.take_over(some).await?;
    storage.note_whole().await?;
    Ok(manifest)
}

/// Whether the keys open what the first sealed row says: before anything is written.
fn opens(vault: &Vault, folder: &Path) -> Result<(), BackupFault> {
    for row in rows(folder)? {
        if let Some(Value::String(wrapped)) = row?.columns.get("data_key") {
            return vault.unwrap(wrapped).map(|_| ()).map_err(BackupFault::Keys);
        }
    }
    Ok(())
}

fn rows(folder: &Path) -> Result<impl Iterator<Item = Result<Carried, BackupFault>>, BackupFault> {
    let path = folder.join(ROWS);
    let file = BufReader::new(File::open(&path).map_err(at(&path))?);
    Ok(file.lines().enumerate().map(move |(place, line)| {
        let line = line.map_err(at(&path))?;
        row(&line).ok_or(BackupFault::Line(place + 1))
    }))
}

fn row(line: &str) -> Option<Carried> {
    let (table, columns): (String, Map<String, Value>) = serde_json::from_str(line).ok()?;
    let table = Storage::carried_tables().find(|known| *known == table)?;
    Some(Carried { table, columns })
}

fn digest(path: &Path) -> Result<String, BackupFault> {
    let mut file = File::open(path).map_err(at(path))?;
    let (mut digest, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut piece).map_err(at(path))?;
        if read == 0 {
            return Ok(hex(&digest.finalize()));
        }
        digest.update(&piece[..read]);
    }
}
