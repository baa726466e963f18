//! What can go wrong, in sentences for whoever runs the server.
//!
//! None of them carries what a document says about a person, with one exception: the message of a template may quote a
//! value that the template could not use. Log its file and line only.

use std::path::PathBuf;

/// Why there is no printer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrinterFault {
    /// Nothing to write Chinese with.
    #[error(
        "no font with Chinese characters is installed: install one, on Debian and Ubuntu with `apt-get install \
         fonts-noto-cjk fonts-hanazono`, or name a folder with fonts"
    )]
    NoChineseFont,
    /// A folder that was named cannot be read.
    #[error("the folder {} cannot be read: {reason}", folder.display())]
    Folder {
        /// Which one.
        folder: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A template that replaces none, so that it would never be used.
    #[error("{} replaces no template: the names are {known}", file.display())]
    UnknownTemplate {
        /// Which file.
        file: PathBuf,
        /// The names there are.
        known: String,
    },
}

/// Why a document could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintFault {
    /// A template does not compile, or breaks a rule of PDF/A or PDF/UA.
    #[error("{}:{line}:{column}: {message}", file)]
    Template {
        /// Name of the template.
        file: String,
        /// Line, counted from 1; 0 when the fault has no place.
        line: usize,
        /// Column in characters, counted from 1; 0 when the fault has no place.
        column: usize,
        /// What the typesetter says, with its hints. Not for the log.
        message: String,
    },
    /// Characters that no font has, or that mean something on one machine only (private use). A document with holes in a
    /// name is not handed out.
    #[error(
        "no font has {}: install a font with rare characters, on Debian and Ubuntu with `apt-get install \
         fonts-hanazono`, or put one that has them into the folder of fonts",
        points(characters)
    )]
    Characters {
        /// Each once, in order.
        characters: Vec<char>,
    },
    /// A QR code cannot hold so much, or nothing at all was to be encoded.
    #[error("a text of {bytes} bytes does not fit into a QR code")]
    Code {
        /// Length of the text.
        bytes: usize,
    },
}

/// Characters as code points: a log need not show a part of a name.
fn points(characters: &[char]) -> String {
    let points: Vec<_> = characters.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    points.join(", ")
}
