//! `yijian look-at-pdf`: what the server calls for every PDF, see [`crate::safety`].

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Args;

use super::{Failure, Outcome};
use crate::safety;

/// Look into a PDF that comes on the standard input, with little memory and little time.
#[derive(Debug, Args)]
pub(super) struct LookAtPdf {}

impl LookAtPdf {
    #[expect(clippy::unused_self, reason = "a command like the others; it has no settings")]
    pub(super) fn run(&self, out: &mut impl Write) -> Outcome {
        let verdict = safety::look_here(io::stdin().lock()).map_err(Failure::new)?;
        out.write_all(verdict.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
