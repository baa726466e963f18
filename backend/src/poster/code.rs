//! One QR code as a grid of modules, and the ways to draw it.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use super::PosterFault;

/// Light modules that a reader needs on every side (ISO/IEC 18004).
pub(super) const QUIET_ZONE: usize = 4;

/// How much of a code may be dirty or torn before it can no longer be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Level {
    /// A quarter of it.
    #[default]
    Q,
    /// Three tenths of it; the modules are smaller.
    H,
}

/// A QR code.
pub(super) struct Code {
    grid: QrCode,
}

impl Code {
    /// The code of a text, as small as the level allows.
    pub(super) fn new(text: &str, level: Level) -> Result<Self, PosterFault> {
        let level = match level {
            Level::Q => EcLevel::Q,
            Level::H => EcLevel::H,
        };
        let too_long = |_| PosterFault::TooLong { bytes: text.len() };
        Ok(Self {
            grid: QrCode::with_error_correction_level(text, level).map_err(too_long)?,
        })
    }

    /// Modules in a row with the quiet zone on both sides.
    pub(super) fn modules(&self) -> usize {
        self.grid.width() + 2 * QUIET_ZONE
    }

    /// Whether the module is dark; the quiet zone and everything beyond it is light.
    fn dark(&self, column: usize, row: usize) -> bool {
        let inside = |at: usize| at.checked_sub(QUIET_ZONE).filter(|at| *at < self.grid.width());
        inside(row)
            .zip(inside(column))
            .is_some_and(|(row, column)| self.grid[(column, row)] == Color::Dark)
    }

    /// The dark modules as SVG path data: one rectangle for each run in a row, one unit for each module.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for row in 0..self.modules() {
            let mut column = 0;
            while column < self.modules() {
                let run = (column..self.modules()).take_while(|at| self.dark(*at, row)).count();
                if run > 0 {
                    write!(path, "M{column} {row}h{run}v1h-{run}z").expect("writing to a string cannot fail");
                }
                column += run.max(1);
            }
        }
        path
    }

    /// Two rows in each line of text. Light modules are drawn and dark ones left empty, as a dark terminal needs it.
    pub(super) fn blocks(&self) -> String {
        let mut text = String::new();
        for row in (0..self.modules()).step_by(2) {
            for column in 0..self.modules() {
                text.push(match (self.dark(column, row), self.dark(column, row + 1)) {
                    (false, false) => '█',
                    (false, true) => '▀',
                    (true, false) => '▄',
                    (true, true) => ' ',
                });
            }
            text.push('\n');
        }
        text
    }
}
