//! `yijian audit`

mod unmaskings;

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use clap::{Args, Subcommand};
use serde_json::json;
use tokio::runtime::Runtime;
use yijian_domain::catalogue::Catalogue;

use super::{Failure, Outcome, open};
use crate::{
    settings::Settings,
    storage::{Audit as Found, Storage},
};

/// Check the record of all cases, and make the lists anew from it.
///
/// Works on the database that the settings name, also while the server runs.
#[derive(Debug, Args)]
pub(super) struct Audit {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    Verify(Verify),
    Unmaskings(unmaskings::Unmaskings),
    /// Make the lists of cases anew from the record.
    ///
    /// Tells how far it is on the standard error. Ends with 1 when the record of a case cannot be replayed, or has fewer
    /// events than the list had counted.
    Rebuild,
    Counters(Counters),
}

/// Compare the numbers that supervisors see with the lists they count.
///
/// Prints every number that is wrong. Ends with 1 when there is any, unless it was put right.
#[derive(Debug, Args)]
struct Counters {
    /// Put right what is wrong.
    #[arg(long)]
    mend: bool,
}

/// Look for rows that were changed, removed or put in, and for cases whose list says otherwise.
///
/// Prints how many events and cases there are and the hash of the last row, which is to be noted elsewhere, then every
/// fault. Ends with 1 when there is any.
#[derive(Debug, Args)]
struct Verify {
    /// A hash that was printed earlier: says so when it is no longer in the record.
    #[arg(long, value_name = "HASH", value_parser = read_hash)]
    head: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

fn read_hash(text: &str) -> Result<String, String> {
    let hash = text.trim().to_ascii_lowercase();
    if hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(hash);
    }
    Err("write the 64 hex digits that `yijian audit verify` printed".to_owned())
}

impl Audit {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let settings = open::settings(config)?;
        there_is_something(&settings)?;
        let catalogue = open::catalogue(&settings)?.catalogue;
        Runtime::new().map_err(Failure::new)?.block_on(async {
            let storage = open::storage(&settings).await?;
            let done = self.act.perform(&storage, catalogue, out, &mut io::stderr()).await;
            storage.close().await;
            done
        })
    }
}

/// A folder without a database has no faults, but most likely it is the wrong folder.
fn there_is_something(settings: &Settings) -> Result<(), Failure> {
    if settings.database_url.is_some() || settings.data.join("yijian.db").is_file() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "there is no database in {}; set YIJIAN_DATA or `data` in yijian.toml",
        settings.data.display()
    )))
}

impl Act {
    async fn perform(
        self,
        storage: &Storage,
        catalogue: Arc<Catalogue>,
        out: &mut impl Write,
        progress: &mut impl Write,
    ) -> Outcome {
        let clean = match self {
            Self::Verify(Verify { head, json }) => {
                let found = storage
                    .audit(&catalogue.calendar, head.as_deref())
                    .await
                    .map_err(Failure::new)?;
                match json {
                    true => print_json(&found, out)?,
                    false => print(&found, out)?,
                }
                found.faults.is_empty()
            }
            Self::Unmaskings(counted) => {
                counted.print(storage, out).await?;
                true
            }
            Self::Rebuild => rebuild(storage, catalogue, out, progress).await?,
            Self::Counters(Counters { mend }) => counters(storage, mend, out).await?,
        };
        out.flush()?;
        Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn print(found: &Found, out: &mut impl Write) -> io::Result<()> {
    let Found {
        events,
        cases,
        head,
        faults,
    } = found;
    writeln!(out, "{events} events of {cases} cases")?;
    writeln!(out, "last row: {head}")?;
    if faults.is_empty() {
        writeln!(
            out,
            "No fault. Note the hash of the last row elsewhere and give it back with --head."
        )?;
        return Ok(());
    }
    writeln!(out)?;
    for fault in faults {
        writeln!(out, "{fault}")?;
    }
    writeln!(out, "\n{} faults", faults.len())
}

fn print_json(found: &Found, out: &mut impl Write) -> io::Result<()> {
    let faults: Vec<_> = found
        .faults
        .iter()
        .map(|fault| json!({ "code": fault.code(), "sentence": fault.to_string() }))
        .collect();
    let report = json!({ "events": found.events, "cases": found.cases, "head": found.head, "faults": faults });
    writeln!(out, "{report:#}")
}

/// Makes the rows of all cases anew; whether nothing was odd.
async fn rebuild(
    storage: &Storage,
    catalogue: Arc<Catalogue>,
    out: &mut impl Write,
    progress: &mut impl Write,
) -> Result<bool, Failure> {
    let all = storage.count_cases_in_record().await.map_err(Failure::new)?;
    let (mut done, mut stuck, mut cut, mut last) = (0, 0, 0, String::new());
    loop {
        let numbers = storage.cases_in_record(&last).await.map_err(Failure::new)?;
        let Some(end) = numbers.last() else { break };
        last.clone_from(end);
        for case in storage
            .rebuild(Arc::clone(&catalogue), numbers)
            .await
            .map_err(Failure::new)?
        {
            done += 1;
            let number = &case.number;
            if let Some(fault) = case.fault {
                stuck += 1;
                writeln!(
                    out,
                    "{number}: the record cannot be replayed, its rows stay as they were: {fault}"
                )?;
            } else if let Some(listed) = case.listed.filter(|listed| *listed > case.events) {
                cut += 1;
                writeln!(
                    out,
                    "{number}: the list had counted {listed} events, the record has {}: events were removed at its end",
                    case.events
                )?;
            }
        }
        writeln!(progress, "{done} of {all} cases")?;
    }
    // Numbers of rows that somebody changed beside the program went another way.
    storage.mend_tallies().await.map_err(Failure::new)?;
    writeln!(out, "{} of {done} cases made anew", done - stuck)?;
    Ok(stuck + cut == 0)
}

/// Compares the numbers with the lists; whether they are right now.
async fn counters(storage: &Storage, mend: bool, out: &mut impl Write) -> Result<bool, Failure> {
    let wrong = if mend {
        storage.mend_tallies().await
    } else {
        storage.check_tallies().await
    };
    let wrong = wrong.map_err(Failure::new)?;
    for one in &wrong {
        writeln!(out, "{one}")?;
    }
    match (wrong.len(), mend) {
        (0, _) => writeln!(out, "Every counter is right.")?,
        (count, true) => writeln!(out, "{count} counters put right")?,
        (count, false) => writeln!(out, "{count} counters are wrong: run `yijian audit counters --mend`")?,
    }
    Ok(mend || wrong.is_empty())
}

#[cfg(test)]
mod tests;
