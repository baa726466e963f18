//! `yijian retention`

use std::{io::Write, path::Path, process::ExitCode};

use clap::Args;
use serde_json::json;
use tokio::runtime::Runtime;

use super::{Failure, Outcome, open};
use crate::{
    clock::Clock,
    retention::{self, Due, Keeper, RULES},
};

/// Take away what has been kept long enough, and list how long everything is kept.
///
/// Prints for each rule how long it keeps, how much is due, how much of it was taken away now and how many closed cases a
/// licence still keeps. Housekeeping of the server does the same every hour; drafts, receipts and sign-ins are left to it.
#[derive(Debug, Args)]
pub(super) struct Retention {
    /// Take nothing away, only count.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Retention {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let settings = open::settings(config)?;
        Runtime::new().map_err(Failure::new)?.block_on(async {
            let storage = open::storage(&settings).await?;
            let clock = Clock::ahead(settings.demo_days_ahead);
            let keeper = Keeper {
                storage: &storage,
                clock: &clock,
                retention: &settings.retention,
            };
            let report = retention::run(keeper, self.dry_run).await.map_err(Failure::new);
            storage.close().await;
            self.print(&report?, &settings.retention, out)?;
            Ok(ExitCode::SUCCESS)
        })
    }

    fn print(&self, report: &[Due], kept: &retention::Retention, out: &mut impl Write) -> Result<(), Failure> {
        let lines = RULES.iter().map(|rule| {
            let due = report.iter().find(|due| due.rule == rule);
            (rule, kept.of(rule), due)
        });
        if self.json {
            let lines = lines.map(|(rule, keep, due)| {
                json!({ "rule": rule.id, "keep": keep, "unit": rule.unit.word(), "what": rule.what, "why": rule.why,
                        "due": due.map(|due| due.due), "removed": due.map(|due| due.removed),
                        "kept": due.map(|due| due.kept) })
            });
            writeln!(out, "{:#}", json!(lines.collect::<Vec<_>>()))?;
            return Ok(());
        }
        writeln!(
            out,
            "{:<16} {:>13} {:>8} {:>8} {:>8}  what",
            "rule", "kept for", "due", "removed", "held"
        )?;
        for (rule, keep, due) in lines {
            let count = |of: fn(&Due) -> u64| due.map_or_else(|| "-".to_owned(), |due| of(due).to_string());
            writeln!(
                out,
                "{:<16} {:>13} {:>8} {:>8} {:>8}  {}",
                rule.id,
                format!("{keep} {}", rule.unit.word()),
                count(|due| due.due),
                count(|due| due.removed),
                count(|due| due.kept),
                rule.what
            )?;
        }
        Ok(())
    }
}
