//! `yijian migrate-data`

use std::{io::Write, path::Path, process::ExitCode};

use clap::Args;

use super::{Failure, Outcome, backup::block_on, open};
use crate::{
    clock::Clock,
    moving::{self, Moved},
    settings::{Environment, Settings},
    storage::{OpenFault, Storage},
};

/// Move a running county to another database, and to another store of files: from SQLite and a folder to PostgreSQL and S3,
/// or back.
///
/// Files are copied while the server goes on. For the rows nobody may write: whoever hands in meanwhile is told to try
/// again, and phones and desks do so by themselves. When everything is there and compared, the old database takes nothing
/// more. When it breaks off, the old database goes on and the same command begins anew. Then set the new addresses (YIJIAN_DATABASE_URL, YIJIAN_FILES_URL) and start the server again. The key file stays
/// where it is.
#[derive(Debug, Args)]
pub(super) struct MigrateData {
    /// The address of the new, empty database, such as postgres://USER:PASSWORD@HOST/NAME. It may stand in
    /// YIJIAN_NEW_DATABASE_URL instead, where nobody sees it in a list of processes.
    #[arg(long, env = "YIJIAN_NEW_DATABASE_URL", hide_env_values = true)]
    database_url: String,
    /// The new store of files, such as s3://BUCKET/PREFIX, with the S3 settings of the server; the folder in the data folder
    /// when not set.
    #[arg(long, env = "YIJIAN_NEW_FILES_URL")]
    files_url: Option<String>,
}

impl MigrateData {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let mut environment = Environment::of_program();
        let from = Settings::read(config, &environment).map_err(Failure::new)?;
        environment = environment.with("YIJIAN_DATABASE_URL", self.database_url);
        if let Some(url) = self.files_url {
            environment = environment.with("YIJIAN_FILES_URL", url);
        }
        let to = Settings::read(config, &environment).map_err(Failure::new)?;
        open::tell_unread(&environment)?;
        let moved = block_on(async {
            let vault = open::known_keys(&from)?.vault(Clock::system());
            let catalogue = open::catalogue(&from)?.catalogue;
            let new = open::storage_to_fill(&to, vault.clone()).await?;
            let old = match Storage::open(&open::place(&from)?, vault).await {
                Err(OpenFault::Left(_)) if moving::finish(&new).await.map_err(Failure::new)? => {
                    new.close().await;
                    return Ok(None);
                }
                opened => opened.map_err(|fault| open::closed(&from, &fault))?,
            };
            let moved = moving::move_all(&old, &new, &catalogue.calendar).await;
            old.close().await;
            new.close().await;
            moved.map(Some).map_err(Failure::new)
        })?;
        match moved {
            Some(Moved { rows, objects, head }) => writeln!(
                out,
                "{rows} rows and {objects} objects are there, and the record is whole (head {head})."
            )?,
            None => writeln!(
                out,
                "Everything was there already, compared and whole; that is noted now."
            )?,
        }
        writeln!(
            out,
            "The old database takes nothing more. Set the new addresses and start the server again."
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
