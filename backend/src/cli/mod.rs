//! The command line, one file for each command.

mod audit;
mod backup;
mod check;
mod demo_data;
mod figures;
mod hold;
mod keys;
mod letters;
mod licence;
mod look_at_pdf;
mod migrate_data;
mod open;
mod plan;
mod plates;
mod retention;
mod serve;
mod staff;

use std::{
    fmt::Display,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

/// Yijian 一件: one thing, done once. A county's guide, plan and applications in one program.
#[derive(Debug, Parser)]
#[command(name = "yijian", version)]
struct Cli {
    /// The settings file; `yijian.toml` here when it is there.
    ///
    /// `deploy/yijian.toml` of the source has every setting with its default and what it means. A variable such as
    /// `YIJIAN_LISTEN` for `listen`, or `YIJIAN_S3_REGION` for `region` in `[s3]`, counts more.
    #[arg(long, global = true, env = "YIJIAN_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Check(check::Check),
    Figures(figures::Figures),
    Letters(letters::Letters),
    Retention(retention::Retention),
    Hold(hold::Hold),
    Keys(keys::Keys),
    Backup(backup::Backup),
    Restore(backup::Restore),
    MigrateData(migrate_data::MigrateData),
    DemoData(demo_data::DemoData),
    #[command(hide = true)]
    LookAtPdf(look_at_pdf::LookAtPdf),
    Licence(licence::Licence),
    Plan(plan::Plan),
    Plates(plates::Plates),
    Staff(staff::Staff),
    Audit(audit::Audit),
}

/// Runs the command that was typed.
#[must_use]
pub fn run() -> ExitCode {
    let Cli { config, command } = Cli::parse();
    let outcome = match command {
        Command::Serve(command) => command.run(config.as_deref()),
        Command::Check(command) => command.run(&mut io::stdout().lock()),
        Command::Figures(command) => command.run(&mut io::stdout().lock()),
        Command::Letters(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::Retention(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::Hold(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::Backup(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::Restore(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::LookAtPdf(command) => command.run(&mut io::stdout().lock()),
        Command::DemoData(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::MigrateData(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::Keys(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::Licence(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::Plan(command) => command.run(&mut io::stdout().lock()),
        Command::Plates(command) => command.run(&mut io::stdout().lock()),
        Command::Staff(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
        Command::Audit(command) => command.run(config.as_deref(), &mut io::stdout().lock()),
    };
    outcome.unwrap_or_else(|failure| {
        // Nobody is left to tell when this fails.
        let _ = writeln!(io::stderr(), "yijian: {failure}");
        ExitCode::FAILURE
    })
}

/// Why a command ended: a sentence for the operator.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failure(String);

impl Failure {
    fn new(sentence: impl Display) -> Self {
        Self(sentence.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(fault: io::Error) -> Self {
        Self(format!("writing the output: {fault}"))
    }
}

type Outcome = Result<ExitCode, Failure>;

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
