//! `yijian audit unmaskings`

use std::io::Write;

use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use yijian_domain::value::date;

use crate::{cli::Failure, clock::Moment, storage::Storage};

/// Count how often members of the staff saw cases whole, by reason.
///
/// Prints times, cases, reason and name, who did it most often first. No number of a case and nothing of an applicant is in it.
#[derive(Debug, Args)]
pub(super) struct Unmaskings {
    /// Count from this day on, YYYY-MM-DD; without, everything that is kept.
    #[arg(long, value_name = "DAY", value_parser = read_day)]
    since: Option<Date>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

fn read_day(text: &str) -> Result<Date, String> {
    date::parse_iso(text).map_err(|_| "write a day such as 2026-03-02".to_owned())
}

impl Unmaskings {
    pub(super) async fn print(self, storage: &Storage, out: &mut impl Write) -> Result<(), Failure> {
        let since = self.since.map_or(Moment::from_seconds(0), Moment::beginning_of);
        let counted = storage.count_unmaskings(since).await.map_err(Failure::new)?;
        if self.json {
            let rows = counted.iter().map(
                |row| json!({ "by": row.staff_name, "reason": row.reason, "times": row.count, "cases": row.cases }),
            );
            writeln!(out, "{:#}", json!(rows.collect::<Vec<_>>()))?;
            return Ok(());
        }
        writeln!(out, "{:>7} {:>7}  reason              by", "times", "cases")?;
        for row in &counted {
            writeln!(
                out,
                "{:>7} {:>7}  {:<18}  {}",
                row.count, row.cases, row.reason, row.staff_name
            )?;
        }
        Ok(())
    }
}
