//! `yijian hold`

use std::{io::Write, path::Path, process::ExitCode};

use clap::Args;
use tokio::runtime::Runtime;

use super::{Failure, Outcome, open};
use crate::{clock::Clock, storage::Storage};

/// Keep a case from being deleted while there is a complaint, a review or a lawsuit about it.
///
/// Without a number, lists what is kept so: number, since when, why.
#[derive(Debug, Args)]
pub(super) struct Hold {
    /// Number of the case.
    number: Option<String>,
    /// Why; no names or numbers of persons.
    #[arg(long, value_name = "TEXT", requires = "number")]
    reason: Option<String>,
    /// Let it be deleted again when its time is over.
    #[arg(long, requires = "number", conflicts_with = "reason")]
    release: bool,
}

impl Hold {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let settings = open::settings(config)?;
        Runtime::new().map_err(Failure::new)?.block_on(async {
            let storage = open::storage(&settings).await?;
            let done = self
                .perform(&storage, &Clock::ahead(settings.demo_days_ahead), out)
                .await;
            storage.close().await;
            done.map(|()| ExitCode::SUCCESS)
        })
    }

    pub(super) async fn perform(self, storage: &Storage, clock: &Clock, out: &mut impl Write) -> Result<(), Failure> {
        let Some(number) = self.number else {
            for hold in storage.holds().await.map_err(Failure::new)? {
                writeln!(out, "{}\t{}\t{}", hold.number, hold.at.rfc3339(), hold.reason)?;
            }
            return Ok(());
        };
        let now = clock.now();
        if self.release {
            let done = storage.release_case(number.clone(), now).await.map_err(Failure::new)?;
            return said(
                done,
                out,
                &format!("{number} is not held any more"),
                "nothing holds this case",
            );
        }
        let reason = self
            .reason
            .as_deref()
            .map(str::trim)
            .filter(|reason| !reason.is_empty());
        let reason = reason.ok_or_else(|| Failure::new("say why with --reason, or --release it"))?;
        let done = storage
            .hold_case(number.clone(), reason.to_owned(), now)
            .await
            .map_err(Failure::new)?;
        said(
            done,
            out,
            &format!("{number} is held"),
            "there is no such case, or it was deleted",
        )
    }
}

fn said(done: bool, out: &mut impl Write, well: &str, ill: &str) -> Result<(), Failure> {
    if !done {
        return Err(Failure::new(ill));
    }
    writeln!(out, "{well}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::testing::World;

    #[derive(Parser)]
    struct Typed {
        #[command(flatten)]
        hold: Hold,
    }

    async fn type_in(world: &World, words: &[&str]) -> Result<String, Failure> {
        let typed = Typed::try_parse_from(["hold"].iter().chain(words)).map_err(Failure::new)?;
        let mut out = Vec::new();
        let clock = Clock::system();
        typed.hold.perform(&world.app.storage, &clock, &mut out).await?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[tokio::test]
    async fn a_case_is_held_with_a_reason_and_released() {
        let world = World::new().await;
        let number = world.hand_in("restaurant").await.number;
        assert!(type_in(&world, &[&number]).await.is_err(), "a reason is needed");
        assert!(
            type_in(&world, &["61032820260302000099", "--reason", "复议"])
                .await
                .is_err()
        );
        let held = type_in(&world, &[&number, "--reason", "行政复议"]).await.unwrap();
        assert_eq!(held, format!("{number} is held\n"));
        let listed = type_in(&world, &[]).await.unwrap();
        assert!(
            listed.starts_with(&number) && listed.ends_with("行政复议\n"),
            "{listed}"
        );
        type_in(&world, &[&number, "--release"]).await.unwrap();
        assert!(
            type_in(&world, &[&number, "--release"]).await.is_err(),
            "nothing holds it"
        );
        assert_eq!(type_in(&world, &[]).await.unwrap(), "");
    }
}
