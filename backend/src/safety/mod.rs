//! What people upload is looked at, and made safe, before anybody opens it.
//!
//! The kind is known from the content. A scanner for viruses sees the file as it came, where one is set. Pictures are
//! decoded and written anew; a PDF stays as it is, signatures and all, and is refused when something in it would act by
//! itself. All of that is work for a processor and takes memory, so only a few files are looked at side by side.

mod apart;
mod kind;
mod pdf;
mod picture;
mod scanner;

#[cfg(test)]
mod tests;

use std::{io, num::NonZero, path::PathBuf, thread::available_parallelism, time::Duration};

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::spawn_blocking,
    time::timeout,
};

pub use apart::look_here;
pub use kind::Kind;
pub use scanner::{AddressFault, Clamd, ScanFault};

use apart::Apart;
use scanner::Verdict;

/// A file that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Safe {
    /// What it is.
    pub media_type: &'static str,
    /// Its content: a picture written anew, or a document as it came.
    pub content: Vec<u8>,
}

/// Why a file is not kept. Each one has a code, and the pages a sentence that says what would be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsafe {
    /// Of another kind.
    #[error("JPEG, PNG, WebP and PDF are accepted")]
    Kind,
    /// HEIC: what cannot be decoded here cannot be made safe, and the desk's browsers do not show it.
    #[error("HEIC cannot be opened at the desk; JPEG is accepted")]
    Heic,
    /// Damaged, or not whole.
    #[error("the file cannot be opened")]
    Broken,
    /// More pixels than are decoded.
    #[error("a picture may have {} pixels", picture::MOST_PIXELS)]
    TooManyPixels,
    /// A PDF under a password.
    #[error("the PDF is encrypted; one without a password is accepted")]
    PdfEncrypted,
    /// A PDF with something in it that acts by itself, or with files inside.
    #[error("the PDF holds {0}; one that was printed anew is accepted")]
    PdfActive(&'static str),
    /// The scanner found something.
    #[error("the scanner found something harmful in the file")]
    Infected,
}

impl Unsafe {
    /// The stable code of the problem.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kind => "file_kind",
            Self::Heic => "file_heic",
            Self::Broken => "file_broken",
            Self::TooManyPixels => "file_pixels",
            Self::PdfEncrypted => "pdf_encrypted",
            Self::PdfActive(_) => "pdf_active",
            Self::Infected => "file_infected",
        }
    }
}

/// A file could not be looked at, which says nothing of it. Nothing may be kept without that; it is tried again later.
#[derive(Debug, thiserror::Error)]
pub enum LookFault {
    /// The scanner gives no answer.
    #[error(transparent)]
    Scanner(#[from] ScanFault),
    /// The process that looks into PDFs did not run.
    #[error("nothing looks into PDFs: {0}")]
    Apart(#[from] io::Error),
}

/// Looks at files.
#[derive(Debug)]
pub struct Safety {
    scanner: Option<Clamd>,
    apart: Option<Apart>,
    turns: Semaphore,
    processors: Semaphore,
}

/// The right to hold a whole file in memory and have it looked at.
#[derive(Debug)]
pub struct Turn<'s>(#[expect(dead_code, reason = "given back when it is dropped")] SemaphorePermit<'s>);

/// Too many files are being looked at. Nothing is lost; it is tried again later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many files are being looked at")]
pub struct Crowded;

/// Files that are held in memory at once.
const TURNS: usize = 8;
/// How long a turn is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

impl Safety {
    /// With a scanner for viruses, or without.
    #[must_use]
    pub fn new(scanner: Option<Clamd>) -> Self {
        let processors = available_parallelism().map_or(1, NonZero::get);
        Self {
            scanner,
            apart: None,
            turns: Semaphore::new(TURNS),
            // A picture at the limit takes 300 MB while it is turned; two processors decode one at a time.
            processors: Semaphore::new((processors / 2).clamp(1, 4)),
        }
    }

    /// With a program that looks into PDFs apart from this one: this program itself, called again.
    #[must_use]
    pub fn looking_apart(self, program: PathBuf) -> Self {
        Self {
            apart: Some(Apart(program)),
            ..self
        }
    }

    /// Waits for a turn, which is to be had before a whole file is put together.
    ///
    /// # Errors
    /// When none comes in time.
    pub async fn turn(&self) -> Result<Turn<'_>, Crowded> {
        let turn = timeout(PATIENCE, self.turns.acquire()).await;
        turn.ok().and_then(Result::ok).map(Turn).ok_or(Crowded)
    }

    /// Looks at a file that has arrived whole.
    ///
    /// # Errors
    /// When the scanner that is set cannot be asked, or nothing looks into a PDF.
    #[tracing::instrument(name = "safety.look", level = "debug", skip_all)]
    pub async fn look(&self, _turn: &Turn<'_>, content: Vec<u8>) -> Result<Result<Safe, Unsafe>, LookFault> {
        if let Err(refused) = Kind::of(&content) {
            return Ok(Err(refused));
        }
        if let Some(scanner) = &self.scanner
            && scanner.scan(&content).await? == Verdict::Infected
        {
            return Ok(Err(Unsafe::Infected));
        }
        let _processor = self.processors.acquire().await;
        if let (Some(apart), Ok(Kind::Pdf)) = (&self.apart, Kind::of(&content)) {
            return Ok(apart.look(&content).await?.map(|()| pdf::kept(content)));
        }
        let looked = spawn_blocking(move || made_safe(content)).await;
        // What brings a decoder down is no good file either.
        Ok(looked.unwrap_or(Err(Unsafe::Broken)))
    }
}

/// Makes a file safe, without asking a scanner. Takes a while and memory.
///
/// # Errors
/// When it cannot be kept.
pub fn made_safe(content: Vec<u8>) -> Result<Safe, Unsafe> {
    match Kind::of(&content)? {
        Kind::Picture(format) => picture::written_anew(format, &content),
        Kind::Pdf => pdf::look(&content).map(|()| pdf::kept(content)),
    }
}
