//! `yijian backup`, `yijian restore` and `yijian migrate-data`

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use tokio::runtime::Runtime;

use super::{Failure, Outcome, open};
use crate::{
    backup::{self, Manifest},
    clock::Clock,
};

/// Copy everything that is kept into a folder, while the server goes on.
///
/// The rows are those of one moment; everything that was acknowledged before it is in the backup. Uploads that are under
/// way may be missing and are begun again. The key file is not in it: keep a copy of it elsewhere, for without it the
/// backup opens to nobody.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The folder to make.
    folder: PathBuf,
}

/// Put a backup back into an empty database and its files.
///
/// Every file is compared with what was written before anything is put back. The key file of the backup's time has to be
/// in its place. When it breaks off, no server works on what is there; the same command again begins anew.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The folder of the backup.
    folder: PathBuf,
    /// Only compare every file with what was written.
    #[arg(long)]
    check: bool,
}

impl Backup {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let settings = open::settings(config)?;
        let made = block_on(async {
            let storage = open::storage(&settings).await?;
            let made = backup::make(&storage, &self.folder, Clock::system().now()).await;
            storage.close().await;
            made.map_err(Failure::new)
        })?;
        tell(&made, out)?;
        for missing in &made.missing {
            writeln!(out, "not there any more: {missing}")?;
        }
        writeln!(out, "Keep keys.toml elsewhere: without it this backup opens to nobody.")?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        if self.check {
            tell(&backup::check(&self.folder).map_err(Failure::new)?, out)?;
            writeln!(out, "Every file is what was written.")?;
            return Ok(ExitCode::SUCCESS);
        }
        let settings = open::settings(config)?;
        let restored = block_on(async {
            let vault = open::known_keys(&settings)?.vault(Clock::system());
            let storage = open::storage_to_fill(&settings, vault.clone()).await?;
            let restored = backup::restore(&storage, &vault, &self.folder).await;
            storage.close().await;
            restored.map_err(Failure::new)
        })?;
        tell(&restored, out)?;
        if let Some(head) = &restored.head {
            writeln!(out, "Check it with: yijian audit verify --head {head}")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    Runtime::new().map_err(Failure::new)?.block_on(work)
}

fn tell(manifest: &Manifest, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(
        out,
        "Backup of {}, made by version {}",
        manifest.made_at, manifest.made_by
    )?;
    for (table, rows) in manifest.rows.iter().filter(|(_, rows)| **rows > 0) {
        writeln!(out, "{rows:>10}  {table}")?;
    }
    writeln!(out, "{:>10}  objects", manifest.objects.len())?;
    Ok(())
}
