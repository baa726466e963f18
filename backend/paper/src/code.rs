//! QR codes as vector pictures.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use crate::PrintFault;

/// Light modules that a reader needs on every side (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

/// The code of a text as SVG: level Q (a quarter of it may be dirty), quiet zone included, one unit for each module.
///
/// # Errors
/// [`PrintFault::Code`] when the text is empty or too long for any code.
pub(crate) fn svg(text: &str) -> Result<String, PrintFault> {
    let fault = PrintFault::Code { bytes: text.len() };
    if text.is_empty() {
        return Err(fault);
    }
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).map_err(|_| fault)?;
    let size = code.width() + 2 * QUIET_ZONE;
    // One path for all: rectangles of several paths show hairlines between them.
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{}"/></svg>"##,
        path(&code)
    ))
}

/// The dark modules as SVG path data: one rectangle for each run in a row.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for row in 0..code.width() {
        let mut column = 0;
        while column < code.width() {
            let run = (column..code.width())
                .take_while(|at| code[(*at, row)] == Color::Dark)
                .count();
            if run > 0 {
                let (x, y) = (column + QUIET_ZONE, row + QUIET_ZONE);
                write!(path, "M{x} {y}h{run}v1h-{run}z").expect("writing to a string cannot fail");
            }
            column += run.max(1);
        }
    }
    path
}
