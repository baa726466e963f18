//! `yijian keys`

use std::{collections::BTreeMap, io::Write, path::Path, process::ExitCode};

use clap::{Args, Subcommand};

use tokio::runtime::Runtime;

use super::{Failure, Outcome, open};
use crate::{
    clock::{Clock, Moment},
    keys,
    settings::Settings,
};

/// The keys that sign licences, and those that seal what is kept of people.
#[derive(Debug, Args)]
pub(super) struct Keys {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// List the public keys that sign, oldest first; the last one signs. Then the keys that seal, with what each seals.
    List,
    /// Sign with a new key from the next start on. What older keys signed goes on being checked.
    Rotate,
    /// Seal what is new with a new key, a while from now on. Running servers take it by themselves; copy the key file to all
    /// of them within that while.
    RotateSealing {
        /// Minutes until the new key counts.
        #[arg(long, default_value_t = 10)]
        minutes: u16,
    },
    /// Remove a sealing key that seals nothing any more.
    RetireSealing {
        /// Its number.
        id: u8,
    },
}

impl Keys {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let settings = open::settings(config)?;
        match self.act {
            Act::RetireSealing { id } => retire(&settings, id, out),
            Act::List => {
                let keys = open::keys(&settings)?;
                let used = in_use(&settings, &keys)?;
                self.act(&settings.keys, out)?;
                list_sealing(&keys, &used, out)
            }
            Act::Rotate | Act::RotateSealing { .. } => self.act(&settings.keys, out),
        }
    }

    fn act(&self, file: &Path, out: &mut impl Write) -> Outcome {
        let told = |fault| Failure::new(format!("{fault}; set YIJIAN_KEYS or `keys` in yijian.toml"));
        match &self.act {
            Act::List => {
                for (id, public) in keys::Keys::open(file).map_err(told)?.public_keys() {
                    writeln!(out, "{id:>3}  {public}")?;
                }
            }
            Act::Rotate => {
                let id = keys::Keys::rotate(file).map_err(told)?;
                writeln!(
                    out,
                    "Key {id} signs from the next start of the server on. Back up keys.toml now."
                )?;
            }
            Act::RotateSealing { minutes } => {
                let from = Moment::from_seconds(Clock::system().now().seconds() + i64::from(*minutes) * 60);
                let id = keys::Keys::rotate_sealing(file, from).map_err(told)?;
                writeln!(
                    out,
                    "Key {id} seals what is new from {} on. Back up keys.toml now, and copy it to every server before.\n\
                     Within an hour after that everything older is wrapped by it; then `yijian keys list` shows when an old \
                     key can be retired.",
                    from.rfc3339()
                )?;
            }
            // Both need the database: see below.
            Act::RetireSealing { .. } => {}
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// How much each sealing key is used.
fn in_use(settings: &Settings, keys: &keys::Keys) -> Result<BTreeMap<u8, u64>, Failure> {
    let runtime = Runtime::new().map_err(Failure::new)?;
    runtime.block_on(async {
        let storage = open::storage_with(settings, keys, keys.vault(Clock::system())).await?;
        let used = storage.sealing_keys_in_use().await.map_err(Failure::new);
        storage.close().await;
        used
    })
}

fn list_sealing(keys: &keys::Keys, used: &BTreeMap<u8, u64>, out: &mut impl Write) -> Outcome {
    for key in keys.sealing() {
        let from = match key.from {
            0 => "the beginning".to_owned(),
            from => Moment::from_seconds(from).rfc3339(),
        };
        let seals = used.get(&key.id).copied().unwrap_or_default();
        writeln!(out, "{:>3}  seals {seals} from {from} on", key.id)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn retire(settings: &Settings, id: u8, out: &mut impl Write) -> Outcome {
    let used = in_use(settings, &open::keys(settings)?)?;
    if let Some(count) = used.get(&id) {
        return Err(Failure::new(format!(
            "key {id} still seals {count}; the server seals them anew within an hour after the newer key counts, but for \
             receipts, which are gone after a week: try again then"
        )));
    }
    let told = |fault| Failure::new(format!("{fault}; set YIJIAN_KEYS or `keys` in yijian.toml"));
    if keys::Keys::retire_sealing(&settings.keys, id).map_err(told)? {
        writeln!(
            out,
            "Key {id} is gone. Backups from before it was replaced need the key file of their time."
        )?;
        Ok(ExitCode::SUCCESS)
    } else {
        Err(Failure::new(format!(
            "there is no key {id}, or it is the newest, which stays"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_listed_behind_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let run = |act| {
            let mut out = Vec::new();
            Keys { act }.act(&folder.path().join("keys.toml"), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let before = run(Act::List);
        assert!(run(Act::Rotate).starts_with("Key 2 "));
        let after = run(Act::List);
        assert!(after.starts_with(&before) && after.lines().count() == 2);
    }
}
