//! `yijian keys`

use std::{env, io::Write, path::Path, process::ExitCode};

use clap::{Args, Subcommand};

use super::{Failure, Outcome};
use crate::{keys, settings::Settings};

/// The keys that sign licences.
#[derive(Debug, Args)]
pub(super) struct Keys {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// List the public keys, oldest first; the last one signs.
    List,
    /// Sign with a new key from the next start on. What older keys signed goes on being checked.
    Rotate,
}

impl Keys {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let settings = Settings::read(config, |name| env::var(name).ok()).map_err(Failure::new)?;
        self.act(&settings.keys, out)
    }

    fn act(self, file: &Path, out: &mut impl Write) -> Outcome {
        let told = |fault| Failure::new(format!("{fault}; set YIJIAN_KEYS or `keys` in yijian.toml"));
        match self.act {
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
        }
        Ok(ExitCode::SUCCESS)
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
