//! Reads catalogue files. Pure: the caller hands in paths and texts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, de::DeserializeOwned};

use super::{
    Catalogue,
    check::{Defect, DefectKind},
    library::no_source,
};
use crate::{
    calendar::{Status, Year, YearDays},
    id::SourceId,
    value::date,
};

/// One catalogue file.
#[derive(Debug, Clone)]
pub struct File {
    /// Path inside the catalogue folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What reading gave: everything that could be read, and what could not.
#[derive(Debug)]
pub struct Loaded {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// Files that could not be read, or stand in a wrong place.
    pub defects: Vec<Defect>,
}

/// `catalogue.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    version: String,
    title: String,
    title_en: Option<String>,
}

/// Reads all files of a catalogue. A file that cannot be read is a defect; the others are read all the same.
#[must_use]
pub fn load(files: impl IntoIterator<Item = File>) -> Loaded {
    let mut reader = Reader {
        catalogue: Catalogue::default(),
        defects: Vec::new(),
        holiday_sources: Vec::new(),
    };
    for file in files {
        reader.file(&file);
    }
    if reader.catalogue.version.is_empty() {
        reader.defects.push(Defect::new(
            DefectKind::Unreadable,
            "catalogue.toml",
            "version",
            "the file is missing or has no version",
        ));
    }
    for (file, source) in &reader.holiday_sources {
        if source.as_str().is_empty() {
            reader
                .defects
                .push(Defect::new(DefectKind::NoSource, file, "source", "name the source"));
        } else if !reader.catalogue.sources.contains_key(source) {
            let message = format!("there is no source `{source}`");
            reader
                .defects
                .push(Defect::new(DefectKind::DanglingReference, file, "source", message));
        }
    }
    reader.defects.sort();
    Loaded {
        catalogue: reader.catalogue,
        defects: reader.defects,
    }
}

/// `holidays/2026.toml`; the year is the file's name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holidays {
    status: Status,
    #[expect(dead_code, reason = "for readers of the file; the program needs the days only")]
    document: Option<String>,
    #[serde(default = "no_source")]
    source: SourceId,
    #[serde(default)]
    off: Vec<String>,
    #[serde(default)]
    work: Vec<String>,
}

struct Reader {
    catalogue: Catalogue,
    defects: Vec<Defect>,
    holiday_sources: Vec<(String, SourceId)>,
}

impl Reader {
    fn file(&mut self, file: &File) {
        let Some((folder, name)) = file.path.split_once('/') else {
            if file.path == "catalogue.toml" {
                self.head(file);
            } else if is_toml(&file.path) {
                self.misplaced(file, "only catalogue.toml stands at the top");
            }
            return;
        };
        let Some(id) = name.strip_suffix(".toml") else { return };
        let is_word = id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let starts_well = id.starts_with(|c: char| c.is_ascii_lowercase()) || folder == "holidays";
        if !is_word || !starts_well {
            self.misplaced(file, "a file is named by a word in snake_case");
            return;
        }
        let catalogue = &mut self.catalogue;
        let read = match folder {
            "sources" => put(&mut catalogue.sources, id, &file.text),
            "departments" => put(&mut catalogue.departments, id, &file.text),
            "sections" => put(&mut catalogue.sections, id, &file.text),
            "roles" => put(&mut catalogue.roles, id, &file.text),
            "elements" => put(&mut catalogue.elements, id, &file.text),
            "relations" => put(&mut catalogue.relations, id, &file.text),
            "questions" => put(&mut catalogue.questions, id, &file.text),
            "materials" => put(&mut catalogue.materials, id, &file.text),
            "promises" => put(&mut catalogue.promises, id, &file.text),
            "points" => put(&mut catalogue.points, id, &file.text),
            "numbers" => put(&mut catalogue.numbers, id, &file.text),
            "licences" => put(&mut catalogue.licences, id, &file.text),
            "items" => put(&mut catalogue.items, id, &file.text),
            "themes" => put(&mut catalogue.themes, id, &file.text),
            "regions" => put(&mut catalogue.regions, id, &file.text),
            "halls" => put(&mut catalogue.halls, id, &file.text),
            "plates" => put(&mut catalogue.plates, id, &file.text),
            "holidays" => self.year(file, id),
            _ => {
                self.misplaced(file, "there is no such kind of thing");
                return;
            }
        };
        if let Err(fault) = read {
            self.unreadable(file, &fault);
        }
    }

    fn head(&mut self, file: &File) {
        match toml::from_str::<Head>(&file.text) {
            Ok(head) => {
                self.catalogue.version = head.version;
                self.catalogue.title = head.title;
                self.catalogue.title_en = head.title_en;
            }
            Err(fault) => self.unreadable(file, &fault),
        }
    }

    fn year(&mut self, file: &File, id: &str) -> Result<(), toml::de::Error> {
        let read: Holidays = toml::from_str(&file.text)?;
        let dates = |days: &[String]| days.iter().map(|day| date::parse_iso(day)).collect::<Result<_, _>>();
        let year = match (id.parse(), dates(&read.off), dates(&read.work)) {
            (Ok(year), Ok(off), Ok(work)) => Year::new(YearDays {
                year,
                status: read.status,
                off,
                work,
            })
            .map_err(|fault| fault.to_string()),
            (Err(_), _, _) => Err("a holiday file is named by its year".to_owned()),
            (Ok(_), off, work) => Err(off
                .and(work)
                .map_or_else(|fault| fault.to_string(), |_: BTreeSet<_>| String::new())),
        };
        match year {
            Ok(year) => {
                self.catalogue.calendar.insert(year);
                self.holiday_sources.push((file.path.clone(), read.source));
            }
            Err(fault) => self
                .defects
                .push(Defect::new(DefectKind::BadValue, &file.path, "", fault)),
        }
        Ok(())
    }

    fn misplaced(&mut self, file: &File, why: &str) {
        self.defects
            .push(Defect::new(DefectKind::Misplaced, &file.path, "", why));
    }

    fn unreadable(&mut self, file: &File, fault: &toml::de::Error) {
        let line = fault.span().map_or(1, |span| {
            file.text[..span.start.min(file.text.len())].matches('\n').count() + 1
        });
        self.defects.push(Defect::new(
            DefectKind::Unreadable,
            &file.path,
            format!("line {line}"),
            fault.message(),
        ));
    }
}

fn is_toml(path: &str) -> bool {
    path.strip_suffix(".toml").is_some()
}

fn put<K: Ord + for<'a> From<&'a str>, V: DeserializeOwned>(
    all: &mut BTreeMap<K, V>,
    id: &str,
    text: &str,
) -> Result<(), toml::de::Error> {
    all.insert(K::from(id), toml::from_str(text)?);
    Ok(())
}
