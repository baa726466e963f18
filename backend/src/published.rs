//! The catalogue as the server publishes it, with everything that is made of it once.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use pinyin::ToPinyin;
use yijian_domain::{
    catalogue::{
        Catalogue, Plate, Theme,
        check::{self, Defect},
        embedded,
        load::{File, Loaded, load},
        nearest_halls,
    },
    id::{PlateId, ThemeId},
    wire::{HallNear, PlateView, ThemeList, ThemeRow},
};

use crate::packed::Packed;

/// Most files of a catalogue folder that are read: a wrong folder is noticed before the memory is full.
const MOST_FILES: usize = 100_000;

/// A catalogue without defects, and what is made of it.
#[derive(Debug)]
pub struct Published {
    /// All of it.
    pub catalogue: Arc<Catalogue>,
    /// The list of themes.
    pub list: ThemeList,
    /// The list as it is answered.
    pub list_answer: Packed,
    slices: BTreeMap<ThemeId, Slice>,
}

/// The part of the catalogue that one theme needs.
#[derive(Debug)]
pub struct Slice {
    /// The part.
    pub catalogue: Catalogue,
    /// The part as it is answered.
    pub answer: Packed,
}

/// Why a catalogue cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueFault {
    /// The folder does not read.
    #[error("the catalogue folder {} cannot be read: {fault}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        fault: io::Error,
    },
    /// It has defects.
    #[error("the catalogue has {} defects, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Defects(Vec<Defect>),
}

/// Reads a catalogue from a folder, or the one inside the program, and finds its defects.
///
/// # Errors
/// When the folder cannot be read.
pub fn read(folder: Option<&Path>) -> Result<Loaded, CatalogueFault> {
    let Some(path) = folder else {
        return Ok(checked(embedded::catalogue()));
    };
    let mut files = Vec::new();
    collect(path, path, &mut files).map_err(|fault| CatalogueFault::Folder {
        path: path.to_owned(),
        fault,
    })?;
    Ok(checked(load(files)))
}

fn checked(mut loaded: Loaded) -> Loaded {
    loaded.defects.extend(check::check(&loaded.catalogue));
    loaded.defects.sort();
    loaded
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            if files.len() == MOST_FILES {
                return Err(io::Error::other("there are too many files for a catalogue"));
            }
            let inside = path.strip_prefix(root).unwrap_or(&path);
            let name = inside.to_string_lossy().replace('\\', "/");
            files.push(File {
                path: name,
                text: fs::read_to_string(&path)?,
            });
        }
    }
    Ok(())
}

impl Published {
    /// Reads a catalogue and publishes it.
    ///
    /// # Errors
    /// When it cannot be read or has defects.
    pub fn open(folder: Option<&Path>) -> Result<Self, CatalogueFault> {
        let loaded = read(folder)?;
        if loaded.defects.is_empty() {
            Ok(Self::of(loaded.catalogue))
        } else {
            Err(CatalogueFault::Defects(loaded.defects))
        }
    }

    /// Publishes a catalogue as it is.
    #[must_use]
    pub fn of(catalogue: Catalogue) -> Self {
        let mut themes: Vec<ThemeRow> = catalogue.themes.iter().map(|(id, theme)| row(id, theme)).collect();
        themes.sort_by(|a, b| (a.audience, a.stage, &a.id).cmp(&(b.audience, b.stage, &b.id)));
        let list = ThemeList {
            version: catalogue.version.clone(),
            themes,
        };
        let list_answer = packed(&list);
        let slices = catalogue.themes.keys().filter_map(|id| {
            let part = catalogue.slice(id)?;
            Some((
                id.clone(),
                Slice {
                    answer: packed(&part),
                    catalogue: part,
                },
            ))
        });
        let slices = slices.collect();
        Self {
            catalogue: Arc::new(catalogue),
            list,
            list_answer,
            slices,
        }
    }

    /// The part that one theme needs; none for an unknown theme.
    #[must_use]
    pub fn slice(&self, theme: &ThemeId) -> Option<&Slice> {
        self.slices.get(theme)
    }

    /// What a door plate leads to; none for an unknown plate.
    #[must_use]
    pub fn plate(&self, id: &PlateId) -> Option<PlateView> {
        let plate = self.catalogue.plates.get(id)?;
        let near = nearest_halls(plate, &self.catalogue.halls);
        let halls = near.into_iter().map(|(id, hall, metres)| HallNear {
            id: id.clone(),
            hall: hall.clone(),
            metres,
        });
        Some(PlateView {
            id: id.clone(),
            plate: plate.clone(),
            region_name: self.region_name(plate),
            halls: halls.collect(),
            themes: self.themes_at(plate),
        })
    }

    /// Name of the plate's region with province and prefecture; its code where the catalogue does not know it.
    fn region_name(&self, plate: &Plate) -> String {
        let region = self
            .catalogue
            .regions
            .values()
            .find(|region| region.code == plate.region);
        region.map_or_else(|| plate.region.to_string(), |region| region.full_name.clone())
    }

    /// Likely themes first, in the plate's order, then the rest in theirs.
    fn themes_at(&self, plate: &Plate) -> Vec<ThemeRow> {
        let likely = plate
            .themes
            .iter()
            .filter_map(|id| self.list.themes.iter().find(|row| row.id == *id));
        let rest = self.list.themes.iter().filter(|row| !plate.themes.contains(&row.id));
        likely.chain(rest).cloned().collect()
    }

    /// Compresses every answer as small as it gets.
    pub fn pack(&self) {
        self.list_answer.pack();
        self.slices.values().for_each(|slice| slice.answer.pack());
    }
}

fn packed(content: &impl serde::Serialize) -> Packed {
    Packed::new(
        "application/json",
        serde_json::to_vec(content).expect("keys are texts and numbers are finite"),
    )
}

fn row(id: &ThemeId, theme: &Theme) -> ThemeRow {
    ThemeRow {
        id: id.clone(),
        name: theme.name.clone(),
        name_en: theme.name_en.clone(),
        summary: theme.summary.clone(),
        summary_en: theme.summary_en.clone(),
        aliases: theme.aliases.clone(),
        initials: std::iter::once(&theme.name)
            .chain(&theme.aliases)
            .map(|name| initials(name))
            .collect(),
        audience: theme.audience,
        stage: theme.stage,
    }
}

/// Pinyin initials: `kbld` for 开便利店. What is no Han character stays, in small letters, if it is a letter or digit.
fn initials(name: &str) -> String {
    name.chars()
        .filter_map(|c| match c.to_pinyin() {
            Some(sound) => sound.plain().chars().next(),
            None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> Published {
        Published::of(embedded::catalogue().catalogue)
    }

    #[test]
    fn initials_are_those_of_the_sounds() {
        assert_eq!(initials("开便利店"), "kbld");
        assert_eq!(initials("KTV 歌厅"), "ktvgt");
    }

    #[test]
    fn themes_stand_in_order() {
        let published = published();
        let keys: Vec<_> = published
            .list
            .themes
            .iter()
            .map(|row| (row.audience, row.stage, row.id.clone()))
            .collect();
        assert!(keys.is_sorted() && !keys.is_empty());
    }

    #[test]
    fn a_plate_shows_every_theme_once_and_likely_ones_first() {
        let published = published();
        for (id, plate) in &published.catalogue.plates {
            let view = published.plate(id).unwrap();
            let ids: Vec<_> = view.themes.iter().map(|row| row.id.clone()).collect();
            assert_eq!(ids[..plate.themes.len()], plate.themes);
            assert_eq!(ids.len(), published.list.themes.len());
            assert!(view.halls.is_sorted_by_key(|near| near.metres));
        }
    }

    #[test]
    fn a_folder_with_a_defect_is_refused_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("themes")).unwrap();
        fs::write(
            folder.path().join("catalogue.toml"),
            "version = \"1\"\ntitle = \"试\"\n",
        )
        .unwrap();
        fs::write(folder.path().join("themes/shop.toml"), "nam = \"店\"\n").unwrap();
        let fault = Published::open(Some(folder.path())).unwrap_err().to_string();
        assert!(fault.contains("themes/shop.toml"), "{fault}");
        let missing = Published::open(Some(Path::new("nowhere"))).unwrap_err().to_string();
        assert!(missing.contains("nowhere"), "{missing}");
    }
}
