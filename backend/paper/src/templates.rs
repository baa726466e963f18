//! The templates: those of this program, and those a county put in their place.

use std::{collections::BTreeMap, fs, path::Path, path::PathBuf};

use crate::PrinterFault;

/// Every template of this program, by name.
const EMBEDDED: [(&str, &str); 11] = [
    ("acceptance.typ", include_str!("../templates/acceptance.typ")),
    ("common.typ", include_str!("../templates/common.typ")),
    (
        "composite_licence.typ",
        include_str!("../templates/composite_licence.typ"),
    ),
    ("correction.typ", include_str!("../templates/correction.typ")),
    ("decision.typ", include_str!("../templates/decision.typ")),
    ("deferral.typ", include_str!("../templates/deferral.typ")),
    ("extension.typ", include_str!("../templates/extension.typ")),
    (
        "inspection_record.typ",
        include_str!("../templates/inspection_record.typ"),
    ),
    ("non_acceptance.typ", include_str!("../templates/non_acceptance.typ")),
    ("pause.typ", include_str!("../templates/pause.typ")),
    ("receipt.typ", include_str!("../templates/receipt.typ")),
];

/// What a template may show besides text: a county's emblem, say.
const PICTURES: [&str; 4] = ["svg", "png", "jpg", "jpeg"];

/// Templates and pictures by file name, as bytes.
pub(crate) fn read(folder: Option<&Path>) -> Result<BTreeMap<String, Vec<u8>>, PrinterFault> {
    let embedded = EMBEDDED
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    let mut files: BTreeMap<_, _> = embedded.collect();
    if let Some(folder) = folder {
        for (name, path) in listed(folder)? {
            let bytes = fs::read(&path).map_err(|fault| unreadable(&path, &fault))?;
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

/// The templates and pictures of a folder. Other files may lie there too.
fn listed(folder: &Path) -> Result<Vec<(String, PathBuf)>, PrinterFault> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|fault| unreadable(folder, &fault))? {
        let path = entry.map_err(|fault| unreadable(folder, &fault))?.path();
        let (Some(name), Some(kind)) = (path.file_name().and_then(|name| name.to_str()), path.extension()) else {
            continue;
        };
        let known = EMBEDDED.iter().any(|(known, _)| *known == name);
        if kind == "typ" && !known {
            let names: Vec<_> = EMBEDDED.iter().map(|(name, _)| *name).collect();
            return Err(PrinterFault::UnknownTemplate {
                file: path,
                known: names.join(", "),
            });
        }
        if known || PICTURES.iter().any(|picture| kind == *picture) {
            found.push((name.to_owned(), path));
        }
    }
    Ok(found)
}

fn unreadable(path: &Path, fault: &std::io::Error) -> PrinterFault {
    PrinterFault::Folder {
        folder: path.to_owned(),
        reason: fault.to_string(),
    }
}
