//! `yijian check`

use std::{collections::BTreeMap, io::Write, path::PathBuf, process::ExitCode};

use clap::Args;
use yijian_domain::catalogue::{Catalogue, check::Defect};

use super::{Failure, Outcome};
use crate::published;

/// Find the defects of a catalogue.
///
/// Prints each with its file and place, then their number by class. Ends with 1 when there are any.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The folder of the catalogue; the one inside the program when not given.
    #[arg(value_name = "DIR", env = "YIJIAN_CATALOGUE")]
    folder: Option<PathBuf>,
    /// Also list everything that no source says and that is assumed.
    #[arg(long)]
    assumed: bool,
}

impl Check {
    pub(super) fn run(&self, out: &mut impl Write) -> Outcome {
        let loaded = published::read(self.folder.as_deref()).map_err(Failure::new)?;
        if self.assumed {
            let assumptions = assumptions(&loaded.catalogue);
            for (place, why) in &assumptions {
                writeln!(out, "{place}: assumed: {why}")?;
            }
            writeln!(out, "{} assumptions\n", assumptions.len())?;
        }
        report(&loaded.defects, &loaded.catalogue, out)?;
        Ok(if loaded.defects.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// Every defect, their number by class, and how much was looked at.
fn report(defects: &[Defect], catalogue: &Catalogue, out: &mut impl Write) -> Result<(), Failure> {
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for defect in defects {
        writeln!(out, "{defect}")?;
        *classes.entry(defect.kind.as_str()).or_default() += 1;
    }
    for (class, count) in classes {
        writeln!(out, "{count:>6} {class}")?;
    }
    let Catalogue {
        version,
        themes,
        items,
        materials,
        elements,
        ..
    } = catalogue;
    let (themes, items, materials, elements) = (themes.len(), items.len(), materials.len(), elements.len());
    let found = if defects.is_empty() {
        "no defects".to_owned()
    } else {
        format!("{} defects", defects.len())
    };
    writeln!(
        out,
        "{found} in version {version}: {themes} themes, {items} items, {materials} materials, {elements} elements"
    )?;
    Ok(())
}

/// Everything that is assumed: file and place, and why.
fn assumptions(catalogue: &Catalogue) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    for (id, theme) in &catalogue.themes {
        found.extend(theme.assumed.as_deref().map(|why| (format!("themes/{id}.toml"), why)));
    }
    for (id, item) in &catalogue.items {
        let file = format!("items/{id}.toml");
        found.extend(item.assumed.as_deref().map(|why| (file.clone(), why)));
        let limits = item.limits.iter().map(|limit| &limit.assumed);
        let fields = item.fields.iter().map(|field| &field.assumed);
        let materials = item.materials.iter().map(|material| &material.assumed);
        let lists = [
            ("limits", limits.collect::<Vec<_>>()),
            ("fields", fields.collect()),
            ("materials", materials.collect()),
        ];
        for (list, entries) in lists {
            let assumed = entries
                .into_iter()
                .enumerate()
                .filter_map(|(at, why)| Some((at, why.as_deref()?)));
            found.extend(assumed.map(|(at, why)| (format!("{file}: {list}[{at}]"), why)));
        }
    }
    found.extend(of_authorities(catalogue));
    found
}

/// What is assumed about numbers, licences, departments, pauses and the checks of promises.
fn of_authorities(catalogue: &Catalogue) -> Vec<(String, &str)> {
    let mut all: Vec<(String, &Option<String>)> = Vec::new();
    for (id, rule) in &catalogue.numbers {
        let patterns = rule.patterns.iter().enumerate();
        all.extend(patterns.map(|(at, pattern)| (format!("numbers/{id}.toml: patterns[{at}]"), &pattern.assumed)));
    }
    for (id, licence) in &catalogue.licences {
        let file = format!("licences/{id}.toml");
        let terms = licence.validity.iter().enumerate();
        all.extend(terms.map(|(at, validity)| (format!("{file}: validity[{at}]"), &validity.assumed)));
        let renewal = licence.renewal.iter();
        all.extend(renewal.map(|renewal| (format!("{file}: renewal"), &renewal.assumed)));
    }
    for (id, department) in &catalogue.departments {
        let file = format!("departments/{id}.toml");
        all.push((format!("{file}: organ"), &department.assumed));
        let body = department.review_body.iter();
        all.extend(body.map(|body| (format!("{file}: review_body"), &body.assumed)));
    }
    let promises = catalogue.promises.iter();
    all.extend(promises.map(|(id, promise)| (format!("promises/{id}.toml: check_within"), &promise.check_assumed)));
    for (id, item) in &catalogue.items {
        let pauses = item.pauses.iter().enumerate();
        all.extend(pauses.map(|(at, pause)| (format!("items/{id}.toml: pauses[{at}]"), &pause.assumed)));
    }
    all.into_iter()
        .filter_map(|(place, why)| Some((place, why.as_deref()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn checked(folder: PathBuf) -> (ExitCode, String) {
        let mut out = Vec::new();
        let code = Check {
            folder: Some(folder),
            assumed: true,
        }
        .run(&mut out)
        .unwrap();
        (code, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_defect_is_named_with_its_file_and_counted() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("departments")).unwrap();
        fs::write(
            folder.path().join("catalogue.toml"),
            "version = \"1\"\ntitle = \"试\"\n",
        )
        .unwrap();
        fs::write(folder.path().join("departments/a.toml"), "nam = \"甲\"\n").unwrap();
        let (code, text) = checked(folder.path().to_owned());
        assert_eq!(code, ExitCode::FAILURE);
        assert!(
            text.contains("departments/a.toml: line 1: unreadable") && text.contains("     1 unreadable"),
            "{text}"
        );
    }

    #[test]
    fn a_catalogue_without_defects_passes() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("catalogue.toml"),
            "version = \"1\"\ntitle = \"试\"\n",
        )
        .unwrap();
        let (code, text) = checked(folder.path().to_owned());
        assert_eq!(code, ExitCode::SUCCESS, "{text}");
        assert!(text.ends_with("no defects in version 1: 0 themes, 0 items, 0 materials, 0 elements\n"));
    }
}
