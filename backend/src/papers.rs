//! Prints documents: fonts and templates are read once, when the first document is wanted, and printing holds up nobody.

use std::{
    fmt,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use tokio::sync::Semaphore;
use yijian_paper::{Document, PrintFault, Printer, PrinterFault};

/// Documents that are printed at the same time; more wait their turn.
const AT_ONCE: usize = 2;

/// The printer of the server.
#[derive(Clone)]
pub struct Papers(Arc<Parts>);

impl fmt::Debug for Papers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { fonts, templates, .. } = &*self.0;
        f.debug_struct("Papers")
            .field("fonts", fonts)
            .field("templates", templates)
            .finish()
    }
}

struct Parts {
    fonts: Option<PathBuf>,
    templates: Option<PathBuf>,
    printer: OnceLock<Result<Printer, PrinterFault>>,
    turns: Semaphore,
}

/// Why a document could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PaperFault {
    /// There is no printer.
    #[error(transparent)]
    Printer(PrinterFault),
    /// A character that no font has, or a template that does not work.
    #[error(transparent)]
    Print(#[from] PrintFault),
    /// Printing broke off.
    #[error("printing broke off")]
    BrokenOff,
}

impl PaperFault {
    /// What may stand in a log: the message of a template may quote what a document says.
    #[must_use]
    pub fn logged(&self) -> String {
        match self {
            Self::Print(PrintFault::Template { file, line, .. }) => format!("the template {file}, line {line}"),
            Self::Print(PrintFault::Characters { .. }) => "a character that no font has".to_owned(),
            Self::Print(PrintFault::Code { .. }) => "a text that is too long for a code".to_owned(),
            Self::Printer(fault) => fault.to_string(),
            Self::BrokenOff => self.to_string(),
        }
    }
}

impl Papers {
    /// A printer with the fonts of this machine, those of a folder besides, and a county's own templates.
    #[must_use]
    pub fn new(fonts: Option<PathBuf>, templates: Option<PathBuf>) -> Self {
        Self(Arc::new(Parts {
            fonts,
            templates,
            printer: OnceLock::new(),
            turns: Semaphore::new(AT_ONCE),
        }))
    }

    /// Prints a document.
    ///
    /// # Errors
    /// When there is no font, a template does not work, or no font has a character.
    #[tracing::instrument(name = "papers.print", level = "debug", skip_all)]
    pub async fn print(&self, document: Document) -> Result<Vec<u8>, PaperFault> {
        let _turn = self.0.turns.acquire().await.map_err(|_| PaperFault::BrokenOff)?;
        let parts = Arc::clone(&self.0);
        let printed = tokio::task::spawn_blocking(move || {
            let printer = parts
                .printer
                .get_or_init(|| Printer::open(parts.fonts.as_deref(), parts.templates.as_deref()));
            match printer {
                Ok(printer) => Ok(printer.print(&document)?),
                Err(fault) => Err(PaperFault::Printer(fault.clone())),
            }
        });
        printed.await.map_err(|_| PaperFault::BrokenOff)?
    }
}
