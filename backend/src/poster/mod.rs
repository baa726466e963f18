//! QR codes: for the start of the server, for a receipt, and on the posters of door plates.

mod code;
mod fit;
mod pdf;
mod sheet;

#[cfg(test)]
mod tests;

pub(crate) use code::Level;
pub(crate) use pdf::{Fonts, pdf};
pub(crate) use sheet::{Sheet, Subject, svg};

use code::Code;

/// Why there is no code or poster.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PosterFault {
    /// A QR code cannot hold so much.
    #[error("an address of {bytes} bytes does not fit into a QR code: use a shorter one")]
    TooLong {
        /// Length of the address.
        bytes: usize,
    },
    /// The modules would be too small for a camera.
    #[error(
        "an address of {bytes} bytes makes the modules of the code smaller than half a millimetre: use a shorter one"
    )]
    TooDense {
        /// Length of the address.
        bytes: usize,
    },
    /// Nothing to write Chinese with.
    #[error(
        "no font with Chinese characters is installed: install one, on Debian and Ubuntu with `apt-get install \
         fonts-noto-cjk`, or write SVG only with `--format svg`"
    )]
    NoChineseFont,
    /// The conversion to PDF failed.
    #[error("the poster could not be turned into PDF: {0}")]
    Pdf(String),
}

/// The QR code of an address as lines of text, for a terminal with a dark background.
///
/// # Errors
/// When the address is too long for any code.
pub(crate) fn terminal(url: &str) -> Result<String, PosterFault> {
    Ok(Code::new(url, Level::Q)?.blocks())
}

/// The QR code of an address as an SVG picture with its quiet zone, black on white, one unit for each module.
///
/// # Errors
/// When the address is too long for any code.
pub(crate) fn qr_svg(url: &str) -> Result<String, PosterFault> {
    let code = Code::new(url, Level::Q)?;
    let size = code.modules();
    let path = code.path();
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>"##
    ))
}
