//! From a document to the bytes of a PDF.

use std::{collections::BTreeMap, path::Path};

use jiff::civil::Date;
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::fonts::Fonts;
use crate::world::{Job, Shop, name};
use crate::{Document, PrintFault, PrinterFault, code, templates};

/// Printed documents after which the typesetter forgets what it kept of one to be quick with the next.
const REMEMBERED: usize = 4;

/// Fonts and templates, read once. Any number of threads may print at the same time.
pub struct Printer {
    shop: Shop,
}

impl Printer {
    /// Reads the fonts of the machine and of a folder, and the templates of this program, replaced by files of the same
    /// name in another folder. Pictures (SVG, PNG, JPEG) in that folder can be shown by its templates.
    ///
    /// # Errors
    /// When a folder cannot be read, a template in it has a name that nothing uses, or no font is Chinese.
    pub fn open(fonts: Option<&Path>, templates: Option<&Path>) -> Result<Self, PrinterFault> {
        Ok(Self::of(Fonts::find(fonts)?, templates::read(templates)?))
    }

    /// A printer of these fonts and files.
    pub(crate) fn of(fonts: Fonts, files: BTreeMap<String, Vec<u8>>) -> Self {
        Self {
            shop: Shop::new(fonts, files),
        }
    }

    /// Typesets a document. Takes tens of milliseconds of one core: in a server, call it where blocking is allowed.
    ///
    /// # Errors
    /// When the template does not compile, a character is in no font, or a text is too long for a QR code.
    pub fn print(&self, document: &Document) -> Result<Vec<u8>, PrintFault> {
        let data = serde_json::to_value(document).expect("a document has only string keys");
        let characters = self
            .shop
            .fonts
            .missing(texts(&data).iter().flat_map(|text| text.chars()));
        if !characters.is_empty() {
            return Err(PrintFault::Characters { characters });
        }
        let job = Job {
            shop: &self.shop,
            template: document.template(),
            data: Bytes::new(data.to_string().into_bytes()),
            code: document
                .code()
                .map(code::svg)
                .transpose()?
                .map(|svg| Bytes::new(svg.into_bytes())),
        };
        let printed = pdf(&job, document.date());
        typst::comemo::evict(REMEMBERED);
        printed.map_err(|faults| fault(&job, &faults))
    }

    /// Prints every sample: are all templates sound?
    ///
    /// # Errors
    /// The fault of each template that is not.
    pub fn check(&self) -> Result<(), Vec<PrintFault>> {
        let mut faults: Vec<_> = Document::samples()
            .iter()
            .filter_map(|sample| self.print(sample).err())
            .collect();
        // What is wrong in the part that all share is found by each.
        faults.dedup();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// Compiles and exports.
fn pdf(job: &Job<'_>, date: Date) -> Result<Vec<u8>, Vec<SourceDiagnostic>> {
    let pages = typst::compile::<PagedDocument>(job).output.map_err(Vec::from_iter)?;
    let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs);
    let midnight = Datetime::from_ymd_hms(date.year().into(), month, day, 0, 0, 0);
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Yijian".to_owned())),
        // Midnight in Beijing.
        timestamp: midnight.and_then(|midnight| Timestamp::new_local(midnight, 8 * 60)),
        page_ranges: None,
        standards: standards.expect("PDF/A-2 and PDF/UA-1 both build on PDF 1.7"),
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(&pages, &options).map_err(Vec::from_iter)
}

/// The first fault, with its place in a template.
fn fault(job: &Job<'_>, faults: &[SourceDiagnostic]) -> PrintFault {
    let first = faults.first().expect("who fails names at least one fault");
    let place = first.span.id().and_then(|id| {
        let (line, column) = match job.source(id) {
            Ok(source) => source.lines().byte_to_line_column(job.range(first.span)?.start)?,
            Err(_) => return None,
        };
        Some((name(id), line + 1, column + 1))
    });
    let (file, line, column) = place.unwrap_or((job.template, 0, 0));
    let mut message = first.message.to_string();
    for hint in &first.hints {
        message.push_str("; ");
        message.push_str(&hint.v);
    }
    PrintFault::Template {
        file: file.to_owned(),
        line,
        column,
        message,
    }
}

/// Every text in a JSON value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
