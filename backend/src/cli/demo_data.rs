//! `yijian demo-data`

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    time::Instant,
};

use clap::Args;

use super::{Failure, Outcome, backup::block_on, open};
use crate::{
    clock::Clock,
    demo_data::{self, Wanted},
};

/// Fill an empty database with made-up cases, to see how the program does with many.
///
/// They arrived over some years, for every theme and region of the catalogue; nearly all are over, one in fifty is on its
/// way. Nobody in them exists. Tells on the standard error how far it is; stopped and started again with the same numbers it
/// goes on where it was. Needs demo mode (YIJIAN_DEMO=1), or --yes-made-up.
#[derive(Debug, Args)]
pub(super) struct DemoData {
    /// How many cases.
    #[arg(long, default_value_t = 26_000, value_parser = clap::value_parser!(i64).range(1..=100_000_000))]
    cases: i64,
    /// The same seed gives the same cases.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// They arrived over so many years.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=10))]
    years: u8,
    /// Also beside cases that are there already.
    #[arg(long)]
    add: bool,
    /// Outside demo mode too: nothing in this database is anybody's.
    #[arg(long)]
    yes_made_up: bool,
}

impl DemoData {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let settings = open::settings(config)?;
        if !settings.demo && !self.yes_made_up {
            return Err(Failure::new(
                "made-up cases do not belong beside real ones: set YIJIAN_DEMO=1, or say --yes-made-up where nothing real is kept",
            ));
        }
        let wanted = Wanted {
            cases: self.cases,
            seed: self.seed,
            years: self.years,
            add: self.add,
        };
        let made = block_on(async {
            let clock = Clock::system();
            let keys = open::keys(&settings)?;
            let vault = keys.vault(clock.clone());
            let storage = open::storage_with(&settings, &keys, vault.clone()).await?;
            let catalogue = open::catalogue(&settings)?.catalogue;
            let mut progress = Progress::new(wanted.cases);
            let mut told = |done| progress.tell(done, &mut io::stderr());
            let made = demo_data::fill(&storage, &vault, catalogue, &wanted, clock.now(), &mut told).await;
            storage.close().await;
            made.map_err(Failure::new)
        })?;
        writeln!(out, "{made} cases made up; {} are there", wanted.cases)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Tells every few seconds how far it is.
struct Progress {
    all: i64,
    begun: Instant,
    first: Option<i64>,
    told: Option<Instant>,
}

/// Seconds between two words.
const EVERY: u64 = 5;

impl Progress {
    fn new(all: i64) -> Self {
        Self {
            all,
            begun: Instant::now(),
            first: None,
            told: None,
        }
    }

    fn tell(&mut self, done: i64, out: &mut impl Write) {
        let first = *self.first.get_or_insert_with(|| {
            self.begun = Instant::now();
            done
        });
        // Made in one go: there is no rate to tell.
        if done == self.all && done == first {
            return;
        }
        if done < self.all && self.told.is_some_and(|told| told.elapsed().as_secs() < EVERY) {
            return;
        }
        self.told = Some(Instant::now());
        let seconds = self.begun.elapsed().as_secs_f64();
        let rate = (done - first) as f64 / seconds.max(0.001);
        let left = if rate > 0.0 {
            (self.all - done) as f64 / rate
        } else {
            0.0
        };
        // Nobody is left to tell when this fails.
        let _ = writeln!(
            out,
            "{done} of {} cases, {rate:.0} a second, {:.0} minutes {:02.0} seconds left",
            self.all,
            (left / 60.0).floor(),
            left % 60.0
        );
    }
}
