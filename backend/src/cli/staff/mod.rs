//! `yijian staff`

mod office;

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use clap::{Args, Subcommand};
use tokio::runtime::Runtime;
use yijian_domain::{case::Role, catalogue::RegionCode};

use super::{Failure, Outcome, open};
use crate::{clock::Clock, ids::Dice, staff::passwords::Passwords};
use office::Office;

/// Give members of the staff their accounts at the desk.
///
/// Works on the database that the settings name, also while the server runs.
#[derive(Debug, Args)]
pub(super) struct Staff {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    Add(Add),
    Change(Change),
    /// List every account; the last column is the id by which the log names it.
    List,
    /// Keep somebody from signing in, and end their sessions.
    Disable(Name),
    /// Let somebody sign in again, and open the lock of too many failures.
    Enable(Name),
    /// Give somebody another password, and end their sessions.
    Password(NewPassword),
    /// Let somebody sign in without one-time codes, when the authenticator is lost.
    TotpOff(Name),
}

#[derive(Debug, Args)]
struct Name {
    /// The sign-in name.
    name: String,
}

#[derive(Debug, Args)]
struct NewPassword {
    /// The sign-in name.
    name: String,
    /// Read the password from the first line of the standard input; otherwise one is made up and printed once.
    #[arg(long)]
    password_stdin: bool,
}

/// Give somebody an account.
#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    password: NewPassword,
    /// The name others see.
    #[arg(long, value_name = "NAME")]
    display: String,
    /// What they do: clerk, reviewer, inspector or supervisor; may be repeated.
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = read_role)]
    roles: Vec<Role>,
    /// Code of their region, six digits; everything below it is theirs too.
    #[arg(long, value_name = "CODE", value_parser = |code: &str| RegionCode::try_from(code))]
    region: RegionCode,
    /// The department they decide for, such as `health`; every department when not given.
    #[arg(long, value_name = "ID")]
    department: Option<String>,
}

/// Give somebody other roles, another place or another name that others see.
///
/// What is not named stays. Counts at once, also for who is signed in.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true).args(["display", "roles", "region", "department", "every_department"]))]
struct Change {
    /// The sign-in name.
    name: String,
    /// The name others see.
    #[arg(long, value_name = "NAME")]
    display: Option<String>,
    /// What they do from now on, in place of what they did: clerk, reviewer, inspector or supervisor; may be repeated.
    #[arg(long = "role", id = "roles", value_name = "ROLE", value_parser = read_role)]
    roles: Vec<Role>,
    /// Code of their region, six digits; everything below it is theirs too.
    #[arg(long, value_name = "CODE", value_parser = |code: &str| RegionCode::try_from(code))]
    region: Option<RegionCode>,
    /// The department they decide for, such as `health`.
    #[arg(long, value_name = "ID")]
    department: Option<String>,
    /// They decide for every department.
    #[arg(long, conflicts_with = "department")]
    every_department: bool,
}

fn read_role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| "write clerk, reviewer, inspector or supervisor".to_owned())
}

impl Staff {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let settings = open::settings(config)?;
        // Only what names regions and departments needs the catalogue.
        let catalogue = match &self.act {
            Act::Add(_) | Act::Change(_) => Some(open::catalogue(&settings)?.catalogue),
            Act::List | Act::Disable(_) | Act::Enable(_) | Act::Password(_) | Act::TotpOff(_) => None,
        };
        Runtime::new().map_err(Failure::new)?.block_on(async {
            let storage = open::storage(&settings).await?;
            let office = Office {
                storage: &storage,
                passwords: Passwords::default(),
                clock: Clock::system(),
                dice: Dice::system(),
            };
            let done = office
                .act(self.act, catalogue.as_deref(), &mut io::stdin().lock(), out)
                .await;
            storage.close().await;
            done.map(|()| ExitCode::SUCCESS)
        })
    }
}

#[cfg(test)]
mod tests;
