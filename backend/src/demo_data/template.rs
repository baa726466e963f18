//! What made-up cases are about: an application for every theme in every region, taken in by the functions that take in real
//! ones.

use jiff::civil::Date;
use yijian_domain::{
    application::{Draft, FileRef, Part, Provision, validate},
    case::{CaseFile, Channel},
    catalogue::{Catalogue, RegionCode},
    situation::Answers,
};

use super::full;
use crate::{
    cases::{Kept, Subject, new_parts},
    storage::NewPart,
};

/// An application of the person in [`super::people`].
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub(super) theme_name: String,
    pub(super) theme_name_en: Option<String>,
    pub(super) file: CaseFile,
    pub(super) kept: String,
    pub(super) subject: Subject,
    pub(super) parts: Vec<NewPart>,
}

/// Every theme in every region that has no other below it, each with yes and with no to everything. What does not pass the
/// checks in a region is left out.
pub(super) fn all(catalogue: &Catalogue, today: Date) -> Vec<Template> {
    let regions: Vec<&RegionCode> = catalogue.regions.values().map(|region| &region.code).collect();
    let leaves = regions
        .iter()
        .filter(|code| !regions.iter().any(|other| other != *code && code.contains(other)));
    let mut templates = Vec::new();
    for region in leaves {
        for theme in catalogue.themes.keys() {
            for yes in [false, true] {
                let draft = Draft::new(theme.clone(), &catalogue.version, Some((*region).clone()));
                templates.extend(made(catalogue, draft, yes, today));
            }
        }
    }
    templates
}

fn made(catalogue: &Catalogue, mut draft: Draft, yes: bool, today: Date) -> Option<Template> {
    let plan = full::fill(catalogue, &mut draft, yes, today);
    let file = FileRef {
        id: "0".repeat(32),
        name: "纸.png".to_owned(),
        bytes: 1,
        media_type: "image/png".to_owned(),
        complete: true,
    };
    for line in &plan.materials {
        let files = vec![file.clone()];
        draft.provisions.insert(line.id.clone(), Provision::Files { files });
    }
    let application = validate(catalogue, &draft, today).ok()?;
    let mut kept = Kept::of(&draft, &application);
    // There are no files behind made-up papers.
    for provision in kept.provisions.values_mut() {
        *provision = Provision::Files { files: Vec::new() };
    }
    let theme = catalogue.themes.get(&draft.theme)?;
    Some(Template {
        theme_name: theme.name.clone(),
        theme_name_en: theme.name_en.clone(),
        file: CaseFile::of(catalogue, &application, "", Channel::Online),
        kept: json(&kept),
        subject: Subject::of(&kept.values),
        parts: new_parts(catalogue, &application),
    })
}

impl Template {
    /// The same cut down to each of its parts alone, and to what lists and searches need: most cases by far are over, and
    /// their papers would fill the disk.
    pub(super) fn lean(&self) -> Vec<Self> {
        let parts = self.file.parts.iter();
        parts.filter_map(|part| self.alone_with(part.item.as_str())).collect()
    }

    fn alone_with(&self, item: &str) -> Option<Self> {
        let mut lean = self.clone();
        lean.file.parts.retain(|part| part.item.as_str() == item);
        for part in &mut lean.file.parts {
            part.after.clear();
            part.issues.clear();
            part.name_en = None;
            part.instant = false;
        }
        lean.file.papers.clear();
        lean.file.promises.clear();
        lean.file.points.clear();
        lean.parts.retain(|part| part.row.item == item);
        for part in &mut lean.parts {
            let mut sheet: Part = serde_json::from_str(&part.body).ok()?;
            (sheet.form, sheet.materials) = (Vec::new(), Vec::new());
            part.body = json(&sheet);
            (part.row.name_en, part.row.department_name_en) = (None, None);
        }
        let mut kept: Kept = serde_json::from_str(&self.kept).ok()?;
        kept.answers = Answers::new();
        kept.held.clear();
        kept.chosen.clear();
        kept.promised.clear();
        kept.provisions.clear();
        kept.warnings.clear();
        let wanted = ["name", "id_number", "mobile", "entity_name"];
        kept.values.retain(|key, _| wanted.contains(&key.what.as_str()));
        lean.subject = Subject::of(&kept.values);
        lean.kept = json(&kept);
        Some(lean)
    }
}

fn json(content: &impl serde::Serialize) -> String {
    serde_json::to_string(content).expect("keys are texts and numbers are finite")
}
