//! The documents that authorities hand out, as PDF.
//!
//! A [`Document`] is typed data; its text stands in a template, `templates/*.typ`, which a county may replace by a file
//! of the same name. [`Printer::open`] reads fonts and templates once, [`Printer::print`] typesets one document. The
//! same document gives the same bytes, whenever and however often it is printed.
//!
//! What is printed is PDF/A-2a (kept for decades) and PDF/UA-1 (read aloud), with the characters it uses embedded.

mod code;
mod document;
mod fault;
mod fonts;
mod printer;
mod templates;
mod world;

#[cfg(test)]
mod tests;

pub use document::*;
pub use fault::{PrintFault, PrinterFault};
pub use printer::Printer;
