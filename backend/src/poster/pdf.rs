//! A poster as PDF: the SVG turned into one page, with the characters it uses inside.

use std::sync::Arc;

use svg2pdf::{
    ConversionOptions, PageOptions,
    usvg::{
        Options, Tree,
        fontdb::{Database, Family, Query},
    },
};

use super::PosterFault;

/// CSS pixels in an inch: the unit in which usvg measures millimetres.
const DPI: f32 = 96.0;

/// Families known to carry Simplified Chinese; one of them must be there.
const CHINESE: [&str; 7] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
];

/// The fonts of this machine. Reading them takes a moment: do it once.
#[derive(Clone)]
pub(crate) struct Fonts(Arc<Database>);

impl Fonts {
    /// Reads the fonts that are installed.
    ///
    /// # Errors
    /// When none of them has Chinese characters.
    pub(crate) fn installed() -> Result<Self, PosterFault> {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        Self::of(fonts)
    }

    /// Takes these fonts.
    ///
    /// # Errors
    /// When none of them has Chinese characters.
    pub(super) fn of(mut fonts: Database) -> Result<Self, PosterFault> {
        let query = Query {
            families: &CHINESE.map(Family::Name),
            ..Query::default()
        };
        let found = fonts.query(&query).and_then(|id| fonts.face(id));
        let family = found
            .and_then(|face| face.families.first())
            .map(|(name, _)| name.clone());
        fonts.set_sans_serif_family(family.ok_or(PosterFault::NoChineseFont)?);
        Ok(Self(Arc::new(fonts)))
    }
}

/// Turns a poster into a PDF of one page, with the characters it uses embedded.
///
/// # Errors
/// When the SVG or a font cannot be read.
pub(crate) fn pdf(svg: &str, fonts: &Fonts) -> Result<Vec<u8>, PosterFault> {
    let options = Options {
        dpi: DPI,
        fontdb: fonts.0.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|fault| PosterFault::Pdf(fault.to_string()))?;
    svg2pdf::to_pdf(&tree, ConversionOptions::default(), PageOptions { dpi: DPI })
        .map_err(|fault| PosterFault::Pdf(fault.to_string()))
}
