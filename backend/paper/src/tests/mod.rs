//! What is printed is read back by programs that know nothing of how it was made.

mod fault;
mod look;
mod text;

use std::sync::LazyLock;

use crate::{Document, Printer};

/// Looking for fonts takes a moment: once for all tests of a run.
static PRINTER: LazyLock<Printer> = LazyLock::new(|| Printer::open(None, None).unwrap());

/// The PDF of a document.
fn print(document: &Document) -> Vec<u8> {
    let printed = PRINTER.print(document);
    printed.unwrap_or_else(|fault| panic!("{document:?}: {fault}"))
}

/// The first sample of a template.
fn sample(template: &str) -> Document {
    let mut samples = Document::samples().into_iter();
    samples.find(|document| document.template() == template).unwrap()
}

/// All samples with their PDF.
fn printed() -> impl Iterator<Item = (Document, Vec<u8>)> {
    Document::samples().into_iter().map(|document| {
        let pdf = print(&document);
        (document, pdf)
    })
}
