//! What the typesetter may see: templates, fonts and the data of one document. No clock, network or other file.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;

/// Name of the file in which a template finds the document.
pub(crate) const DATA: &str = "data.json";
/// Name of the file in which a template finds the QR code, if the document has one.
pub(crate) const CODE: &str = "code.svg";

/// What all documents share.
pub(crate) struct Shop {
    pub(crate) fonts: Fonts,
    standard: LazyHash<Library>,
    sources: BTreeMap<String, Source>,
    pictures: BTreeMap<String, Bytes>,
}

impl Shop {
    /// Parses the templates. Their faults appear when they are used.
    pub(crate) fn new(fonts: Fonts, files: BTreeMap<String, Vec<u8>>) -> Self {
        let (mut sources, mut pictures) = (BTreeMap::new(), BTreeMap::new());
        for (name, bytes) in files {
            if name.ends_with(".typ") {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                sources.insert(name.clone(), Source::new(id(&name), text));
            } else {
                pictures.insert(name, Bytes::new(bytes));
            }
        }
        Self {
            fonts,
            standard: LazyHash::new(Library::builder().build()),
            sources,
            pictures,
        }
    }
}

/// One document on its way to the page.
pub(crate) struct Job<'a> {
    /// What all share.
    pub(crate) shop: &'a Shop,
    /// Name of the template.
    pub(crate) template: &'a str,
    /// The document as JSON.
    pub(crate) data: Bytes,
    /// Its QR code as SVG.
    pub(crate) code: Option<Bytes>,
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shop.fonts.book()
    }

    fn main(&self) -> FileId {
        id(self.template)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shop.sources.get(name(id)).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = match name(id) {
            DATA => Some(self.data.clone()),
            CODE => self.code.clone(),
            name => self.shop.pictures.get(name).cloned(),
        };
        found.ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.font(index)
    }

    /// A template cannot know the day: the same document gives the same bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The typesetter's handle of a file in the one folder there is.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the name of a file in a folder is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The name of a file, or of none when it belongs to a package: packages are not fetched.
pub(crate) fn name(id: FileId) -> &'static str {
    let rooted = id.get();
    match rooted.root() {
        VirtualRoot::Project => rooted.vpath().get_without_slash(),
        VirtualRoot::Package(_) => "",
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(name(id).into())
}
