//! `yijian letters`

use std::{io::Write, path::Path, process::ExitCode};

use clap::Args;
use tokio::runtime::Runtime;
use yijian_domain::wire::letters::LetterState;

use super::{Failure, Outcome, open};
use crate::{sending::text, storage::Storage};

/// List messages that reached nobody: id, case, channel, kind, attempts, fault, time.
///
/// Works on the database that the settings name, also while the server runs. Never shows to whom a message was to go.
#[derive(Debug, Args)]
pub(super) struct Letters {
    /// List those that were not tried instead, because the channel is off or has no template for them.
    #[arg(long)]
    skipped: bool,
    /// How many to list, the newest first.
    #[arg(long, default_value_t = 1000, value_name = "NUMBER")]
    most: u32,
    /// Print the sentences to register with a provider of text messages instead, with numbered places.
    #[arg(long, conflicts_with = "skipped")]
    texts: bool,
}

impl Letters {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        if self.texts {
            return print_texts(out);
        }
        let settings = open::settings(config)?;
        Runtime::new().map_err(Failure::new)?.block_on(async {
            let storage = open::storage(&settings).await?;
            let done = self.list(&storage, out).await;
            storage.close().await;
            done.map(|()| ExitCode::SUCCESS)
        })
    }

    async fn list(&self, storage: &Storage, out: &mut impl Write) -> Result<(), Failure> {
        let state = if self.skipped {
            LetterState::Skipped
        } else {
            LetterState::Dead
        };
        let letters = storage.letters(state.code(), None, self.most.into()).await;
        for letter in letters.map_err(Failure::new)? {
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                letter.id,
                letter.number,
                letter.channel,
                letter.kind,
                letter.attempts,
                letter.fault,
                letter.at.rfc3339()
            )?;
        }
        Ok(())
    }
}

fn print_texts(out: &mut impl Write) -> Outcome {
    for (kind, sentence) in text::kinds() {
        let mut place = 0;
        let numbered = sentence.fill(|_| {
            place += 1;
            format!("{{{place}}}")
        });
        writeln!(out, "{kind}\t{}\t{numbered}", sentence.what)?;
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{sending, testing::World};

    #[tokio::test]
    async fn letters_are_listed_without_their_recipients() {
        let world = World::new().await;
        let receipt = world.hand_in("convenience_store").await;
        sending::once(&world.app).await.unwrap();
        let letters = |skipped| Letters {
            skipped,
            most: 10,
            texts: false,
        };
        let mut out = Vec::new();
        letters(false).list(&world.app.storage, &mut out).await.unwrap();
        assert!(out.is_empty());
        letters(true).list(&world.app.storage, &mut out).await.unwrap();
        let out = String::from_utf8(out).unwrap();
        let line: Vec<_> = out.lines().next().unwrap().split('\t').collect();
        assert_eq!(line[1..3], [receipt.number.as_str(), "sms"]);
        assert_eq!(line[5], "channel_off");
    }

    #[test]
    fn sentences_are_printed_with_numbered_places() {
        let mut out = Vec::new();
        print_texts(&mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("accept\t已受理\t您办的“{1}”已受理。"), "{out}");
    }
}
