//! The fonts documents are written with.

use std::{collections::BTreeSet, fs, path::Path, path::PathBuf, sync::OnceLock};

use fontdb::{Database, FaceInfo, Source};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use crate::PrinterFault;

/// Families taken from the machine, the preferred first; `templates/common.typ` names the same. Nothing else is taken,
/// so that a font somebody installs for another purpose does not change documents.
const FAMILIES: [&str; 14] = [
    "FZXiaoBiaoSong-B05S",
    "FangSong_GB2312",
    "FangSong",
    "STFangsong",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "SimSun",
    "SimSun-ExtB",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "HanaMinA",
    "HanaMinB",
];

/// Characters that every Chinese font has.
const CHINESE: [char; 4] = ['件', '准', '证', '一'];

/// Fonts that were found, read when first needed.
pub(crate) struct Fonts {
    book: LazyHash<FontBook>,
    slots: Vec<Slot>,
}

/// One face of a font file.
struct Slot {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    /// Looks for fonts, first in a folder (all that are there), then on the machine (the families known here, or else
    /// any that is Chinese).
    ///
    /// # Errors
    /// [`PrinterFault::NoChineseFont`], and [`PrinterFault::Folder`] when the folder is none.
    pub(crate) fn find(folder: Option<&Path>) -> Result<Self, PrinterFault> {
        let mut own = Database::new();
        if let Some(folder) = folder {
            fs::read_dir(folder).map_err(|fault| PrinterFault::Folder {
                folder: folder.to_owned(),
                reason: fault.to_string(),
            })?;
            own.load_fonts_dir(folder);
        }
        let mut machine = Database::new();
        machine.load_system_fonts();
        Self::of(&own, &machine)
    }

    /// Takes all of the first and what is known of the second.
    pub(crate) fn of(own: &Database, machine: &Database) -> Result<Self, PrinterFault> {
        let mut faces = faces(own, |_| Some(0));
        faces.extend(self::faces(machine, rank));
        if !faces.iter().any(|(_, info)| chinese(info)) {
            let any = self::faces(machine, |_| Some(0));
            faces.extend(any.into_iter().filter(|(_, info)| chinese(info)));
        }
        if !faces.iter().any(|(_, info)| chinese(info)) {
            return Err(PrinterFault::NoChineseFont);
        }
        let (slots, infos): (Vec<_>, Vec<_>) = faces.into_iter().unzip();
        Ok(Self {
            book: LazyHash::new(FontBook::from_infos(infos)),
            slots,
        })
    }

    /// What there is to choose from.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// One of the book, read from its file the first time.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let slot = self.slots.get(index)?;
        let read = || Font::new(Bytes::new(fs::read(&slot.path).ok()?), slot.index);
        slot.font.get_or_init(read).clone()
    }

    /// Those of these characters that no font has, each once and in order. No font has those of private use: they mean
    /// another character on every machine, and PDF/A does not take them.
    pub(crate) fn missing(&self, characters: impl Iterator<Item = char>) -> Vec<char> {
        let wanted: BTreeSet<char> = characters.filter(|c| !invisible(*c)).collect();
        let has = |c: char| !private(c) && self.infos().any(|info| info.coverage.contains(u32::from(c)));
        wanted.into_iter().filter(|c| !has(*c)).collect()
    }

    fn infos(&self) -> impl Iterator<Item = &FontInfo> {
        (0..self.slots.len()).filter_map(|index| self.book.info(index))
    }
}

/// The faces of the ranked families, in an order that does not depend on how the file system lists them.
fn faces(fonts: &Database, rank: impl Fn(&FaceInfo) -> Option<usize>) -> Vec<(Slot, FontInfo)> {
    let mut found: Vec<_> = fonts
        .faces()
        .filter_map(|face| match &face.source {
            Source::File(path) | Source::SharedFile(path, _) => Some((rank(face)?, path.clone(), face.index, face.id)),
            Source::Binary(_) => None,
        })
        .collect();
    found.sort();
    let slot = |(_, path, index, id)| {
        let info = fonts.with_face_data(id, FontInfo::new)??;
        Some((
            Slot {
                path,
                index,
                font: OnceLock::new(),
            },
            info,
        ))
    };
    found.into_iter().filter_map(slot).collect()
}

/// Where the family of a face stands among [`FAMILIES`].
fn rank(face: &FaceInfo) -> Option<usize> {
    let is = |family: &&str| face.families.iter().any(|(name, _)| name == family);
    FAMILIES.iter().position(is)
}

fn chinese(info: &FontInfo) -> bool {
    CHINESE.iter().all(|c| info.coverage.contains(u32::from(*c)))
}

/// Whether a character leaves no mark: spaces, joiners, and selectors of variants, which fonts may ignore.
fn invisible(c: char) -> bool {
    let joiner = matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    let selector = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    c.is_whitespace() || c.is_control() || joiner || selector
}

/// Whether a character is of private use: old systems kept rare characters there.
fn private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}
