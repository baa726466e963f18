//! `yijian figures`

mod count;
mod page;
mod tables;

#[cfg(test)]
mod tests;

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{Failure, Outcome};
use crate::published;

/// Compare what is computed with the figures others have published.
///
/// Prints a Markdown page: for each theme with published figures and for each situation they are compared in (`compared`
/// in the theme's file), what every item asks for alone, what one thing asks for, what was published, and what explains
/// the difference. `docs/savings.md` is this page for the catalogue inside the program.
#[derive(Debug, Args)]
pub(super) struct Figures {
    /// The folder of the catalogue; the one inside the program when not given.
    #[arg(value_name = "DIR", env = "YIJIAN_CATALOGUE")]
    folder: Option<PathBuf>,
}

impl Figures {
    pub(super) fn run(&self, out: &mut impl Write) -> Outcome {
        let loaded = published::read(self.folder.as_deref()).map_err(Failure::new)?;
        if let Some(first) = loaded.defects.first() {
            let count = loaded.defects.len();
            return Err(Failure::new(format!(
                "the catalogue has {count} defects, the first: {first}; see `yijian check`"
            )));
        }
        page::write(&loaded.catalogue, out)?;
        Ok(ExitCode::SUCCESS)
    }
}
